"""Settings of every test: the same examples on every run, and no time limit on one that a busy machine slows down."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("reproducible", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("reproducible")
