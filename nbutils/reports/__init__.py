"""Notebooks executed against one audit and exported to pages that open offline."""
