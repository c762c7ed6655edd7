"""A terminal reader for dossiers: folders of Markdown papers that cite their sources."""

__version__ = "0.1.0"
