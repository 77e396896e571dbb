"""python-flint: plain branch and bound with Arb's balls, the natural form, depth first, the widest side cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, ctx

from .protocol import OPEN, PROVED, REFUTED, Box, Lines, built, serve

BITS = 53
EPSILON = 1e-8  #: boxes below this width are not cut


def _power(a: arb, n: int) -> arb:
    """aⁿ for n ≥ 2; an even power as one of |a|, so that it is not negative."""
    if n % 2:
        return a**n
    least, most = a.abs_lower(), a.abs_upper()
    return (least**n).union(most**n)


MAKE: dict[str, Callable[..., arb]] = {
    "plus": lambda a, b: a + b,
    "times": lambda a, b: a * b,
    "power": _power,
    "inverse": lambda a: 1 / a,
    "exp": arb.exp,
    "log": arb.log,
    "sin": arb.sin,
    "cos": arb.cos,
}


def read(lines: Lines, size: int) -> Callable[[list[arb]], arb]:
    """Return the function of balls; the constants are enclosed once."""
    ctx.prec = BITS
    constants = [arb(line[1]) / line[2] if line[0] == "number" else None for line in lines]
    places = [("constant", k) if line[0] == "number" else line for k, line in enumerate(lines)]

    def run(at: list[arb]) -> Any:
        return built(places, MAKE | {"variable": at.__getitem__, "constant": constants.__getitem__})

    return run


def prove(function: Callable[[list[arb]], arb], box: Box) -> tuple[str, int | None]:
    """Cut boxes until e ≥ 0 on each."""
    todo, count = [list(box)], 0
    while todo:
        sides = todo.pop()
        count += 1
        value = function([arb(low).union(arb(high)) for low, high in sides])
        if value >= 0:
            continue
        if value < 0:
            return REFUTED, count
        widths = [high - low for low, high in sides]
        k = widths.index(max(widths))
        low, high = sides[k]
        if widths[k] < EPSILON:
            return OPEN, count
        middle = (low + high) / 2
        todo += [[*sides[:k], (middle, high), *sides[k + 1 :]], [*sides[:k], (low, middle), *sides[k + 1 :]]]
    return PROVED, count


if __name__ == "__main__":
    serve(read, prove)
