"""The type of a method: one update rule, written once, for derivations and for the descent engine."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from .errors import BadInput
from .function_class import rename


@dataclass(frozen=True)
class Method:
    """A first-order method x⁺ = update(x).

    Args:
        name: file name in `methods/`.
        title: the field's name for it.
        update: kernel text of the next point `x_next`, in the point `x`, the step `eta`, the gradient
            selection `g`, the kept vectors of `state`, the `parameters` and, for noisy methods, the noise
            vector `xi`. A method whose text mentions `x_next` itself is implicit.
        source: key in theorems/references.bib.
        noise: None; "ball": ‖xi‖ ≤ sigma surely; "relative": ‖xi‖ ≤ delta·‖g(x)‖ surely;
            "variance_at_optimum": E xi = 0, xi the error of one sampled gradient, and E‖xi‖² ≤ sigma² at
            the minimiser x_star (each sample's function being in the class).
        state: what else is kept between steps: vector → kernel text of its next value, in the old values.
        parameters: symbol → signature in kernel text ("scalar", "vector -> vector").
        given: what is assumed of parameters and noise at every step, in kernel text.
    """

    name: str
    title: str
    update: str
    source: str
    noise: Literal["ball", "relative", "variance_at_optimum"] | None = None
    state: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    given: tuple[str, ...] = ()

    @property
    def symbols(self) -> frozenset[str]:
        """The names that the update rule and the rules of the state use."""
        texts = (self.update, *self.state.values())
        return frozenset(n.id for text in texts for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name))

    @property
    def implicit(self) -> bool:
        """Whether the next point is given by an equation for it, as in the proximal point method."""
        return "x_next" in self.symbols

    def at(self, **values: Fraction | int) -> Method:
        """Return the method with these scalar parameters fixed at exact numbers.

        Raises:
            BadInput: a name that is not a scalar parameter, or a value that is not an exact number.
        """
        for name, value in values.items():
            if self.parameters.get(name) != "scalar":
                known = ", ".join(key for key, sort in self.parameters.items() if sort == "scalar")
                raise BadInput(f"parameter of {self.name}", name, known or "none: it has no scalar parameter")
            if isinstance(value, bool) or not isinstance(value, int | Fraction):
                raise BadInput(f"{name} of {self.name}", value, "an integer or a Fraction")
        texts = {name: f"({Fraction(value)})" for name, value in values.items()}
        return replace(
            self,
            update=rename(self.update, texts),
            state={name: rename(text, texts) for name, text in self.state.items()},
            parameters={name: sort for name, sort in self.parameters.items() if name not in values},
            given=tuple(rename(text, texts) for text in self.given),
        )
