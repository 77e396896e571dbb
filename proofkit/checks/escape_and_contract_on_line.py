"""On the line, in the wider window, steps expand in M and contract outside it; at either edge one does not."""

from __future__ import annotations

from ..check import Check
from ._escape import both_edges

escape_and_contract_on_line = Check(
    name="escape_and_contract_on_line",
    title="Expansion in M and contraction outside it on the line, at both edges of the window",
    theorem="escape_window_on_line",
    seconds=0.5,
    measure=both_edges,
)
