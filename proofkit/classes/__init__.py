"""Function classes, one per file."""
