"""Two stretched quadratic basins glued by a minimum: each has its curvatures spread over an interval."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..landscape import Landscape, coordinates
from ..region import Ball, Ellipsoid
from ..symbolic_rational import sqrt_above, sqrt_below
from ._parameters import Number, axis_point, positive, require


def kinked_pair_anisotropic(
    dimension: int = 2,
    mu: Number = "40/41",
    L: Number = 1,
    mu_dagger: Number = 40,
    L_dagger: Number = "1680/41",
    D: Number = 41,
    h: Number = 795,
) -> Landscape:
    """Return min(½ Σ λ_i x_i², h + ½ Σ m_i (x − x†)_i²): x* = 0, x† = D·e_1, M an open ellipsoid.

    λ runs from mu (first axis) to L, m from L_dagger (first axis) to mu_dagger, evenly spaced. The
    defaults satisfy no-return at η = mu/L².

    Args:
        dimension: d ≥ 2.
        mu, L: smallest and largest curvature of the outer basin.
        mu_dagger, L_dagger: smallest and largest curvature of the inner basin.
        D: distance of the two minimisers.
        h: height of the inner minimum above the outer one.
    Returns:
        A landscape with M = {inner < outer}, a closed ball about x† inside M (radius "rho"), and a
        rational R with M ⊂ B(x†, R).
    Raises:
        BadInput: mu > L, mu_dagger > L_dagger, mu_dagger ≤ L (M unbounded), x† not in M, or R ≥ D.
    """
    mu, L, mu_dagger, L_dagger, D, h = positive(mu=mu, L=L, mu_dagger=mu_dagger, L_dagger=L_dagger, D=D, h=h)
    require(dimension >= 2, "dimension", dimension, "at least 2 (use kinked_pair on the line)")
    require(mu <= L, "mu", mu, f"at most L = {L}")
    require(mu_dagger <= L_dagger, "mu_dagger", mu_dagger, f"at most L_dagger = {L_dagger}")
    require(mu_dagger > L, "mu_dagger", mu_dagger, f"more than L = {L}, so that M is bounded")
    require(2 * h < mu * D**2, "h", h, f"less than mu D^2/2 = {mu * D**2 / 2}, so that x_dagger lies in M")
    xs, x_dagger = coordinates(dimension), axis_point(dimension, D)
    outer_curvatures, inner_curvatures = _spread(mu, L, dimension), _spread(L_dagger, mu_dagger, dimension)
    outer = sum(c * x**2 for c, x in zip(outer_curvatures, xs, strict=True)) / 2
    inner = h + sum(c * (x - p) ** 2 for c, x, p in zip(inner_curvatures, xs, x_dagger, strict=True)) / 2
    gaps = tuple(i - o for i, o in zip(inner_curvatures, outer_curvatures, strict=True))
    offset, bound = mu * D / gaps[0], L_dagger * mu * D**2 / gaps[0] - 2 * h
    R = offset + sqrt_above(bound / min(gaps))
    require(R < D, "R", R, f"less than D = {D}: raise h or mu_dagger")
    rho = Fraction(9, 10) * (sqrt_below(bound / max(gaps)) - offset)
    return Landscape(
        name="kinked_pair_anisotropic",
        variables=xs,
        formula=sp.Piecewise((inner, inner < outer), (outer, True), evaluate=False),
        points={"x_star": axis_point(dimension, Fraction(0)), "x_dagger": x_dagger},
        regions={
            "M": Ellipsoid(axis_point(dimension, D + offset), gaps, bound, open_=True),
            "ball": Ball(x_dagger, rho**2),
        },
        constants={
            "mu_star": mu, "L": L, "mu_dagger": mu_dagger, "L_dagger": L_dagger,
            "D": D, "R": R, "h": h, "rho": rho, "sigma": mu_dagger * rho / 4,
        },
        parameters={
            "dimension": dimension, "mu": mu, "L": L, "mu_dagger": mu_dagger, "L_dagger": L_dagger, "D": D, "h": h,
        },
        source="own (two-basin witness that tells mu from L)",
    )


def _spread(first: Fraction, last: Fraction, count: int) -> tuple[Fraction, ...]:
    return tuple(first + (last - first) * Fraction(i, count - 1) for i in range(count))
