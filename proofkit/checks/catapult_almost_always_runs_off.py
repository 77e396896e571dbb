"""Above four over the kernel no start that was drawn escapes divergence: those that do form a null set."""

from __future__ import annotations

from ..check import Check
from ._two_layer_linear_net import runs_off

catapult_almost_always_runs_off = Check(
    name="catapult_almost_always_runs_off",
    title="Beyond four over the kernel almost every start diverges",
    theorem="catapult_diverges_almost_everywhere",
    seconds=0.1,
    measure=runs_off,
)
