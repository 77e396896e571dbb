"""The type of a function class: one inequality in inner products, usable in derivations and in certificates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class FunctionClass:
    """A class of functions given by one inequality on the gradient selection g.

    Args:
        name: file name in `classes/`.
        title: the field's name for it.
        constant: its constant's symbol ("mu", "L").
        best: "largest" or "smallest": which value of the constant is the best one.
        inequality: kernel text in the constant, the field `g`, the point `p`, the centre `c`
            (one-point classes) or the second point `r` (pair classes).
        pair: whether the inequality ranges over pairs of points (p, r).
        source: key in theorems/references.bib.
    """

    name: str
    title: str
    constant: str
    best: Literal["largest", "smallest"]
    inequality: str
    pair: bool
    source: str

    def hypothesis(self, *, constant: str, center: str = "", on: str = "", field: str = "g") -> str:
        """Return the class as a universally quantified kernel formula.

        Args:
            constant: the declared scalar that plays the class's constant.
            center: the declared point that plays `c` (one-point classes).
            on: kernel text restricting the point `p` (and, for pairs, read again with `r` for `p`).
            field: the declared gradient selection.
        """
        names = {self.constant: constant, "c": center, "g": field}
        body = rename(self.inequality, names)
        points = ("p", "r") if self.pair else ("p",)
        if on:
            guards = [rename(on, {"p": point}) for point in points]
            body = f"implies({guards[0] if len(guards) == 1 else 'both(' + ', '.join(guards) + ')'}, {body})"
        for point in reversed(points):
            body = f"forall({point}, vector, {body})"
        return body


def rename(text: str, names: dict[str, str]) -> str:
    """Return kernel text with whole identifiers renamed, all at once."""
    return re.sub(r"\b[A-Za-z_]\w*\b", lambda m: names.get(m.group(), m.group()), text)
