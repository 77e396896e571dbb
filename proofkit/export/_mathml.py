"""Formulas as MathML, which browsers show without any script."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from latex2mathml.converter import convert

from ..typesetting import range_latex, typeset
from ._clauses import clauses
from ._markup import Markup
from ._prose import segments


def statement_mathml(text: str, declared: Mapping[str, str]) -> Markup:
    """Return kernel text as MathML."""
    return _mathml(typeset(text, declared))


def clauses_mathml(text: str, declared: Mapping[str, str]) -> list[tuple[int, Markup]]:
    """Return a long formula of kernel text as (indent, MathML) lines."""
    return [(indent, _mathml(latex)) for indent, latex in clauses(text, declared)]


def prose_mathml(text: str, declared: Mapping[str, str]) -> list[str]:
    """Return a sentence as text and MathML, for `join`."""
    return [_mathml(latex) if latex else words for words, latex in segments(text, declared)]


def latex_mathml(latex: str) -> Markup:
    """Return LaTeX mathematics as MathML."""
    return _mathml(latex)


def range_mathml(threshold: Any) -> Markup:
    """Return the range of a threshold as MathML."""
    return _mathml(range_latex(threshold))


#: the converter stretches the left bar of a norm and not the right one, which carries the exponent
BAR = "<mo>&#x02016;</mo>"


@cache
def _mathml(latex: str) -> Markup:
    return Markup(convert(latex).replace(BAR, BAR.replace("<mo", '<mo stretchy="false"')))
