"""Pair classes (smooth, strongly convex) on convex sets, through the Hessians of pieces that join C¹.

On a convex set where f is C¹ and piecewise C², such a class holds with a constant iff its linear form holds at
every Hessian of every piece. A region that is not convex is replaced by a convex set around it to prove;
refuting pairs are points of the region itself.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import sympy as sp

from ..certificate import Certificate
from ..function_class import FunctionClass
from ..interval.problem import Case, Problem
from ..interval.sets import bounding_box, condition_of
from ..region import Region
from ..verdict import Verdict
from ._classes import LinearForm, linear_form, strict_interior
from ._hessian import hessian_bounds
from ._joins import Joins, joins
from ._pairs import Pair, across_kinks, along, violates
from ._pieces import convex_around
from ._question import Clock, Question, Scale
from ._settle import settle

HUGE = Fraction(10**6)  #: what "no constant" is tried with at a kink


def pair_class(kind: FunctionClass, question: Question) -> Certificate:
    """Return the certificate of a pair class on the question's region."""
    clock, form = Clock.of(kind.name, question), linear_form(kind, question.landscape.dimension)
    hull = convex_around(question.region)
    smooth = joins(question.landscape, hull, bounding_box(hull))
    if smooth.smooth is not True:
        return _not_smooth(kind, clock, form.scale, smooth)
    found = _by_hessian(clock, form, replace(question, region=hull))
    return _on_the_region(kind, clock, form.scale, found, hull)


def _not_smooth(kind: FunctionClass, clock: Clock, scale: Scale, smooth: Joins) -> Certificate:
    """Where pieces do not (provably) join: a pair across a kink refutes, nothing proves."""
    q = clock.question
    constant = q.constant if q.constant is not None else HUGE if scale.sign < 0 else Fraction(1, HUGE)
    for pair in across_kinks(q.landscape, q.region):
        if violates(kind, q.landscape, pair, constant):
            why = f"{smooth.words or 'a kink'}; the pair violates it even with {constant}"
            words = "" if q.constant is not None else why
            return clock.certificate(Verdict.REFUTED, witness=pair[0], method="pair", open_=words, data={"pair": pair})
    return clock.certificate(Verdict.UNDECIDED, method="joins", open_=smooth.words)


def _by_hessian(clock: Clock, form: LinearForm, question: Question) -> Certificate:
    f = question.landscape
    inner = Clock(clock.condition, question, clock.start)
    if f.dimension > 1:
        return hessian_bounds(inner, form)
    return settle(inner, second_derivative(form, question), form.scale)


def second_derivative(form: LinearForm, question: Question) -> Problem:
    """Return the problem of a pair class on the line: its form at f'' on every piece."""
    f = question.landscape
    entry, where = form.entries[0, 0], condition_of(question.region, f.variables)
    (x,) = f.variables
    cases = [
        Case(
            strict_interior(sp.And(piece.condition, where)),
            form.value[0, 0].subs(entry, sp.diff(piece.formula, x, 2)),
            form.weight[0, 0],
        )
        for piece in f.pieces
    ]
    return Problem(f.variables, tuple(cases))


def _on_the_region(kind: FunctionClass, clock: Clock, scale: Scale, found: Certificate, hull: Region) -> Certificate:
    """Carry a finding on the hull over to the region: only proofs carry over, a refutation needs a pair of its own."""
    q = clock.question
    if found.verdict is Verdict.REFUTED:
        pair = _pair_at(kind, q, found)
        if pair is not None:
            return replace(found, region=q.region, witness=pair[0], data={**found.data, "pair": pair})
        if hull == q.region and q.constant is None:
            return found
        words = "its local form fails on a convex set around the region, but no pair of the region was found"
        return replace(found, region=q.region, verdict=Verdict.UNDECIDED, witness=None, open_=words)
    if hull == q.region:
        return found
    low, high = (None, found.upper) if scale.sign < 0 else (found.lower, None)  # the other side is the hull's alone
    if q.constant is not None:
        return replace(found, region=q.region, lower=low, upper=high)
    words = "the bound was proved on a convex set around the region; in the region the best constant may differ"
    return replace(found, region=q.region, verdict=Verdict.UNDECIDED, open_=words, lower=low, upper=high)


def _pair_at(kind: FunctionClass, q: Question, found: Certificate) -> Pair | None:
    """A pair of exact points of the region, along the direction of wrong curvature at the witness.

    Without a claim it violates the class with constant 0, so with every positive one ("largest" classes).
    """
    if found.witness is None:
        return None
    direction = found.data.get("direction", tuple(Fraction(1) for _ in found.witness))
    for pair in along(found.witness, direction):  # type: ignore[arg-type]
        if all(map(q.region.contains, pair)) and violates(kind, q.landscape, pair, q.constant or Fraction(0)):
            return pair
    return None
