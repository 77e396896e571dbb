"""The type of a concrete function: its formula once, in SymPy, and everything generated from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import sympy as sp

from .errors import BadInput
from .region import Point, Region
from .symbolic_piecewise import as_piecewise


@dataclass(frozen=True)
class Piece:
    """One branch of a piecewise formula: f equals `formula` exactly where `condition` holds."""

    formula: sp.Expr
    condition: sp.Basic  # SymPy Boolean: And/Or of relationals, or sp.true


@dataclass(frozen=True)
class Landscape:
    """A concrete f: R^d → R together with the names its points, regions and constants have in theorems.

    Args:
        name: file name in `landscapes/` (or "expression" for a user's own).
        variables: the d coordinates, in order; real SymPy symbols.
        formula: f, a SymPy expression with exact rational numbers; branches as `Piecewise`, first match
            wins. Abs, Min and Max are rewritten as `Piecewise` on construction.
        points: role → exact point ("x_star" global minimiser, "x_dagger" the local one, "center", …).
        regions: role → region ("M" the basin of x_dagger, …).
        constants: role → exact rational, the known facts ("mu_star", "L", "mu_dagger", "L_dagger",
            "R", "D", …); claims to be certified, not taken on trust.
        parameters: the exact parameters this instance was built with.
        source: where the function comes from.
    Raises:
        BadInput: the formula has unknown symbols, rounded numbers, or a value that is no real number.
    """

    name: str
    variables: tuple[sp.Symbol, ...]
    formula: sp.Expr
    points: Mapping[str, Point] = field(default_factory=dict, hash=False)
    regions: Mapping[str, Region] = field(default_factory=dict, hash=False)
    constants: Mapping[str, Fraction] = field(default_factory=dict, hash=False)
    parameters: Mapping[str, object] = field(default_factory=dict, hash=False)
    source: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.formula, sp.Expr):
            raise BadInput("landscape formula", self.formula, "a SymPy expression (text goes to expression_landscape)")
        formula = as_piecewise(self.formula)
        strangers = sorted(map(str, formula.free_symbols - set(self.variables)))
        if strangers:
            raise BadInput("landscape formula", ", ".join(strangers), f"only the variables {self.variables}")
        if formula.has(sp.Float, sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I):
            raise BadInput("landscape formula", str(formula), "a real formula with exact numbers")
        object.__setattr__(self, "formula", formula)

    @property
    def dimension(self) -> int:
        """d."""
        return len(self.variables)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The branches, first match wins made explicit (each condition excludes the earlier ones)."""
        earlier, found = sp.false, []
        for formula, condition in self._branches:
            found.append(Piece(formula, sp.And(condition, sp.Not(earlier))))
            earlier = sp.Or(earlier, condition)
        return tuple(found)

    @cached_property
    def gradient(self) -> tuple[sp.Expr, ...]:
        """The gradient selection g, one expression per coordinate (at a kink: the branch the formula picks)."""
        return tuple(self._derivative(v) for v in self.variables)

    @cached_property
    def hessian(self) -> tuple[tuple[sp.Expr, ...], ...]:
        """Second derivatives, branch by branch; shape (d, d)."""
        return tuple(tuple(self._derivative(v, w) for w in self.variables) for v in self.variables)

    def branch_at(self, point: Point) -> int:
        """Return the index in `pieces` of the branch that the formula picks at an exact point."""
        values = self._values(point)
        held = (index for index, (_, condition) in enumerate(self._branches) if condition.xreplace(values) == sp.true)
        return next(held)

    def value_at(self, point: Point) -> sp.Expr:
        """Return f at an exact point of shape (d,), exactly."""
        return self.pieces[self.branch_at(point)].formula.xreplace(self._values(point))

    def gradient_at(self, point: Point) -> tuple[sp.Expr, ...]:
        """Return the gradient selection at an exact point, exactly; shapes (d,) → (d,)."""
        formula, values = self.pieces[self.branch_at(point)].formula, self._values(point)
        return tuple(sp.diff(formula, v).xreplace(values) for v in self.variables)

    @property
    def _branches(self) -> tuple[tuple[sp.Expr, sp.Basic], ...]:
        body = self.formula
        return tuple((e, c) for e, c in body.args) if isinstance(body, sp.Piecewise) else ((body, sp.true),)

    def _values(self, point: Point) -> dict[sp.Symbol, sp.Rational]:
        if len(point) != self.dimension:
            raise BadInput("point", point, f"{self.dimension} coordinates")
        return {v: sp.Rational(x) for v, x in zip(self.variables, point, strict=True)}

    def _derivative(self, *variables: sp.Symbol) -> sp.Expr:
        """Differentiate branch by branch; the conditions stay."""
        if not isinstance(self.formula, sp.Piecewise):
            return sp.diff(self.formula, *variables)
        return sp.Piecewise(*((sp.diff(e, *variables), c) for e, c in self._branches), evaluate=False)


def coordinates(dimension: int) -> tuple[sp.Symbol, ...]:
    """Return the customary real coordinates of R^d: x; x, y; x, y, z; or x1, …, xd.

    Raises:
        BadInput: the dimension is not a positive integer.
    """
    if not isinstance(dimension, int) or isinstance(dimension, bool) or dimension < 1:
        raise BadInput("dimension", dimension, "a positive integer")
    names = "xyz"[:dimension] if dimension <= 3 else [f"x{i}" for i in range(1, dimension + 1)]
    return tuple(sp.Symbol(name, real=True) for name in names)
