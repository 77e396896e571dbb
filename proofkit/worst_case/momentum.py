"""`derive` for methods with momentum on quadratics: the worst spectral radius, squared, piece by piece, and thresholds.

The measure "lyapunov" is, on each eigenvector, the form W of `spectral` in two successive values; it depends on the
method, the constants and the rate, and is part of the statement. No quadratic form shrinks faster than the square of
the spectral radius, so the factor is sharp; it is approached by rates r > rho, each with its own form.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp
from sympy.polys.fields import FracField

from .. import discovery
from ..errors import BadInput
from ..method import Method
from ..quadratic_stability import quadratic_stability
from ..symbolic import to_kernel, to_sympy
from .answer import ATTAINED, PieceOfFactor, WorstCase
from .polynomials import inequality
from .spectral import ENDS, Case, Rates

LYAPUNOV = "lyapunov"
LAM, ETA = (sp.Symbol(name, real=True) for name in ("lam", "eta"))
PLAIN = ("r**2 > 0", "r**2 - rho**2 > 0")
NOTES = (
    "the measure is a positive form W in two successive values along each eigenvector, given in the statement: for"
    " every rate r > rho there is one that each step multiplies by at most r**2, and for no smaller rate",
    "below the threshold every orbit tends to the minimiser on every curvature from mu to L; at it and beyond, some"
    " orbit on curvature L does not",
)


@dataclass(frozen=True)
class SpectralWorstCase(WorstCase):
    """A worst case whose pieces are roots.

    Args:
        ends: of which the factor is the largest: the squared spectral radii at both ends of the spectrum.
    """

    ends: tuple[sp.Expr, ...] = ()

    @property
    def factor(self) -> sp.Expr:
        """The larger one of the squared spectral radii at the two ends."""
        return sp.Max(*self.ends)


def derive_lyapunov(function_class: str, method: str, dimension: int | None) -> SpectralWorstCase:
    """Return the answer of `derive` for the measure "lyapunov".

    Raises:
        BadInput: a class or dimension for which there is no formula.
    """
    if function_class.strip() != "quadratic":
        raise BadInput("class", function_class, f"quadratic for {LYAPUNOV}; others are bounded at given values (--at)")
    if dimension is not None:
        raise BadInput("dimension", dimension, f"none for {LYAPUNOV}: the factor is the same in every dimension")
    return derive_momentum(discovery.load("method", method))


def derive_momentum(method: Method) -> SpectralWorstCase:
    """Return the factor of the best quadratic form on quadratics with curvature between mu and L, in every dimension.

    Args:
        method: explicit, with one kept vector.
    Raises:
        BadInput: another kind of method.
        ProofRefused: the kernel does not confirm it.
    """
    if not method.state:
        raise BadInput("measure", LYAPUNOV, f"distance, fgap or gradnorm for {method.name}, which keeps nothing")
    rates, stable = Rates(method), quadratic_stability(method)
    return SpectralWorstCase(
        ("quadratic",),
        method.name,
        LYAPUNOV,
        "any",
        tuple(_piece(rates, case, index) for index, case in enumerate(_cases(rates), 1)),
        stable.upper.subs(sp.Symbol("lam", real=True), sp.Symbol("L", real=True)),
        True,
        _best(rates),
        stable.derivation,
        NOTES,
        ends=tuple(dict.fromkeys(radius for end in ENDS for radius in _squared_radius(rates, end))),
    )


def _piece(rates: Rates, case: Case, index: int) -> PieceOfFactor:
    name = f"{rates.method.name}__quadratic__{LYAPUNOV}__{index}"
    curve = f"f(x) = {case.end}*x^2/2"
    found = rates.derivation(case, name)
    return PieceOfFactor(_factor(rates, case), case.region, {}, ATTAINED, curve, (), (), found)


def _at(rates: Rates, end: str) -> tuple[sp.Expr, sp.Expr]:
    """a and b at an end."""
    value = {LAM: sp.Symbol(end, real=True)}
    return to_sympy(rates.system.a).subs(value), to_sympy(rates.system.b).subs(value)


def _factor(rates: Rates, case: Case) -> sp.Expr:
    """rho², written out."""
    a, b = _at(rates, case.end)
    if case.root == "complex":
        return sp.factor(-b)
    return ((a if case.root == "positive" else -a) + sp.sqrt(a**2 + 4 * b)) ** 2 / 4


def _squared_radius(rates: Rates, end: str) -> tuple[sp.Expr, sp.Expr]:
    """Two expressions of which the larger is rho²: the one for complex roots, the one for real roots."""
    a, b = _at(rates, end)
    return sp.factor(-b), (sp.Abs(a) + sp.sqrt(sp.Max(0, a**2 + 4 * b))) ** 2 / 4


def _cases(rates: Rates) -> list[Case]:
    a, b = (to_sympy(text) for text in (rates.system.a, rates.system.b))
    if not b.has(LAM):
        return _constant_product(rates)
    shrink = 1 - ETA * LAM
    trace, product = (sp.div(expression, shrink, LAM) for expression in (a, -b))
    if trace[1] != 0 or product[1] != 0 or trace[0].has(LAM) or product[0].has(LAM):
        raise BadInput("method", rates.method.name, "one whose roots have a product that is constant, or as Nesterov's")
    return _shrinking_product(*(f"({to_kernel(sp.expand(sp.cancel(part[0])))})" for part in (trace, product)))


def _constant_product(rates: Rates) -> list[Case]:
    """The radius grows with |a|: the worst end is the one with the larger |a|, or any if all roots are complex."""
    (a, b), (c, _) = _at(rates, "mu"), _at(rates, "L")
    four, (low, high) = to_kernel(-4 * b), (f"({to_kernel(x)})**2" for x in (a, c))
    gap = to_kernel(sp.expand(a - c))
    more = (f"{gap} > 0",), (f"({gap})*r > 0",)
    return [
        Case("mu", "positive", (_not_negative(a + c), f"{four} <= {low}"), *more),
        Case("mu", "complex", (f"{low} <= {four}", f"{high} <= {four}")),
        Case("L", "negative", (_not_negative(-a - c), f"{four} <= {high}"), *more),
    ]


def _not_negative(expression: sp.Expr) -> str:
    """The polynomial is at least 0, as kernel text without negative coefficients."""
    field = FracField(sorted(expression.free_symbols, key=str), sp.QQ)
    return inequality(field.from_expr(sp.expand(expression)).numer, 1)


def _shrinking_product(c: str, k: str) -> list[Case]:
    """The roots of z² − csz + ks, s = 1 − eta·lam: their radius grows with |s|, and is compared at the ends by rho."""
    low, high = "(1 - eta*mu)", "(eta*L - 1)"
    first = ("eta*(L - mu) > 0",)
    common = (*PLAIN, f"{c}*r > 0", f"{c}*r + {k} > 0", f"eta*(L - mu)*({c}*r + {k}) > 0")
    below_mu = (f"{high}*({c}*rho + {k}) <= rho**2", f"{high}*{c} <= 2*rho")
    below_l = (f"{low}*({c}*rho - {k}) <= rho**2", f"{c}*{low} <= 2*rho", f"{k}*{low} <= rho**2")
    of_mu, of_l = ((f"r + rho - {c}*{s} > 0", f"(r - rho)*(r + rho - {c}*{s}) > 0") for s in (high, low))
    splits = ("eta*L <= 1", f"{k} <= {c}*r")
    real, pair = f"4*{k} <= {c}**2*{low}", f"{c}**2*{low} <= 4*{k}"
    return [
        Case("mu", "positive", ("eta*mu <= 1", real, *below_mu), first, (*common, *of_mu), splits),
        Case("mu", "complex", ("eta*mu <= 1", pair, *below_mu), first, (*common, *of_mu), splits),
        Case("L", "negative", ("1 <= eta*L", *below_l), first, (*common, *of_l)),
    ]


def _best(rates: Rates) -> sp.Expr | None:
    """Where a is opposite at the two ends, if the product of the roots is constant; no formula else."""
    (a, b), (c, _) = _at(rates, "mu"), _at(rates, "L")
    if b.has(ETA):
        return None
    (found,) = sp.solve(a + c, ETA)
    return sp.factor(found)
