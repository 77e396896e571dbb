"""Implications between function classes, one per file."""
