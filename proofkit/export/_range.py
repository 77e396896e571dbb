"""The range of a threshold in LaTeX mathematics."""

from __future__ import annotations

from typing import Any

from ..typesetting import expression_latex, name_latex

RELATIONS = {"<": "<", "<=": r"\le"}


def range_latex(threshold: Any) -> str:
    """Return lower < symbol < upper, with ≤ where an end is allowed; an end that is None is left out."""
    above, below = (RELATIONS[relation] for relation in threshold.relations)
    left = "" if threshold.lower is None else f"{expression_latex(threshold.lower)} {above} "
    right = "" if threshold.upper is None else f" {below} {expression_latex(threshold.upper)}"
    return left + name_latex(str(threshold.symbol)) + right
