"""alkahest: `verified_sign`, Taylor models and branch and bound."""

from __future__ import annotations

from typing import Any

import alkahest

from .protocol import OPEN, PROVED, REFUTED, Box, Lines, built, serve

ORDER = 2  #: of the Taylor models; 1 to 6 take about the same time on these cases
BITS = 53
MOST = 10**8  #: subdivisions; the time limit comes first
ENCLOSURE = 1e9  #: no tight range is wanted, only the sign


def read(lines: Lines, size: int) -> tuple[Any, list[Any]]:
    """Return alkahest's expression and its variables."""
    pool = alkahest.ExprPool()
    variables = [pool.symbol(f"x{i}") for i in range(size)]
    make = {
        "number": pool.rational,
        "variable": lambda i: variables[i],
        "plus": lambda a, b: a + b,
        "times": lambda a, b: a * b,
        "power": lambda a, n: a**n,
        "inverse": lambda a: a**-1,
        "exp": alkahest.exp,
        "log": alkahest.log,
        "sin": alkahest.sin,
        "cos": alkahest.cos,
    }
    return built(lines, make), variables


def prove(asked: tuple[Any, list[Any]], box: Box) -> tuple[str, int | None]:
    """Ask for the sign."""
    expression, variables = asked
    sides = [(variable, low, high) for variable, (low, high) in zip(variables, box, strict=True)]
    found = alkahest.verified_sign(
        expression, sides, "nonnegative", order=ORDER, prec=BITS, tol=ENCLOSURE, max_subdivisions=MOST
    )
    return {"true": PROVED, "false": REFUTED}.get(found, OPEN), None


if __name__ == "__main__":
    serve(read, prove)
