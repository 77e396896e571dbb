"""One dimension, exactly: cut the line at real roots; on each open cell and each root every sign is constant."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import sympy as sp

from .exact import ends, to_sympy
from .problem import Case, NotExact, Outcome, Problem, polynomial
from .roots import Root, real_roots, sign_at, simple_between
from .sets import cells_of
from .tape import Tape

CUTS = 600  #: halvings of a root's interval before a value there counts as out of reach of the enclosures


@dataclass(frozen=True)
class Segment:
    """An open interval between two neighbouring roots (None = infinite end), or one root (low is high)."""

    low: Root | None
    high: Root | None

    @property
    def is_point(self) -> bool:
        """Whether it is a single root."""
        return self.low is not None and self.low is self.high

    @property
    def sample(self) -> Fraction | None:
        """A rational inside; None for an irrational root."""
        if self.low is not None and self.low is self.high:
            return self.low.low if self.low.rational else None
        return _sample(self.low, self.high)

    def sign(self, form: sp.Poly) -> int:
        """Return the sign of a polynomial that has no root inside an open segment."""
        point = self.sample
        if point is None and self.low is not None:
            return self.low.sign(form)
        return sign_at(form, point) if point is not None else 0


def _sample(low: Root | None, high: Root | None) -> Fraction:
    if low is None and high is None:
        return Fraction(0)
    if low is None and high is not None:
        return Fraction(high.low.__floor__() - 1)
    if high is None and low is not None:
        return Fraction(low.high.__ceil__() + 1)
    assert low is not None and high is not None
    while not low.high < high.low:
        low.refine()
        high.refine()
    return simple_between(low.high, high.low)


def cut(forms: list[sp.Poly]) -> list[Segment]:
    """Return the line cut at every real root of the polynomials, from left to right."""
    roots: list[Root | None] = list(real_roots(forms))
    segments: list[Segment] = []
    for low, high in zip([None, *roots], [*roots, None], strict=True):
        segments.append(Segment(low, high))
        if high is not None:
            segments.append(Segment(high, high))
    return segments


class Truth:
    """A condition with polynomial comparisons in one variable, decided exactly on segments."""

    def __init__(self, condition: sp.Basic, variable: sp.Symbol):
        cells = cells_of(condition)
        self.cells = [[(polynomial(c.expression, [variable]), c.strict) for c in cell] for cell in cells]

    @property
    def forms(self) -> list[sp.Poly]:
        """The polynomials compared with 0."""
        return [form for cell in self.cells for form, _ in cell]

    def on(self, segment: Segment) -> bool:
        """Return the truth on a segment of a cut that includes `forms`."""
        return any(all(segment.sign(form) >= strict for form, strict in cell) for cell in self.cells)


def segments_where(condition: sp.Basic, variable: sp.Symbol, also: list[sp.Poly] | None = None) -> list[Segment]:
    """Return the segments on which a condition holds, cut also at the roots of further polynomials."""
    truth = Truth(condition, variable)
    return [s for s in cut([*truth.forms, *(also or [])]) if truth.on(s)]


Ratio = tuple[Literal["number", "minus", "plus"], Fraction, Fraction]


def solve(problem: Problem, tolerance: Fraction) -> Outcome:
    """Return the best K of a problem in one variable with polynomial data, exactly or within the tolerance.

    Raises:
        NotExact: more variables, or data that are not polynomials over Q.
    """
    variable = _only_variable(problem)
    ratios: list[tuple[Ratio, Fraction | None]] = []
    for case in problem.cases:
        a, b = polynomial(case.value, [variable]), polynomial(case.weight, [variable])
        for segment in segments_where(case.condition, variable, [a, b]):
            ratios += _least_on(segment, a, b, tolerance)
    if not ratios:
        return Outcome(None, None, "sturm", empty=True)
    bad = next((point for (kind, *_), point in ratios if kind == "minus"), None)
    if any(kind == "minus" for (kind, *_), _ in ratios):
        return Outcome(None, None, "sturm", impossible=True, near=None if bad is None else (bad,))
    numbers = [(low, high, point) for (kind, low, high), point in ratios if kind == "number"]
    if not numbers:
        return Outcome(None, None, "sturm", empty=True)
    _, upper, near = min(numbers, key=lambda n: n[1])
    return Outcome(min(n[0] for n in numbers), upper, "sturm", near=None if near is None else (near,))


def _only_variable(problem: Problem) -> sp.Symbol:
    if len(problem.variables) != 1:
        raise NotExact("more than one variable")
    return problem.variables[0]


def _least_on(segment: Segment, a: sp.Poly, b: sp.Poly, tolerance: Fraction) -> list[tuple[Ratio, Fraction | None]]:
    """Infimum candidates of a/b on a segment cut at the roots of a and b."""
    weight = segment.sign(b)
    if weight < 0:
        raise NotExact("the weight is negative somewhere")
    if weight == 0:
        negative = segment.sign(a) < 0
        return [(("minus", Fraction(0), Fraction(0)), segment.sample)] if negative else []
    common = a.gcd(b)
    p, q = a.quo(common), b.quo(common)
    if segment.is_point:
        assert segment.low is not None
        return [(("number", *_value(p, q, segment.low, tolerance)), segment.sample)]
    inner = p.diff() * q - p * q.diff()
    found = [_at_sample(p, q, segment)] if inner.is_zero else []
    for root in real_roots([inner]):
        if (segment.low is None or segment.low < root) and (segment.high is None or root < segment.high):
            found.append((("number", *_value(p, q, root, tolerance)), root.low if root.rational else None))
    return found + [_limit(p, q, end, segment, tolerance) for end in (segment.low, segment.high)]


def _at_sample(p: sp.Poly, q: sp.Poly, segment: Segment) -> tuple[Ratio, Fraction | None]:
    point = segment.sample
    assert point is not None
    value = _exact_value(p, q, point)
    return ("number", value, value), point


def _exact_value(p: sp.Poly, q: sp.Poly, point: Fraction) -> Fraction:
    value = sp.Rational(p.eval(to_sympy(point))) / sp.Rational(q.eval(to_sympy(point)))
    return Fraction(int(value.p), int(value.q))


def _value(p: sp.Poly, q: sp.Poly, root: Root, tolerance: Fraction) -> tuple[Fraction, Fraction]:
    if root.rational:
        value = _exact_value(p, q, root.low)
        return value, value
    if root.sign(p) == 0:
        return Fraction(0), Fraction(0)
    tape = Tape([p.as_expr() / q.as_expr()], p.gens)
    for _ in range(CUTS):
        found = ends(tape.run(((root.low, root.high),))[0])
        if found is not None and found[1] - found[0] <= tolerance / 4:
            return found
        root.refine()
    raise NotExact("a value too large for the precision of the enclosures")


def _limit(
    p: sp.Poly, q: sp.Poly, end: Root | None, segment: Segment, tolerance: Fraction
) -> tuple[Ratio, Fraction | None]:
    """The limit of p/q (coprime, q ≠ 0 inside) at one end of an open segment."""
    zero = Fraction(0)
    if end is not None and end.sign(q) != 0:
        return ("number", *_value(p, q, end, tolerance)), None
    if end is None and p.degree() <= q.degree():
        value = sp.Rational(p.LC()) / sp.Rational(q.LC()) if p.degree() == q.degree() else sp.Integer(0)
        exact = Fraction(int(value.p), int(value.q))
        return ("number", exact, exact), None
    return ("plus" if segment.sign(p) * segment.sign(q) > 0 else "minus", zero, zero), segment.sample


def decide(problem: Problem, constant: Fraction) -> tuple[bool, Fraction | None, str]:
    """Decide exactly whether value − constant·weight ≥ 0 on every case.

    Returns:
        whether it holds; a rational point that violates it (None when only an irrational one does); words.
    Raises:
        NotExact: as for `solve`.
    """
    variable = _only_variable(problem)
    for case in problem.cases:
        residual = _residual(case, constant, variable)
        for segment in segments_where(case.condition, variable, [residual]):
            if segment.sign(residual) < 0:
                return False, segment.sample, f"violated at {segment.low}" if segment.sample is None else ""
    return True, None, ""


def _residual(case: Case, constant: Fraction, variable: sp.Symbol) -> sp.Poly:
    return polynomial(case.value - to_sympy(constant) * case.weight, [variable])
