"""What sentences mention: times, quantities, names and cues, each with its exact span. Patterns and lists are data."""
