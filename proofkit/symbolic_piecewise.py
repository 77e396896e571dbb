"""Rewrite a formula as one flat `Piecewise`, first match wins: Abs, Min, Max and nested branches are spelled out."""

from __future__ import annotations

from functools import reduce
from itertools import product

import sympy as sp

from .errors import BadInput

Branches = list[tuple[sp.Expr, sp.Basic]]  # ordered, first match wins, the last condition is sp.true

MAX_BRANCHES = 64
SPLITTING = (sp.Piecewise, sp.Abs, sp.Max, sp.Min)


def as_piecewise(formula: sp.Expr) -> sp.Expr:
    """Return the formula with branches only at the top: a branch-free expression or a flat `Piecewise`.

    Args:
        formula: real SymPy expression; `Abs(a)` becomes a where a ≥ 0 and −a elsewhere, `Max(a, b)` a where
            a ≥ b, `Min(a, b)` a where a ≤ b.
    Raises:
        BadInput: a `Piecewise` with no last branch for "otherwise", or more than 64 branches.
    """
    if not _splits(formula):
        return formula
    found = _branches(formula)
    if len(found) == 1:
        return found[0][0]
    return sp.Piecewise(*found, evaluate=False)


def _splits(expression: sp.Basic) -> bool:
    return isinstance(expression, sp.Basic) and expression.has(*SPLITTING)


def _branches(expression: sp.Expr) -> Branches:
    if not _splits(expression):
        return [(expression, sp.true)]
    if isinstance(expression, sp.Piecewise):
        return _of_piecewise(expression)
    parts = [_branches(a) for a in expression.args]
    if isinstance(expression, sp.Abs):
        return _tidy([pair for a, c in parts[0] for pair in ((a, sp.And(c, a >= 0)), (-a, c))])
    if isinstance(expression, sp.Max | sp.Min):
        return reduce(_larger if isinstance(expression, sp.Max) else _smaller, parts)
    return _tidy(
        [(expression.func(*(e for e, _ in row)), sp.And(*(c for _, c in row))) for row in product(*parts)]
    )


def _larger(left: Branches, right: Branches) -> Branches:
    return _pick(left, right, lambda a, b: a >= b)


def _smaller(left: Branches, right: Branches) -> Branches:
    return _pick(left, right, lambda a, b: a <= b)


def _pick(left: Branches, right: Branches, prefer) -> Branches:  # type: ignore[no-untyped-def]
    rows = product(left, right)
    return _tidy(
        [pair for (a, p), (b, q) in rows for pair in ((a, sp.And(p, q, prefer(a, b))), (b, sp.And(p, q)))]
    )


def _of_piecewise(expression: sp.Piecewise) -> Branches:
    if expression.args[-1][1] != sp.true:
        raise BadInput("Piecewise", str(expression), "a last branch for everything else, with condition True")
    rows = [(e, sp.And(_plain(condition), c)) for body, condition in expression.args for e, c in _branches(body)]
    return _tidy(rows)


def _plain(condition: sp.Basic) -> sp.Basic:
    """Return the condition with the Abs, Min, Max and Piecewise inside its comparisons spelled out."""
    if not _splits(condition):
        return condition
    if not isinstance(condition, sp.core.relational.Relational):
        return condition.func(*(_plain(a) for a in condition.args))
    earlier, cases = sp.false, []
    for gap, where in _branches(condition.lhs - condition.rhs):
        cases.append(sp.And(where, sp.Not(earlier), condition.func(gap, 0)))
        earlier = sp.Or(earlier, where)
    return sp.Or(*cases)


def _tidy(found: Branches) -> Branches:
    """Drop branches shown unreachable (false, or asking for all that an earlier one asks); refuse too many."""
    kept: Branches = []
    earlier: list[set[sp.Basic]] = []
    for formula, condition in found:
        asked = set(sp.And.make_args(condition)) - {sp.true}
        if condition != sp.false and not any(asked >= before for before in earlier):
            kept.append((formula, condition))
            earlier.append(asked)
    if len(kept) > MAX_BRANCHES:
        raise BadInput("expression", f"{len(kept)} branches", f"at most {MAX_BRANCHES}")
    return kept
