"""Why no factor exists: a measure of 0 before the step, and a positive one after it, that the class allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from .gram import Form, Gram
from .polynomials import ratio
from .samples import Sample


def why_unbounded(gram: Gram, points: Sequence[Sample]) -> str:
    """Return what a user should know of a measure that no inequality of the classes bounds.

    Args:
        gram: the setting.
        points: sample constants and steps.
    """
    setting = gram.setting
    names = " with ".join(kind.name for kind in setting.classes)
    for vector, values in _directions(gram):
        if all(_escapes(gram, vector, values, point) for point in points[:: max(1, len(points) // 6)]):
            free = [base for base, x in zip(setting.basis, vector, strict=True) if x]
            free += [f"f({point}) - f(x_star)" for point, x in zip(setting.points, values, strict=True) if x]
            return (
                f"one that the inequalities of {names} bound after a step of {setting.method.name}: they allow"
                f" {_and(free)} of any size beside {setting.measure.name} as small as one likes"
            )
    return f"one that the inequalities of {names} bound after a step of {setting.method.name}; none was found to"


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _directions(gram: Gram) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Small whole coordinates of the basis vectors, and of the function values, few of them non-zero first."""
    size, count = len(gram.setting.basis), len(gram.setting.points)
    found = (
        (vector, values) for vector in product((0, 1, -1), repeat=size) for values in product((0, 1), repeat=count)
    )
    return iter(sorted(found, key=lambda pair: (sum(map(abs, pair[0])) + sum(pair[1]), min(pair[0]) < 0)))


def _escapes(gram: Gram, vector: Sequence[int], values: Sequence[int], point: Sample) -> bool:
    """Whether the direction satisfies every inequality, with nothing before the step and something after it."""
    if _at(gram.before, vector, values, point) != 0 or _at(gram.after, vector, values, point) <= 0:
        return False
    return all(_at(use.form, vector, values, point) >= 0 for use in gram.uses)


def _at(form: Form, vector: Sequence[int], values: Sequence[int], point: Sample) -> Fraction:
    places = [(i, j) for i, x in enumerate(vector) if x for j, y in enumerate(vector) if y]
    terms = [(form.matrix[i][j], vector[i] * vector[j]) for i, j in places]
    terms += [(a, v) for a, v in zip(form.values, values, strict=True) if v]
    return sum(((ratio(element, point) or Fraction(0)) * factor for element, factor in terms), start=Fraction(0))
