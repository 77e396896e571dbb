"""Depth-N factorisation: the Hessian's largest eigenvalue at minima, and the step beyond which none holds descent."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import sympy as sp

from .. import discovery
from ..check import Check, Trial
from ..engine.descent import Floats, descend
from ..evidence import Evidence
from ..landscape import Landscape
from ._measure import INSIDE, OUTSIDE, ROUNDING, setting, tested

STEPS, NEAR, AT_REST = 4000, 1e-3, 1e-6
DEPTHS = {2: "1", 3: "3/2", 4: "4/5"}


def _measure(trial: Trial) -> Iterator[Evidence]:
    for depth, root in DEPTHS.items():
        landscape = discovery.landscape("depth_n_factorisation", depth=depth, root=root)
        end = trial.lower("no_stable_minimum", landscape.constants)
        minima = _minima(trial, landscape)
        yield _flattest(trial, landscape, minima, end)
        yield from _stability(trial, landscape, minima, end)
        if depth > 2:
            yield _origin(trial, landscape)


def _minima(trial: Trial, landscape: Landscape) -> Floats:
    """Return minima, one a row: the balanced one, then random ones."""
    depth, sigma = landscape.dimension, float(landscape.constants["sigma"])
    draw = np.exp(np.random.default_rng(trial.seed).normal(scale=0.3, size=(trial.count(30), depth)))
    draw[0] = 1
    return np.asarray(draw * (sigma / draw.prod(axis=1, keepdims=True)) ** (1 / depth))


def _flattest(trial: Trial, landscape: Landscape, minima: Floats, end: float) -> Evidence:
    """The bound N|σ|^(2 − 2/N) is 2/η at the end of the threshold."""
    hessian = sp.lambdify(landscape.variables, sp.Matrix(landscape.hessian))
    found = np.array([np.linalg.eigvalsh(hessian(*w))[-1] for w in minima])
    return trial.evidence(
        setting(landscape),
        "law",
        "the largest eigenvalue of the Hessian is least at the balanced minimum, and the bound there",
        predicted=2 / end,
        measured=float(found[0]),
        holds=bool(abs(found[0] * end / 2 - 1) < ROUNDING and (found >= found[0] * (1 - ROUNDING)).all()),
        samples=len(found),
    )


def _stability(trial: Trial, landscape: Landscape, minima: Floats, end: float) -> Iterator[Evidence]:
    """Just above the end no start near a minimum comes to rest at one; just below, those near the balanced one do."""
    method, sigma = discovery.load("method", "gradient_descent"), float(landscape.constants["sigma"])
    for side, share, starts in (("inside", OUTSIDE, minima), ("outside", INSIDE, minima[:1])):
        final = descend(landscape, method, starts * (1 + NEAR), [share * end], STEPS, region=None).final[0]
        with np.errstate(over="ignore"):
            fits = float((np.abs(final.prod(axis=1) - sigma) < AT_REST).mean())
        yield trial.evidence(
            setting(landscape),
            side,
            f"at {share:g} times 2/(N*sigma^(2 - 2/N)): share of starts near minima that come to rest at one",
            predicted=0.0 if side == "inside" else 1.0,
            measured=fits,
            holds=fits == (0.0 if side == "inside" else 1.0),
            samples=len(starts),
            data=tested("no_stable_minimum lower"),
        )


def _origin(trial: Trial, landscape: Landscape) -> Evidence:
    """At the origin the gradient and the Hessian vanish, and f is both larger and smaller nearby."""
    origin = (Fraction(0),) * landscape.dimension
    hessian = sp.Matrix(landscape.hessian).subs(dict.fromkeys(landscape.variables, 0))
    flat = not any(landscape.gradient_at(origin)) and not any(hessian)
    draw = np.random.default_rng(trial.seed).normal(scale=0.1, size=(trial.count(30), landscape.dimension))
    f = sp.lambdify(landscape.variables, landscape.formula)
    change = np.array([f(*w) for w in draw]) - float(landscape.value_at(origin))
    return trial.evidence(
        setting(landscape),
        "law",
        "the origin is a degenerate saddle: largest entry of the Hessian there",
        predicted=0.0,
        measured=float(max(map(abs, hessian))),
        holds=flat and bool((change > 0).any() and (change < 0).any()),
        samples=len(draw),
    )


deep_sharpness = Check(
    name="deep_sharpness",
    title="The flattest minima of a product loss",
    theorem="sharpness_of_deep_factorisation",
    seconds=0.15,
    measure=_measure,
)
