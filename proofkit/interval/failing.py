"""The exact set of points on the line where a claimed constant fails."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .exact import to_sympy
from .line import Segment, Truth, cut
from .problem import NotExact, Problem, polynomial
from .roots import Root

FINE = Fraction(1, 10**6)  #: an irrational end is isolated at least so closely


@dataclass(frozen=True)
class Stretch:
    """An interval with algebraic ends (None: infinite); each end belongs to it or not."""

    low: Root | None
    high: Root | None
    low_closed: bool
    high_closed: bool

    def __str__(self) -> str:
        if self.low is self.high and self.low is not None:
            return f"{{{_name(self.low)}}}"
        low = "-oo" if self.low is None else _name(self.low)
        high = "oo" if self.high is None else _name(self.high)
        return f"{'[' if self.low_closed else '('}{low}, {high}{']' if self.high_closed else ')'}"


def _name(root: Root) -> str:
    while root.high - root.low > FINE:
        root.refine()
    return str(root)


def failing(problem: Problem, constant: Fraction) -> list[Stretch]:
    """Return where value − constant·weight < 0 in some case, exactly, from left to right.

    Raises:
        NotExact: more variables, or data that are not polynomials over Q.
    """
    if len(problem.variables) != 1:
        raise NotExact("more than one variable")
    (x,) = problem.variables
    cases = [
        (Truth(case.condition, x), polynomial(case.value - to_sympy(constant) * case.weight, [x]))
        for case in problem.cases
    ]
    segments = cut([form for truth, residual in cases for form in (*truth.forms, residual)])
    found: list[Stretch] = []
    joined = False
    for segment in segments:
        fails = any(truth.on(segment) and segment.sign(residual) < 0 for truth, residual in cases)
        if fails:
            found = [*found[:-1], _longer(found[-1], segment)] if joined else [*found, _alone(segment)]
        joined = fails
    return found


def _alone(segment: Segment) -> Stretch:
    return Stretch(segment.low, segment.high, segment.is_point, segment.is_point)


def _longer(stretch: Stretch, segment: Segment) -> Stretch:
    return Stretch(stretch.low, segment.high, stretch.low_closed, segment.is_point)
