"""Formulas as MathML, which browsers show without any script."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import sympy as sp
from latex2mathml.converter import convert

from ..typesetting import expression_latex, name_latex, typeset
from ._clauses import clauses
from ._markup import Markup


def statement_mathml(text: str, declared: Mapping[str, str]) -> Markup:
    """Return kernel text as MathML."""
    return _mathml(typeset(text, declared))


def clauses_mathml(text: str, declared: Mapping[str, str]) -> list[tuple[int, Markup]]:
    """Return a long formula of kernel text as (indent, MathML) lines."""
    return [(indent, _mathml(latex)) for indent, latex in clauses(text, declared)]


def range_mathml(symbol: str, lower: sp.Expr | None, upper: sp.Expr | None) -> Markup:
    """Return lower < symbol < upper as MathML; an end that is None is left out."""
    left = "" if lower is None else f"{expression_latex(lower)} < "
    right = "" if upper is None else f" < {expression_latex(upper)}"
    return _mathml(left + name_latex(str(symbol)) + right)


#: the converter stretches the left bar of a norm and not the right one, which carries the exponent
BAR = "<mo>&#x02016;</mo>"


@cache
def _mathml(latex: str) -> Markup:
    return Markup(convert(latex).replace(BAR, BAR.replace("<mo", '<mo stretchy="false"')))
