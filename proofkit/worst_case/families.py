"""Proofs with one free weight: a factor for every value of a parameter u, and the u for which it is least.

Where the remainder is a 2×2 matrix with one weight left free, requiring its determinant to vanish gives the factor as
a rational function of that weight. The proof holds for every admissible u, so nothing rests on how the best one was
found; the best one is a root of a polynomial, often not rational in the constants.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
import sympy as sp
from sympy.polys.fields import FracField

from .gram import Form, Gram
from .parameter import PARAMETER, Parameter, with_parameter
from .polynomials import factors, ratio, value
from .samples import Sample
from .search import CLOSE, Certificate, Numbers, combined, solve

GRID = np.concatenate([[0.0], np.logspace(-4, 1, 60)])
NEAR = 1e-3  #: how much the grid may miss the least factor by


@dataclass(frozen=True)
class Family:
    """A set of inequalities, one of whose weights is free.

    Args:
        uses: indices into the setting's inequalities.
        free: the place in `uses` of the one whose weight is the parameter.
        where: indices of the samples at which it proves the least factor known.
    """

    uses: tuple[int, ...]
    free: int
    where: frozenset[int]


def families(numbers: Numbers, open_: Sequence[int], least: Any) -> list[Family]:
    """Return few families that prove smaller factors than are known, wherever one does.

    Args:
        numbers: the setting at the samples.
        open_: indices of samples at which the factor is not known to be sharp.
        least: the least factor known at each sample, ∞ where none is; shape (samples,).
    """
    if not numbers.before[1].shape[1] or len(numbers.uses) < 3:
        return []
    chosen = [(uses, free) for uses in combinations(range(len(numbers.uses)), 3) for free in range(3)]
    table = np.array([[_least_factor(numbers, uses, free, s) for s in open_] for uses, free in chosen])
    best = table.min(axis=0) if len(open_) else np.array([])
    left = {n for n, s in enumerate(open_) if best[n] < least[s] - 1e-6}
    found = []
    while left:
        reach = [{n for n in left if row[n] < best[n] * (1 + NEAR)} for row in table]
        index = max(range(len(chosen)), key=lambda k: len(reach[k]))
        found.append(Family(*chosen[index], frozenset(open_[n] for n in reach[index])))
        left -= reach[index]
    return found


def _least_factor(numbers: Numbers, chosen: tuple[int, ...], free: int, sample: int) -> float:
    """The least factor over a grid of the free weight, in floating point; ∞ if there is none."""
    bound = [u for k, u in enumerate(chosen) if k != free]
    matrix = np.stack([numbers.uses[u][1][sample] for u in bound], axis=1)
    if matrix.shape[0] != 2 or abs(np.linalg.det(matrix)) < CLOSE:
        return np.inf
    inverse = np.linalg.inv(matrix)
    constant = -inverse @ numbers.after[1][sample]
    by_factor = inverse @ numbers.before[1][sample]
    by_weight = -inverse @ numbers.uses[chosen[free]][1][sample]
    forms = [numbers.uses[u][0][sample] for u in bound]
    base = -numbers.after[0][sample] - sum(c * f for c, f in zip(constant, forms, strict=True))
    slope = numbers.before[0][sample] - sum(c * f for c, f in zip(by_factor, forms, strict=True))
    tilt = -numbers.uses[chosen[free]][0][sample] - sum(c * f for c, f in zip(by_weight, forms, strict=True))
    rows = np.flatnonzero(abs(np.stack([base, slope, tilt])).max(axis=(0, 1)) > CLOSE)
    if len(rows) != 2:
        return np.inf
    base, slope, tilt = (m[np.ix_(rows, rows)] for m in (base, slope, tilt))
    factor = np.nan_to_num(_singular(base[None] + GRID[:, None, None] * tilt, slope), nan=-1, posinf=-1, neginf=-1)
    rest = base + GRID[:, None, None] * tilt + factor[..., None, None] * slope
    weights = constant + factor[..., None] * by_factor + GRID[:, None] * by_weight
    valid = (factor >= 0) & (weights.min(axis=-1) > -CLOSE) & (rest[..., 0, 0] > -CLOSE) & (rest[..., 1, 1] > -CLOSE)
    return float(np.where(valid, factor, np.inf).min())


def _singular(bases: Any, slope: Any) -> Any:
    """The two t at which base + t·slope is singular, for 2×2 matrices of shape (n, 2, 2); shape (2, n)."""
    mixed = bases[:, 0, 0] * slope[1, 1] + slope[0, 0] * bases[:, 1, 1] - 2 * bases[:, 0, 1] * slope[0, 1]
    square, constant = np.linalg.det(slope), np.linalg.det(bases)
    with np.errstate(all="ignore"):
        if abs(square) < CLOSE:
            return np.stack([-constant / mixed] * 2)
        root = np.sqrt(mixed**2 - 4 * square * constant)
        return np.stack([(-mixed - root) / (2 * square), (-mixed + root) / (2 * square)])


@dataclass(frozen=True)
class FamilyCertificate:
    """A certificate over Q(constants, u) with what it needs of u, or over Q(constants) with `parameter` None.

    Args:
        certificate: the proof.
        parameter: the free weight, if its best value is not rational in the constants.
        where: indices of the samples at which it is valid.
    """

    certificate: Certificate
    parameter: Parameter | None
    where: frozenset[int]


def family_certificate(gram: Gram, family: Family, points: Sequence[Sample]) -> FamilyCertificate | None:
    """Return the family solved exactly at its best parameter, or None where that is no root of degree 2 or less."""
    wide = FracField((*gram.setting.scalars, PARAMETER, "tau"), sp.QQ)
    weights, rest = _open_certificate(gram, family, wide)
    rows = [i for i, row in enumerate(rest) if any(row)]
    determinant = (rest[rows[0]][rows[0]] * rest[rows[1]][rows[1]] - rest[rows[0]][rows[1]] ** 2).numer
    candidate = Certificate(wide.gens[-1], family.uses, tuple(weights), rest, None)
    for certificate, best in (*_rational(gram, candidate, determinant), *_with_parameter(gram, candidate, determinant)):
        at = {s: with_parameter(point, best) for s, point in enumerate(points)}
        where = frozenset(s for s, point in at.items() if point is not None and holds_at(certificate, point))
        if 2 * len(where & family.where) <= len(family.where):
            continue
        if best is None:
            return FamilyCertificate(certificate, None, where)
        inside = [point for s in sorted(where) if (point := at[s]) is not None]
        factor = _closed_form(certificate, determinant, best, inside)
        return FamilyCertificate(certificate, Parameter(best, factor, _limits(certificate, inside)), where)
    return None


Found = tuple[Certificate, sp.Expr | None]


def _rational(gram: Gram, open_: Certificate, determinant: Any) -> Iterator[Found]:
    """Where the discriminant of the determinant has a rational root: the least factor, and the weight for it."""
    ring = determinant.ring
    square, mixed, constant = (coefficient_of(determinant, ring.gens[-2], power) for power in (2, 1, 0))
    if not square:
        return
    for poly, _ in factors(mixed**2 - 4 * square * constant)[1]:
        if poly.degree(ring.gens[-1]) == 1:
            field = open_.factor.field
            tau = -field(coefficient_of(poly, ring.gens[-1], 0)) / field(coefficient_of(poly, ring.gens[-1], 1))
            weight = put(-field(mixed) / (2 * field(square)), -1, tau)
            yield _narrowed(_replaced(_replaced(open_, -1, tau), -2, weight), gram.field), None


def _with_parameter(gram: Gram, open_: Certificate, determinant: Any) -> Iterator[Found]:
    """Where the determinant is linear in the factor: a factor for every weight, and the weight for the least."""
    ring, field = determinant.ring, open_.factor.field
    for poly, _ in factors(determinant)[1]:
        if poly.degree(ring.gens[-1]) != 1:
            continue
        tau = -field(coefficient_of(poly, ring.gens[-1], 0)) / field(coefficient_of(poly, ring.gens[-1], 1))
        narrow = FracField((*gram.setting.scalars, PARAMETER), sp.QQ)
        found = _narrowed(_replaced(open_, -1, tau), narrow)
        for turn, _ in factors(found.factor.diff(narrow.gens[-1]).numer)[1]:
            if 1 <= turn.degree(turn.ring.gens[-1]) <= 2:
                unknown = next(s for s in turn.as_expr().free_symbols if s.name == PARAMETER)
                yield from ((found, root) for root in sp.roots(sp.Poly(turn.as_expr(), unknown)))


def _closed_form(certificate: Certificate, determinant: Any, best: sp.Expr, points: Sequence[Sample]) -> sp.Expr:
    """The factor at the best weight: the root, in tau, of the discriminant that has its value at the samples."""
    ring = determinant.ring
    square, mixed, constant = (coefficient_of(determinant, ring.gens[-2], power) for power in (2, 1, 0))
    for poly, _ in factors(mixed**2 - 4 * square * constant)[1]:
        if poly.degree(ring.gens[-1]) == 2:
            expression = poly.as_expr()
            tau = next(s for s in expression.free_symbols if s.name == "tau")
            for root in sp.roots(sp.Poly(expression, tau)):
                if all(_close(root, certificate, point) for point in points):
                    return root
    unknown = next(s for s in certificate.factor.as_expr().free_symbols if s.name == PARAMETER)
    return certificate.factor.as_expr().subs(unknown, best)


def _close(root: sp.Expr, certificate: Certificate, point: Sample) -> bool:
    """Whether a formula has the certificate's value at a sample, to the precision of the rounded parameter."""
    values = {s: sp.Rational(point[s.name].numerator, point[s.name].denominator) for s in root.free_symbols}
    known = ratio(certificate.factor, point)
    return known is not None and bool(abs(sp.N(root.subs(values), 30) - sp.Rational(*known.as_integer_ratio())) < 1e-20)


def coefficient_of(poly: Any, generator: Any, power: int) -> Any:
    """Return the coefficient of a power of a generator, in the same ring."""
    place = poly.ring.gens.index(generator)
    terms = {(*m[:place], 0, *m[place + 1 :]): c for m, c in poly.terms() if m[place] == power}
    return poly.ring.from_dict(terms)


def put(element: Any, place: int, new: Any) -> Any:
    """Put an element of the field for one of its generators."""
    generator = element.field.ring.gens[place]
    parts = []
    for poly in (element.numer, element.denom):
        powers = range(poly.degree(generator) + 1) if poly else ()
        terms = (element.field(coefficient_of(poly, generator, k)) * (new**k if k else 1) for k in powers)
        parts.append(sum(terms, start=element.field.zero))
    return parts[0] / parts[1]


def _replaced(found: Certificate, place: int, new: Any) -> Certificate:
    rest = tuple(tuple(put(entry, place, new) for entry in row) for row in found.remainder)
    weights = tuple(put(weight, place, new) for weight in found.weights)
    return replace(found, factor=put(found.factor, place, new), weights=weights, remainder=rest)


def _narrowed(found: Certificate, field: FracField) -> Certificate:
    """Drop the generators that no longer occur."""
    rest = tuple(tuple(entry.set_field(field) for entry in row) for row in found.remainder)
    weights = tuple(weight.set_field(field) for weight in found.weights)
    return replace(found, factor=found.factor.set_field(field), weights=weights, remainder=rest)


def _open_certificate(gram: Gram, family: Family, wide: FracField) -> tuple[list[Any], tuple[tuple[Any, ...], ...]]:
    """The weights and the remainder as linear functions of the free weight and the factor tau."""
    lift = [lifted(gram.uses[u].form, wide) for u in family.uses]
    before, after = lifted(gram.before, wide), lifted(gram.after, wide)
    weight, tau = wide.gens[-2:]
    others = [k for k in range(len(lift)) if k != family.free]
    free = lift[family.free].values
    right = [tau * b - a - weight * f for b, a, f in zip(before.values, after.values, free, strict=True)]
    weights = list(solve(wide, [lift[k].values for k in others], right) or ())
    weights.insert(family.free, weight)
    return weights, combined(before, after, tau, tuple(zip(weights, lift, strict=True))).matrix


def lifted(form: Form, field: FracField) -> Form:
    """Return a form with its entries in a field with more generators."""
    matrix = tuple(tuple(entry.set_field(field) for entry in row) for row in form.matrix)
    return Form(matrix, tuple(entry.set_field(field) for entry in form.values))


def holds_at(certificate: Certificate, point: Sample) -> bool:
    """Return whether the weights and the diagonal of the remainder are non-negative at a sample."""
    diagonal = (certificate.remainder[i][i] for i in range(len(certificate.remainder)))
    values = [ratio(element, point) for element in (*certificate.weights, *diagonal, certificate.factor) if element]
    return all(found is not None and found >= 0 for found in values)


def _limits(found: Certificate, points: Sequence[Sample]) -> tuple[tuple[Any, int], ...]:
    """The signs at the samples of all factors with u in the proof's weights and remainder."""
    diagonal = [found.remainder[i][i] for i in range(len(found.remainder))]
    polys = dict.fromkeys(
        poly
        for element in (*found.weights, *diagonal, found.factor)
        for part in ((element.numer, element.denom) if element else ())
        for poly, _ in factors(part)[1]
        if poly.degree(poly.ring.gens[-1]) > 0
    )
    signed = [(poly, [value(poly, point) for point in points]) for poly in polys]
    return tuple((p, 1 if min(v) >= 0 else -1) for p, v in signed if min(v) >= 0 or max(v) <= 0)
