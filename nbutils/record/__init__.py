"""The record: a table of known facts, what articles say against it, and what they leave out."""
