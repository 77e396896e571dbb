"""Conditions about a critical point that is known up to a small distance only.

Let g(c) = 0 and ‖c − m‖ ≤ s. On a convex set that contains c, Hessian bounds H ⪰ μI and ‖H‖ ≤ L give OPSC(μ, c) and
EB⁺(L, c), whatever c is. Where ‖x − m‖ ≥ r > s, OPSC(μ, m) and EB⁺(L, m) give OPSC((μ − Ls/r)/(1 + s/r)², c) and
EB⁺(L/(1 − s/r), c), since ⟨g, x − c⟩ ≥ ⟨g, x − m⟩ − s‖g‖ and |‖x − c‖ − ‖x − m‖| ≤ s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import ceil

from .certificate import Certificate
from .region import Ball, Point, Region
from .symbolic_rational import sqrt_above
from .verdict import Verdict

Ask = Callable[..., Certificate]
#: what a Hessian bound gives, for a class about a critical point
BY_HESSIAN = {"opsc": "strongly_convex", "upper_error_bound": "smooth"}
LOW, HIGH = "opsc", "upper_error_bound"
SHORT = 10**6  #: radii are rounded up to a multiple of its inverse


def about_enclosed(
    condition: str, region: Region, center: Point, slack: Fraction, ask: Ask, claim: Fraction | None, near: Fraction
) -> Certificate:
    """Return a certificate of a condition about the critical point that lies within `slack` of a point.

    Args:
        condition: "opsc", "upper_error_bound", "distance", "exit_radius" or "no_trapped_set"; others stay undecided.
        region: where it is asked; a ball about `center` stands for the ball of that radius about the critical point.
        center: the point near the critical point; shape (d,).
        slack: how far from it that is at most.
        ask: certifies a condition on a region, about a center, with a claimed constant.
        claim: the constant that is claimed, if any.
        near: radius of the ball about the point in which Hessian bounds are used, where the region is not one.
    """
    if condition in ("distance", "exit_radius"):
        return _moved(ask(condition, region, center=center), slack)
    if condition == "no_trapped_set":  # can do without
        return ask(condition, region)
    on_ball = isinstance(region, Ball) and region.center == center
    if condition not in BY_HESSIAN or not (on_ball or near > slack):
        words = f"its center is known up to {float(slack):.1e} only"
        return Certificate(condition, "", region, Verdict.UNDECIDED, center=center, open_=words)
    if isinstance(region, Ball) and on_ball:
        return ask(BY_HESSIAN[condition], _wider(region, slack), constant=claim)
    ball = Ball(center, near**2)
    inner = ask(BY_HESSIAN[condition], _wider(ball, slack))
    return _joined(condition, region, inner, _far(condition, region & ~ball, center, slack / near, ask), claim)


def _wider(ball: Ball, slack: Fraction) -> Ball:
    """A ball that contains the one of the same radius about the critical point."""
    radius = Fraction(ceil((sqrt_above(ball.radius_squared) + slack) * SHORT), SHORT)
    return Ball(ball.center, radius**2)


def _moved(found: Certificate, slack: Fraction) -> Certificate:
    """Distances from the critical point differ from those from the point by at most the slack."""
    low = None if found.lower is None else max(found.lower - slack, Fraction(0))
    return replace(found, lower=low, upper=None if found.upper is None else found.upper + slack)


def _far(condition: str, region: Region, center: Point, share: Fraction, ask: Ask) -> Certificate:
    """Bounds away from the point, share = s/r."""
    steep = ask(HIGH, region, center=center)
    if condition == HIGH:
        return replace(steep, upper=None if steep.upper is None else steep.upper / (1 - share))
    found = ask(LOW, region, center=center)
    if found.lower is None or steep.upper is None:
        return replace(found, lower=None)
    return replace(found, lower=(found.lower - steep.upper * share) / (1 + share) ** 2)


def _joined(
    condition: str, region: Region, inner: Certificate, far: Certificate, claim: Fraction | None
) -> Certificate:
    """What holds in both parts."""
    low = condition == LOW
    known = [bound for part in (inner, far) if (bound := part.lower if low else part.upper) is not None]
    bound = None if len(known) < 2 else min(known) if low else max(known)
    enough = bound is not None and bound > 0
    if enough and bound is not None and claim is not None:
        enough = bound >= claim if low else bound <= claim
    open_ = inner.open_ or far.open_ or "the bound is not good enough"
    return replace(
        far,
        condition=condition,
        region=region,
        verdict=Verdict.HOLDS if enough else Verdict.UNDECIDED,
        lower=bound if low else None,
        upper=None if low else bound,
        claim=claim,
        method="Hessian bounds near the center, enclosures elsewhere",
        boxes=inner.boxes + far.boxes,
        open_="" if enough else open_,
        witness=None,
    )
