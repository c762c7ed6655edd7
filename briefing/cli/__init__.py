"""The plain commands: text in, text out, no terminal needed and no Textual loaded."""
