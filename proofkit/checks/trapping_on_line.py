"""On the line steps below 2/L† keep every start of the ball in it and take it to x†; above it starts leave."""

from __future__ import annotations

from ..check import Check
from ._trapping import trapping_evidence

trapping_on_line = Check(
    name="trapping_on_line",
    title="The interval about x† that small steps do not leave",
    theorem="trapping_of_small_step_on_line",
    seconds=0.2,
    measure=trapping_evidence,
)
