"""codac: the contractor of e ≤ 0 (HC4 and the centred form), paved by codac itself; proved if nothing is left."""

from __future__ import annotations

from typing import Any

import codac

from .protocol import OPEN, PROVED, Box, Lines, built, serve

EPSILON = 1e-8  #: boxes below this width are not cut; wider ones lose proofs and save no time


def read(lines: Lines, size: int) -> tuple[Any, list[Any]]:
    """Return codac's expression and its variables."""
    variables = [codac.ScalarVar() for _ in range(size)]
    make = {
        "number": lambda p, q: codac.ScalarExpr(codac.Interval(p) / codac.Interval(q)),
        "variable": lambda i: 1 * variables[i],
        "plus": lambda a, b: a + b,
        "times": lambda a, b: a * b,
        "power": lambda a, n: codac.sqr(a) if n == 2 else codac.pow(a, n),
        "inverse": lambda a: 1 / a,
        "exp": codac.exp,
        "log": codac.log,
        "sin": codac.sin,
        "cos": codac.cos,
    }
    return built(lines, make), variables


def prove(asked: tuple[Any, list[Any]], box: Box) -> tuple[str, int | None]:
    """Pave the part of the box where e ≤ 0."""
    expression, variables = asked
    contractor = codac.CtcInverse(codac.AnalyticFunction(variables, expression), codac.Interval(-codac.oo, 0))
    paving = codac.pave(codac.IntervalVector([list(side) for side in box]), contractor, EPSILON, False)
    left = [part for part in paving.boxes(paving.outer) if not part.is_empty()]
    return (OPEN if left else PROVED), None


if __name__ == "__main__":
    serve(read, prove)
