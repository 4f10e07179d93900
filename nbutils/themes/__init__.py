"""What runs through the articles: themes that are found, themes that a pack names, and words that stand out."""
