"""The Numba descent engine."""
