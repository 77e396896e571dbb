"""proofkit, asked like the others: its enclosures and branch and bound alone, or `certify` as a user calls it."""

from __future__ import annotations

import sys
from fractions import Fraction
from functools import partial

import sympy as sp

from proofkit.certify import certify
from proofkit.interval.boxes import minimise
from proofkit.interval.probe import Best, Probe
from proofkit.interval.problem import Case, Problem
from proofkit.interval.ratio import RatioBounds
from proofkit.landscape import Landscape
from proofkit.region import Box as Region
from proofkit.verdict import Verdict

from .protocol import OPEN, PROVED, REFUTED, Box, Lines, built, serve

BUDGET = 3600.0  #: seconds; the time limit comes first
Asked = tuple[sp.Expr, tuple[sp.Symbol, ...]]


def read(lines: Lines, size: int) -> Asked:
    """Return the SymPy expression and its variables."""
    variables = sp.symbols(f"x:{size}", real=True)
    make = {
        "number": sp.Rational,
        "variable": lambda i: variables[i],
        "plus": lambda a, b: a + b,
        "times": lambda a, b: a * b,
        "power": lambda a, n: a**n,
        "inverse": lambda a: 1 / a,
        "exp": sp.exp,
        "log": sp.log,
        "sin": sp.sin,
        "cos": sp.cos,
    }
    return built(lines, make), variables


def by_search(asked: Asked, box: Box) -> tuple[str, int | None]:
    """What `certify` runs for an inequality: enclosures by all forms and branch and bound, with 0 as the goal."""
    expression, variables = asked
    problem = Problem(variables, (Case(sp.true, expression, sp.Integer(1)),))
    sides, goal = tuple((Fraction(low), Fraction(high)) for low, high in box), Fraction(0)
    probe, best = Probe(problem), Best()
    found = minimise(
        RatioBounds(problem),
        best,
        partial(best.offer, probe),
        sides,
        enough=lambda high: high,
        budget=BUDGET,
        goal=goal,
    )
    if found.lower is not None and found.lower >= goal:
        return PROVED, found.boxes
    return (REFUTED if best.high is not None and best.high < goal else OPEN), found.boxes


def by_certify(asked: Asked, box: Box) -> tuple[str, int | None]:
    """`certify` with the condition `sign`: exact methods first, where they apply."""
    expression, variables = asked
    region = Region(tuple(Fraction(low) for low, _ in box), tuple(Fraction(high) for _, high in box))
    found = certify(Landscape("expression", variables, expression), "sign", region, constant=Fraction(0), budget=BUDGET)
    return {Verdict.HOLDS: PROVED, Verdict.REFUTED: REFUTED}.get(found.verdict, OPEN), found.boxes


if __name__ == "__main__":
    serve(read, {"search": by_search, "certify": by_certify}[sys.argv[1]])
