"""Rigorous enclosures of SymPy expressions over boxes of exact rationals, and exact polynomial reasoning."""
