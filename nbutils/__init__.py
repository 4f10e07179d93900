"""Read a folder of articles into tables: what they say, what can be checked, where they disagree."""

__version__ = "0.1.0"
