"""Find multipliers for the kernel's `combine`: goal = Σ c_k ∏ facts with c_k > 0, by linear programming.

The LP is floating point and only guesses which products are needed; the coefficients are then solved for
exactly over Q, and the kernel checks the identity.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

from ..kernel.terms import Poly, constant

Term = tuple[Poly, tuple[int, ...]]  # coefficient, indices of the multiplied facts


def positive_combination(
    goal: Any, facts: Sequence[Any], degree: int = 2, eq_times: Sequence[Poly] = (), multiplier: Sequence[int] = ()
) -> list[Term] | None:
    """Return [(coefficient, facts)] whose sum is the goal (times the multiplier facts), or None.

    Args:
        goal, facts: kernel atoms ("ge" | "gt" | "eq", Poly).
        degree: how many inequality facts may be multiplied together.
        eq_times: monomials by which an equation among the facts may be multiplied, besides 1.
        multiplier: indices of strict facts to multiply the goal by.
    """
    target = goal[1]
    for index in multiplier:
        target = target * facts[index][1]
    products = _inequality_products(facts, degree) if goal[0] != "eq" else []
    signed = [(p, (i,)) for i, fact in enumerate(facts) if fact[0] == "eq" for p in (constant(1), *eq_times)]
    columns = [_expand(term, facts) for term in (*products, *signed)]
    strict = [k for k, (_, chosen) in enumerate(products) if all(facts[i][0] == "gt" for i in chosen)]
    weights = _solve(columns, target, len(products), strict if goal[0] == "gt" else [])
    if weights is None:
        return None
    terms = zip(weights, (*products, *signed), strict=True)
    return [(constant(w) * p, chosen) for w, (p, chosen) in terms if w]


def _inequality_products(facts: Sequence[Any], degree: int) -> list[Term]:
    usable = [i for i, fact in enumerate(facts) if fact[0] != "eq"]
    sizes = range(degree + 1)
    return [(constant(1), chosen) for size in sizes for chosen in combinations_with_replacement(usable, size)]


def _expand(term: Term, facts: Sequence[Any]) -> Poly:
    product, chosen = term
    for index in chosen:
        product = product * facts[index][1]
    return product


def _solve(columns: list[Poly], target: Poly, positive: int, strict: list[int]) -> list[Fraction] | None:
    """Weights w with Σ w·column = target, the first `positive` of them ≥ 0, some strict one > 0; exact, or None."""
    import numpy as np
    from scipy.optimize import linprog

    if not columns:
        return None if target.terms else []
    rows = sorted({mono for p in (*columns, target) for mono in p.terms}, key=repr)
    matrix = np.array([[float(p.terms.get(mono, 0)) for p in columns] for mono in rows])
    right = np.array([float(target.terms.get(mono, 0)) for mono in rows])
    cost = np.array([1.0] * positive + [0.0] * (len(columns) - positive))
    bounds: list[tuple[float | None, float | None]] = [(0, None)] * positive
    bounds += [(None, None)] * (len(columns) - positive)
    for chosen in [None, *strict]:
        if strict and chosen == strict[0]:  # whether any strict one can have a weight at all
            total = np.array([-float(k in set(strict)) for k in range(len(columns))])
            capped = [(0, 1) if k in set(strict) else limit for k, limit in enumerate(bounds)]
            reach = linprog(total, A_eq=matrix, b_eq=right, bounds=capped, method="highs-ds")
            if reach.success and -reach.fun < 1e-9:
                return None
        objective, limits = cost.copy(), list(bounds)
        if chosen is not None:
            objective[chosen], limits[chosen] = -1e3, (0, 1)
        found = linprog(objective, A_eq=matrix, b_eq=right, bounds=limits, method="highs-ds")
        if not found.success:
            return None
        full = chosen if chosen is not None and found.x[chosen] > 1 - 1e-9 else None
        support = [k for k, w in enumerate(found.x) if abs(w) > 1e-9 and k != full]
        weights = _exact(columns, rows, target if full is None else target - columns[full], support)
        if weights is None:
            continue
        if full is not None:
            weights[full] = Fraction(1)
        if all(w >= 0 for w in weights[:positive]) and (not strict or any(weights[k] for k in strict)):
            return weights
    return None


def _exact(columns: list[Poly], rows: list[Any], target: Poly, support: list[int]) -> list[Fraction] | None:
    """Solve exactly on the support, by fraction Gauss elimination in python-flint; None if inconsistent."""
    from flint import fmpq, fmpq_mat

    def entry(value: Fraction | int) -> Any:
        value = Fraction(value)
        return fmpq(value.numerator, value.denominator)

    width = len(support)
    data = [
        [entry(columns[k].terms.get(mono, 0)) for k in support] + [entry(target.terms.get(mono, 0))] for mono in rows
    ]
    if not data:
        return [Fraction(0)] * len(columns)
    reduced, rank = fmpq_mat(data).rref()
    weights = [Fraction(0)] * len(columns)
    for r in range(rank):
        pivot = next(c for c in range(width + 1) if reduced[r, c] != 0)
        if pivot == width:
            return None
        value = reduced[r, width]
        weights[support[pivot]] = Fraction(int(value.p), int(value.q))
    return weights
