"""Why no factor exists: a measure of 0 before the step, and a positive one after it, that the class allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from .gram import Form, Gram
from .polynomials import ratio
from .samples import Sample

#: sizes of vectors that are tried (the first in units of 1 and of the step), and of function values
ETA = "eta"
SIZES: tuple[int, ...] = (0, 1, -1, 2, -2)
VALUES: tuple[int | str, ...] = (0, 1, ETA)


def why_unbounded(gram: Gram, points: Sequence[Sample]) -> str | None:
    """Return what the classes leave free, so that no factor bounds the measure; None if no such thing was found.

    Args:
        gram: the setting.
        points: sample constants and steps.
    """
    few = points[:: max(1, len(points) // 6)]
    tables, directions = [_Table(gram, point) for point in few], list(_directions(gram))
    for direction in directions:
        if all(table.escapes(*direction) for table in tables):
            return _reason(gram, *direction)
    single = [next((d for d in directions if table.escapes(*d)), None) for table in tables]
    return _reason(gram, *single[0]) if single[0] and all(single) else None


def _reason(gram: Gram, vector: Sequence[int], values: Sequence[int | str]) -> str:
    setting = gram.setting
    free = [base for base, x in zip(setting.basis, vector, strict=True) if x]
    free += [f"f({point}) - f(x_star)" for point, x in zip(setting.points, values, strict=True) if x]
    names = " with ".join(kind.name for kind in setting.classes)
    return (
        f"one that the inequalities of {names} bound after a step of {setting.method.name}: they allow"
        f" {_and(free)} of any size beside {setting.measure.name} as small as one likes"
    )


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _directions(gram: Gram) -> Iterator[tuple[tuple[int, ...], tuple[int | str, ...]]]:
    """Coordinates of the basis vectors, and function values, few of them non-zero and small ones first."""
    size, count = len(gram.setting.basis), len(gram.setting.points)
    found = product(product(SIZES, repeat=size), product(VALUES, repeat=count))
    return iter(
        sorted(found, key=lambda pair: (sum(map(abs, pair[0])) + sum(v != 0 for v in pair[1]), min(pair[0]) < 0))
    )


class _Table:
    """The forms of a setting at one sample."""

    def __init__(self, gram: Gram, point: Sample):
        self.eta = point["eta"]
        self.before, self.after = _numbers(gram.before, point), _numbers(gram.after, point)
        self.uses = [_numbers(use.form, point) for use in gram.uses]

    def escapes(self, vector: Sequence[int], values: Sequence[int | str]) -> bool:
        """Whether a direction satisfies every inequality, with nothing before the step and something after it."""
        numbers = [self.eta if v == ETA else Fraction(v) for v in values]
        return any(self._free([vector[0] * unit, *vector[1:]], numbers) for unit in (Fraction(1), self.eta))

    def _free(self, vector: Sequence[int | Fraction], numbers: Sequence[Fraction]) -> bool:
        if _at(self.before, vector, numbers) != 0 or _at(self.after, vector, numbers) <= 0:
            return False
        return all(_at(use, vector, numbers) >= 0 for use in self.uses)


Numbers = tuple[list[list[Fraction]], list[Fraction]]


def _numbers(form: Form, point: Sample) -> Numbers:
    def at(element: Any) -> Fraction:
        return ratio(element, point) or Fraction(0)

    return [[at(entry) for entry in row] for row in form.matrix], [at(entry) for entry in form.values]


def _at(form: Numbers, vector: Sequence[int | Fraction], values: Sequence[Fraction]) -> Fraction:
    matrix, weights = form
    places = [(i, j) for i, x in enumerate(vector) if x for j, y in enumerate(vector) if y]
    quadratic = sum((matrix[i][j] * vector[i] * vector[j] for i, j in places), start=Fraction(0))
    return quadratic + sum((a * v for a, v in zip(weights, values, strict=True)), start=Fraction(0))
