"""Proofs for a gradient with an error, whose remainder is one square.

The error turns where it does most harm, and what remains of a proof is then often a single square: a matrix of rank
one. That its minors vanish is a small system of polynomials in the factor and the weights; its Gröbner basis gives
them as rational functions of the constants, or, where one weight stays free, of the constants and u.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import sympy as sp
from sympy.polys.fields import FracField

from ..extremal import Planar
from .families import GRID, FamilyCertificate, holds_at, lifted
from .gram import Gram
from .parameter import PARAMETER, Parameter, with_parameter
from .polynomials import factors, ratio
from .samples import Sample
from .search import Certificate, combined

MOST = 2  #: inequalities of the classes in one proof, besides that of the error
TRIED = 3  #: samples at which sets of inequalities are compared
Solution = Mapping[sp.Symbol, sp.Expr]
FACTOR, FREE = sp.Symbol("tau"), sp.Symbol(PARAMETER)
INVERSE = sp.Symbol("inverse")  #: of the multiple of |xi|^2 in the remainder, which is therefore not 0


def one_square(gram: Gram, open_: Sequence[int], points: Sequence[Sample]) -> list[FamilyCertificate]:
    """Return certificates with one square as remainder that are valid at some of the open samples.

    Args:
        gram: the setting.
        open_: indices of samples at which the factor is not known to be sharp.
        points: all samples.
    """
    if not gram.setting.noisy or not open_:
        return []
    tried = [points[s] for s in open_[:: -(-len(open_) // TRIED)]]
    found = []
    for uses in dict.fromkeys(filter(None, (_best_at(gram, point) for point in tried))):
        found += [_certified(gram, uses, solution, points) for solution in _solutions(gram, uses, _formula)]
    return [entry for entry in found if entry is not None]


def worst_in_plane(gram: Gram, factor: Any) -> str:
    """Return the plane function, and the error, that make a factor with free weight the least one; "" if none does.

    With |r - eta*g|^2 = a and |eta*xi|^2 = b, the least value of (1 + u)*a + (1 + 1/u)*b is (sqrt(a) + sqrt(b))^2: what
    an error against r - eta*g does.
    """
    planes = [one for one in gram.setting.classes[0].extremal if isinstance(one, Planar) and not one.end]
    for plane in planes if gram.setting.noisy and gram.setting.measure.only_distance else ():
        texts = f"1 - 2*eta*({plane.slope}) + eta**2*({plane.size})", f"eta**2*delta**2*({plane.size})"
        moved, error = (gram.scalar(text).set_field(factor.field) for text in texts)
        u = factor.field.gens[-1]
        if factor == (1 + u) * moved + (1 + 1 / u) * error:
            return f"{plane}, with error -delta*|g(x)| along x - eta*g(x)"
    return ""


def _formula(element: Any) -> sp.Expr:
    return element.as_expr()


def _best_at(gram: Gram, point: Sample) -> tuple[int, ...] | None:
    """The set of inequalities that gives the least factor at a sample, the error's as the last."""
    *others, last = range(len(gram.uses))
    chosen = [(*uses, last) for size in range(1, MOST + 1) for uses in combinations(others, size)]
    least = {uses: value for uses in chosen if (value := _least_at(gram, uses, point)) is not None}
    return min(least, key=lambda uses: (least[uses], len(uses)), default=None)


def _least_at(gram: Gram, uses: tuple[int, ...], point: Sample) -> sp.Expr | None:
    def number(element: Any) -> sp.Expr:
        value = ratio(element, point)
        assert value is not None
        return sp.Rational(value.numerator, value.denominator)

    found = []
    for solution in _solutions(gram, uses, number):
        for u in GRID[1::6] if any(e.has(FREE) for e in solution.values()) else (1,):
            at = {symbol: e.subs(FREE, sp.Rational(str(u))) for symbol, e in solution.items()}
            if all(value.is_real and value >= 0 for value in at.values()):
                found.append(at[FACTOR])
    return min(found, default=None)


def _solutions(gram: Gram, uses: Sequence[int], read: Callable[[Any], sp.Expr]) -> Iterator[Solution]:
    """The factor and the weights for which the function values cancel and the remainder has rank one."""
    weights = sp.symbols(f"weight_:{len(uses)}")
    rest, values = _remainder(gram, uses, weights, read)
    last = rest[-1]
    minors = [rest[i][j] * last[-1] - last[i] * last[j] for i in range(len(last) - 1) for j in range(i + 1)]
    equations = [sp.numer(sp.together(e)) for e in (*values, *minors, 1 - INVERSE * last[-1])]
    symbols = sorted(set().union(*(e.free_symbols for e in equations)) - {INVERSE, FACTOR, *weights}, key=str)
    domain = sp.QQ.frac_field(*symbols) if symbols else sp.QQ
    unknown = (INVERSE, FACTOR, *weights)
    basis = sp.groebner([e for e in equations if e != 0], *unknown, order="lex", domain=domain)
    eta = read(gram.scalar("eta"))
    free = eta**2 * (1 + 1 / FREE) if gram.setting.measure.only_distance else None
    yield from _triangular(basis.exprs, unknown[::-1], free, {})


def _remainder(
    gram: Gram, uses: Sequence[int], weights: Sequence[sp.Symbol], read: Callable[[Any], sp.Expr]
) -> tuple[list[list[sp.Expr]], list[sp.Expr]]:
    """factor*before - after - sum of weight*inequality: the matrix, and the coefficients of the function values."""
    forms = [(-w, gram.uses[u].form) for w, u in zip(weights, uses, strict=True)]
    terms = [(FACTOR, gram.before), (sp.Integer(-1), gram.after), *forms]
    size, count = range(len(gram.setting.basis)), range(len(gram.setting.points))
    matrix = [[sp.Add(*(w * read(form.matrix[i][j]) for w, form in terms)) for j in size] for i in size]
    return matrix, [sp.Add(*(w * read(form.values[k]) for w, form in terms)) for k in count]


def _triangular(
    basis: Sequence[sp.Expr], unknown: Sequence[sp.Symbol], free: sp.Expr | None, known: Solution
) -> Iterator[Solution]:
    """The solutions that are rational functions; the weight of the error, which comes first, may be free."""
    if not unknown:
        yield known
        return
    symbol, *others = unknown
    tops = [sp.expand(sp.numer(sp.together(poly.subs(known)))) for poly in basis if not poly.has(*others)]
    about = [top for top in tops if top.has(symbol)]
    if any(top != 0 and top not in about for top in tops):
        return
    if not about and not known and free is not None:
        yield from _triangular(basis, others, free, {symbol: free})
    for part, _ in sp.factor_list(about[0])[1] if about else ():
        if part.has(symbol) and sp.degree(part, symbol) == 1:
            slope, constant = sp.Poly(part, symbol).all_coeffs()
            yield from _triangular(basis, others, free, {**known, symbol: sp.factor(-constant / slope)})


def _certified(
    gram: Gram, uses: tuple[int, ...], solution: Solution, points: Sequence[Sample]
) -> FamilyCertificate | None:
    """The certificate and the samples at which it is valid; None if there are none."""
    free = any(e.has(FREE) for e in solution.values())
    field = FracField((*gram.setting.scalars, PARAMETER), sp.QQ) if free else gram.field
    factor, *weights = (field.from_expr(solution[symbol]) for symbol in sorted(solution.keys() - {INVERSE}, key=str))
    used = [(w, lifted(gram.uses[u].form, field)) for w, u in zip(weights, uses, strict=True)]
    rest = combined(lifted(gram.before, field), lifted(gram.after, field), factor, used)
    certificate = Certificate(factor, uses, tuple(weights), rest.matrix, None)
    for best in _turns(certificate) if free else [None]:
        at = {s: with_parameter(point, best) for s, point in enumerate(points)}
        inside = {s: point for s, point in at.items() if point is not None and holds_at(certificate, point)}
        if inside and best is None:
            return FamilyCertificate(certificate, None, frozenset(inside))
        if inside and best is not None:
            positive = ((field.ring.gens[-1], 1),)
            return FamilyCertificate(certificate, Parameter(best, _at_best(factor, best), positive), frozenset(inside))
    return None


def _turns(certificate: Certificate) -> Iterator[sp.Expr]:
    """The positive values of the free weight at which the factor may be least: roots of a*u^2 = c."""
    slope = certificate.factor.diff(certificate.factor.field.gens[-1]).numer
    for turn, _ in factors(slope)[1]:
        coefficients = sp.Poly(turn.as_expr(), FREE).all_coeffs()
        if len(coefficients) == 3 and coefficients[1] == 0:
            above, below = sp.fraction(sp.factor(-coefficients[2] / coefficients[0]))
            yield _root_of(above) / _root_of(below)


def _root_of(square: sp.Expr) -> sp.Expr:
    """The root of a product whose symbols are positive."""
    positive = {s: sp.Symbol(s.name, positive=True) for s in square.free_symbols}
    return sp.sqrt(square.xreplace(positive)).xreplace({own: s for s, own in positive.items()})


def _at_best(factor: Any, best: sp.Expr) -> sp.Expr:
    """The factor at the best weight, with a root in it as one unit where that lets it be factored."""
    found = factor.as_expr().subs(FREE, best)
    root = next((power for power in best.atoms(sp.Pow) if abs(power.exp) == sp.S.Half), None)
    linear = [] if root is None else [s for s in root.base.free_symbols if sp.degree(root.base, s) == 1]
    if root is None or not linear:
        return found
    unit = sp.Symbol("unit", positive=True)
    (value,) = sp.solve(root.base - unit**2, linear[0])
    whole = factor.as_expr().subs(FREE, best.subs(root, unit ** (2 * root.exp))).subs(linear[0], value)
    return sp.factor(whole).subs(unit, sp.sqrt(root.base))
