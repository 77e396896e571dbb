"""The inequalities of a setting as quadratic forms: what the kernel established, read as matrices over Q(constants).

With the minimiser as origin everything is a quadratic form in the basis (p − x*, gradients, noise) plus a linear form
in the function values f(·) − f*; the coefficients are rational functions of the constants and the step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy as sp
from sympy.polys.fields import FracField

from ..derivation import Draft, Fact
from ..kernel.terms import Poly
from ..statement import Statement
from ..symbolic import to_sympy
from .measure import STAR
from .setting import Setting


@dataclass(frozen=True)
class Form:
    """uᵀ Q u + a·F ≥ 0, u the basis vectors and F the function values.

    Args:
        matrix: Q, symmetric, shape (n, n), entries in the field.
        values: a, shape (m,), entries in the field.
    """

    matrix: tuple[tuple[Any, ...], ...]
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Use:
    """One inequality that a proof may use.

    Args:
        label: which it is, for people: "smooth_convex(p, x_star)".
        take: writes the kernel steps that establish it in a draft.
        form: what it says.
    """

    label: str
    take: Callable[[Draft], Fact]
    form: Form


class Gram:
    """A setting with its inequalities and both ends of its measure as forms."""

    def __init__(self, setting: Setting):
        self.setting = setting
        self.field = FracField(setting.scalars, sp.QQ)
        self.statement = Statement(setting.name, "any", setting.declare, setting.hypotheses, "0 <= 0")

    def draft(self) -> Draft:
        """Return a fresh draft with the setting's symbols."""
        draft = Draft(self.statement)
        draft.local(p="vector")
        return draft

    def scalar(self, text: str) -> Any:
        """Return a polynomial in the scalars, from kernel text, as an element of the field."""
        return self.element(to_sympy(text))

    def element(self, expression: sp.Expr) -> Any:
        """Return a rational function in the scalars as an element of the field."""
        names = {s: sp.Symbol(s.name) for s in expression.free_symbols}
        return self.field.from_expr(expression.xreplace(names))

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every inequality at the setting's points."""
        draft, found = self.draft(), []
        for label, take in self._recipes():
            form = self.form(take(draft).formula[1])
            if any(any(row) for row in form.matrix) or any(form.values):
                found.append(Use(label, take, form))
        return tuple(found)

    def _recipes(self) -> list[tuple[str, Callable[[Draft], Fact]]]:
        setting = self.setting
        found = [(f"{label}({', '.join(points)})", _instance(label, points)) for label, points in setting.uses()]
        for point in setting.points:
            found.append((f"minimal({point})", _instance("minimal", (point,))))
            found += [(f"{k.descent}({point})", _descent(setting, k, point)) for k in setting.classes if k.descent]
        return found + [(text, lambda d, text=text: d.assume(text)) for text in setting.noise]

    @cached_property
    def before(self) -> Form:
        """The measure before the step."""
        return self._measure(self.setting.before)

    @cached_property
    def after(self) -> Form:
        """The measure after the step."""
        return self._measure(self.setting.after)

    def _measure(self, point: str) -> Form:
        return self.form(self.draft().context.term(self.setting.measure.text(point), "scalar"))

    def form(self, poly: Poly) -> Form:
        """Read a kernel polynomial as a form."""
        size = len(self._bases)
        matrix = [[self.field.zero] * size for _ in range(size)]
        values = [self.field.zero] * len(self._points)
        for monomial, coefficient in poly.terms.items():
            weight, special = self.field(_rational(coefficient)), None
            for atom, exponent in monomial:
                if atom[0] == "app" and not atom[2]:
                    weight *= self.field.gens[self.setting.scalars.index(atom[1])] ** exponent
                else:
                    special = atom
            self._add(special, weight, matrix, values)
        return Form(tuple(map(tuple, matrix)), tuple(values))

    def _add(self, atom: Any, weight: Any, matrix: list[list[Any]], values: list[Any]) -> None:
        if atom[0] == "app":  # f at a point
            key = next(iter(atom[2]))
            if key != self._star:
                values[self._points.index(key)] += weight
            return
        sides = [self._coordinates(app) for app in atom[1]]
        left, right = sides[0], sides[-1]
        for i, a in left.items():
            for j, b in right.items():
                matrix[i][j] += weight * a * b / 2
                matrix[j][i] += weight * a * b / 2

    def _coordinates(self, app: Any) -> dict[int, Any]:
        """The minimiser is the origin and critical."""
        if app[1] == "p":
            return {0: self.field.one}
        if app[1] == STAR or (app[1] == "g" and app[2][0] == self._star):
            return {}
        return {self._bases.index(app): self.field.one}

    @cached_property
    def _bases(self) -> list[Any]:
        context = self.draft().context
        return [next(iter(context.term(text, "vector").parts)) if index else None for index, text in self._basis]

    @property
    def _basis(self) -> list[tuple[int, str]]:
        return list(enumerate(self.setting.basis))

    @cached_property
    def _points(self) -> list[Any]:
        context = self.draft().context
        return [context.term(point, "vector") for point in self.setting.points]

    @cached_property
    def _star(self) -> Any:
        return self.draft().context.term(STAR, "vector")


def _instance(label: str, points: Sequence[str]) -> Callable[[Draft], Fact]:
    def take(d: Draft) -> Fact:
        fact = d.use(d[label], list(points))
        return without_star(d, fact) if STAR in points else fact

    return take


def without_star(d: Draft, fact: Fact) -> Fact:
    """The gradient at the minimiser is 0."""
    if f"g({STAR})" not in str(fact):
        return fact
    return d.rewrite(d["critical"], f"g({STAR})", f"{STAR} - {STAR}", fact)


def _descent(setting: Setting, kind: Any, point: str) -> Callable[[Draft], Fact]:
    def take(d: Draft) -> Fact:
        names = {"g": "g", "f": "f", "low": f"f({STAR})", **{c: setting.put(c) for c in kind.constants}}
        known = (setting.put(text) for text in kind.signs)
        signs = [of_numbers(d, text) if number_only(text) else d.assume(text) for text in known]
        return d.use(d.cite(kind.descent, names, d[kind.name], d["minimal"], *signs), [point])

    return take


def of_numbers(d: Draft, text: str) -> Fact:
    """An inequality between numbers, of any size."""
    gap = d.formula(text)[1].value()
    return d.step("combine", formula=text, terms=[[str(gap), []]] if gap else [])


def number_only(text: str) -> bool:
    """Whether kernel text speaks of no symbol."""
    return not any(letter.isalpha() for letter in text)


def _rational(value: Fraction) -> sp.Rational:
    return sp.QQ(value.numerator, value.denominator)
