"""Small steps keep every start of the ball in it and take it to x†; how far beyond the bound that goes on."""

from __future__ import annotations

from ..check import Check
from ._trapping import trapping_evidence

trapping = Check(
    name="trapping",
    title="The ball about x† that small steps do not leave",
    theorem="trapping_of_small_step",
    seconds=0.3,
    measure=trapping_evidence,
)
