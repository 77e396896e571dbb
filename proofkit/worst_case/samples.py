"""Exact sample values of the constants and the step, at which proofs are looked for first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from ..kernel.parser import parse_formula
from .setting import Setting

Sample = Mapping[str, Fraction]

#: L is 1 (a change of units makes it so, though not for a mix of measures: what is found there is a guess for all L,
#: which the kernel confirms or refuses); the others are spread over their ranges
GRID: Mapping[str, tuple[Fraction, ...]] = {
    "L": (Fraction(1),),
    "mu": (Fraction(1, 37), Fraction(2, 9), Fraction(7, 11)),
    "rho": (Fraction(1, 7), Fraction(3, 5), Fraction(9, 5)),
    "gamma": (Fraction(1, 6), Fraction(4, 7), Fraction(1)),
    "delta": (Fraction(1, 19), Fraction(3, 10), Fraction(8, 11)),
}
#: further values, at which thresholds and best steps are compared with others
WIDER: Mapping[str, tuple[Fraction, ...]] = {
    "mu": (Fraction(1, 1000), Fraction(6, 7), Fraction(99, 100)),
    "rho": (Fraction(1, 1000), Fraction(50)),
    "gamma": (Fraction(1, 1000), Fraction(99, 100)),
    "delta": (Fraction(1, 1000), Fraction(99, 100)),
}
STEPS = tuple(
    Fraction(n, 30) for n in (1, 4, 8, 13, 17, 22, 27, 29, 31, 34, 38, 42, 46, 49, 52, 55, 58, 61, 68, 79, 95, 131)
)

#: the dimension of a symbol, as a power of the curvature's; the others are numbers
CURVATURE = {"L": 1, "mu": 1, "rho": 1, "eta": -1}
UNITS = (Fraction(1), Fraction(1, 7), Fraction(3), Fraction(200))


def in_all_units(points: Sequence[Sample]) -> tuple[Sample, ...]:
    """Return samples as they are, and in other units of curvature, for what changes with the units."""
    return tuple({k: v * unit ** CURVATURE.get(k, 0) for k, v in point.items()} for unit in UNITS for point in points)


def samples(setting: Setting) -> tuple[Sample, ...]:
    """Return the points of the grid at which the signs assumed of the constants hold."""
    return tuple(sample for sample in _grid(setting) if all(holds(text, sample) for text in setting.signs))


def constants(setting: Setting) -> tuple[Sample, ...]:
    """Return constants, closer to the ends of their ranges than the samples are, at which the signs assumed hold."""
    names = [name for name in setting.scalars if name != "eta"]
    every = (dict(zip(names, v, strict=True)) for v in product(*(GRID[name] + WIDER.get(name, ()) for name in names)))
    return tuple(c for c in every if all(holds(text, {**c, "eta": Fraction(1)}) for text in setting.signs))


def _grid(setting: Setting) -> Iterator[Sample]:
    names = setting.scalars
    for values in product(*(STEPS if name == "eta" else GRID[name] for name in names)):
        yield dict(zip(names, values, strict=True))


def holds(condition: str, sample: Sample) -> bool:
    """Return whether an inequality between polynomials in the constants, in kernel text, holds at a sample."""
    relation, gap = parse_formula(condition, dict.fromkeys(sample, ((), "scalar")))
    value = sum(
        (c * _product(monomial, sample) for monomial, c in gap.terms.items()),
        start=Fraction(0),
    )
    return value > 0 if relation == "gt" else value >= 0 if relation == "ge" else value == 0


def _product(monomial: frozenset, sample: Sample) -> Fraction:
    value = Fraction(1)
    for atom, exponent in monomial:
        value *= sample[atom[1]] ** exponent
    return value
