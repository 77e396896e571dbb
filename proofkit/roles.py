"""What a theorem names on a function and its user did not: the points x* and x†, the region M, the radius of a ball."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np

from .basin_region import piece_region
from .enclosure.program import Program
from .interval.probe import spread
from .landscape import Landscape
from .minima import Minimum, minima
from .region import Ball, Box, Point
from .theorem import Theorem

REACH = 8  #: half the width of the box about 0 where minimisers are looked for, if none is given
SHARES = tuple(Fraction(k, 40) for k in range(1, 40))  #: radii tried, in units of the distance to the other minimiser
SAMPLES = 8000  #: points at which the function is looked at, to choose a radius
SHORT = 1000  #: denominator of the radii
ENOUGH = 0.25  #: the share of the greatest margin that a smaller ball must have
STEPS = 40  #: step sizes that are tried, where none is given


@dataclass(frozen=True)
class Roles:
    """A function with what a theorem names.

    Args:
        landscape: the function, with the points, regions and constants that were found.
        slacks: name of a point that is not exactly the minimiser → how far the minimiser is at most.
        words: what was found, a sentence each.
    """

    landscape: Landscape
    slacks: Mapping[str, Fraction] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    @property
    def near(self) -> Fraction:
        """The radius of a ball about x*, away from M, for Hessian bounds: a tenth of the distance to x†."""
        points = self.landscape.points
        if not {"x_star", "x_dagger"} <= set(points):
            return Fraction(1, 10)
        return Fraction(_distance(points["x_star"], points["x_dagger"]) / 10).limit_denominator(10**6)


def find_roles(
    theorem: Theorem, landscape: Landscape, step: Fraction | None, box: Box | None, budget: float
) -> Roles:
    """Find what the conditions of a theorem name and the landscape does not.

    x* is the lowest minimiser of f that is found in the box, x† the next one (the only one, if there is one). M is the
    set on which f has the formula that it has at x†, or a ball about x†. Radii are chosen by a look at samples, so
    that the steps of the theorem reach far; nothing is proved here, certificates do that.

    Args:
        theorem: whose conditions are to be asked.
        landscape: the function f, with the roles that are known.
        step: η, if it is given.
        box: where minimisers are looked for.
        budget: seconds for the search of minimisers.
    Returns:
        The function with what was found; what was not found is still missing.
    """
    points = {c.center for c in theorem.conditions} & {"x_star", "x_dagger"} - set(landscape.points)
    asks_M = any(c.region.removeprefix("not ") == "M" for c in theorem.conditions) and "M" not in landscape.regions
    asks_rho = any(c.region == "ball" for c in theorem.conditions) and "rho" not in landscape.constants
    named = not landscape.points and any(c.name == "unstable_points" for c in theorem.conditions)
    if not (points or asks_M or asks_rho or named):
        return Roles(landscape)
    found = minima(landscape, box or _cube(landscape), budget)
    if named:  # only of points that are known exactly
        return _with_points(Roles(landscape), [m for m in found if not m.slack], {"x_star", "x_dagger"})
    roles = _with_points(Roles(landscape), found, points)
    if asks_M and "x_dagger" in roles.landscape.points:
        roles = _with_region(_without_constants(roles, theorem), step)
    if asks_rho:
        center = next(c.center for c in theorem.conditions if c.region == "ball")
        roles = _with_radius(roles, center, found)
    return roles


def _without_constants(roles: Roles, theorem: Theorem) -> Roles:
    """Without constants of the function that are not about the region that is going to be found, which is said."""
    f = roles.landscape
    about_M = {c.constant for c in theorem.conditions if c.region.removeprefix("not ") == "M"} & set(f.constants)
    unused = "is not used: it is about no M that is given"
    words = tuple(f"{name} = {f.constants[name]} {unused}" for name in sorted(about_M))
    kept = {name: value for name, value in f.constants.items() if name not in about_M}
    return replace(roles, landscape=replace(f, constants=kept), words=(*roles.words, *words))


def _cube(landscape: Landscape) -> Box:
    side = Fraction(REACH)
    return Box((-side,) * landscape.dimension, (side,) * landscape.dimension)


def _with_points(roles: Roles, found: list[Minimum], wanted: set[str]) -> Roles:
    f, slacks, words = roles.landscape, dict(roles.slacks), list(roles.words)
    points = dict(f.points)
    left = [m for m in found if all(_distance(m.point, p) > m.slack for p in points.values())] if points else found
    order = ["x_star", "x_dagger"] if len(left) > 1 or "x_star" in wanted else ["x_dagger"]
    for name in order:
        if not left:
            break
        minimum = left.pop(0)
        if name in wanted:
            points[name], slacks[name] = minimum.point, minimum.slack
            words.append(f"{name} = {_shown(minimum)}")
    return Roles(replace(f, points=points), {k: v for k, v in slacks.items() if v}, tuple(words))


def _shown(minimum: Minimum) -> str:
    if not minimum.slack:
        return f"({', '.join(map(str, minimum.point))}), a minimiser"
    at = ", ".join(f"{float(x):.9g}" for x in minimum.point)
    return f"({at}) up to {float(minimum.slack):.1e}, a minimiser"


def _distance(p: Point, r: Point) -> float:
    return float(np.linalg.norm([float(a - b) for a, b in zip(p, r, strict=True)]))


# -- radii, chosen by a look at samples -----------------------------------------------------------------


def _with_region(roles: Roles, step: Fraction | None) -> Roles:
    f = roles.landscape
    region = piece_region(f, f.points["x_dagger"])
    how = "where f has the formula that it has at x_dagger"
    if region is None and "x_star" in f.points:
        region, how = _escape_ball(f, step), "a ball that a large step leaves, as far as samples show"
    if region is None:
        return roles
    found = replace(f, regions={**f.regions, "M": region})
    return replace(roles, landscape=found, words=(*roles.words, f"M = {region}, {how}"))


def _escape_ball(f: Landscape, step: Fraction | None) -> Ball:
    """The smallest ball about x† with much of the greatest margin dist(x*, M) − q·E_out, at the step or the best tried.

    The smaller it is, the sooner orbits leave it.
    """
    star, center = (np.array([float(x) for x in f.points[name]]) for name in ("x_star", "x_dagger"))
    reach = float(np.linalg.norm(center - star))
    sides = [(Fraction(x - 2 * reach), Fraction(x + 2 * reach)) for x in (star + center) / 2]
    rows = np.array([[float(x) for x in point] for point in spread(sides, SAMPLES, seed=0)])
    gradients, gaps = _gradients(f)(rows), rows - star
    squares = (gaps**2).sum(axis=1)
    pulls, sizes = (gradients * gaps).sum(axis=1) / squares, (gradients**2).sum(axis=1) / squares
    away = np.linalg.norm(rows - center, axis=1)
    margins = dict.fromkeys(SHARES, -np.inf)
    for share in SHARES:
        outside = away > float(share) * reach
        mu, L = pulls[outside].min(), np.sqrt(sizes[outside].max())
        steps = [float(step)] if step else np.linspace(0, 2 * max(mu, 0.0) / L**2, STEPS + 2)[1:-1]
        for eta in steps:
            q = np.sqrt(max(1 - 2 * eta * mu + eta**2 * L**2, 0.0))
            images = rows[~outside] - eta * gradients[~outside]
            leaving = images[np.linalg.norm(images - center, axis=1) > float(share) * reach]
            exit_ = np.linalg.norm(leaving - star, axis=1).max(initial=0.0)
            margins[share] = max(margins[share], 1 - float(share) - q * exit_ / reach)
    enough = ENOUGH * max(margins.values())
    share = min(share for share, margin in margins.items() if margin >= enough)
    radius = Fraction(int(float(share) * reach * SHORT), SHORT)
    return Ball(f.points["x_dagger"], radius**2)


def _with_radius(roles: Roles, name: str, found: list[Minimum]) -> Roles:
    """The radius with the greatest product of it and the end 2μ/L² of the steps, by Hessians at samples."""
    f = roles.landscape
    if name not in f.points:
        return roles
    others = [_distance(m.point, f.points[name]) for m in found]
    reach = Fraction(min((d for d in others if d > 1e-6), default=float(REACH))).limit_denominator(100)
    center = np.array([float(x) for x in f.points[name]])
    best, bounds = Fraction(0), 0.0
    for share in SHARES:
        low, high = _curvatures(f, center, float(share * reach))
        if low > 0 and float(share) * low / high**2 > bounds:
            best, bounds = share, float(share) * low / high**2
    if not best:
        return roles
    rho = Fraction(int(best * reach * SHORT), SHORT) or best * reach
    words = f"rho = {rho}, a radius for which it reaches far, as far as samples show"
    return Roles(replace(f, constants={**f.constants, "rho": rho}), roles.slacks, (*roles.words, words))


def _gradients(f: Landscape) -> Callable[[Any], Any]:
    """The gradient at rows of points, in floating point; shape (n, d)."""
    program = Program(list(f.gradient), f.variables)

    def at(rows: Any) -> Any:
        low, high = program.run(rows.T.copy(), rows.T.copy())
        return (low + (high - low) / 2).T

    return at


def _curvatures(f: Landscape, center: Any, radius: float) -> tuple[float, float]:
    """The extreme curvatures that are seen in a ball."""
    rng = np.random.default_rng(0)
    ways = rng.normal(size=(SAMPLES // 40, f.dimension))
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    rows = center + np.concatenate([radius * k / 4 * ways for k in range(5)])
    h = radius * 1e-5
    slope = _gradients(f)
    columns = [(slope(rows + h * e) - slope(rows - h * e)) / (2 * h) for e in np.eye(f.dimension)]
    values = np.linalg.eigvalsh(np.stack(columns, axis=2))
    return float(values.min()), float(np.abs(values).max())
