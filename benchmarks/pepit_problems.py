"""The same one-step questions as semidefinite programmes for PEPit, at given numbers."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from PEPit import PEP
from PEPit.functions import (
    ConvexFunction,
    ConvexQGFunction,
    RsiEbFunction,
    SmoothConvexFunction,
    SmoothFunction,
    SmoothQuadraticLojasiewiczFunctionCheap,
    SmoothQuadraticLojasiewiczFunctionExpensive,
    SmoothStronglyConvexFunction,
    SmoothStronglyConvexQuadraticFunction,
    StronglyConvexFunction,
)
from PEPit.primitive_steps import proximal_step

SOLVER = "CLARABEL"  #: an interior-point method; what CVXPY would take, SCS, is a thousand times less precise here
At = Mapping[str, Fraction]
Sample = tuple[Any, Any, Any]  # point, gradient, function value
Given = Callable[[Sample, Sample, At], Sequence[Any]]  # inequalities at a point, the minimiser being the second


def _above(sample: Sample, star: Sample, at: At) -> Sequence[Any]:
    """The minimiser is one: PEPit's stationary point need not be, where the class is not convex."""
    return [sample[2] >= star[2]]


def _above_smooth(sample: Sample, star: Sample, at: At) -> Sequence[Any]:
    return [2 * float(at["L"]) * (sample[2] - star[2]) >= sample[1] ** 2]


def _towards(sample: Sample, star: Sample, at: At) -> Sequence[Any]:
    slope = sample[1] * (sample[0] - star[0])
    return [*_above_smooth(sample, star, at), slope >= float(at.get("gamma", 1)) * (sample[2] - star[2])]


@dataclass(frozen=True)
class Posed:
    """A class as PEPit has it.

    Args:
        kind: its class.
        constants: PEPit's argument → ours (with a minus sign in front, where theirs is the negative).
        given: what is added by hand, at every point: PEPit's class does not say it.
        name: what to print.
    """

    kind: Any
    constants: Mapping[str, str]
    given: Given | None = None

    @property
    def name(self) -> str:
        """PEPit's name, with a mark where inequalities are added by hand."""
        return self.kind.__name__ + ("*" if self.given else "")


POSED: Mapping[str, tuple[Posed, ...]] = {
    "convex": (Posed(ConvexFunction, {}),),
    "strongly_convex": (Posed(StronglyConvexFunction, {"mu": "mu"}),),
    "hypoconvex": (Posed(StronglyConvexFunction, {"mu": "-rho"}, _above),),
    "smooth": (Posed(SmoothFunction, {"L": "L"}, _above_smooth),),
    "smooth_convex": (Posed(SmoothConvexFunction, {"L": "L"}),),
    "smooth_strongly_convex": (Posed(SmoothStronglyConvexFunction, {"mu": "mu", "L": "L"}),),
    "smooth_hypoconvex": (Posed(SmoothStronglyConvexFunction, {"mu": "-rho", "L": "L"}, _above_smooth),),
    "quadratic": (Posed(SmoothStronglyConvexQuadraticFunction, {"mu": "mu", "L": "L"}),),
    "opsc": (Posed(RsiEbFunction, {"mu": "mu", "L": "L"}),),
    "qg_plus": (Posed(ConvexQGFunction, {"L": "L"}),),
    "pl": (
        Posed(SmoothQuadraticLojasiewiczFunctionCheap, {"mu": "mu", "L": "L"}),
        Posed(SmoothQuadraticLojasiewiczFunctionExpensive, {"mu": "mu", "L": "L"}),
    ),
    "star_convex": (Posed(SmoothFunction, {"L": "L"}, _towards),),
    "quasar_convex": (Posed(SmoothFunction, {"L": "L"}, _towards),),
}


def solved(posed: Posed, method: str, measure: str, at: At) -> tuple[float, float]:
    """Return (PEPit's bound, seconds to pose and solve it).

    Args:
        posed: the class.
        method: gradient_descent or proximal_point.
        measure: distance, fgap or gradnorm.
        at: exact constants and step.
    """
    began = time.perf_counter()
    problem = _problem(posed, method, measure, at)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = problem.solve(verbose=0, solver=SOLVER)
    return float("nan") if found is None else float(found), time.perf_counter() - began


def _problem(posed: Posed, method: str, measure: str, at: At) -> PEP:
    problem = PEP()
    numbers = {name: -float(at[own[1:]]) if own[0] == "-" else float(at[own]) for name, own in posed.constants.items()}
    function = problem.declare_function(posed.kind, **numbers)
    point = function.stationary_point()
    star = (point, None, function(point))
    start, eta = problem.set_initial_point(), float(at["eta"])
    before = (start, *function.oracle(start))
    if method == "proximal_point":
        after = proximal_step(start, function, eta)
    else:
        end = start - eta * before[1]
        after = (end, *function.oracle(end))
    for sample in (before, after):
        for inequality in posed.given(sample, star, at) if posed.given else ():
            problem.add_constraint(inequality)
    problem.set_initial_condition(_measured(measure, before, star) <= 1)
    problem.set_performance_metric(_measured(measure, after, star))
    return problem


def _measured(measure: str, sample: Sample, star: Sample) -> Any:
    if measure == "fgap":
        return sample[2] - star[2]
    return (sample[0] - star[0]) ** 2 if measure == "distance" else sample[1] ** 2
