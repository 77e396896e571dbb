"""Reads kernel terms about the descent on a function as polynomials in the coordinates of a point, and in the step.

A scalar sequence or coordinate function `x` is the coordinate x, a vector one `u` the coordinates u1, …, ud (all of
them, if it is the only one); `eta` stays a symbol, every other scalar or vector is a constant or point of the function.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from ..errors import BadInput
from ..interval.exact import to_sympy
from ..interval.problem import NotExact
from ..kernel.parser import parse_formula, signature
from ..kernel.terms import application, constant
from ..landscape import Landscape
from ..statement import Statement

ETA = sp.Symbol("eta", positive=True)
TIME, POINT, START = application("nat", "_0"), application("vector", "_0"), application("vector", "_1")
START_ON_LINE = application("scalar", "_1")
MOVED = POINT - application("vector", "g", (POINT,)).scaled(application("scalar", "eta"))
#: what a sequence or a function of points is applied to → whether that is one step later
PLACES = {
    (TIME,): False,
    (TIME + constant(1),): True,
    (TIME, START): False,
    (TIME + constant(1), START): True,
    (TIME, START_ON_LINE): False,
    (TIME + constant(1), START_ON_LINE): True,
    (POINT,): False,
    (MOVED,): True,
}


class Orbit:
    """The coordinates of the descent as the sequences, or functions of points, that a statement is about.

    Args:
        landscape: the function that is descended.
        statement: where the symbols are declared.
    """

    def __init__(self, landscape: Landscape, statement: Statement):
        self.f = landscape
        self.declared = {name: signature(text) for name, text in statement.declare.items()}
        self.stepped: set[sp.Symbol] = set()
        moving = [name for name, (sorts, _) in self.declared.items() if sorts and name != "g"]
        self.only = moving[0] if len(moving) == 1 else None

    def formula(self, text: str) -> Any:
        """Return kernel text in kernel form, without its leading quantifiers over times and starts (or points)."""
        found = parse_formula(text, self.declared)
        for sort in ("nat", "vector", "scalar"):
            if found[0] == "forall" and found[1] == ((), sort):
                found = found[2]
        return found

    def scalar(self, poly: Any) -> sp.Expr:
        """Return a scalar of kernel text as a SymPy polynomial.

        Raises:
            BadInput: it names what the function does not have, or is not about a step of the descent.
            NotExact: it is no polynomial.
        """
        terms = poly.terms.items()
        return sp.Add(*(to_sympy(c) * sp.Mul(*(self._atom(atom) ** k for atom, k in mono)) for mono, c in terms))

    def _atom(self, atom: Any) -> sp.Expr:
        if atom[0] == "app" and atom[1] != "_0":
            return self._values(atom)[0]
        if atom[0] != "dot":
            raise NotExact("times and powers to the dimension are no polynomials in the coordinates")
        sides = [self._values(app) for app in atom[1]]
        left, right = sides[0], sides[-1]
        if len(left) != len(right):
            raise BadInput("product", f"vectors of {len(left)} and {len(right)} coordinates", "the same number")
        return sp.Add(*(a * b for a, b in zip(left, right, strict=True)))

    def _values(self, app: Any) -> tuple[sp.Expr, ...]:
        """The coordinates of an applied symbol (one, for a scalar)."""
        _, name, arguments = app
        if not arguments:
            return self._given(name)
        if arguments not in PLACES:
            raise BadInput("recurrence", name, f"{name} at t and t+1, or at a point p and at p - eta*g(p), only")
        block = self._block(name)
        if not PLACES[arguments]:
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
        if name == "_0":
            return self.f.variables
        if self.declared[name][1] == "vector":
            if name not in self.f.points:
                raise BadInput(f"point {name} of {self.f.name}", ", ".join(self.f.points) or "none", "its coordinates")
            return tuple(to_sympy(x) for x in self.f.points[name])
        if name not in self.f.constants:
            raise BadInput(f"constant {name} of {self.f.name}", ", ".join(self.f.constants) or "none", "its value")
        return (to_sympy(self.f.constants[name]),)
