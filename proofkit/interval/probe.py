"""Looks for rational points whose ratio value/weight is small: the other side of every bound, and witnesses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import sympy as sp
from flint import arb, ctx

from ..region import Point
from .exact import ends, rational, to_arb, to_sympy
from .problem import Problem
from .tape import PRECISION, Tape

SCALES = tuple(2.0**k for k in range(-10, 11))


class Probe:
    """Evaluates a problem at exact points, rigorously."""

    def __init__(self, problem: Problem):
        self.problem = problem
        parts = [part for case in problem.cases for part in (case.condition, case.value, case.weight)]
        self.tape = Tape(parts, problem.variables)

    def at(self, point: Point) -> list[tuple[arb, arb]]:
        """Return (value, weight) of every case whose condition certainly holds at the exact point."""
        found = self.tape.run(tuple((x, x) for x in point))
        triples = zip(found[::3], found[1::3], found[2::3], strict=True)
        return [(v, w) for k, (truth, v, w) in enumerate(triples) if self._holds(k, truth, point)]

    def _holds(self, case: int, truth: bool | None, point: Point) -> bool:
        if truth is None:  # equality up to the precision: ask SymPy, exactly
            numbers = dict(zip(self.problem.variables, map(to_sympy, point), strict=True))
            return bool(self.problem.cases[case].condition.subs(numbers) == sp.true)
        return truth

    def ratio(self, point: Point) -> tuple[Fraction, Fraction] | None:
        """Return rationals around the least value/weight at the point; None where no case with weight > 0 applies."""
        with ctx.workprec(PRECISION):
            found = [ends(v / w) for v, w in self.at(point) if w > 0]
        known = [r for r in found if r is not None]
        return min(known, key=lambda r: r[1]) if known else None

    def violates(self, point: Point, constant: Fraction) -> bool:
        """Return whether value − constant·weight < 0 at the exact point: by exact rationals, else by balls."""
        exact = self.exactly(point)
        if exact is not None:
            return any(value - constant * weight < 0 for value, weight in exact)
        with ctx.workprec(PRECISION):
            return any(bool(v - to_arb(constant) * w < 0) for v, w in self.at(point))

    def exactly(self, point: Point) -> list[tuple[Fraction, Fraction]] | None:
        """Return (value, weight) of every case that holds at the point, exactly; None when they are not rational."""
        numbers = dict(zip(self.problem.variables, map(to_sympy, point), strict=True))
        cases = [case for case in self.problem.cases if case.condition.subs(numbers) == sp.true]
        found = [(case.value.subs(numbers), case.weight.subs(numbers)) for case in cases]
        if not all(isinstance(x, sp.Rational) for pair in found for x in pair):
            return None
        return [(rational(value), rational(weight)) for value, weight in found]


@dataclass
class Best:
    """The best point seen so far: `high` bounds its ratio from above."""

    point: Point | None = None
    high: Fraction | None = None

    def offer(self, probe: Probe, point: Point) -> bool:
        """Keep the point if it is better; return whether it was."""
        ratio = probe.ratio(point)
        if ratio is None or (self.high is not None and ratio[1] >= self.high):
            return False
        self.point, self.high = point, ratio[1]
        return True


def search(problem: Problem, starts: Iterable[Point]) -> Best:
    """Return the best of the starts (those outside every case are ignored), improved."""
    probe, best = Probe(problem), Best()
    for start in starts:
        best.offer(probe, start)
    return improve(problem, best)


def improve(problem: Problem, best: Best, seed: int = 0, rounds: int = 40) -> Best:
    """Improve the best point by a pattern search of shrinking steps, and return it.

    Args:
        problem: whose ratio is made small.
        best: the point to begin from, if any; changed in place.
        seed: of the random directions.
        rounds: of the pattern search.
    """
    probe, rng, step = Probe(problem), np.random.default_rng(seed), 1.0
    for _ in range(rounds):
        if best.point is None:
            break
        moved = [best.offer(probe, p) for p in _neighbours(best.point, step, rng)]
        step = step if any(moved) else step / 2
    _sharpen(probe, best)
    return best


def _sharpen(probe: Probe, best: Best) -> None:
    """Replace the best ratio's bound by its exact value where that is rational."""
    found = probe.exactly(best.point) if best.point is not None else None
    if found:
        best.high = min(value / weight for value, weight in found if weight > 0)


def _neighbours(point: Point, step: float, rng: np.random.Generator) -> list[Point]:
    size = len(point)
    moves = [*np.eye(size), *-np.eye(size), *rng.normal(size=(2, size))]
    return [tuple(x + rough(step * m) for x, m in zip(point, move, strict=True)) for move in moves]


def rough(value: float) -> Fraction:
    """Return a rational of modest size near a float."""
    return Fraction(float(value)).limit_denominator(10**6)


def rays(center: Point, directions: Iterable[Iterable[float]]) -> list[Point]:
    """Return centre ± t·direction for many scales t, as rationals."""
    found = []
    for direction in directions:
        exact = [rough(v) for v in direction]
        for scale in SCALES:
            for t in (Fraction(scale), -Fraction(scale)):
                found.append(tuple(c + t * v for c, v in zip(center, exact, strict=True)))
    return found


def spread(sides: Iterable[tuple[Fraction, Fraction]], count: int, seed: int) -> list[Point]:
    """Return random rational points in or near a box, of modest denominators, the same for the same seed."""
    corners = [(rough(float(low)), rough(float(high))) for low, high in sides]
    shares = np.random.default_rng(seed).integers(0, 2**10 + 1, size=(count, len(corners)))
    return [
        tuple(low + (high - low) * Fraction(int(share), 2**10) for share, (low, high) in zip(row, corners, strict=True))
        for row in shares
    ]
