"""dReal: δ-satisfiability of e < 0 on the box; proved if it is unsatisfiable.

The wheel of PyPI needs shared libraries that it does not bring: NLopt and CLP (packages libnlopt0 and coinor-libclp1 of
Debian) and IBEX 2.7, built with `waf configure --enable-shared --interval-lib=filib --lp-lib=clp --with-optim
--with-affine` from the branch ibex-2.7.4_11 of dreal-deps/ibex-lib; put its folder into LD_LIBRARY_PATH.

Its Python interface folds constants in floating point, so a rational coefficient may be rounded: by 10⁻¹⁶, where the
claims here have a margin of 10⁻³ or are false by 10⁻⁶.
"""

from __future__ import annotations

from typing import Any

import dreal

from .protocol import OPEN, PROVED, Box, Lines, built, serve

DELTA = 1e-9  #: below the margin of all claims, true or false


def read(lines: Lines, size: int) -> tuple[Any, list[Any]]:
    """Return dReal's expression and its variables."""
    variables = [dreal.Variable(f"x{i}") for i in range(size)]
    make = {
        "number": lambda p, q: dreal.Expression(p) / dreal.Expression(q),
        "variable": lambda i: dreal.Expression(variables[i]),
        "plus": lambda a, b: a + b,
        "times": lambda a, b: a * b,
        "power": lambda a, n: dreal.pow(a, dreal.Expression(n)),
        "inverse": lambda a: dreal.Expression(1) / a,
        "exp": dreal.exp,
        "log": dreal.log,
        "sin": dreal.sin,
        "cos": dreal.cos,
    }
    return built(lines, make), variables


def prove(asked: tuple[Any, list[Any]], box: Box) -> tuple[str, int | None]:
    """Ask for a point of the box with e < 0."""
    expression, variables = asked
    sides = [
        part
        for variable, (low, high) in zip(variables, box, strict=True)
        for part in (variable >= low, variable <= high)
    ]
    config = dreal.Config()
    config.precision = DELTA
    found = dreal.CheckSatisfiability(dreal.And(*sides, expression < 0), config)
    return (PROVED if found is None else OPEN), None


if __name__ == "__main__":
    serve(read, prove)
