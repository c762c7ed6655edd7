"""A terminal reader for dossiers: documents, and a digest anchored to their exact words."""

__version__ = "0.1.0"
