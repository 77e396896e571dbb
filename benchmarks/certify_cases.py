"""The conditions of the benchmark of enclosures: each one value − K·weight ≥ 0 on a box, with its best constant K.

`near` is a point close to where the ratio value/weight is least, and `best` that ratio, rounded up: so any K > best
is false, and the point shows it. That no K below `best` is false is what the engines prove, up to the tolerance.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy as sp

from proofkit.symbolic_rational import exact

TOLERANCES = (Fraction(1, 10), Fraction(1, 100), Fraction(1, 1000))
HAIR = Fraction(1, 10**6)  #: how far beyond `best` a false claim is, in units of `scale`
Sides = tuple[tuple[Fraction, Fraction], ...]

w, x, y, z = sp.symbols("w x y z", real=True)


@dataclass(frozen=True)
class Case:
    """One condition.

    Args:
        name: for the table.
        words: what it says.
        value, weight: as it is posed, in the variables of `box`.
        box: the variables in order, with their ends.
        near: a point near the least ratio.
        best: a number at or just above the ratio there.
        scale: the unit of the tolerances: |best|, or the size of the function where best is 0.
    """

    name: str
    words: str
    value: sp.Expr
    weight: sp.Expr
    box: tuple[tuple[sp.Symbol, Fraction, Fraction], ...]
    near: tuple[Fraction, ...]
    best: Fraction
    scale: Fraction

    @property
    def variables(self) -> tuple[sp.Symbol, ...]:
        """The coordinates, in order."""
        return tuple(variable for variable, _, _ in self.box)

    @property
    def sides(self) -> Sides:
        """The box."""
        return tuple((low, high) for _, low, high in self.box)

    def claim(self, tolerance: Fraction) -> sp.Expr:
        """Return the expression e of the claim e ≥ 0 with the constant best − tolerance·scale."""
        constant = self.best - tolerance * self.scale
        return self.value - sp.Rational(constant.numerator, constant.denominator) * self.weight

    @property
    def false(self) -> sp.Expr:
        """The expression of a claim that is false by a hair."""
        return self.claim(-HAIR)


def _case(
    name: str, words: str, value: Any, weight: Any, box: str, near: str, best: str, scale: str | None = None
) -> Case:
    """Make a case; the box as "x -1 1; y 0 3", the point as "0, 1/2"."""
    value, weight = sp.sympify(value), sp.sympify(weight)
    sides = [side.split() for side in box.split(";")]
    named = tuple((sp.Symbol(v, real=True), exact(low, "end"), exact(high, "end")) for v, low, high in sides)
    point = tuple(exact(number.strip(), "coordinate") for number in near.split(","))
    least = exact(best, "best")
    return Case(name, words, value, weight, named, point, least, abs(least) if scale is None else exact(scale, "scale"))


def _gradient(f: sp.Expr, variables: tuple[sp.Symbol, ...]) -> list[sp.Expr]:
    return [sp.diff(f, v) for v in variables]


def _one_point(f: sp.Expr, *variables: sp.Symbol) -> sp.Expr:
    """⟨g, x⟩: the centre is the origin."""
    return sum((g * v for g, v in zip(_gradient(f, variables), variables, strict=True)), sp.Integer(0))


def _minor(f: sp.Expr, a: sp.Symbol, b: sp.Symbol) -> sp.Expr:
    return sp.diff(f, a, a) * sp.diff(f, b, b) - sp.diff(f, a, b) ** 2


def _squares(*variables: sp.Symbol) -> sp.Expr:
    return sum((v**2 for v in variables), sp.Integer(0))


def cases() -> list[Case]:
    """Return all of them."""
    R = sp.Rational
    parabola = x**2 + 3 * sp.sin(x) ** 2
    rippled = x**2 / 2 + y**2 / 2 - R(1, 8) * sp.cos(4 * x) * sp.cos(3 * y)
    himmelblau = sp.expand((x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2)
    rosenbrock = (1 - x) ** 2 + 100 * (y - x**2) ** 2
    logistic = [sp.log(1 + sp.exp(-a * x - b * y)) for a, b in ((R(1), R(1, 2)), (R(-1, 2), R(1)), (R(3, 4), R(-1)))]
    logistic_loss = sum(logistic) / 3
    wells = x**2 + y**2 - 12 * sp.exp(-4 * ((x - 3) ** 2 + y**2)) - 2 * sp.exp(-2 * (x**2 + (y - 2) ** 2))
    wells3 = x**2 + y**2 + z**2 - 3 * sp.exp(-2 * ((x - 1) ** 2 + y**2 + z**2)) - 2 * sp.exp(-(x**2 + (y + z) ** 2))
    coupled = _squares(x, y, z) / 2 + sp.sin(x * y) * z / 4 + sp.cos(x + y - z) / 4
    chain = sum(((1 - a) ** 2 + 10 * (b - a**2) ** 2 for a, b in ((w, x), (x, y), (y, z))), sp.Integer(0))
    mixed = sp.expand((w * x - y) ** 2 + (x * z + w - 1) ** 2 + (y - z**2) ** 2 + (w + x) ** 2 / 4) + sp.exp(
        -(w**2) - x**2
    ) * sp.sin(y * z)
    tilted = _squares(w, x, y, z) / 2 + sp.cos(w + x) * sp.sin(y - z) / 5 + sp.exp(-w * y) / 20 - w * y * z * x / 10
    wells4 = _squares(w, x, y, z) - 3 * sp.exp(-((w - 1) ** 2) - x**2 - (y - 1) ** 2 - z**2)
    others = (x * y * z) ** 2 + (w * y * z) ** 2 + (w * x * z) ** 2 + (w * x * y) ** 2
    return [
        _case("sine parabola, PL", "|g|² ≥ 2K·f, f = x² + 3 sin² x", _gradient(parabola, (x,))[0] ** 2, 2 * parabola,
              "x 1/8 10", "2.201709176", "0.1755309859"),
        _case("ripple, one point", "⟨g, x⟩ ≥ K·x², f = x²/2 − cos 20x / 800",
              _one_point(x**2 / 2 - sp.cos(20 * x) / 800, x), x**2, "x 1/64 5", "0.224670468", "0.8913831859"),
        _case("ripple in the plane, one point", "⟨g, x⟩ ≥ K·|x|², f = |x|²/2 − cos 4x cos 3y / 8",
              _one_point(rippled, x, y), _squares(x, y), "x 1/8 3; y -3 3", "1.123352362, 0", "0.5655327436"),
        _case("Himmelblau, range", "f ≥ K, expanded", himmelblau, 1, "x -5 5; y -5 5", "3, 2", "0", "1"),
        _case("Himmelblau, minor", "det of the Hessian ≥ K", _minor(himmelblau, x, y), 1, "x 5/2 7/2; y 3/2 5/2",
              "5/2, 3/2", "173"),
        _case("Rosenbrock, range", "f ≥ K, away from the minimiser", rosenbrock, 1, "x -2 0; y -1 3", "0, 0", "1"),
        _case("Gaussian wells, range", "f ≥ K", wells, 1, "x -1 4; y -3 3", "2.937841713, 0", "-3.1850564583"),
        _case("logistic loss, minor", "det of the Hessian ≥ K", _minor(logistic_loss, x, y), 1, "x -2 2; y -2 2",
              "-2, 2", "0.0027261587"),
        _case("logistic loss, smoothness", "L − f_xx ≥ K, L = 1", 1 - sp.diff(logistic_loss, x, 2), 1, "x -2 2; y -2 2",
              "0, 0", "0.8489583334"),
        _case("Gaussian wells in space, range", "f ≥ K", wells3, 1, "x -2 2; y -2 2; z -2 2",
              "0.68694367, 0, 0", "-3.2417663151"),
        _case("coupled waves, one point", "⟨g, x⟩ ≥ K·|x|²", _one_point(coupled, x, y, z), _squares(x, y, z),
              "x 1/2 2; y -2 2; z -2 2", "1/2, 0.35762642, -0.359608073", "0.3432472951"),
        _case("polynomial with waves, range", "f ≥ K, expanded", mixed, 1, "w -1 1; x -1 1; y -1 1; z -1 1",
              "0.798295102, -0.360097906, -0.125410807, -0.107780969", "0.1258537572"),
        _case("four coupled waves, one point", "⟨g, x⟩ ≥ K·|x|²", _one_point(tilted, w, x, y, z), _squares(w, x, y, z),
              "w 1/2 3/2; x -1 1; y -1 1; z -1 1", "1/2, -0.258687831, -0.18898746, 0.349104735", "0.8380438932"),
        _case("Gaussian well in 4-D, range", "f ≥ K", wells4, 1, "w -2 2; x -2 2; y -2 2; z -2 2",
              "0.719309207, 0, 0.719309207, 0", "-1.5278276812"),
        _case("chained Rosenbrock, range", "f ≥ K, away from the minimiser", chain, 1,
              "w -1 1/2; x -1 1; y -1 1; z -1 1", "1/2, 0.3710705, 0.216084824, 0.04669265", "1.4681082643"),
        _case("four factors, PL", "|g|²/(2f) ≥ K, f = (1 − wxyz)²/2", others, 1,
              "w 1/2 3/2; x 1/2 3/2; y 1/2 3/2; z 1/2 3/2", "1/2, 1/2, 1/2, 1/2", "1/16"),
    ]  # fmt: skip
