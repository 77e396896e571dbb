"""What a user knows of a function: classes with constants, read, checked against each other, and compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import sympy as sp

from . import discovery
from .errors import BadInput, UnknownName
from .implication import Bound
from .kernel.parser import BUILT_IN
from .symbolic import parse_number
from .symbolic_rational import exact

#: constants for which a larger value says more; for the others a smaller one does
LARGER = ("mu", "nu", "gamma")
#: why a class whose inequality is multiplied by L - mu is not taken at mu = L
EQUAL = "for mu = L its inequality says nothing of f; the class is (L/2)*|x - x_star|^2 + constant then, and no more"
#: names that statements use themselves
TAKEN = {*BUILT_IN, "f", "g", "S", "c", "p", "q", "r", "k", "l", "e", "t", "i", "j", "n", "v", "and", "or", "not", "in"}


@dataclass(frozen=True)
class Known:
    """The given classes, each with the values of its constants.

    Args:
        classes: (class with texts, values).
        order: constants given by names: "L" → the "mu" that is at most it, and "gamma" → 1, which is at least it.
    """

    classes: tuple[tuple[Bound, tuple[sp.Expr, ...]], ...]
    order: Mapping[sp.Symbol, sp.Expr]

    def __str__(self) -> str:
        return ", ".join(str(bound) for bound, _ in self.classes)

    def with_class(self, name: str) -> Known:
        """Return this and one more class, with constants of new names."""
        kind = discovery.load("class", name)
        symbols = tuple(sp.Symbol(f"new_{constant}", positive=True) for constant in kind.constants)
        bound = Bound(name, tuple(symbol.name for symbol in symbols))
        return replace(self, classes=(*self.classes, (bound, symbols)))

    def wanted(self, text: str) -> tuple[str, tuple[sp.Expr, ...]]:
        """Return the class that is asked for, and the constants it should have (none: whatever they are)."""
        name, constants = _parts(text)
        kind = discovery.load("class", name)
        if constants and len(constants) != len(kind.constants):
            raise BadInput("constants", text, _form(name))
        return name, tuple(positive(part) for part in constants)


def class_named(name: str) -> str:
    """Return the class that a name or another name of it means.

    Raises:
        UnknownName: there is none.
    """
    every = discovery.names("class")
    if name in every:
        return name
    others = {alias: one for one in every for alias in discovery.load("class", one).aliases}
    if name not in others:
        raise UnknownName("class", name, {*every, *others})
    return others[name]


def known(given: str | Sequence[str]) -> Known:
    """Read classes with constants: "rsi(mu), smooth(L)" or a list of such texts.

    Raises:
        BadInput: not of that form, a wrong number of constants, constants of the wrong sign, or mu > L.
    """
    texts = split(given) if isinstance(given, str) else [text.strip() for text in given]
    bounds = []
    for text in texts:
        name, constants = _parts(text)
        if len(constants) != len(discovery.load("class", name).constants):
            raise BadInput("constants", text, _form(name))
        bounds.append((Bound(name, constants), tuple(map(positive, constants))))
    if not bounds or len({bound.name for bound, _ in bounds}) < len(bounds):
        raise BadInput("classes", ", ".join(texts), "different classes, such as rsi(mu), smooth(L)")
    return Known(tuple(bounds), _order(bounds))


def split(text: str) -> list[str]:
    """Return the parts between commas outside parentheses, without empty ones."""
    depths = accumulate((character == "(") - (character == ")") for character in text)
    marked = "".join("\0" if c == "," and depth == 0 else c for c, depth in zip(text, depths, strict=True))
    return [part.strip() for part in marked.split("\0") if part.strip()]


def _parts(text: str) -> tuple[str, tuple[str, ...]]:
    match = re.fullmatch(r"\s*([A-Za-z]\w*)\s*(?:\((.*)\))?\s*", text, re.ASCII)
    if match is None:
        raise BadInput("class", text, "a name and its constants, such as pl(mu) or pl(1/2)")
    return class_named(match[1]), tuple(split(match[2] or ""))


def _form(name: str) -> str:
    constants = discovery.load("class", name).constants
    return f"{name}({', '.join(constants)})" if constants else f"{name}, which has no constants"


def positive(text: str) -> sp.Expr:
    """Read a constant: a name, or an exact positive number.

    Raises:
        BadInput: neither, or a name that means something else.
    """
    if re.fullmatch(r"[A-Za-z]\w*", text, re.ASCII):
        if text in TAKEN:
            raise BadInput("constant", text, "another name: this one means something else")
        return sp.Symbol(text, positive=True)
    try:
        value = parse_number(text, "constant")
    except BadInput as error:
        raise BadInput("constant", text, f"a name, or {error.expected}") from None
    if value <= 0:
        raise BadInput("constant", text, "a positive number")
    return sp.Rational(value)


def _order(bounds: Sequence[tuple[Bound, tuple[sp.Expr, ...]]]) -> dict[sp.Symbol, sp.Expr]:
    """Check that lower bounds on the growth of a function are at most its upper bounds, and remember which are."""
    pairs = [
        (name, value) for bound, values in bounds for name, value in zip(bound.kind.constants, values, strict=True)
    ]
    for name, value in pairs:
        if name == "gamma" and value.is_Rational and value > 1:
            raise BadInput("gamma", str(exact(value)), "a number with 0 < gamma <= 1")
    for bound, values in bounds:
        ends = dict(zip(bound.kind.constants, values, strict=True))
        if {"mu", "L"} <= set(ends) and ends["mu"] == ends["L"]:
            raise BadInput("constants", str(bound), f"L > mu ({EQUAL})")
    lower = [value for name, value in pairs if name == "mu"]
    upper = [value for name, value in pairs if name == "L"]
    for small in lower:
        for large in upper:
            if (large - small).is_negative:
                expected = "mu <= L, as every function on R^d with both has"
                raise BadInput("constants", f"mu = {small} and L = {large}", expected)
    gammas = [value for name, value in pairs if name == "gamma" and value.is_Symbol]
    symbols = [(large, small) for large in upper for small in lower if large.is_Symbol and small.is_Symbol]
    return {large: small for large, small in symbols if large != small} | {g: sp.Integer(1) for g in gammas}


def stronger(name: str, a: sp.Expr, b: sp.Expr, order: Mapping[sp.Symbol, sp.Expr]) -> bool:
    """Whether the value a of a constant certainly says at least as much as the value b."""
    gap = sp.cancel(a - b if name in LARGER else b - a)
    spare = {symbol: sp.Symbol(f"_{symbol}", positive=True) for symbol in order}
    written = {s: end + spare[s] if end.is_Symbol else end / (1 + spare[s]) for s, end in order.items()}
    shifted = gap.subs(written)
    return _nonnegative(gap) or _nonnegative(sp.cancel(shifted))


def _nonnegative(expression: sp.Expr) -> bool:
    """Whether a rational function of positive symbols has no negative coefficient (enough for it to be ≥ 0)."""
    return all(
        coefficient >= 0
        for part in sp.fraction(expression)
        for coefficient in sp.Poly(part, *sorted(expression.free_symbols, key=str) or [sp.Symbol("_")]).coeffs()
    )
