"""Experiments on real networks. Importing this package loads neither torch nor scikit-learn."""
