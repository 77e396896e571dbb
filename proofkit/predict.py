"""`predict`: what is certain of gradient descent on one function, at one step, from a box of starts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from time import monotonic
from typing import Any

import numpy as np

from . import discovery
from .basins.cells import Cells
from .basins.cycles import STEPS, cycles, settled
from .basins.descent_map import DescentMap, exact_box
from .basins.escape import Escape, escape_beyond
from .basins.following import Goal, arrival, follow
from .basins.trap import Trap, trap_about
from .conditions._curvature import critical_exactly
from .conditions._domain import undefined
from .errors import BadInput
from .landscape import Landscape
from .outcomes import Limit, Outcomes, Slice
from .region import Box, Point
from .symbolic_rational import exact

MARGIN = 0.9  #: boxes are cut until a little more than what was asked for is decided
SIMPLE = 1000  #: a limit is tried as an exact point with denominators up to this


def predict(
    landscape: Landscape | str,
    step: Fraction | tuple[Fraction, Fraction],
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
        step: η > 0; two for all steps between them: what is returned then holds for each of them.
        box: of the starts, drawn uniformly.
        at_least: stop when the outcome of this fraction of the box is certain.
        budget: seconds for following boxes.
        seed: of the orbits by which limits are looked for.
        resume: outcomes of the same question, to be refined.
    Raises:
        BadInput: a box of another dimension, a step that is not positive, a fraction outside [0, 1], a function that
            is not defined all over the space, outcomes of another question.
    """
    f = discovery.landscape(landscape) if isinstance(landscape, str) else landscape
    steps = step if isinstance(step, tuple) else (step, step)
    check_question(f, steps, box, at_least)
    if resume is not None and (resume.landscape, resume.steps, resume.box, resume.seed) != (f.name, steps, box, seed):
        given = f"{resume.landscape} at {resume.steps_text} on {resume.box}"
        raise BadInput("outcomes to refine", given, f"{f.name} on {box}, the same steps and seed")
    return outcomes(DescentMap(f, steps), box, at_least, budget, seed, resume.cells if resume else None)


def outcomes(
    descent: DescentMap, box: Box, at_least: Fraction, budget: float, seed: int, cells: Cells | None = None
) -> Outcomes:
    """Return the outcomes of a question that has been checked; see `predict`."""
    start, f = monotonic(), descent.landscape
    low, high = exact_box(box.lower, box.upper)
    goals = _goals(descent, box, low, high, seed)
    cells = cells or Cells.fresh(*descent.with_steps(low, high))
    if goals and budget > 0:
        points = low + (high - low) * np.random.default_rng(seed).random((len(low), 200))
        patience = 2 * arrival(descent, goals, points, STEPS) + 8
        cells = follow(descent, goals, cells, patience, MARGIN * float(1 - at_least), budget)
    limits = tuple(_limit(f, goal) for goal in goals)
    names = tuple(map(str, f.variables))
    slices = _slices(cells, limits, descent.steps, box)
    return Outcomes(f.name, names, descent.steps, box, slices, cells, limits, seed, monotonic() - start)


def _slices(cells: Cells, limits: tuple[Limit, ...], steps: tuple[Fraction, Fraction], box: Box) -> tuple[Slice, ...]:
    """The fractions between the steps at which they change."""
    ends = [min(max(Fraction(float(x)), steps[0]), steps[1]) for x in cells.ends()]
    volumes = [cells.volumes_by_step(k) for k in range(len(limits))]
    rows = ([min(Fraction(float(v[k])) / box.volume, Fraction(1)) for v in volumes] for k in range(len(ends) - 1))
    return tuple(Slice(pair, tuple(row)) for pair, row in zip(pairwise(ends), rows, strict=True))


def check_question(f: Landscape, steps: tuple[Fraction, Fraction], box: Box, at_least: Fraction) -> None:
    """Refuse what cannot be predicted.

    Raises:
        BadInput: see `predict`.
    """
    low, high = (exact(step, "step") for step in steps)
    if not 0 < low <= high:
        raise BadInput("step", str(low) if low == high else f"{low}, {high}", "a positive number, or two in order")
    if len(box.lower) != f.dimension:
        raise BadInput("box", f"{len(box.lower)} intervals", f"{f.dimension} for {f.name}")
    if not 0 <= exact(at_least, "at least") <= 1:
        raise BadInput("at least", str(at_least), "a fraction between 0 and 1")
    if undefined(f, box):
        raise BadInput("function", f.name, f"one that is defined and differentiable on {box}")


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
    escape = escape_beyond(descent.landscape, descent.steps[0], Fraction(max(1, round(widest / 4))))
    return [*traps, *([escape] if escape else [])]


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
