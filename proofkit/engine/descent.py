"""`descend`: many starts times many steps of one method on one landscape, and what became of each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import BadInput
from ..landscape import Landscape
from ..method import Method
from ..methods.gradient_descent import gradient_descent
from ..region import Everywhere, Region
from . import loop
from .kernel import Kernel, kernel

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
NEAR, CLOSE, FAR = 1e-7, 1e-9, 1e24  # relative: at a named point; back on the orbit; 1 + squared norm of no return
LONGEST_CYCLE = 64
BLOCK = 512


@dataclass(frozen=True)
class Descent:
    """What became of every trajectory; k steps, n starts, d coordinates. A statement in floating point.

    Args:
        names: the named points an outcome can be, in the order of their index.
        final: last point, shape (k, n, d).
        outcome: (k, n): index into `names` when the last point is there (to 1e-7, relative), else
            loop.MOVING, loop.DIVERGED, loop.CYCLING or loop.ELSEWHERE (at rest, at no named point).
        period: (k, n): length of the cycle a CYCLING trajectory ended on, else 0 or 1.
        steps_taken: (k, n): iterations run; fewer than asked when it came to rest or diverged.
        iterates_in_region: (k, n): how many of x_0 … x_T lie in the region (one at rest stays).
        first_exit: (k, n): the first t at which x_t has left the region, −1 if it never does.
        visits: (k, n): number of distinct stays in the region.
        entry_distance: (k, n): distance to the inside centre at the first iterate in the region, NaN if none.
        inside_ratio, outside_ratio: (2, k, n): smallest and largest ‖x⁺ − c‖/‖x − c‖ over the steps that
            start in the region (c the inside centre) or out of it (c the outside centre); NaN if none.
        trajectory: (k, T+1, n, d) when recorded, else None.
    """

    names: tuple[str, ...]
    final: Floats
    outcome: Integers
    period: Integers
    steps_taken: Integers
    iterates_in_region: Integers
    first_exit: Integers
    visits: Integers
    entry_distance: Floats
    inside_ratio: Floats
    outside_ratio: Floats
    trajectory: Floats | None = None

    def reached(self, name: str) -> NDArray[np.bool_]:
        """Return the (k, n) mask of trajectories that ended at the named point.

        Raises:
            BadInput: no such point.
        """
        if name not in self.names:
            raise BadInput("point", name, f"one of {', '.join(self.names)}")
        return self.outcome == self.names.index(name)

    def fraction(self, name: str) -> Floats:
        """Return, for each step, the fraction of starts that ended at the named point, shape (k,)."""
        return np.asarray(self.reached(name).mean(axis=1))


def descend(
    landscape: Landscape,
    method: Method,
    starts: ArrayLike,
    steps: ArrayLike,
    iterations: int,
    *,
    sigma: float = 0.0,
    noise: Literal["ball", "worst"] = "ball",
    seed: int = 0,
    record: bool = False,
    region: str | Region | None = "M",
    centers: Sequence[str] = ("x_dagger", "x_star"),
    threads: int | None = None,
) -> Descent:
    """Run every start under every step size.

    Args:
        landscape: the function; its named points are the possible limits.
        method: the update rule; noise is drawn only for a method that has some.
        starts: (n, d).
        steps: step sizes, (k,), positive.
        iterations: T, the number of steps of each trajectory.
        sigma: bound on the norm of the noise, for a method with noise.
        noise: "ball": uniform in the ball of radius sigma; "worst": of norm sigma, straight away from
            the inside centre.
        seed: of the noise; the result is the same for any number of threads.
        record: keep every iterate.
        region: role of a region of the landscape, a Region, or None for all of R^d.
        centers: roles of the inside and outside centre for the distance ratios (a missing one gives NaN).
        threads: at most so many at once; None for one per processor.
    Raises:
        BadInput: shapes that do not fit, steps that are not positive numbers, an unknown region.
    """
    begin, etas = _starts(starts, landscape.dimension), _steps(steps)
    if iterations < 0 or sigma < 0:
        raise BadInput("descent", f"iterations {iterations}, sigma {sigma}", "both at least 0")
    compiled = kernel(landscape, method, _region(landscape, region))
    noisy = method.noise is not None and sigma > 0
    kind = {"ball": loop.BALL, "worst": loop.WORST}[noise] if noisy else loop.QUIET
    plan = np.array([iterations, seed, kind, record, LONGEST_CYCLE], dtype=np.int64)
    real = np.array([sigma, NEAR, CLOSE, FAR])
    points = np.array([_point(landscape, role) for role in (*centers, *landscape.points)])
    return _run(compiled, tuple(landscape.points), begin, etas, plan, real, points, threads)


def _run(
    compiled: Kernel,
    names: tuple[str, ...],
    starts: Floats,
    etas: Floats,
    plan: Integers,
    real: Floats,
    points: Floats,
    threads: int | None,
) -> Descent:
    (n, d), k, iterations = starts.shape, len(etas), int(plan[loop.ITERATIONS])
    counts = np.zeros((k * n, 6), dtype=np.int64)
    counts[:, loop.FIRST_EXIT] = -1
    measures = np.tile([np.nan, np.inf, -np.inf, np.inf, -np.inf], (k * n, 1))
    finals = np.empty((k * n, d))
    path = np.empty((k * n, iterations + 1, d) if plan[loop.RECORD] else (1, 1, d))
    common = (compiled.constants, starts, etas, plan, real, points)

    def block(first: int) -> None:
        compiled.entry(*common, first, min(first + BLOCK, k * n), counts, measures, finals, path)

    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        list(pool.map(block, range(0, k * n, BLOCK)))
    count, measure = counts.T.reshape(6, k, n), measures.T.reshape(5, k, n)
    ratios = np.where(np.isfinite(measure), measure, np.nan)
    return Descent(
        names,
        finals.reshape(k, n, d),
        count[loop.OUTCOME],
        count[loop.PERIOD],
        count[loop.STEPS],
        count[loop.IN_REGION],
        count[loop.FIRST_EXIT],
        count[loop.VISITS],
        measure[loop.ENTRY],
        ratios[loop.IN_MIN : loop.IN_MAX + 1],
        ratios[loop.OUT_MIN : loop.OUT_MAX + 1],
        path.reshape(k, n, iterations + 1, d).swapaxes(1, 2) if plan[loop.RECORD] else None,
    )


def gradient_at(landscape: Landscape, points: ArrayLike) -> Floats:
    """Return the gradient selection g at rows of points, shape (n, d), by the compiled kernel.

    Raises:
        BadInput: points of another dimension than the landscape's.
    """
    rows = _starts(points, landscape.dimension)
    compiled, out = kernel(landscape, gradient_descent, Everywhere()), np.empty_like(rows)
    compiled.gradient_rows(compiled.constants, rows, out)
    return out


def value_at(landscape: Landscape, points: ArrayLike) -> Floats:
    """Return f at rows of points, shape (n,), by the compiled kernel.

    Raises:
        BadInput: points of another dimension than the landscape's.
    """
    rows = _starts(points, landscape.dimension)
    compiled, out = kernel(landscape, gradient_descent, Everywhere()), np.empty(len(rows))
    compiled.value_rows(compiled.constants, rows, out)
    return out


def _starts(starts: ArrayLike, dimension: int) -> Floats:
    begin = np.ascontiguousarray(starts, dtype=np.float64)
    if begin.ndim != 2 or begin.shape[1] != dimension or not np.isfinite(begin).all():
        raise BadInput("starts", f"an array of shape {begin.shape}", f"finite numbers, shape (n, {dimension})")
    return begin


def _steps(steps: ArrayLike) -> Floats:
    etas = np.ascontiguousarray(steps, dtype=np.float64)
    if etas.ndim != 1 or not (np.isfinite(etas) & (etas > 0)).all():
        raise BadInput("step sizes", steps, "a list of positive numbers")
    return etas


def _region(landscape: Landscape, region: str | Region | None) -> Region:
    if isinstance(region, Region):
        return region
    if region is None or (region == "M" and not landscape.regions):
        return Everywhere()
    if region not in landscape.regions:
        raise BadInput("region", region, f"one of {', '.join(landscape.regions)}")
    return landscape.regions[region]


def _point(landscape: Landscape, role: str) -> list[float]:
    return [float(x) for x in landscape.points.get(role, (np.nan,) * landscape.dimension)]
