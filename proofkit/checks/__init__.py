"""Numerical-versus-theory checks, one per file."""
