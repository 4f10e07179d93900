"""What the notebooks ask: each function answers one question from an audit's tables, with a sentence that reads the result."""
