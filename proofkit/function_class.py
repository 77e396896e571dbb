"""The type of a function class: one inequality in inner products and function values."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from .extremal import Planar, Profile, Radial


@dataclass(frozen=True)
class ByCurvature:
    """The constant of a one-point class that second derivatives along the segment from a critical point c give.

    Args:
        constants: kernel texts in m and M, with m‖v‖² ≤ ⟨Hv, v⟩ ≤ M‖v‖² for the Hessians H met from c to p: the
            class's inequality holds at p with the largest of them ("smallest" classes) or the least.
        convex: whether this asks for m ≥ 0.
    """

    constants: tuple[str, ...]
    convex: bool = False


@dataclass(frozen=True)
class FunctionClass:
    """A class of functions given by one inequality on f and its gradient selection g.

    Args:
        name: file name in `classes/`.
        title: the field's name for it.
        inequality: kernel text in the constants, the field `g`, the function `f`, the point `p`, the centre `c`
            (one-point classes) or the second point `r` (pair classes).
        pair: whether the inequality ranges over pairs of points (p, r).
        source: key in theorems/references.bib.
        constant: the symbol of the constant ("mu", "L") whose best value is certified on a concrete function; ""
            for classes with none or with several.
        best: "largest" or "smallest": which value of that constant is the best one; "" if there is none.
        signs: what is assumed of the constants, kernel texts ("mu > 0", "mu < L").
        interpolation: the inequality between any two points that functions of the class satisfy on all of R^d, and
            that suffices for a function through finitely many points to exist; "" if `inequality` is that already.
        joined: classes that a bound on one gradient step takes together with this one, as it alone leaves the
            gradient unbounded.
        descent: the lemma by which a lower bound f_* of f on R^d gives 2L(f(p) − f_*) ≥ ‖g(p)‖²; "" if none does.
        aliases: other names it goes by ("rsi").
        rates: theorems on the first n steps of gradient descent on the class, for all n.
        extremal: members of the class (with its joined classes) on which methods may do worst.
        by_curvature: the constant near the centre of a one-point class that is to be certified on functions.
    """

    name: str
    title: str
    inequality: str
    pair: bool
    source: str
    constant: str = ""
    best: Literal["largest", "smallest", ""] = ""
    signs: tuple[str, ...] = ()
    interpolation: str = ""
    joined: tuple[str, ...] = ()
    descent: str = ""
    aliases: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    extremal: tuple[Profile | Radial | Planar, ...] = ()
    by_curvature: ByCurvature | None = None

    @property
    def constants(self) -> tuple[str, ...]:
        """The symbols of all constants, in the order in which `signs` names them."""
        found = dict.fromkeys(name for text in self.signs for name in re.findall(r"[A-Za-z_]\w*", text))
        return tuple(found) or ((self.constant,) if self.constant else ())

    @property
    def most(self) -> Fraction | None:
        """The largest value of the constant that `signs` allow; None if they allow all."""
        found = (re.fullmatch(rf"{self.constant} <= (\d+)", text) for text in self.signs if self.constant)
        return next((Fraction(match[1]) for match in found if match), None)

    @property
    def points(self) -> tuple[str, ...]:
        """The points that the inequality ranges over."""
        return ("p", "r") if self.pair else ("p",)

    @property
    def values(self) -> bool:
        """Whether the inequality speaks of function values."""
        return "f" in _names(self.inequality)

    def hypothesis(
        self,
        *,
        constant: str = "",
        center: str = "",
        on: str = "",
        field: str = "g",
        function: str = "f",
        constants: Mapping[str, str] | None = None,
        interpolation: bool = False,
    ) -> str:
        """Return the class as a universally quantified kernel formula.

        Args:
            constant: the declared scalar that plays the class's one constant.
            center: the declared point that plays `c` (one-point classes).
            on: kernel text restricting the point `p` (and, for pairs, read again with `r` for `p`).
            field: the declared gradient selection.
            function: the declared function.
            constants: the declared scalars that play the class's constants, where there are several.
            interpolation: whether to take the interpolation inequality, which holds on all of R^d.
        """
        names = {"c": center, "g": field, "f": function, **(constants or {})}
        if constant:
            names[self.constant] = constant
        body = rename(self.interpolation if interpolation and self.interpolation else self.inequality, names)
        if on:
            guards = [f"({rename(on, {'p': point})})" for point in self.points] if self.pair else [on]
            body = f"implies({' and '.join(guards)}, {body})"
        for point in reversed(self.points):
            body = f"forall({point}, vector, {body})"
        return body


def rename(text: str, names: Mapping[str, str]) -> str:
    """Return kernel text with whole identifiers renamed, all at once."""
    return re.sub(r"\b[A-Za-z_]\w*\b", lambda m: names.get(m.group(), m.group()), text)


def _names(text: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Name)}
