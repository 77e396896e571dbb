"""Formulas as MathML, which browsers show without any script."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import sympy as sp
from latex2mathml.converter import convert

from ..typesetting import expression_latex, name_latex, typeset
from ._markup import Markup


def statement_mathml(text: str, declared: Mapping[str, str]) -> Markup:
    """Return kernel text as MathML."""
    return _mathml(typeset(text, declared))


def expression_mathml(expression: sp.Expr) -> Markup:
    """Return a SymPy expression in named roles as MathML."""
    return _mathml(expression_latex(expression))


def name_mathml(name: str) -> Markup:
    """Return a symbol's name as MathML."""
    return _mathml(name_latex(name))


def range_mathml(symbol: str, lower: sp.Expr | None, upper: sp.Expr | None) -> Markup:
    """Return lower < symbol < upper as MathML; an end that is None is left out."""
    left = "" if lower is None else f"{expression_latex(lower)} < "
    right = "" if upper is None else f" < {expression_latex(upper)}"
    return _mathml(left + name_latex(str(symbol)) + right)


@cache
def _mathml(latex: str) -> Markup:
    return Markup(convert(latex))
