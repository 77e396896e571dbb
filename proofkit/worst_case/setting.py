"""One step of a method on every function of some classes, in kernel text: points, hypotheses, measure."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .. import discovery
from ..errors import BadInput
from ..function_class import FunctionClass, rename
from ..known import class_named
from ..method import Method
from .measure import STAR, Measure

#: classes → their intersection, on R^d
TOGETHER = {
    ("smooth", "strongly_convex"): "smooth_strongly_convex",
    ("smooth", "convex"): "smooth_convex",
}


@dataclass(frozen=True)
class Setting:
    """A class (several: their intersection), a method and a measure.

    Args:
        classes: whose inequalities are assumed at all points of R^d.
        method: the update rule; one without kept state.
        measure: what is compared before and after the step.
    """

    classes: tuple[FunctionClass, ...]
    method: Method
    measure: Measure

    def __post_init__(self) -> None:
        method = self.method
        plain = set(method.parameters.values()) <= {"scalar"} and method.noise in (None, "relative")
        if method.state or not plain or not _takes_one_gradient(method):
            expected = "a method without kept state, of one gradient and a relative error; or the measure lyapunov"
            raise BadInput("method", method.name, expected)
        for kind in self.classes:
            if "implies(" in kind.inequality:
                raise BadInput("class", kind.name, "a class given by an inequality that holds at all points")

    @property
    def name(self) -> str:
        """An identifier for its statements."""
        measure = "".join(c if c.isalnum() else "_" for c in self.measure.name)
        return f"{self.method.name}__{'__'.join(kind.name for kind in self.classes)}__{measure}"

    @cached_property
    def scalars(self) -> tuple[str, ...]:
        """All scalar symbols: the classes' constants, the method's parameters, the step."""
        constants = dict.fromkeys(c for kind in self.classes for c in kind.constants)
        return (*constants, *(name for name, sort in self.method.parameters.items() if sort == "scalar"), "eta")

    def put(self, text: str) -> str:
        """Return kernel text with the scalars that have values replaced: here, none has."""
        return text

    @property
    def noisy(self) -> bool:
        """Whether the update has a noise vector xi."""
        return "xi" in self.method.symbols

    @property
    def signs(self) -> tuple[str, ...]:
        """What is assumed of the scalars, in kernel text."""
        own = dict.fromkeys(text for kind in self.classes for text in kind.signs)
        order = ["L > mu"] if {"mu", "L"} <= set(self.scalars) and "L > mu" not in own else []
        return (*own, *order, *(text for text in self.method.given if "(" not in text), "eta > 0")

    @property
    def before(self) -> str:
        """The point the step starts from; an implicit step is read backwards, from the point it leads to."""
        return "p + eta*g(p)" if self.method.implicit else "p"

    @property
    def after(self) -> str:
        """The point the step leads to."""
        return "p" if self.method.implicit else self.after_at("p")

    def after_at(self, point: str) -> str:
        """Where an explicit step from a point leads."""
        return rename(self.method.update, {"x": point})

    @property
    def points(self) -> tuple[str, ...]:
        """The points, besides the minimiser, at which f and g are looked at."""
        return ("p",) if self.measure.only_distance else tuple(dict.fromkeys(("p", self.before, self.after)))

    @property
    def basis(self) -> tuple[str, ...]:
        """The vectors that span everything: the distance to the minimiser, the gradients, the noise."""
        return (f"p - {STAR}", *(f"g({point})" for point in self.points), *(("xi",) if self.noisy else ()))

    @property
    def declare(self) -> dict[str, str]:
        """Every symbol with its signature."""
        vectors = {STAR: "vector", **({"xi": "vector"} if self.noisy else {})}
        return {"g": "vector -> vector", "f": "vector -> scalar", **vectors, **dict.fromkeys(self.scalars, "scalar")}

    @property
    def hypotheses(self) -> dict[str, str]:
        """Label → kernel text: the classes on R^d, the minimiser, the signs of the constants, the noise."""
        found = {kind.name: kind.hypothesis(center=STAR, interpolation=True) for kind in self.classes}
        found["critical"] = f"sq(g({STAR})) == 0"
        found["minimal"] = f"forall(p, vector, f(p) >= f({STAR}))"
        found.update({f"sign_{index}": text for index, text in enumerate(self.signs, 1)})
        return found

    @property
    def noise(self) -> tuple[str, ...]:
        """What is assumed of the noise at the point p."""
        return tuple(rename(text, {"x": "p"}) for text in self.method.given if "(" in text)

    def uses(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield (label of a class, points at which its inequality is used)."""
        points = (*self.points, STAR)
        for kind in self.classes:
            if kind.pair:
                yield from ((kind.name, (one, other)) for one in points for other in points if one != other)
            else:
                yield from ((kind.name, (point,)) for point in self.points)


def classes_of(names: str) -> tuple[tuple[FunctionClass, ...], tuple[str, ...]]:
    """Return the classes of a comma-separated list with their companions, and what must be said about that.

    Their order does not depend on that of the list: those that have others among their usual companions come first.

    Raises:
        UnknownName: no such class.
    """
    given, notes = _together(list(dict.fromkeys(class_named(name.strip()) for name in names.split(","))))
    loaded: list[FunctionClass] = [discovery.load("class", name) for name in given]
    kinds = sorted(loaded, key=lambda kind: (-len(set(kind.joined).intersection(given)), kind.name))
    joined = {other: kind.name for kind in reversed(kinds) for other in reversed(kind.joined) if other not in given}
    companions = [discovery.load("class", other) for other in reversed(joined)]
    notes += [f"{joined[kind.name]} is taken together with {kind.name} ({kind.title})" for kind in companions]
    return (*kinds, *companions), tuple(notes)


def _together(names: list[str]) -> tuple[list[str], list[str]]:
    """Put classes whose intersection is a class of its own, of which more is known, in that one's place."""
    notes = []
    for parts, whole in TOGETHER.items():
        if set(parts) <= set(names):
            names = [whole, *(name for name in names if name not in (*parts, whole))]
            notes.append(f"{' and '.join(parts)} together are {whole}")
    return names, notes


def _takes_one_gradient(method: Method) -> bool:
    """Whether the gradient is taken at the point before the step, or at the one after it."""
    calls = (node for node in ast.walk(ast.parse(method.update)) if isinstance(node, ast.Call))
    return {ast.unparse(call) for call in calls} in ({"g(x)"}, {"g(x_next)"})
