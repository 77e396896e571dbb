"""Scalar factorisation: which minima hold gradient descent at a step, and that none does beyond 1/μ."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import sympy as sp

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import Floats, descend
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, setting, tested

STEPS, NEAR, AT_REST = 4000, 1e-3, 1e-6
ETA = 0.4


def _measure(trial: Trial) -> Iterator[Evidence]:
    for a in ("2", "4/3"):
        yield from _stability(trial, discovery.landscape("scalar_factorisation", mu=1, a=a))
    balanced = discovery.landscape("scalar_factorisation")
    yield _limits(trial, balanced)
    yield from _none(trial, balanced)


def _ends(landscape: Landscape, starts: Floats, eta: float) -> tuple[Floats, Floats]:
    """Return (last point, residual there) of each start."""
    method = discovery.load("method", "gradient_descent")
    final = descend(landscape, method, starts, [eta], STEPS, region=None).final[0]
    return final, np.asarray(np.abs(final[:, 0] * final[:, 1] - float(landscape.constants["mu"])))


def _stability(trial: Trial, landscape: Landscape) -> Iterator[Evidence]:
    """Starts near a minimum stay there just inside its threshold; just outside they end at a flatter one."""
    a, b = landscape.points["x_star"]
    sharpness, end = float(landscape.constants["sharpness"]), trial.upper("stability", {"a": a, "b": b})
    starts = np.array([[float(a), float(b)]]) + NEAR * np.array([[1.0, 1.0], [-1.0, -1.0], [0.0, 1.0]])
    for side, share in (("inside", INSIDE), ("outside", OUTSIDE)):
        final, residual = _ends(landscape, starts, share * end)
        found = float(np.median((final**2).sum(axis=1)))
        stays = bool(abs(found - sharpness) < 4 * NEAR * sharpness and residual.max() < AT_REST)
        leaves = bool(found < (1 - NEAR) * sharpness)
        yield trial.evidence(
            setting(landscape),
            side,
            f"at {share:g} times 2/(a^2 + b^2), starts near the minimum "
            + ("end there" if side == "inside" else "end at a flatter one")
            + " (sharpness where they end)",
            predicted=sharpness if side == "inside" else 2 / (share * end),
            measured=found,
            holds=stays if side == "inside" else leaves,
            samples=len(starts),
            data=tested("stability upper"),
        )


def _limits(trial: Trial, landscape: Landscape) -> Evidence:
    """The least stable limit of random starts, by the theorem's threshold there."""
    final, residual = _ends(landscape, _uniform(trial), ETA)
    ends = final[residual < AT_REST]
    a, b = sp.symbols("a b", positive=True)
    largest = sp.lambdify([a, b], trial.theorem.threshold("stability").at({"a": a, "b": b})[1])(*np.abs(ends.T))
    return trial.evidence(
        setting(landscape),
        "law",
        f"limits of random starts under a step of {ETA}: its largest share of the threshold at the limit",
        predicted=1.0,
        measured=float(np.max(ETA / largest)),
        holds=len(ends) > 20 and bool(np.max(ETA / largest) <= 1),
        samples=len(ends),
    )


def _none(trial: Trial, landscape: Landscape) -> Iterator[Evidence]:
    """Beyond 1/μ no random start comes to rest; just below, starts near the balanced minimum do."""
    end = trial.lower("no_stable_minimum", landscape.constants)
    near = 1 + 0.01 * _uniform(trial)
    for side, share, starts in (("inside", OUTSIDE, _uniform(trial)), ("outside", INSIDE, near)):
        residual = _ends(landscape, starts, share * end)[1]
        fits = float((residual < AT_REST).mean())
        yield trial.evidence(
            setting(landscape),
            side,
            f"at {share:g}/mu: share of the starts that come to rest at a minimum",
            predicted=0.0 if side == "inside" else 1.0,
            measured=fits,
            holds=fits == 0.0 if side == "inside" else fits == 1.0,
            samples=len(starts),
            data=tested("no_stable_minimum lower"),
        )


def _uniform(trial: Trial) -> Floats:
    return np.asarray(np.random.default_rng(trial.seed).uniform(-2, 2, size=(trial.count(80), 2)))


balancing = Check(
    name="balancing",
    title="Large steps and the balance of scalar factorisation",
    theorem="large_steps_balance_scalar_factorisation",
    seconds=0.1,
    measure=_measure,
)
