"""Numerical checks of theorems, one per file."""
