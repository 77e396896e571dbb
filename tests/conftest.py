"""Settings of every test: the same examples on every run, and no time limit on one that a busy machine slows down."""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

#: the tests keep no answers in the user's store, and take none from it
os.environ["PROOFKIT_STORE"] = tempfile.mkdtemp(prefix="proofkit-tests-")

settings.register_profile("reproducible", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("reproducible")
