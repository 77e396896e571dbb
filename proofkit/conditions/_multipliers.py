"""Settles a problem with quadratic data in any dimension: multipliers prove, rational points refute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ..certificate import Certificate
from ..interval.ldl import is_positive_semidefinite
from ..interval.probe import Best, Probe, improve, rays, spread
from ..interval.problem import EmptySet, NotExact, Problem
from ..interval.quadratic import Proved, QuadraticCell, best_constant, prove, quadratic_cells, tight_points
from ..interval.sets import bounding_box
from ..region import Point, Region
from ..verdict import Verdict
from ._bounds import searched
from ._question import Clock, Scale

SHARES = tuple(Fraction(1, 2**k) for k in range(2, 50, 3))


@dataclass(frozen=True)
class Setting:
    """A quadratic problem with the cells that were not proved empty."""

    clock: Clock
    problem: Problem
    scale: Scale
    cells: list[QuadraticCell]

    @property
    def center(self) -> Point:
        """The point about which the matrices are written."""
        return self.problem.center or (Fraction(0),) * len(self.problem.variables)

    @property
    def bounded(self) -> bool:
        """Whether subdivision can be tried after this."""
        return bounding_box(self.clock.question.region) is not None


def by_multipliers(clock: Clock, problem: Problem, scale: Scale) -> Certificate:
    """Return the certificate of a problem with quadratic data.

    Raises:
        NotExact: other data, or neither side was settled on a region where subdivision can go on.
        EmptySet: every cell was proved empty.
    """
    cells = quadratic_cells(problem)
    if any(not is_positive_semidefinite(cell.weight) for cell in cells):
        raise NotExact("the weight is not a sum of squares")
    if not cells:
        raise EmptySet
    setting = Setting(clock, problem, scale, cells)
    return _search(setting) if clock.question.constant is None else _claim(setting)


def _search(setting: Setting) -> Certificate:
    proofs = [best_constant(cell) for cell in setting.cells]
    known = [proof for proof in proofs if proof is not None]
    best = _best_point(setting, known)
    complete = len(known) == len(proofs)
    lower = min(proof.constant for proof in known) if complete else None
    low, high = setting.scale.outward(lower, best.high)
    data: dict[str, object] = {"proofs": [(proof.constant, proof.multipliers) for proof in known]} if complete else {}
    found = searched(setting.clock, setting.scale, low, high, "ldl", best.point, data=data)
    if found.verdict is Verdict.UNDECIDED and setting.bounded:
        raise NotExact("no multipliers close the gap")
    return found


def _claim(setting: Setting) -> Certificate:
    clock, scale = setting.clock, setting.scale
    constant = scale.inward(clock.question.constant or Fraction(0))
    multipliers = [prove(cell, constant) for cell in setting.cells]
    proved = None not in multipliers
    near = [] if proved else [p for p in map(best_constant, setting.cells) if p is not None]
    best = _best_point(setting, near)
    low, high = scale.outward(constant if proved else None, best.high)
    if proved:
        data = {"proofs": [(constant, m) for m in multipliers], "near": best.point}
        return clock.certificate(Verdict.HOLDS, lower=low, upper=high, method="ldl", data=data)
    if best.point is not None and Probe(setting.problem).violates(best.point, constant):
        return clock.certificate(Verdict.REFUTED, lower=low, upper=high, witness=best.point, method="ldl")
    words = "no multipliers prove it and no point found violates it"
    if setting.bounded:
        raise NotExact(words)
    return clock.certificate(Verdict.UNDECIDED, lower=low, upper=high, method="ldl", open_=words)


def _best_point(setting: Setting, proofs: list[Proved]) -> Best:
    """The best rational point: sampled, then between the sampled one and the points where a proof is tight."""
    problem, region = setting.problem, setting.clock.question.region
    best, probe = Best(), Probe(problem)
    for point in _starts(setting, region):
        best.offer(probe, point)
    inner = best.point
    if inner is not None:
        for tight in (t for proof in proofs for t in tight_points(proof, setting.center)):
            for share in SHARES:
                best.offer(probe, tuple(t + share * (x - t) for t, x in zip(tight, inner, strict=True)))
    return improve(problem, best)


def _starts(setting: Setting, region: Region) -> Iterator[Point]:
    """Yield points along eigenvectors and axes from the centre, and spread over the region."""
    directions = [*np.eye(len(setting.center))]
    for cell in setting.cells:
        block = np.array([[float(x) for x in row[:-1]] for row in cell.value[:-1]])
        directions += [*np.linalg.eigh(block)[1].T]
    yield from rays(setting.center, directions)
    sides = bounding_box(region) or tuple((c - 16, c + 16) for c in setting.center)
    yield from spread(sides, 200, seed=0)
