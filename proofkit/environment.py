"""The versions that a result was obtained with."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

LIBRARIES = ("gradient-proofkit", "sympy", "numpy", "numba", "python-flint", "torch")


def versions() -> dict[str, str]:
    """Return name → version of this package, Python and the libraries that results rest on, where installed."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return {**found, "machine": f"{platform.system()} {platform.machine()}"}
