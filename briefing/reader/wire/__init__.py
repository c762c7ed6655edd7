"""Every private hook of Textual, and nothing else: each is guarded, tested, and can be missing."""
