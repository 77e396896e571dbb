"""Theorems about gradient descent: proved by a small kernel, certified on real functions, measured, tried on networks.

`import proofkit` loads no third-party package; each name below loads what it needs when it is first used.
"""

from __future__ import annotations

import importlib
import sys
import types
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .apply import apply as apply
    from .certify import certify as certify
    from .discovery import landscape as landscape
    from .discovery import names as names
    from .discovery import theorem as theorem
    from .errors import BadInput as BadInput
    from .exports import export as export
    from .implied import implied as implied
    from .landscape import Landscape as Landscape
    from .pipeline import check as check
    from .predict import predict as predict
    from .region import Ball as Ball
    from .region import Box as Box
    from .region import Everywhere as Everywhere
    from .verdict import Strength as Strength
    from .verdict import Verdict as Verdict
    from .windows import windows as windows
    from .worst_case.claims import judge as judge
    from .worst_case.solve import derive as derive

__version__ = "0.1.0"

#: public name → the module that defines it
_HOME = {
    "check": "pipeline",
    "certify": "certify",
    "apply": "apply",
    "predict": "predict",
    "windows": "windows",
    "export": "exports",
    "derive": "worst_case.solve",
    "judge": "worst_case.claims",
    "implied": "implied",
    "theorem": "discovery",
    "landscape": "discovery",
    "names": "discovery",
    "Strength": "verdict",
    "Verdict": "verdict",
    "Box": "region",
    "Ball": "region",
    "Everywhere": "region",
    "Landscape": "landscape",
    "BadInput": "errors",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])


class _Package(types.ModuleType):
    """Keeps `proofkit.apply` the function when the submodule of the same name has been imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, types.ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
