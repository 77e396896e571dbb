"""Theorems made wrong on purpose: a check that still holds on one of these could never fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy as sp


@dataclass(frozen=True)
class Wrong:
    """A theorem whose every formula and threshold is off by a factor, or has its constants exchanged."""

    theorem: Any
    factor: float = 1.0
    exchanged: Mapping[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.theorem, name)

    @property
    def definitions(self):
        return {name: self._renamed(value) for name, value in self.theorem.definitions.items()}

    def formula(self, name):
        return self.factor * self._renamed(self.theorem.formula(name))

    def threshold(self, name):
        return WrongThreshold(self.theorem.threshold(name), self)

    def _renamed(self, expression):
        names = {s: sp.Symbol(self.exchanged.get(s.name, s.name)) for s in expression.free_symbols}
        return expression.subs(names, simultaneous=True)


@dataclass(frozen=True)
class WrongThreshold:
    """Both ends of a threshold of a wrong theorem."""

    threshold: Any
    wrong: Wrong

    def at(self, constants):
        there = {self.wrong.exchanged.get(name, name): value for name, value in constants.items()}
        return tuple(None if end is None else self.wrong.factor * end for end in self.threshold.at(there))
