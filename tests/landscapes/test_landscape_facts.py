"""Every landscape against exact facts: gradients, break points, claimed constants at random exact points."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from proofkit import discovery
from proofkit.errors import BadInput
from proofkit.landscape import Landscape, coordinates
from proofkit.landscape_joins import joins
from proofkit.symbolic_rational import exact

F = Fraction
COORDINATES = st.fractions(min_value=-60, max_value=60, max_denominator=12)
SMALL = st.fractions(min_value=-4, max_value=4, max_denominator=30)
CASES = [
    ("kinked_pair", {}), ("kinked_pair", {"dimension": 1}), ("kinked_pair", {"dimension": 3, "h": "33/2"}),
    ("kinked_pair_anisotropic", {}), ("kinked_pair_anisotropic", {"dimension": 3}),
    ("shifted_pair", {}), ("shifted_pair", {"R": "5/2"}), ("plane_family", {}), ("plane_family", {"mu": "4/5"}),
    ("sharp_valley", {}), ("sharp_valley", {"lift": 7}), ("sharp_valley", {"lift": 5, "tilt": "1/2"}),
    ("logistic_loss", {}), ("logistic_loss", {"margin": "1/5", "heights": "4/5, 1/2, -3/5"}),
    ("ripple", {}), ("ripple", {"epsilon": "1/3"}), ("sine_parabola", {}), ("sine_parabola", {"A": "9/2"}),
    ("sampled_quadratic", {}), ("sampled_quadratic", {"L": 3, "s": "1/2", "repeats": 1}),
    ("huber", {}), ("huber", {"tau": "1/2", "L": 3}),
    ("gaussian_well", {}), ("gaussian_well", {"dimension": 3}), ("double_well", {}), ("double_well", {"dimension": 2}),
    ("quadratic", {}), ("quadratic", {"dimension": 1}), ("quadratic", {"eigenvalues": "1, 2, 7/2"}),
    ("saddle_between_wells", {}), ("saddle_between_wells", {"dimension": 1, "L": 5, "s": "1/2", "a": 3}),
    ("two_layer_linear_net", {}), ("two_layer_linear_net", {"width": 1}), ("four_factor", {"tilt": 2}),
    ("quartic_well", {"mu": "3/2"}), ("quartic_minimum", {}), ("quartic_minimum", {"f2": 2, "f3": 0, "f4": -1}),
    ("progressive_sharpening", {}),
]  # fmt: skip
TWO_BASINS = [case for case in CASES if case[0].startswith(("kinked", "shifted"))]


def build(case: tuple[str, dict[str, object]]) -> Landscape:
    return discovery.landscape(case[0], **case[1])


def draw_point(data: st.DataObject, landscape: Landscape, spread: st.SearchStrategy[Fraction]) -> tuple[Fraction, ...]:
    """A random exact point, about the origin or about the local minimiser."""
    start = data.draw(st.sampled_from([(F(0),) * landscape.dimension, *landscape.points.values()]))
    return tuple(s + data.draw(spread) for s in start)


def gradient(landscape: Landscape, point: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    return tuple(exact(g) for g in landscape.gradient_at(point))


def dot(u: tuple[Fraction, ...], v: tuple[Fraction, ...]) -> Fraction:
    return sum((a * b for a, b in zip(u, v, strict=True)), F(0))


def minus(u: tuple[Fraction, ...], v: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    return tuple(a - b for a, b in zip(u, v, strict=True))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_points_and_constants_are_exact_and_roles_consistent(case) -> None:  # type: ignore[no-untyped-def]
    landscape = build(case)
    assert landscape.name == case[0]
    assert all(isinstance(c, Fraction) for p in landscape.points.values() for c in p)
    assert all(isinstance(c, Fraction) for c in landscape.constants.values())
    for role in {"x_star", "x_dagger"} & set(landscape.points):
        assert landscape.gradient_at(landscape.points[role]) == (0,) * landscape.dimension
    if {"x_star", "x_dagger"} <= set(landscape.points):
        star, dagger = (landscape.points[r] for r in ("x_star", "x_dagger"))
        assert landscape.constants["D"] ** 2 == dot(minus(star, dagger), minus(star, dagger))
        assert landscape.value_at(dagger) - landscape.value_at(star) == landscape.constants["h"]


@pytest.mark.parametrize("case", CASES, ids=str)
@settings(max_examples=15)
@given(data=st.data())
def test_gradient_and_hessian_match_directional_derivatives(case, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    """Against the branch's own formula restricted to a line through the point."""
    landscape = build(case)
    point = draw_point(data, landscape, SMALL)
    body = landscape.pieces[landscape.branch_at(point)].formula
    direction = tuple(data.draw(SMALL) for _ in point)
    t = sp.Symbol("t", real=True)
    along = body.xreplace(
        {v: sp.Rational(p) + t * sp.Rational(u) for v, p, u in zip(landscape.variables, point, direction, strict=True)}
    )
    values = {v: sp.Rational(p) for v, p in zip(landscape.variables, point, strict=True)}
    first, second = (sp.diff(along, t, k).subs(t, 0) for k in (1, 2))
    slope = sum(g * sp.Rational(u) for g, u in zip(landscape.gradient_at(point), direction, strict=True))
    picked = [[entry.subs(values) for entry in row] for row in landscape.hessian]
    curvature = sum(
        sp.Rational(a) * h * sp.Rational(b)
        for a, row in zip(direction, picked, strict=True)
        for b, h in zip(direction, row, strict=True)
    )
    assert sp.expand(first - slope) == 0
    assert sp.expand(second - curvature) == 0


@pytest.mark.parametrize("case", TWO_BASINS, ids=str)
@settings(max_examples=60)
@given(data=st.data())
def test_two_basin_claims_at_random_points(case, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    """(out) off M about x*, (in) on M about x†, M inside B(x†, R), the core ball inside M: all exactly."""
    landscape = build(case)
    k = landscape.constants
    point = draw_point(data, landscape, data.draw(st.sampled_from([SMALL, COORDINATES])))
    inside = landscape.regions["M"].contains(point)
    dagger = landscape.points["x_dagger"]
    center = dagger if inside else landscape.points["x_star"]
    mu, big = (k["mu_dagger"], k["L_dagger"]) if inside else (k["mu_star"], k["L"])
    gap, g = minus(point, center), gradient(landscape, point)
    assert dot(g, gap) >= mu * dot(gap, gap)
    assert dot(g, g) <= big**2 * dot(gap, gap)
    away = dot(minus(point, dagger), minus(point, dagger))
    assert not inside or away <= k["R"] ** 2
    assert inside or away > k["rho"] ** 2
    assert landscape.regions["ball"].contains(point) == (away <= k["rho"] ** 2)


@pytest.mark.parametrize("case", [c for c in TWO_BASINS if c[0].startswith("kinked")], ids=str)
def test_region_of_kinked_pairs_is_where_the_inner_branch_is_lower(case) -> None:  # type: ignore[no-untyped-def]
    landscape = build(case)
    inner, outer = (piece.formula for piece in landscape.pieces)
    level = landscape.regions["M"].level(landscape.variables)
    ratio = sp.cancel((inner - outer) / level)
    assert ratio.is_Rational
    assert ratio > 0


@pytest.mark.parametrize("case", [c for c in TWO_BASINS if c[0].startswith("kinked")], ids=str)
def test_no_return_holds_for_some_step_of_the_window(case) -> None:  # type: ignore[no-untyped-def]
    k = build(case).constants
    eta = k["mu_star"] / k["L"] ** 2
    q = sp.sqrt(1 - 2 * eta * k["mu_star"] + eta**2 * k["L"] ** 2)
    b = sp.sqrt(1 - 2 * eta * k["mu_dagger"] + eta**2 * k["L_dagger"] ** 2)
    assert 2 / k["mu_dagger"] < eta < 2 * k["mu_star"] / k["L"] ** 2
    assert q * (k["D"] + b * k["R"]) < k["D"] - k["R"]


@settings(max_examples=60)
@given(data=st.data(), mu=st.sampled_from(["3/5", "4/5", "1/7"]), big=st.sampled_from([1, 3]))
def test_plane_family_claims(data: st.DataObject, mu: str, big: int) -> None:
    landscape = discovery.landscape("plane_family", mu=F(mu) * big, L=big)
    point = draw_point(data, landscape, SMALL)
    g, k = gradient(landscape, point), landscape.constants
    assert dot(g, point) >= k["mu"] * dot(point, point)
    assert dot(g, g) <= k["L"] ** 2 * dot(point, point)
    values = [piece.formula.subs(dict(zip(landscape.variables, map(sp.Rational, point), strict=True)))
              for piece in landscape.pieces]  # fmt: skip
    assert landscape.value_at(point) == max(values)


@pytest.mark.parametrize("mu", ["3/5", "4/5", "5/13"])
def test_plane_family_attains_both_constants_at_the_tight_point(mu: str) -> None:
    landscape = discovery.landscape("plane_family", mu=mu)
    tight = landscape.points["tight"]
    g, k = gradient(landscape, tight), landscape.constants
    assert dot(g, tight) == k["mu"] * dot(tight, tight)
    assert dot(g, g) == k["L"] ** 2 * dot(tight, tight)
    assert landscape.branch_at(tight) == 0


def test_plane_family_without_a_rational_tight_point() -> None:
    assert "tight" not in discovery.landscape("plane_family", mu="1/2").points


def test_sharp_valley_known_facts() -> None:
    landscape = discovery.landscape("sharp_valley")
    assert [landscape.gradient_at((F(x),)) for x in (2, 3)] == [(80,), (120,)]
    assert landscape.hessian[0][0].subs(landscape.variables[0], sp.Rational(5, 2)) == 2040
    assert all(j.is_differentiable for j in joins(landscape))
    assert [j.point for j in joins(landscape)] == [2, 3]
    (x,) = landscape.variables
    slope = sp.Poly(sp.diff(landscape.pieces[0].formula, x), x)
    roots = [r for r in slope.real_roots() if 2 < r < 3]
    assert len(roots) == 2
    assert sp.Rational(20352, 10000) < roots[0] < sp.Rational(20354, 10000)
    assert slope.diff().eval(sp.Rational(2035, 1000)) < 0
    assert roots[1] == sp.Rational(5, 2)
    second = sp.diff(landscape.pieces[0].formula, x, 2)
    assert abs(second.subs(x, 3)) > 2040


@pytest.mark.parametrize(("lift", "tilt"), [(0, 0), (5, 0), (0, "1/3"), (65, 7)])
def test_sharp_valley_stays_continuously_differentiable(lift: int, tilt: object) -> None:
    found = joins(discovery.landscape("sharp_valley", lift=lift, tilt=tilt))
    assert [j.is_differentiable for j in found] == [True, True]


@given(x=st.fractions(min_value="9/4", max_value="11/4", max_denominator=1000), lift=st.sampled_from([0, 5, 65]))
def test_sharp_valley_and_double_well_balls(x: Fraction, lift: int) -> None:
    for landscape, at in (
        (discovery.landscape("sharp_valley", lift=lift), x),
        (discovery.landscape("double_well"), 2 * x - 4),
    ):
        k, center = landscape.constants, landscape.points["x_dagger"][0]
        (g,) = gradient(landscape, (at,))
        assert landscape.regions["ball"].contains((at,))
        assert k["mu_dagger"] * (at - center) ** 2 <= g * (at - center)
        assert abs(g) <= k["L_dagger"] * abs(at - center)


def test_double_well_constants_are_the_values_at_the_ends() -> None:
    landscape = discovery.landscape("double_well")
    k = landscape.constants
    for x, claimed in ((1 - k["rho"], k["mu_dagger"]), (1 + k["rho"], k["L_dagger"])):
        assert gradient(landscape, (x,))[0] / (x - 1) == claimed


def test_gaussian_well_attains_its_smoothness_constant_at_the_centre() -> None:
    landscape = discovery.landscape("gaussian_well")
    values = {v: sp.Rational(c) for v, c in zip(landscape.variables, landscape.points["well"], strict=True)}
    hessian = [[entry.subs(values) for entry in row] for row in landscape.hessian]
    assert hessian == [[landscape.constants["L"], 0], [0, landscape.constants["L"]]]


def test_shifted_pair_is_continuous_with_kinks() -> None:
    landscape = discovery.landscape("shifted_pair")
    found = joins(landscape)
    assert [j.point for j in found] == [7, 13]
    assert all(j.is_continuous and not j.is_differentiable for j in found)
    assert landscape.constants["h"] == 2
    assert landscape.gradient_at((F(7),)) == (7,)
    assert landscape.gradient_at((F(13),)) == (13,)


def test_shifted_pair_two_cycle_of_the_defaults() -> None:
    landscape = discovery.landscape("shifted_pair")
    low, high = F(50, 7), F(100, 7)
    assert low - gradient(landscape, (low,))[0] / 2 == high
    assert high - gradient(landscape, (high,))[0] / 2 == low


def test_first_branch_wins_at_ties() -> None:
    pair = discovery.landscape("kinked_pair")
    left = (F(6), F(0))
    assert pair.pieces[0].formula.subs({pair.variables[0]: 6, pair.variables[1]: 0}) == 18
    assert pair.value_at(left) == 18
    assert pair.branch_at(left) == 1
    assert not pair.regions["M"].contains(left)


@given(x=COORDINATES)
def test_pieces_exclude_each_other(x: Fraction) -> None:
    landscape = discovery.landscape("shifted_pair")
    values = {landscape.variables[0]: sp.Rational(x)}
    held = [i for i, piece in enumerate(landscape.pieces) if piece.condition.subs(values) == sp.true]
    assert held == [landscape.branch_at((x,))]


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("kinked_pair", {"m": 2}), ("kinked_pair", {"h": 25}), ("kinked_pair", {"h": 0}), ("kinked_pair", {"m": -8}),
        ("kinked_pair", {"dimension": 0}), ("kinked_pair", {"dimension": 2.0}), ("kinked_pair", {"D": 0.5}),
        ("kinked_pair", {"D": "nan"}), ("kinked_pair", {"m": "5/2", "h": "1/10"}),
        ("kinked_pair_anisotropic", {"mu": 2}), ("kinked_pair_anisotropic", {"mu_dagger": 50}),
        ("kinked_pair_anisotropic", {"mu_dagger": 1}), ("kinked_pair_anisotropic", {"dimension": 1}),
        ("kinked_pair_anisotropic", {"h": 1000}), ("kinked_pair_anisotropic", {"L_dagger": 3, "mu_dagger": 2, "h": 1}),
        ("shifted_pair", {"R": 10}), ("shifted_pair", {"R": 4}), ("shifted_pair", {"L": 0}),
        ("plane_family", {"mu": 1}), ("plane_family", {"mu": 2}), ("plane_family", {"mu": 0}),
        ("sharp_valley", {"lift": -1}), ("sharp_valley", {"lift": 66}), ("sharp_valley", {"tilt": -1}),
        ("gaussian_well", {"w": 0}), ("gaussian_well", {"A": "inf"}), ("double_well", {"tilt": 1}),
        ("sampled_quadratic", {"repeats": "3/2"}), ("sampled_quadratic", {"repeats": 0}),
        ("sampled_quadratic", {"s": 0}), ("ripple", {"epsilon": 0}), ("ripple", {"sigma": -1}),
        ("logistic_loss", {"margin": 0}), ("logistic_loss", {"heights": "1"}), ("logistic_loss", {"heights": ""}),
        ("logistic_loss", {"tau": "inf"}), ("logistic_loss", {"heights": [0.5]}),
        ("sine_parabola", {"A": 0}), ("sine_parabola", {"sigma": 0}),
        ("double_well", {"rho": 1}), ("double_well", {"tilt": "-1/2"}),
        ("saddle_between_wells", {"a": 4}), ("saddle_between_wells", {"s": 5}), ("saddle_between_wells", {"s": 0}),
        ("quadratic", {"dimension": 0}), ("quadratic", {"mu": 5}), ("quadratic", {"dimension": 1, "mu": 2}),
        ("quadratic", {"eigenvalues": ""}), ("quadratic", {"eigenvalues": "1, -2"}), ("quadratic", {"L": 0.5}),
        ("quadratic", {"eigenvalues": "1, 2", "dimension": 3}), ("quadratic", {"eigenvalues": "1", "L": 2}),
        ("two_layer_linear_net", {"width": 0}), ("two_layer_linear_net", {"width": True}),
        ("two_layer_linear_net", {"f_0": 2, "lambda_0": 2}), ("two_layer_linear_net", {"lambda_0": 0.5}),
        ("quartic_well", {"mu": 0}), ("quartic_minimum", {"f2": -1}), ("quartic_minimum", {"f4": "nan"}),
        ("four_factor", {"tilt": 0}), ("progressive_sharpening", {"b": -1}), ("progressive_sharpening", {"c": "x"}),
    ],
)  # fmt: skip
def test_bad_parameters_are_refused(name: str, parameters: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        discovery.landscape(name, **parameters)


def test_coordinates() -> None:
    assert [str(v) for v in coordinates(4)] == ["x1", "x2", "x3", "x4"]
    assert len({*coordinates(3)}) == 3


def test_break_points_increase() -> None:
    found = [j.point for j in joins(discovery.landscape("kinked_pair", dimension=1, h=15))]
    assert len(found) == 2
    assert all(a < b for a, b in pairwise(found))
    assert not any(p.is_Rational for p in found)
