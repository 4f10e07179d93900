"""Data for any subject: lists and patterns, each with examples that are test rows."""
