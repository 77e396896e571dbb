"""Kernel terms and formulas back to kernel text, so that steps can be written down as data."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .kernel.terms import Poly, Vec

_RELATIONS = {"ge": ">=", "gt": ">", "eq": "=="}
_LETTERS = {"nat": "t", "vector": "p", "scalar": "a", "prop": "S"}


def term_text(term: Poly | Vec, names: dict[str, str] | None = None) -> str:
    """Return kernel text that parses back to `term`; `names` renames internal bound variables."""
    names = names or {}
    if isinstance(term, Vec):
        return _vector(term, names)
    monomials = sorted(((_monomial(mono, names), c) for mono, c in term.terms.items()), key=lambda m: m[0])
    return _sum([(c, text) for text, c in monomials])


def _sum(parts: list[tuple[Fraction, str]]) -> str:
    if not parts:
        return "0"
    text = ""
    for c, factor in parts:
        sign = "-" if c < 0 else "+"
        size = _scaled(abs(c), factor)
        text += f" {sign} {size}" if text else (f"-{size}" if c < 0 else size)
    return text


def _scaled(c: Fraction, factor: str) -> str:
    number = str(c) if c.denominator == 1 else f"{c.numerator}/{c.denominator}"
    if not factor:
        return number
    return factor if c == 1 else f"{number}*{factor}"


def _monomial(mono: Any, names: dict[str, str]) -> str:
    factors = sorted((_atom(atom, names), exponent) for atom, exponent in mono)
    return "*".join(text if exponent == 1 else f"{text}**{exponent}" for text, exponent in factors)


def _atom(atom: Any, names: dict[str, str]) -> str:
    if atom[0] == "powd":
        return f"powd({term_text(atom[1], names)})"
    if atom[0] == "dot":
        sides = sorted(_application(side, names) for side in atom[1])
        return f"sq({sides[0]})" if len(sides) == 1 else f"dot({sides[0]}, {sides[1]})"
    return _application(atom, names)


def _application(app: Any, names: dict[str, str]) -> str:
    _, name, arguments = app
    shown = names.get(name, name)
    return f"{shown}({', '.join(term_text(a, names) for a in arguments)})" if arguments else shown


def _vector(v: Vec, names: dict[str, str]) -> str:
    parts: list[tuple[Fraction, str]] = []
    for base, p in sorted(v.parts.items(), key=lambda item: _application(item[0], names)):
        value = p.value()
        text = _application(base, names)
        parts.append((value, text) if value is not None else (Fraction(1), f"({term_text(p, names)})*{text}"))
    return _sum(parts)


def formula_text(formula: Any, names: dict[str, str] | None = None, depth: int = 0) -> str:
    """Return kernel text that parses back to `formula`."""
    names = names or {}
    kind = formula[0]
    if kind in ("ge", "gt", "eq"):
        return f"{term_text(formula[1], names)} {_RELATIONS[kind]} 0"
    if kind == "app":
        return _application(formula, names)
    if kind == "not":
        return f"not {formula_text(formula[1], names, depth)}"
    if kind in ("and", "or"):
        return f" {kind} ".join(f"({formula_text(part, names, depth)})" for part in formula[1])
    if kind == "implies":
        return f"implies({formula_text(formula[1], names, depth)}, {formula_text(formula[2], names, depth)})"
    if kind == "measure":
        name, inner = _bound("vector", names, depth)
        return f"measure_le({name}, {formula_text(formula[1], inner, depth + 1)}, {term_text(formula[2], names)})"
    arguments, result = formula[1]
    name, inner = _bound(result, names, depth)
    sort = f'"{", ".join(arguments)} -> {result}"' if arguments else result
    return f"{kind}({name}, {sort}, {formula_text(formula[2], inner, depth + 1)})"


def _bound(sort: str, names: dict[str, str], depth: int) -> tuple[str, dict[str, str]]:
    name = f"{_LETTERS[sort]}{depth}_"
    return name, {**names, f"_{depth}": name}
