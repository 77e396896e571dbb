"""Numba descent: formulas → compiled kernels, many trajectories at once, and the statistics of fractions."""
