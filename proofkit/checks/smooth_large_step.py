"""Large steps on the smooth valley: every start reaches x* wherever q·E_out < dist(x*, M), and how far beyond."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import Descent, Floats, descend
from ..engine.starts import grid_starts, uniform_starts
from ..engine.statistics import CONFIDENCE, fraction_interval
from ..evidence import Evidence
from ..landscape import Landscape
from ..region import Box
from ._measure import ATTAINED, INSIDE, OUTSIDE, edge_outwards, setting, tested, window_about, with_step

ETA, REACH, ITERATIONS = 0.02, Fraction(15), 4000


def _measure(trial: Trial) -> Iterator[Evidence]:
    for landscape in trial.witnesses():
        starts = uniform_starts(window_about(landscape, REACH), trial.count(2000), trial.seed)
        inside = grid_starts(landscape.regions["M"], trial.count(20_000))  # type: ignore[arg-type]

        def permitted(eta: float, landscape: Landscape = landscape, inside: Floats = inside) -> bool:
            return _exit_radius(landscape, inside, eta) < _largest_exit(trial, landscape, eta)

        low, high = edge_outwards(permitted, ETA, 0.98), edge_outwards(permitted, ETA, 1.02)
        etas = [low * OUTSIDE, ETA, (low + high) / 2, high * INSIDE]
        run = _run(landscape, starts, etas)
        yield _gap(trial, landscape, inside)
        yield _all_reach(trial, landscape, run, etas)
        yield _rate(trial, landscape, run, etas)
        yield from _slack(trial, landscape, starts, inside, (low, high))


def _run(landscape: Landscape, starts: Floats, etas: list[float]) -> Descent:
    return descend(landscape, discovery.load("method", "gradient_descent"), starts, etas, ITERATIONS)


def _distance(landscape: Landscape) -> float:
    """Return dist(x*, M), M a closed interval."""
    interval, (x_star,) = landscape.regions["M"], landscape.points["x_star"]
    assert isinstance(interval, Box)
    return float(max(interval.lower[0] - x_star, x_star - interval.upper[0]))


def _largest_exit(trial: Trial, landscape: Landscape, eta: float) -> float:
    """Return how far from x* a step out of M may land, by the theorem's no-return condition."""
    return trial.upper("no_return", {**with_step(landscape, eta), "delta": _distance(landscape)})


def _exit_radius(landscape: Landscape, inside: Floats, eta: float) -> float:
    """Return the largest distance to x* one step out of M, over a grid of M (0 when nothing leaves)."""
    run = descend(landscape, discovery.load("method", "gradient_descent"), inside, [eta], 1)
    left = run.final[0][run.first_exit[0] == 1] - float(landscape.points["x_star"][0])
    return float(np.abs(left).max(initial=0.0))


def _gap(trial: Trial, landscape: Landscape, inside: Floats) -> Evidence:
    radius, largest = _exit_radius(landscape, inside, ETA), _largest_exit(trial, landscape, ETA)
    return trial.evidence(
        setting(landscape),
        "inside",
        f"at step {ETA} no-return holds: largest distance to x* after a step out of M, on a grid of M",
        predicted=largest,
        measured=radius,
        holds=radius < largest,
        samples=len(inside),
        data=tested("no_return upper"),
    )


def _all_reach(trial: Trial, landscape: Landscape, run: Descent, etas: list[float]) -> Evidence:
    reached = run.reached("x_star")
    return trial.evidence(
        setting(landscape),
        "inside",
        f"every start of U[-15, 15] reaches x* at steps {', '.join(f'{eta:.4g}' for eta in etas)}",
        predicted=1.0,
        measured=float(reached.mean(axis=1).min()),
        holds=bool(reached.all()),
        interval=fraction_interval(int(reached.sum()), reached.size),
        confidence=CONFIDENCE,
        samples=reached.size,
        data=tested("window upper", "no_return upper"),
    )


def _rate(trial: Trial, landscape: Landscape, run: Descent, etas: list[float]) -> Evidence:
    gaps = []
    for k, eta in enumerate(etas):
        q = trial.formula("q_squared", with_step(landscape, eta)) ** 0.5
        gaps.append(float(np.nanmax(np.abs(run.outside_ratio[:, k] - q))))
    return trial.evidence(
        setting(landscape),
        "law",
        "outside M each step multiplies the distance to x* by q (largest deviation)",
        predicted=0.0,
        measured=max(gaps),
        holds=max(gaps) < ATTAINED,
        samples=int(np.isfinite(run.outside_ratio[1]).sum()),
    )


def _slack(
    trial: Trial, landscape: Landscape, starts: Floats, inside: Floats, ends: tuple[float, float]
) -> Iterator[Evidence]:
    def all_reach(eta: float) -> bool:
        return bool(_run(landscape, starts[:500], [eta]).reached("x_star").all())

    for end, factor, says in zip(ends, (0.95, 1.02), ("down", "up"), strict=True):
        real = edge_outwards(all_reach, ETA, factor, rounds=5)
        notes = f"{ITERATIONS} iterations per start"
        yield trial.evidence(
            setting(landscape),
            "slack",
            f"going {says}, step at which a start is first seen to miss x* (window and no-return hold to {end:.5g})",
            predicted=end,
            measured=real,
            data=tested("window upper") if says == "up" else {},
            holds=True,
            samples=500,
            notes=notes,
        )
        yield trial.evidence(
            setting(landscape),
            "slack",
            f"at that step, {real:.5g}: largest distance to x* after a step out of M, against what no-return allows",
            predicted=_largest_exit(trial, landscape, real),
            measured=_exit_radius(landscape, inside, real),
            data=tested("no_return upper"),
            holds=True,
            samples=500,
            notes=notes,
        )


smooth_large_step = Check(
    name="smooth_large_step",
    title="Global convergence of a large step on a smooth function",
    theorem="global_convergence_of_large_step_smooth",
    seconds=2.0,
    measure=_measure,
)
