"""Concrete functions, one per file."""
