"""Concrete functions, one per file: each a factory of a `Landscape` with exact parameters."""
