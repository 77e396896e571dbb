"""In the window steps expand in M and contract outside it; at either edge a member of the class does not."""

from __future__ import annotations

from ..check import Check
from ._escape import both_edges

escape_and_contract = Check(
    name="escape_and_contract",
    title="Expansion in M and contraction outside it, at both edges of the window",
    theorem="escape_window",
    seconds=0.5,
    measure=both_edges,
)
