"""Bytes to articles: decoding, blocks, sentences, metadata. Nothing here knows a subject."""
