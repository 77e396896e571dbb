"""The type of a method: one update rule, written once, for derivations and for the descent engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Method:
    """A first-order method x⁺ = update(x).

    Args:
        name: file name in `methods/`.
        title: the field's name for it.
        update: kernel text of the next point, in the point `x`, the step `eta`, the gradient
            selection `g` and, for noisy methods, the noise vector `xi`.
        noise: None, or "ball": ‖xi‖ ≤ sigma surely.
        source: key in theorems/references.bib.
    """

    name: str
    title: str
    update: str
    source: str
    noise: str | None = None
