"""Rigorous enclosures and the certificates built on them."""
