"""Small proved facts that theorems cite, one per file."""
