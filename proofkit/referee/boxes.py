"""The boxes of a subdivision looked at again in ball arithmetic: those that were kept, and those that were left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from time import monotonic
from typing import Protocol

from ..conditions._classes import LinearForm, strict_interior
from ..conditions._curvature import Curvature
from ..conditions._hessian import least_direction
from ..errors import BadInput
from ..interval.balls import BallBound, bisect, midpoint
from ..interval.exact import to_sympy
from ..interval.leaves import CUT, LEAF, Leaves
from ..interval.probe import Probe
from ..interval.problem import Problem
from ..interval.sets import condition_of
from ..interval.tape import Sides, Tape
from ..landscape import Landscape
from ..region import Point, Region
from ..verdict import Verdict

CUTS = 64  #: boxes that one stored box may be cut into
Near = Callable[[Sides], Fraction | None]


class Again(Protocol):
    """One inequality on a set."""

    def holds(self, box: Sides) -> bool:
        """Whether it is shown on the set's part of a box."""

    def violates(self, point: Point) -> bool:
        """Whether an exact point is in the set and certainly violates it."""

    def misses(self, box: Sides) -> bool:
        """Whether a box is shown to miss the set."""

    def inside(self, point: Point) -> bool:
        """Whether an exact point is certainly in the set."""


def tiled(leaves: Leaves, root: Sides, again: Again, end: float) -> Verdict:
    """Return whether the leaves leave out nothing of the set in the root, and the inequality holds on each."""
    found = Verdict.HOLDS
    try:
        for letter, box in leaves.parts(root):
            if letter == CUT:
                continue
            shown, contradicted = (again.holds, again.violates) if letter == LEAF else (again.misses, again.inside)
            verdict = settled(box, shown, contradicted, end)
            if verdict is Verdict.REFUTED:
                return verdict
            found = verdict if verdict is Verdict.UNDECIDED else found
            if monotonic() > end:
                return Verdict.UNDECIDED
    except BadInput:  # not cut from this root
        return Verdict.REFUTED
    return found


def settled(
    box: Sides, shown: Callable[[Sides], bool], contradicted: Callable[[Point], bool], end: float, cuts: int = CUTS
) -> Verdict:
    """HOLDS where it is shown on every part of a box, REFUTED by the middle of one, UNDECIDED after that many cuts."""
    todo = [box]
    for _ in range(cuts):
        if not todo:
            return Verdict.HOLDS
        if monotonic() > end:
            return Verdict.UNDECIDED
        part = todo.pop()
        if shown(part):
            continue
        if contradicted(midpoint(part)):
            return Verdict.REFUTED
        todo += bisect(part)
    return Verdict.UNDECIDED


@dataclass(frozen=True)
class RatioAgain:
    """ratio ≥ constant on the set of a problem; `near` bounds it where the ratio is 0/0."""

    problem: Problem
    constant: Fraction
    near: Near = lambda box: None

    @cached_property
    def _bounds(self) -> list[BallBound]:
        return [BallBound(case, self.problem.variables) for case in self.problem.cases]

    @cached_property
    def _by_signs(self) -> bool:
        """Whether value − constant·weight is nowhere negative by the signs of its parts, such as a sum of squares."""
        constant = to_sympy(self.constant)
        return all((case.value - constant * case.weight).is_nonnegative for case in self.problem.cases)

    @cached_property
    def _probe(self) -> Probe:
        return Probe(self.problem)

    def holds(self, box: Sides) -> bool:
        """Whether it is shown on the set's part of a box."""
        if self._by_signs:
            return True
        lows = [low for low, meets in (bound.lower(box) for bound in self._bounds) if meets]
        if all(low is not None and low >= self.constant for low in lows):
            return True
        near = self.near(box)
        return near is not None and near >= self.constant

    def violates(self, point: Point) -> bool:
        """Whether an exact point is in the set and certainly violates it."""
        return self._probe.violates(point, self.constant)

    def misses(self, box: Sides) -> bool:
        """Whether a box is shown to miss the set."""
        return not any(bound.lower(box)[1] for bound in self._bounds)

    def inside(self, point: Point) -> bool:
        """Whether an exact point is in the set."""
        return bool(self._probe.at(point))


@dataclass(frozen=True)
class FormAgain:
    """vᵀ(form at the Hessian)v ≥ constant·weight on a region, for every v and every Hessian met."""

    landscape: Landscape
    form: LinearForm
    region: Region
    constant: Fraction

    @cached_property
    def _curvature(self) -> Curvature:
        return Curvature(self.landscape, self.form)

    @cached_property
    def _where(self) -> Tape:
        where = condition_of(self.region, self.landscape.variables)
        return Tape([where, strict_interior(where)], self.landscape.variables)

    def holds(self, box: Sides) -> bool:
        """Whether it is shown on the region's part of a box."""
        bound, _ = self._curvature.lower(box)
        return (bound is not None and bound >= self.constant) or self.misses(box)

    def violates(self, point: Point) -> bool:
        """Whether an exact interior point certainly violates it."""
        form = self._curvature.at(point) if self._where.run(tuple((x, x) for x in point))[1] is True else None
        high = None if form is None else self._curvature.quotient(point, least_direction(form))
        return high is not None and high < self.constant

    def misses(self, box: Sides) -> bool:
        """Whether a box is shown to miss the region."""
        return self._where.run(box)[0] is False

    def inside(self, point: Point) -> bool:
        """Whether an exact point is in the region."""
        return self.region.contains(point)
