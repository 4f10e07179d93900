"""Comparing: what articles say beside what they, others and a record say."""
