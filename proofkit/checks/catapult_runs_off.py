"""Above four over the kernel λ runs off to infinity; just below it never grows and the output dies out."""

from __future__ import annotations

from ..check import Check
from ._two_layer_linear_net import runs_off

catapult_runs_off = Check(
    name="catapult_runs_off",
    title="Beyond four over the kernel the net diverges",
    theorem="catapult_diverges",
    seconds=0.1,
    measure=runs_off,
)
