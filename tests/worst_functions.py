"""The worst-case functions that answers name, built anew in exact arithmetic: f, its gradient, one step."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import isqrt

import proofkit
from proofkit.extremal import Planar, Profile, Radial
from proofkit.worst_case.answer import WorstCase

Constants = Mapping[str, Fraction]
ONE = Fraction(1)


@functools.cache
def answer(kind: str, method: str, measure: str) -> WorstCase:
    """What `derive` finds, once for all tests of a run."""
    return proofkit.derive(kind, method, measure)


def number(text: str, constants: Constants) -> Fraction:
    """The value of a formula, every number in it exact."""
    exact = re.sub(r"\b\d+\b", r"Fraction(\g<0>)", text)
    return Fraction(eval(exact, {"Fraction": Fraction}, dict(constants)))


def places(texts: Sequence[str], symbols: Sequence[str], count: int, seed: int) -> list[Constants]:
    """Random exact constants and steps at which all these inequalities hold."""
    rng, found = random.Random(seed), []
    for _ in range(20_000):
        if len(found) == count:
            break
        largest = Fraction(rng.randint(1, 40), rng.randint(5, 20))
        share = {name: Fraction(rng.randint(1, 60), 61) for name in symbols}
        at = {name: part if name in ("gamma", "delta") else part * largest for name, part in share.items()}
        at |= {"L": largest} if "L" in symbols else {}
        at |= {"rho": 2 * at["rho"]} if "rho" in symbols else {}
        at["eta"] = Fraction(rng.randint(1, 90), 20) / rng.choice([at[n] for n in ("L", "mu", "rho") if n in at] or [1])
        if all(eval(text, {}, at) for text in texts):
            found.append(at)
    return found


@dataclass(frozen=True)
class Function:
    """f and its gradient selection on the line; `star` is its minimiser, `start` the point where it is worst."""

    f: Callable[[Fraction], Fraction]
    g: Callable[[Fraction], Fraction]
    start: Fraction = ONE
    star: Fraction = Fraction(0)


def piecewise(ends: Sequence[Fraction], slopes: Sequence[Fraction], curvatures: Sequence[Fraction]) -> Function:
    """The even function with f(0) = 0 whose derivative is slopes[k] + curvatures[k]·(x − ends[k]) on [ends[k], …)."""

    def place(x: Fraction) -> int:
        return max(k for k, end in enumerate(ends) if end <= x)

    def g(x: Fraction) -> Fraction:
        k = place(abs(x))
        slope = slopes[k] + curvatures[k] * (abs(x) - ends[k])
        return slope if x >= 0 else -slope

    def f(x: Fraction) -> Fraction:
        k = place(abs(x))
        stops = [*ends[: k + 1], abs(x)]
        return sum(
            (slopes[i] * (b - a) + curvatures[i] * (b - a) ** 2 / 2 for i, (a, b) in enumerate(pairwise(stops))),
            start=Fraction(0),
        )

    return Function(f, g)


def of_curvatures(lengths: Sequence[Fraction], curvatures: Sequence[Fraction]) -> Function:
    """The even C¹ function with f(0) = f'(0) = 0 and these curvatures on pieces of these lengths; the last goes on."""
    ends, slopes = [Fraction(0)], [Fraction(0)]
    for length, curvature in zip(lengths, curvatures, strict=False):
        ends.append(ends[-1] + length)
        slopes.append(slopes[-1] + curvature * length)
    return piecewise(ends, slopes, curvatures)


def function_of(extremal: Profile | Radial, constants: Constants, delta: Fraction, reach: Fraction) -> Function:
    """The function that an entry of a class describes, on the whole line.

    Args:
        extremal: the entry.
        constants: exact values of the class's constants.
        delta: the length that tends to 0, for a family.
        reach: the other end of the step, whose one end is 1.
    """
    if isinstance(extremal, Radial):
        return radial(extremal, constants, reach)
    curvatures = [number(text, constants) for text in extremal.curvatures]
    lengths = [number(text, {**constants, "delta": delta}) for text in extremal.lengths]
    if not extremal.minimal:  # a hill, then a valley: the minimiser is at the bottom of the valley
        top = constants.get("L", -curvatures[0])
        foot = max(abs(reach), ONE)
        bottom = foot * (1 - curvatures[0] / top)
        hill = of_curvatures([foot], [curvatures[0], top])
        return Function(lambda x: hill.f(x) - hill.f(bottom), hill.g, star=bottom)
    if curvatures[-1] < 0:  # goes on, beyond 1, with the largest curvature
        return of_curvatures([*lengths, 1 - sum(lengths)], [*curvatures, max(curvatures)])
    return of_curvatures(lengths, curvatures)


def radial(extremal: Radial, constants: Constants, reach: Fraction) -> Function:
    """A function whose derivative at 1 is start·x, and end·x where the step ends."""
    slope = number(extremal.start, constants)
    if extremal.start == "2*L":  # flat up to 1, where its subgradients reach 2L
        return piecewise([Fraction(0), ONE], [Fraction(0), slope], [Fraction(0)] * 2)
    if extremal.start == "-rho/2":  # a parabola between two minima; at 1 the slope from the left
        rho = constants["rho"]
        return Function(
            lambda x: rho * x * (1 - x) / 2 if 0 <= x <= 1 else Fraction(0),
            lambda x: rho * (1 - 2 * x) / 2 if 0 < x <= 1 else Fraction(0),
        )
    falls = extremal.start == "-L"  # as steep downwards around 1 as it climbs elsewhere: not far below f(1)
    other = -slope if falls else number(extremal.end or extremal.start, constants)
    widest = Fraction(1, 8 if falls else 2)
    near = min(widest, abs(reach - 1) / 3) if reach != 1 else widest
    cuts = (1 - near, 1 + near)

    def g(x: Fraction) -> Fraction:
        return (slope if cuts[0] <= x <= cuts[1] else other) * x

    def f(x: Fraction) -> Fraction:
        inside = max(Fraction(0), min(x, cuts[1]) ** 2 - cuts[0] ** 2) if x > 0 else Fraction(0)
        return (other * (x * x - inside) + slope * inside) / 2

    return Function(f, g)


def planar(extremal: Planar, mu: Fraction, size: Fraction, eta: Fraction) -> Fraction:
    """‖x − ηg‖²/‖x‖² on max(μ/2 ‖x‖², L x y), at a point with 2Lxy = μ‖x‖²; √(L² − μ²) must be rational."""
    assert extremal.landscape == "plane_family"
    x = [ONE, (size - rational_root(size**2 - mu**2)) / mu]
    assert 2 * size * x[0] * x[1] == mu * (x[0] ** 2 + x[1] ** 2)
    g = [size * x[1], size * x[0]]
    return sum((a - eta * b) ** 2 for a, b in zip(x, g, strict=True)) / sum(a * a for a in x)


def rational_root(square: Fraction) -> Fraction:
    root = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    assert root**2 == square
    return root


def measured(weights: Mapping[str, Fraction], function: Function, x: Fraction) -> Fraction:
    """The measure at a point."""
    parts = {
        "fgap": function.f(x) - function.f(function.star),
        "distance": (x - function.star) ** 2,
        "gradnorm": function.g(x) ** 2,
    }
    return sum((weight * parts[part] for part, weight in weights.items()), start=Fraction(0))


def satisfies(inequality: str, function: Function, constants: Constants, p: Fraction, r: Fraction) -> bool:
    """Whether a class's inequality holds at a point, or a pair of points, of a function on the line."""
    names = {"f": function.f, "g": function.g, "dot": lambda a, b: a * b, "sq": lambda a: a * a}
    return eval(inequality, names, {**constants, "p": p, "r": r, "c": function.star})
