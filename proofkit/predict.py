"""`predict`: what is certain of gradient descent on one function, at one step, from a box of starts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from time import monotonic
from typing import Any

import numpy as np

from . import discovery
from .basins.cycles import STEPS, cycles, settled
from .basins.descent_map import DescentMap, exact_box
from .basins.escape import Escape, escape_beyond
from .basins.following import Cells, Goal, arrival, follow
from .basins.trap import Trap, trap_about
from .conditions._curvature import critical_exactly
from .conditions._domain import undefined
from .errors import BadInput
from .landscape import Landscape
from .outcomes import Limit, Outcomes, Part
from .region import Box, Point
from .symbolic_rational import exact

SIMPLE = 1000  #: a limit is tried as an exact point with denominators up to this


def predict(
    landscape: Landscape | str,
    step: Fraction,
    box: Box,
    *,
    at_least: Fraction = Fraction(999, 1000),
    budget: float = 10.0,
    seed: int = 0,
    resume: Outcomes | None = None,
) -> Outcomes:
    """Certify where gradient descent goes: lower bounds of the fractions of the box that converge to each limit.

    Limits are guessed from orbits; each gets a ball from which convergence is proved (see `basins.trap`), then boxes
    of starts are followed by enclosures of x − ηg(x) until they lie in one, and cut where they do not.

    Args:
        landscape: the function f (or a landscape's name).
        step: η > 0.
        box: of the starts, drawn uniformly.
        at_least: stop when the outcome of this fraction of the box is certain.
        budget: seconds for following boxes.
        seed: of the orbits by which limits are looked for.
        resume: outcomes of the same question, to be refined.
    Raises:
        BadInput: a box of another dimension, a step that is not positive, a fraction outside [0, 1], a function that
            is not defined all over the space, outcomes of another question.
    """
    start = monotonic()
    f = discovery.landscape(landscape) if isinstance(landscape, str) else landscape
    _check(f, step, box, at_least, resume, seed)
    descent = DescentMap(f, step)
    low, high = exact_box(box.lower, box.upper)
    goals = _goals(descent, box, low, high, seed)
    cells = resume.cells if resume else Cells.fresh(low, high)
    if goals and budget > 0:
        points = low + (high - low) * np.random.default_rng(seed).random((len(low), 200))
        patience = 2 * arrival(descent, goals, points, STEPS) + 8
        enough = max(float((1 - at_least) * box.volume), 0.0)
        cells = follow(descent, goals, cells, patience, enough, budget)
    limits = tuple(_limit(f, goal) for goal in goals)
    parts = [Part(limit, _fraction(cells, k, box)) for k, limit in enumerate(limits)]
    found = tuple(sorted((p for p in parts if p.fraction_lower > 0), key=lambda p: -p.fraction_lower))
    names = tuple(map(str, f.variables))
    return Outcomes(f.name, names, step, box, found, cells, limits, seed, monotonic() - start)


def _check(f: Landscape, step: Fraction, box: Box, at_least: Fraction, resume: Outcomes | None, seed: int) -> None:
    if exact(step, "step") <= 0:
        raise BadInput("step", str(step), "a positive number")
    if len(box.lower) != f.dimension:
        raise BadInput("box", f"{len(box.lower)} intervals", f"{f.dimension} for {f.name}")
    if not 0 <= exact(at_least, "at least") <= 1:
        raise BadInput("at least", str(at_least), "a fraction between 0 and 1")
    words = undefined(f, box)
    if words:
        raise BadInput("function", f.name, f"one that is defined and differentiable on {box}")
    if resume is not None and (resume.landscape, resume.step, resume.box, resume.seed) != (f.name, step, box, seed):
        raise BadInput("outcomes to refine", f"{resume.landscape} at {resume.step}", f"{f.name} at {step} on {box}")


def _goals(descent: DescentMap, box: Box, low: Any, high: Any, seed: int) -> list[Goal]:
    """The sets from which an outcome is certain: traps about what orbits settle on, and where they diverge."""
    ends = settled(descent, low, high, seed)
    traps: list[Trap] = []
    for points in cycles(descent, ends):
        known = any(trap.holds(points[:1].T, points[:1].T).all() for trap in traps)
        found = None if known else trap_about(descent, points)
        traps += [found] if found else []
    arrived = np.any([trap.holds(ends, ends) for trap in traps], axis=0) if traps else False
    if np.all(arrived):
        return [*traps]
    widest = max(map(abs, (*box.lower, *box.upper)))
    escape = escape_beyond(descent.landscape, descent.step, Fraction(max(1, round(widest / 4))))
    return [*traps, *([escape] if escape else [])]


def _fraction(cells: Cells, goal: int, box: Box) -> Fraction:
    return min(Fraction(cells.volume_of(goal)) / box.volume, Fraction(1))


def _limit(f: Landscape, goal: Goal) -> Limit:
    if isinstance(goal, Escape):
        return Limit("divergence")
    assert isinstance(goal, Trap)
    points = tuple(tuple(Fraction(float(x)) for x in center) for center in goal.centers)
    if len(points) > 1:
        return Limit("cycle", points, Fraction(float(goal.spread)))
    known = next(((name, p) for name, p in _candidates(f, points[0]) if _is_limit(f, goal, p)), None)
    if known is None:
        return Limit("minimum", points, Fraction(float(goal.spread)))
    return Limit("minimum", (known[1],), name=known[0])


def _candidates(f: Landscape, near: Point) -> Sequence[tuple[str, Point]]:
    """The named points of f, and the simple one near the trap's centre."""
    return [*f.points.items(), ("", tuple(x.limit_denominator(SIMPLE) for x in near))]


def _is_limit(f: Landscape, trap: Trap, point: Point) -> bool:
    """Whether an exact critical point lies in the ball: then it is the one fixed point there."""
    gap = sum(((x - Fraction(float(c))) ** 2 for x, c in zip(point, trap.centers[0], strict=True)), Fraction(0))
    return gap <= Fraction(float(trap.radii[0])) ** 2 and critical_exactly(f, point)
