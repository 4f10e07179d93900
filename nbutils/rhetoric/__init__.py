"""How a text says it: hedges and boosters, vagueness, claimed effects, stock phrases, repetition, readability."""
