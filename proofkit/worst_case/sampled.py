"""`derive` for SGD with bounded variance at the optimum: the library's theorem as an answer, with its noise term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from .. import discovery
from ..errors import BadInput
from .answer import ATTAINED, PieceOfFactor, WorstCase

METHOD = "sgd_variance_at_optimum"
THEOREM = "contraction_of_sgd_with_variance_at_optimum"
REGIONS = {"mu": "eta*(L + mu) < 2", "L": "2 < eta*(L + mu)"}
NOTES = (
    "the measure is the mean square E|x - x_star|^2; each sample's function is in the class",
    "beside the factor, a step adds at most noise*sigma**2, with noise = {noise}; neither can be lowered, as is checked"
    " numerically",
    "at eta = 2/(L + mu) itself no multiple of sigma**2 goes with the factor, but one goes with every larger factor",
)


@dataclass(frozen=True)
class SampledWorstCase(WorstCase):
    """A worst case in the mean, with an additive term.

    Args:
        noise: the multiple of sigma**2 that a step adds at most.
    """

    noise: sp.Expr = sp.S.Zero

    @property
    def name(self) -> str:
        """That of the theorem."""
        return THEOREM

    @property
    def coverage(self) -> None:
        """The step 2/(L + mu) itself is left out, as the notes say."""

    @property
    def data(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        return {**super().data, "noise": str(self.noise)}


def derive_sampled(function_class: str, measure: str, dimension: int | None) -> SampledWorstCase:
    """Return the factor of the mean square distance in one step of SGD, and the multiple of the variance.

    Raises:
        BadInput: another class than smooth_strongly_convex, another measure than distance, or a dimension.
    """
    given = {"class": function_class, "measure": measure}
    for what, wanted in (("class", "smooth_strongly_convex"), ("measure", "distance")):
        if given[what].strip() != wanted:
            raise BadInput(what, given[what], f"{wanted} for {METHOD}")
    if dimension is not None:
        raise BadInput("dimension", dimension, f"none for {METHOD}: the bound is for every dimension")
    theorem = discovery.theorem(THEOREM)
    threshold = theorem.threshold("contraction")
    noises = {end: theorem.formula(f"noise_times_room_{end}") / theorem.formula(f"room_{end}") for end in REGIONS}
    noise = sp.Piecewise(*((noises[end], theorem.formula(f"room_{end}") > 0) for end in REGIONS))
    pieces = tuple(
        PieceOfFactor(
            theorem.formula(f"squared_factor_{end}"),
            (region,),
            {},
            ATTAINED,
            f"f(x) = {end}*x^2/2, with any linear terms of mean 0",
            (),
            (),
            theorem.derivation,
        )
        for end, region in REGIONS.items()
    )
    return SampledWorstCase(
        ("smooth_strongly_convex",),
        METHOD,
        "distance",
        "any",
        pieces,
        threshold.upper,
        True,
        None,
        threshold.proofs[0],
        (NOTES[0], NOTES[1].format(noise=noise), NOTES[2]),
        noise=noise,
    )
