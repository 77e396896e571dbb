"""Expressions in u as one fraction, and stand-ins for functions that have no derivative at u = 0.

sin(1/u) is some t of [−1, 1]. For s > 0, exp(−s) = t·q!/s^q with a t of [0, 1], as s^q/q! is a term of exp(s). So
exp(−N/u^m) = t·q!·u^(mq)/N^q for an even m and N > 0, and a power of 1/u beside it is cleared. With t as a further
coordinate, expressions are rational next to u = 0 and have forms with derivatives there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy as sp

FLAT = 12  #: exponentials are of this order in u, at least


@dataclass
class StandIns:
    """What stands in for functions of expressions with a pole at u = 0.

    Args:
        u: the coordinate.
        least: the new coordinates t, with the lower end of each (the upper end is 1).
        positive: what has to be > 0 for them to be of use.
        found: what stands in for each function, as two factors.
    """

    u: sp.Symbol
    least: dict[sp.Symbol, int] = field(default_factory=dict)
    positive: list[sp.Expr] = field(default_factory=list)
    found: dict[sp.Expr, tuple[sp.Expr, sp.Expr]] = field(default_factory=dict)

    def __call__(self, function: sp.Expr) -> tuple[sp.Expr, sp.Expr] | None:
        """Return (a, b) with the function = a·b, a in u and a new coordinate; None where nothing stands in."""
        if function not in self.found:
            made = self._made(function)
            if made is None:
                return None
            self.found[function] = made
        return self.found[function]

    def _made(self, function: sp.Expr) -> tuple[sp.Expr, sp.Expr] | None:
        if not isinstance(function, sp.sin | sp.cos | sp.exp):
            return None
        (argument,) = function.args
        m, t = -power(self.u, argument), sp.Dummy("t", real=True)
        if m <= 0:
            return None
        if not isinstance(function, sp.exp):
            self.least[t] = -1
            return t, sp.Integer(1)
        if m % 2:
            return None
        self.least[t], q, n = 0, -(-FLAT // m), -argument * self.u**m
        self.positive.append(n)
        return t * sp.factorial(q) * self.u ** (m * q), n**-q


def power(u: sp.Symbol, term: sp.Expr) -> int:
    """Return the power of u that is a factor of a product."""
    return int(term.as_powers_dict().get(u, 0))


def fraction(expression: sp.Expr, stand_ins: StandIns | None = None) -> tuple[sp.Expr, dict[sp.Expr, sp.Expr]]:
    """Return one fraction in symbols for functions (and for powers that are no whole numbers), and what these are."""
    names: dict[sp.Expr, sp.Expr] = {}

    def named(function: sp.Expr) -> sp.Expr:
        return function if function.is_Rational else names.setdefault(function, sp.Dummy(real=True))

    def hidden(part: sp.Expr) -> sp.Expr:
        if not part.args:
            return part
        if part.is_Add or part.is_Mul or (part.is_Pow and part.exp.is_Integer):
            return part.func(*map(hidden, part.args))
        function = part.func(*map(_shown, part.args))
        stand_in = stand_ins(function) if stand_ins else None
        return named(function) if stand_in is None else stand_in[0] * named(stand_in[1])

    found = sp.together(hidden(expression))
    return found, {name: function for function, name in names.items()}


def _shown(expression: sp.Expr) -> sp.Expr:
    found, functions = fraction(expression)
    return found.xreplace(functions)
