"""One step of a method with momentum at exact constants: two points, the forms in them that may fall, the inequalities.

From x = p and x_prev = q the method goes to x⁺ (`after`), with x_prev⁺ = p. What may fall is
    V(p, q) = P_11‖p − x*‖² + P_12⟨p − x*, q − x*⟩ + P_22‖q − x*‖² + c(f(p) − f*).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..derivation import Draft
from ..errors import BadInput
from ..function_class import rename
from .gram import Form, Gram
from .measure import STAR
from .setting_at import SettingAt, check_signs, written

PARTS = (
    f"sq({{0}} - {STAR})",
    f"dot({{0}} - {STAR}, {{1}} - {STAR})",
    f"sq({{1}} - {STAR})",
    f"f({{0}}) - f({STAR})",
)
KEPT = {"x_prev": "x"}
LOCALS = {"p": "vector", "q": "vector"}


@dataclass(frozen=True)
class TwoStepSetting(SettingAt):
    """A class, a method that keeps the last point, and a value for every constant; the measure only names the form."""

    def __post_init__(self) -> None:
        method = self.method
        if dict(method.state) != KEPT or method.noise or method.implicit:
            raise BadInput("method", method.name, "an explicit one that keeps the last point, for a form in two points")
        wanted = [*self._open, "eta"]
        if set(self.constants) != set(wanted):
            raise BadInput("constants", written(self.constants), f"values of {', '.join(wanted)}")
        check_signs(self.classes, [*method.given, "eta > 0"], self.constants)

    @property
    def _open(self) -> list[str]:
        names = dict.fromkeys(name for kind in self.classes for name in kind.constants)
        return [*names, *self.method.parameters]

    @property
    def name(self) -> str:
        """An identifier for its statements."""
        at = "_".join(f"{name}_{value}".replace("/", "_") for name, value in self.constants.items())
        return f"{self.method.name}__{'__'.join(kind.name for kind in self.classes)}__lyapunov__at_{at}"

    @property
    def before(self) -> str:
        """The point the step starts from."""
        return "p"

    @property
    def after(self) -> str:
        """The point the step leads to."""
        return self._rule(self.method.update)

    def _rule(self, text: str) -> str:
        return self.put(rename(text, {"x": "p", "x_prev": "q"}))

    @property
    def points(self) -> tuple[str, ...]:
        """The points at which f and g are looked at: p, where the gradient is taken, where the step leads."""
        calls = [node for node in ast.walk(ast.parse(self.method.update, mode="eval")) if isinstance(node, ast.Call)]
        taken = (ast.unparse(node.args[0]) for node in calls if isinstance(node.func, ast.Name) and node.func.id == "g")
        return tuple(dict.fromkeys(("p", *map(self._rule, taken), self.after)))

    @property
    def basis(self) -> tuple[str, ...]:
        """The vectors that span everything."""
        return (f"p - {STAR}", f"q - {STAR}", *(f"g({point})" for point in self.points))

    @property
    def noise(self) -> tuple[str, ...]:
        """None."""
        return ()

    def parts(self, one: str, other: str) -> Iterator[str]:
        """Yield the four parts of the form at two points, in kernel text."""
        return (part.format(one, other) for part in PARTS)

    def form(self, weights: Sequence[Any], one: str, other: str) -> str:
        """Return the form at two points, in kernel text."""
        return " + ".join(f"({w})*({part})" for w, part in zip(weights, self.parts(one, other), strict=True) if w)


class TwoStepGram(Gram):
    """The same with its inequalities as forms."""

    setting: TwoStepSetting

    def draft(self) -> Draft:
        """Return a fresh draft with both points."""
        draft = super().draft()
        draft.local(**LOCALS)
        return draft

    def _coordinates(self, app: Any) -> dict[int, Any]:
        return {1: self.field.one} if app[1] == "q" else super()._coordinates(app)

    @cached_property
    def here(self) -> list[Form]:
        """The four parts of V before the step."""
        return self._forms("p", "q")

    @cached_property
    def then(self) -> list[Form]:
        """The four parts of V after the step."""
        return self._forms(self.setting.after, "p")

    def _forms(self, one: str, other: str) -> list[Form]:
        context = self.draft().context
        return [self.form(context.term(text, "scalar")) for text in self.setting.parts(one, other)]
