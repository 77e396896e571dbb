"""The type of a concrete function: its formula once, in SymPy, and everything generated from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import sympy as sp

from .region import Point, Region


@dataclass(frozen=True)
class Piece:
    """One branch of a piecewise formula: `formula` holds where every `conditions` expression is > 0 (or ≥ 0)."""

    formula: sp.Expr
    condition: sp.Basic  # SymPy Boolean: And/Or of relationals, or sp.true


@dataclass(frozen=True)
class Landscape:
    """A concrete f: R^d → R together with the names its points, regions and constants have in theorems.

    Args:
        name: file name in `landscapes/` (or "expression" for a user's own).
        variables: the d coordinates, in order.
        formula: f, a SymPy expression with exact rational numbers; branches as `Piecewise`.
        points: role → exact point ("x_star" global minimiser, "x_dagger" the local one, "center", …).
        regions: role → region ("M" the basin of x_dagger, …).
        constants: role → exact rational, the known facts ("mu_star", "L", "mu_dagger", "L_dagger",
            "R", "D", …); claims to be certified, not taken on trust.
        parameters: the exact parameters this instance was built with.
        source: where the function comes from.
    """

    name: str
    variables: tuple[sp.Symbol, ...]
    formula: sp.Expr
    points: Mapping[str, Point] = field(default_factory=dict)
    regions: Mapping[str, Region] = field(default_factory=dict)
    constants: Mapping[str, Fraction] = field(default_factory=dict)
    parameters: Mapping[str, object] = field(default_factory=dict)
    source: str = ""

    @property
    def dimension(self) -> int:
        """d."""
        return len(self.variables)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The branches, first match wins made explicit (each condition excludes the earlier ones)."""
        body = self.formula
        if not isinstance(body, sp.Piecewise):
            return (Piece(body, sp.true),)
        earlier, found = sp.false, []
        for formula, condition in body.args:
            found.append(Piece(formula, sp.And(condition, sp.Not(earlier))))
            earlier = sp.Or(earlier, condition)
        return tuple(found)

    @cached_property
    def gradient(self) -> tuple[sp.Expr, ...]:
        """The gradient selection g, one expression per coordinate (at a kink: the branch the formula picks)."""
        return tuple(self._each_branch(lambda e, v=v: sp.diff(e, v)) for v in self.variables)

    @cached_property
    def hessian(self) -> tuple[tuple[sp.Expr, ...], ...]:
        """Second derivatives, branch by branch; shape (d, d)."""
        rows = self.variables
        return tuple(tuple(self._each_branch(lambda e, v=v, w=w: sp.diff(e, v, w)) for w in rows) for v in rows)

    def _each_branch(self, derive) -> sp.Expr:  # type: ignore[no-untyped-def]
        if not isinstance(self.formula, sp.Piecewise):
            return derive(self.formula)
        return sp.Piecewise(*((derive(e), c) for e, c in self.formula.args), evaluate=False)
