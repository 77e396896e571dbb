"""A theorem's recurrences are gradient descent on this function: polynomial identities, for every step at once.

A scalar sequence `x` is the coordinate x, a vector sequence `u` the coordinates u1, …, ud (all coordinates, if it is
the only sequence); `eta` stays a symbol, every other scalar or vector is a constant or point of the function.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import sympy as sp

from ..certificate import Certificate
from ..errors import BadInput
from ..interval.exact import to_sympy
from ..interval.probe import spread
from ..interval.problem import NotExact, polynomial
from ..kernel.parser import parse_formula, signature
from ..kernel.terms import application, constant
from ..landscape import Landscape
from ..region import Point
from ..verdict import Verdict
from ._question import Clock, Question

ETA = sp.Symbol("eta", positive=True)
HERE = application("nat", "_0")
NEXT = HERE + constant(1)
START = application("vector", "_1")


def descent_recurrence(question: Question) -> Certificate:
    """Return HOLDS when every asked hypothesis is an identity once x(t+1) is the gradient step from x(t).

    REFUTED comes with a point from which some step is not the recurrence's; UNDECIDED when f is no single polynomial
    or a coordinate has no recurrence.

    Raises:
        BadInput: no hypotheses were given, one is not a recurrence, or it names what the function does not have.
    """
    clock, f, asked = Clock.of("descent_recurrence", question), question.landscape, question.need_asked()
    declared = {name: signature(text) for name, text in asked.declare.items()}
    orbit = _Orbit(f, declared)
    try:
        if len(f.pieces) > 1:
            raise NotExact("the function has several pieces")
        gaps = [gap for text in asked.hypotheses.values() for gap in orbit.gaps(text)]
        wrong = next((gap for gap in gaps if not polynomial(gap, (*f.variables, ETA)).is_zero), None)
    except NotExact as reason:
        return clock.certificate(Verdict.UNDECIDED, method="polynomial identity", open_=str(reason))
    if wrong is not None:
        words = "the recurrence is not the gradient step there"
        at = _witness(wrong, f)
        return clock.certificate(Verdict.REFUTED, witness=at, method="polynomial identity", open_=words)
    left = ", ".join(str(v) for v in f.variables if v not in orbit.stepped)
    words = f"no recurrence for {left}" if left else ""
    verdict = Verdict.UNDECIDED if left else Verdict.HOLDS
    return clock.certificate(verdict, method="polynomial identity", open_=words)


def _witness(gap: sp.Expr, f: Landscape) -> Point | None:
    """A point at which the gap does not vanish for every step."""
    points = spread(((Fraction(-4), Fraction(4)),) * f.dimension, 200, seed=0)
    values = ((p, dict(zip(f.variables, map(to_sympy, p), strict=True))) for p in points)
    return next((p for p, at in values if sp.expand(gap.xreplace(at)) != 0), None)


class _Orbit:
    """Reads kernel terms about the sequences as SymPy polynomials in the coordinates at time t, and η.

    Args:
        landscape: the function that is descended.
        declared: signatures of the statement's symbols, as the kernel's parser gives them.
    """

    def __init__(self, landscape: Landscape, declared: Mapping[str, tuple[tuple[str, ...], str]]):
        self.f, self.declared = landscape, declared
        self.stepped: set[sp.Symbol] = set()
        sequences = [name for name, (arguments, _) in declared.items() if arguments[:1] == ("nat",)]
        self.only = sequences[0] if len(sequences) == 1 else None

    def gaps(self, text: str) -> list[sp.Expr]:
        """Return what must vanish for a hypothesis "forall(t, nat, … x(t+1) == …)" to hold."""
        formula = parse_formula(text, self.declared)
        for sort in ("nat", "vector"):
            if formula[0] == "forall" and formula[1] == ((), sort):
                formula = formula[2]
        equations = formula[1] if formula[0] == "and" else (formula,)
        if any(equation[0] != "eq" for equation in equations):
            raise BadInput("recurrence", text, "equations between x(t+1) and x(t), for all t")
        return [self._scalar(equation[1]) for equation in equations]

    def _scalar(self, poly: object) -> sp.Expr:
        total = sp.Integer(0)
        for mono, coefficient in poly.terms.items():  # type: ignore[attr-defined]
            total += sp.Mul(to_sympy(coefficient), *(self._atom(atom) ** power for atom, power in mono))
        return total

    def _atom(self, atom: tuple) -> sp.Expr:  # type: ignore[type-arg]
        if atom[0] == "app":
            return self._values(atom)[0]
        if atom[0] == "powd":
            raise NotExact("powers to the dimension are no polynomials")
        sides = [self._values(app) for app in atom[1]]
        left, right = sides[0], sides[-1]
        if len(left) != len(right):
            raise BadInput("recurrence", f"vectors of {len(left)} and {len(right)} coordinates", "the same number")
        return sp.Add(*(a * b for a, b in zip(left, right, strict=True)))

    def _values(self, app: tuple) -> tuple[sp.Expr, ...]:  # type: ignore[type-arg]
        """The coordinates of an applied symbol (one, for a scalar)."""
        _, name, arguments = app
        if not arguments:
            return self._given(name)
        block = self._block(name)
        index, start = arguments[0], arguments[1:]
        if index not in (HERE, NEXT) or any(s != START for s in start):
            raise BadInput("recurrence", name, f"{name} at t and t+1 only")
        if index == HERE:
            return block
        self.stepped |= set(block)
        slopes = dict(zip(self.f.variables, self.f.gradient, strict=True))
        return tuple(v - ETA * slopes[v] for v in block)

    def _block(self, name: str) -> tuple[sp.Symbol, ...]:
        vector = self.declared[name][1] == "vector"
        found = tuple(
            v for v in self.f.variables if str(v) == name or (vector and str(v).removeprefix(name).isdecimal())
        )
        if not found and vector and name == self.only:
            found = self.f.variables
        if not found:
            raise BadInput("sequence", name, f"one of the coordinates {', '.join(map(str, self.f.variables))}")
        return found

    def _given(self, name: str) -> tuple[sp.Expr, ...]:
        if name == "eta":
            return (ETA,)
        if self.declared.get(name, ((), ""))[1] == "vector" and name in self.f.points:
            return tuple(to_sympy(x) for x in self.f.points[name])
        if name not in self.f.constants:
            raise BadInput(f"constant {name} of {self.f.name}", ", ".join(self.f.constants) or "none", "its value")
        return (to_sympy(self.f.constants[name]),)
