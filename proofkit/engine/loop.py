"""The descent loop: one trajectory at a time, its statistics gathered on the way, nothing stored.

The compiled formulas `load`, `step` and `inside` come from the generated module and are closed over, not passed:
Numba keeps no machine code of an entry that passes functions as values. Arguments
travel in a few arrays, whose slots are named here: `plan` (integers), `real` (floats), `counts` and
`measures` (results per trajectory), `points` (row 0 the inside centre, row 1 the outside centre, then the
named points a trajectory may converge to).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ..compile_options import compiled, compiled_within
from .noise import fill_ball, stream

Compiled = Callable[..., Any]

ITERATIONS, SEED, NOISE, RECORD, LONGEST_CYCLE = range(5)  # slots of plan
SIGMA, NEAR, CLOSE, FAR = range(4)  # slots of real
QUIET, BALL, WORST = range(3)  # values of plan[NOISE]
OUTCOME, PERIOD, STEPS, IN_REGION, FIRST_EXIT, VISITS = range(6)  # slots of counts
ENTRY, IN_MIN, IN_MAX, OUT_MIN, OUT_MAX = range(5)  # slots of measures
MOVING, DIVERGED, CYCLING, ELSEWHERE = -1, -2, -3, -4  # outcomes that are not the index of a named point
AT_REST = 1e-30  # squared relative displacement below which a noise-free trajectory has stopped
RATIO_FLOOR = 1e-6  # no ratio is taken closer to a centre than this (relative): it would be rounding


@compiled
def squared_distance(x, y):  # type: ignore[no-untyped-def]
    """Return ‖x − y‖²."""
    total = 0.0
    for i in range(len(x)):
        total += (x[i] - y[i]) * (x[i] - y[i])
    return total


@compiled
def scale(x):  # type: ignore[no-untyped-def]
    """Return 1 + ‖x‖², the unit of relative tolerances."""
    total = 1.0
    for i in range(len(x)):
        total += x[i] * x[i]
    return total


@compiled
def note_ratio(measure, was_inside, x, new, inner, outer):  # type: ignore[no-untyped-def]
    """Record by which factor one step changed the distance to the centre of the side it started on."""
    center = inner if was_inside else outer
    before = squared_distance(x, center)
    if not before > RATIO_FLOOR * RATIO_FLOOR * scale(center):
        return
    ratio = math.sqrt(squared_distance(new, center) / before)
    low, high = (IN_MIN, IN_MAX) if was_inside else (OUT_MIN, OUT_MAX)
    measure[low] = min(measure[low], ratio)
    measure[high] = max(measure[high], ratio)


@compiled
def note_crossing(count, measure, entered, t, x, inner):  # type: ignore[no-untyped-def]
    """Record that iterate t has just entered the region or left it."""
    if entered:
        count[VISITS] += 1
        if count[VISITS] == 1:
            measure[ENTRY] = math.sqrt(squared_distance(x, inner))
    elif count[FIRST_EXIT] < 0:
        count[FIRST_EXIT] = t


@compiled
def nearest_named(x, points, near):  # type: ignore[no-untyped-def]
    """Return the index of the named point within relative distance `near` of x, or MOVING."""
    for j in range(points.shape[0] - 2):
        if squared_distance(x, points[j + 2]) <= near * near * scale(points[j + 2]):
            return j
    return MOVING


@compiled
def rest(count, is_inside, iterations, path, record):  # type: ignore[no-untyped-def]
    """A trajectory that stopped early stays where it is: count and record the remaining iterates."""
    if count[OUTCOME] != DIVERGED and is_inside:
        count[IN_REGION] += iterations - count[STEPS]
    if record:
        for t in range(count[STEPS] + 1, iterations + 1):
            path[t] = path[count[STEPS]]


def worst_noise_of(owner: str, load: Compiled, step: Compiled) -> Compiled:
    """Return the filler of `scratch` with the noise of size sigma that pushes the next point away from the centre."""

    @compiled_within(owner)
    def worst_noise(x, eta, p, center, sigma, scratch):  # type: ignore[no-untyped-def]
        scratch[:] = 0.0
        landed = step(x, eta, load(scratch), p)
        gap = math.sqrt(squared_distance(landed, center))
        for i in range(len(landed)):
            scratch[i] = -sigma * (landed[i] - center[i]) / gap if gap > 0.0 else 0.0
        if gap == 0.0:
            scratch[0] = -sigma

    return worst_noise


def judge_of(owner: str, step: Compiled) -> Compiled:
    """Return the function that writes the outcome of a trajectory that ends at x."""

    @compiled_within(owner)
    def cycle_length(x, eta, xi, p, longest, close):  # type: ignore[no-untyped-def]
        y = x
        for period in range(1, longest + 1):
            y = step(y, eta, xi, p)
            if squared_distance(y, x) <= close * close * scale(x):
                return period
        return 0

    @compiled_within(owner)
    def judge(count, x, eta, xi, p, plan, real, points):  # type: ignore[no-untyped-def]
        if not scale(x) < real[FAR]:
            count[OUTCOME] = DIVERGED
            return
        count[OUTCOME] = nearest_named(x, points, real[NEAR])
        if count[OUTCOME] != MOVING or plan[NOISE] != QUIET:
            return
        count[PERIOD] = cycle_length(x, eta, xi, p, plan[LONGEST_CYCLE], real[CLOSE])
        if count[PERIOD] == 1:
            count[OUTCOME] = ELSEWHERE
        elif count[PERIOD] > 1:
            count[OUTCOME] = CYCLING

    return judge


def walk_of(owner: str, load: Compiled, step: Compiled, inside: Compiled) -> Compiled:
    """Return the function that follows one trajectory to its end, filling `count`, `measure` and `path`."""
    worst_noise, judge = worst_noise_of(owner, load, step), judge_of(owner, step)

    @compiled_within(owner)
    def walk(p, x, eta, plan, real, points, key, count, measure, path):  # type: ignore[no-untyped-def]
        inner, outer, scratch = load(points[0]), load(points[1]), np.zeros(len(x))
        xi, record = load(scratch), plan[RECORD] == 1
        is_inside = inside(x, p)
        if is_inside:
            note_crossing(count, measure, True, 0, x, inner)
        in_region = 1 if is_inside else 0
        for t in range(plan[ITERATIONS]):
            if plan[NOISE] == BALL:
                fill_ball(scratch, key, t, real[SIGMA])
                xi = load(scratch)
            elif plan[NOISE] == WORST:
                worst_noise(x, eta, p, inner, real[SIGMA], scratch)
                xi = load(scratch)
            new = step(x, eta, xi, p)
            was_inside, is_inside = is_inside, inside(new, p)
            note_ratio(measure, was_inside, x, new, inner, outer)
            if is_inside != was_inside:
                note_crossing(count, measure, is_inside, t + 1, new, inner)
            in_region += 1 if is_inside else 0
            moved, x = squared_distance(new, x), new
            count[STEPS] = t + 1
            if record:
                for i in range(len(x)):
                    path[t + 1, i] = x[i]
            if not scale(x) < real[FAR] or (plan[NOISE] == QUIET and moved <= AT_REST * scale(x)):
                break
        count[IN_REGION] = in_region
        judge(count, x, eta, xi, p, plan, real, points)
        return x

    return walk


def block_runner(owner: str, load: Compiled, step: Compiled, inside: Compiled) -> Compiled:
    """Return the function that runs trajectories first … last − 1; number j is start j mod n, step j div n.

    Args:
        owner: name of the generated module the formulas come from.
        load: row of an array → point, a tuple of d floats.
        step: (point, eta, noise point, constants) → next point.
        inside: (point, constants) → whether it lies in the region.
    """
    walk = walk_of(owner, load, step, inside)

    @compiled_within(owner)
    def run_block(p, starts, etas, plan, real, points, first, last, counts, measures, finals, path):  # type: ignore[no-untyped-def]
        n, record = starts.shape[0], plan[RECORD] == 1
        for j in range(first, last):
            x = load(starts[j % n])
            here = path[j] if record else path[0]
            if record:
                here[0] = starts[j % n]
            key = stream(plan[SEED], j)
            x = walk(p, x, etas[j // n], plan, real, points, key, counts[j], measures[j], here)
            rest(counts[j], inside(x, p), plan[ITERATIONS], here, record)
            for i in range(len(x)):
                finals[j, i] = x[i]

    return run_block
