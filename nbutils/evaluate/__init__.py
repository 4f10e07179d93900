"""How far the findings can be trusted: scores against labels, changes planted in the user's own text, the noise floor."""
