"""The system that the articles describe: things they name, in layers, and the relations that their sentences state."""
