"""Settles a problem: exactly on the line, exactly by quadratic multipliers, else by subdivision."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from ..certificate import Certificate
from ..interval import line
from ..interval.failing import failing
from ..interval.problem import EmptySet, NotExact, Problem
from ..region import Point
from ..verdict import Verdict
from ._bounds import fine, searched
from ._multipliers import by_multipliers
from ._near_center import NearCenter
from ._question import Clock, Scale
from ._subdivide import by_boxes

Extra = Callable[[], NearCenter | None]


def settle(clock: Clock, problem: Problem, scale: Scale, extra: Extra | None = None) -> Certificate:
    """Return the certificate of a problem by the first method that decides it.

    Args:
        clock: the question, and when it was asked.
        problem: the largest K with value − K·weight ≥ 0.
        scale: how K comes from the constant.
        extra: makes a further lower bound on boxes, for where the ratio is 0/0; called only for subdivision.
    Raises:
        EmptySet: no point satisfies any case.
    """
    for method in (on_the_line, by_multipliers):
        with suppress(NotExact):
            return method(clock, problem, scale)
    return by_boxes(clock, problem, scale, extra() if extra else None)


def on_the_line(clock: Clock, problem: Problem, scale: Scale) -> Certificate:
    """Exact in one variable: bounds and verdict.

    Raises:
        NotExact: not polynomial, or more variables.
    """
    q = clock.question
    found = line.solve(problem, fine(q.tolerance, scale))
    if found.empty:
        raise EmptySet
    low, high = scale.outward(found.lower, found.upper)
    if found.impossible:
        return clock.certificate(
            Verdict.REFUTED,
            method="sturm",
            witness=_witness(clock, problem, scale, found.near),
            open_="no constant satisfies it",
            data=_where(clock, problem, scale),
        )
    if q.constant is None:
        return searched(clock, scale, low, high, "sturm", found.near)
    holds, point, words = line.decide(problem, scale.inward(q.constant))
    verdict = Verdict.HOLDS if holds else Verdict.REFUTED
    return clock.certificate(
        verdict,
        lower=low,
        upper=high,
        witness=None if point is None else (point,),
        method="sturm",
        open_=words,
        data={} if holds else _where(clock, problem, scale),
    )


def _where(clock: Clock, problem: Problem, scale: Scale) -> dict[str, object]:
    """The exact set where a claim fails, in words."""
    constant = clock.question.constant
    return {} if constant is None else {"fails_on": [str(s) for s in failing(problem, scale.inward(constant))]}


def _witness(clock: Clock, problem: Problem, scale: Scale, near: Point | None) -> Point | None:
    """For a claim, a point that violates it; else a point where things go wrong."""
    if clock.question.constant is None or len(problem.variables) != 1:
        return near
    _, point, _ = line.decide(problem, scale.inward(clock.question.constant))
    return None if point is None else (point,)
