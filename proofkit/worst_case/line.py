"""Answers in dimension 1: the general one where a function on the line attains it, a better one where it is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import sympy as sp

from ..derivation import Draft, Fact
from ..errors import BadInput
from ..function_class import FunctionClass
from .answer import ATTAINED, PieceOfFactor, WorstCase
from .prove import finished

THEOREM = "contraction_of_opsc_on_line"
#: slope that is worst, where it is, and the other slope
PIECES = (("mu", "eta*(L + mu) <= 2", "L"), ("L", "2 <= eta*(L + mu)", "mu"))
MU, STEEP = sp.Symbol("mu", real=True), sp.Symbol("L", real=True)
THRESHOLD, BEST_STEP = 2 / STEEP, 2 / (MU + STEEP)
BOUND = "forall(p, vector, sq(p - eta*g(p) - x_star) <= (1 - eta*{})**2*sq(p - x_star))"


def line_notes(found: WorstCase) -> tuple[str, ...]:
    """Return what must be said of the line beside an answer for every dimension."""
    if not found.planar:
        return ()
    if not _is_known(found):
        return ("sharp in dimension 2 and above; on the line (dimension 1) the factor may be smaller",)
    return (
        f"sharp in dimension 2 and above; on the line (dimension 1) the factor is smaller, the threshold is {THRESHOLD}"
        f" and the best step {BEST_STEP} (--dimension 1)",
    )


def _is_known(found: WorstCase) -> bool:
    wanted = {"opsc", "upper_error_bound"}, "gradient_descent", "distance"
    return (set(found.function_class), found.method, found.measure) == wanted


def on_the_line(found: WorstCase, kinds: tuple[FunctionClass, ...], smooth: Callable[[], WorstCase]) -> WorstCase:
    """Return the answer in dimension 1.

    Args:
        found: the answer in every dimension.
        kinds: its classes.
        smooth: gives the answer for smooth strongly convex functions, whose factor is that of the line.
    Raises:
        BadInput: what is sharp on the line is not known.
    """
    if found.sharp and not found.planar:
        return replace(found, dimension="1")
    names = {kind.name: kind for kind in kinds}
    if not _is_known(found):
        raise BadInput("dimension", "1", "a class, method and measure whose sharp factor on the line is known")
    pieces = tuple(_piece(index, names, *piece) for index, piece in enumerate(PIECES, 1))
    notes = (*(note for note in found.notes if "together" in note), f"on the line, from theorem {THEOREM}")
    same = smooth()
    return replace(
        found, dimension="1", pieces=pieces, threshold=THRESHOLD, best_step=BEST_STEP,
        threshold_proof=same.threshold_proof, coverage_proof=same.coverage_proof, notes=notes,
    )  # fmt: skip


def _piece(index: int, names: dict[str, FunctionClass], worst: str, region: str, other: str) -> PieceOfFactor:
    hypotheses = {
        **{name: kind.hypothesis(center="x_star") for name, kind in names.items()},
        "sign_L": "L > mu",
        "sign_mu": "mu > 0",
        "sign_eta": "eta > 0",
        "region": region,
    }
    declare = {"g": "vector -> vector", "x_star": "vector", **dict.fromkeys(("mu", "L", "eta"), "scalar")}

    def write(d: Draft) -> Fact:
        """On the line the factor is the larger of the two squares; here it is this one."""
        d.local(p="vector")
        at_p = [d.use(d[name], ["p"]) for name in names]
        classes = [d.generalize(d.step("discharge", fact, formula="p == p"), "p") for fact in at_p]
        factor = f"(1 - eta*{worst})**2"
        given = {"g": "g", "S": "lambda p: p == p", "c": "x_star", "mu": "mu", "L": "L", "eta": "eta", "K": factor}
        size = d.combine("L >= 0", d["sign_L"], d["sign_mu"])
        gap = d.combine("L - mu >= 0", d["sign_L"])
        less = d.combine(f"(1 - eta*{other})**2 <= {factor}", d["region"], gap, d["sign_eta"], degree=3)
        same = d.combine(f"{factor} <= {factor}")
        larger = (same, less) if worst == "mu" else (less, same)
        every = d.cite(THEOREM, given, *classes, size, d["sign_eta"], *larger)
        return d.generalize(d.use(every, ["p"], d.combine("sq(p - p) == 0")), "p")

    name = f"gradient_descent__opsc__upper_error_bound__distance__on_line__{index}"
    derivation = finished(name, declare, hypotheses, BOUND.format(worst), write, "1")
    factor = (1 - sp.Symbol("eta", real=True) * sp.Symbol(worst, real=True)) ** 2
    return PieceOfFactor(factor, (region,), {}, ATTAINED, f"f(x) = {worst}*x^2/2", (), (), derivation)
