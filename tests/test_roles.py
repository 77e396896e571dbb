"""What `apply` finds on a user's function: minimisers, the region M, radii; and conditions about an enclosed point."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from functools import partial

import pytest
import sympy as sp

from proofkit import discovery
from proofkit.apply import apply
from proofkit.basin_region import piece_region
from proofkit.certify import certify
from proofkit.cli import main
from proofkit.enclosed_center import about_enclosed
from proofkit.errors import BadInput
from proofkit.landscape import Landscape
from proofkit.minima import minima
from proofkit.region import Ball, Box, Complement, Ellipsoid, Sublevel
from proofkit.verdict import Verdict

x, y = sp.symbols("x y", real=True)
PAIR = "Piecewise((14+4*((x-7)**2+y**2), 14+4*((x-7)**2+y**2) < (x**2+y**2)/2), ((x**2+y**2)/2, True))"
SQUARE = Box((F(-8), F(-8)), (F(8), F(8)))


def bare(name: str, **parameters: object) -> Landscape:
    """A landscape without anything that is known of it."""
    return replace(discovery.landscape(name, **parameters), points={}, regions={}, constants={})


# -- minimisers -------------------------------------------------------------------------------------------


def test_minimisers_of_pieces_and_of_smooth_functions() -> None:
    assert [m.point for m in minima(bare("kinked_pair"), SQUARE, 10)] == [(0, 0), (7, 0)]
    well = minima(bare("gaussian_well"), SQUARE, 10)
    assert len(well) == 2 and well[0].value < well[1].value
    for minimum in well:
        assert 0 < minimum.slack < F(1, 10**8)
        gradient = [abs(sp.N(part, 30)) for part in bare("gaussian_well").gradient_at(minimum.point)]
        assert 0 < max(gradient) < 50 * minimum.slack  # near the minimiser, and not on it


def test_a_formula_is_not_asked_where_it_does_not_apply() -> None:
    """The minimiser of x² + 1 lies where the other piece applies; the one of (x − 3)² does not."""
    f = Landscape("two", (x,), sp.Piecewise(((x - 3) ** 2, x > 1), (x**3 / 3 + x * 7 / 3 + sp.Rational(4, 3), True)))
    assert [m.point for m in minima(f, Box((F(-5),), (F(5),)), 10)] == [(3,)]


# -- the region M -------------------------------------------------------------------------------------------


def test_the_piece_about_a_point() -> None:
    for name in ("kinked_pair", "kinked_pair_anisotropic", "sharp_valley"):
        f = discovery.landscape(name)
        found, known = piece_region(f, f.points["x_dagger"]), f.regions["M"]
        if isinstance(known, Ellipsoid):
            assert isinstance(found, Ellipsoid) and found.center == known.center
            assert {a / b for a, b in zip(found.weights, known.weights, strict=True)} == {found.bound / known.bound}
        else:
            assert found == known
    assert piece_region(discovery.landscape("shifted_pair"), (F(10),)) == Box((F(7),), (F(13),), open_=True)
    assert piece_region(discovery.landscape("gaussian_well"), (F(3), F(0))) is None


def test_a_piece_that_is_no_ball() -> None:
    strict = Landscape("bent", (x, y), sp.Piecewise((x**2, x**2 + y**4 < 1), (y**2, True)))
    region = piece_region(strict, (F(0), F(0)))
    assert isinstance(region, Complement) and isinstance(region.inner, Sublevel)
    assert region.contains((F(0), F(1, 2))) and not region.contains((F(1), F(0))) and not region.contains((F(0), F(2)))
    closed = piece_region(Landscape("bent", (x, y), sp.Piecewise((x**2, x**2 + y**4 <= 1), (y**2, True))), (F(0), F(0)))
    assert closed is not None and closed.contains((F(1), F(0)))
    half = Landscape("half", (x,), sp.Piecewise((x**2, x < sp.Rational(1, 2)), (x, True)))
    assert piece_region(half, (F(0),)) is None  # unbounded


# -- a centre that is only enclosed ----------------------------------------------------------------------


@pytest.mark.parametrize("offset", [F(0), F(1, 10**6), F(1, 50)])
def test_bounds_about_an_enclosed_point_hold_about_the_true_one(offset: F) -> None:
    """f = x² + 3y² has its minimiser at 0; asked about (offset, 0), the bounds stay below 2 and above 6."""
    f = Landscape("bowl", (x, y), x**2 + 3 * y**2)
    ask = partial(certify, f, budget=10.0)
    wide = Box((F(-1), F(-1)), (F(1), F(1)))
    for region in (Ball((offset, F(0)), F(1, 4)), wide):
        low = about_enclosed("opsc", region, (offset, F(0)), offset, ask, None, F(1, 4))
        high = about_enclosed("upper_error_bound", region, (offset, F(0)), offset, ask, None, F(1, 4))
        assert low.lower is not None and high.upper is not None
        assert low.lower <= 2 and high.upper >= 6
        assert 2 - low.lower < F(1, 100) + 50 * offset and high.upper - 6 < F(1, 100) + 50 * offset


def test_a_claim_about_an_enclosed_point_must_have_room() -> None:
    f = Landscape("bowl", (x, y), x**2 + 3 * y**2)
    ask = partial(certify, f, budget=10.0)
    region, slack = Box((F(-1), F(-1)), (F(1), F(1))), F(1, 10**6)
    for claim, verdict in ((F(19, 10), Verdict.HOLDS), (F(2) + F(1, 10**12), Verdict.UNDECIDED)):
        assert about_enclosed("opsc", region, (slack, F(0)), slack, ask, claim, F(1, 4)).verdict is verdict
    for near in (slack, slack / 2, F(0)):  # the point may lie outside of the ball
        found = about_enclosed("upper_error_bound", region, (F(0), F(0)), slack, ask, None, near)
        assert found.verdict is Verdict.UNDECIDED
    assert about_enclosed("containment", region, (slack, F(0)), slack, ask, None, F(1)).verdict is Verdict.UNDECIDED


# -- apply ------------------------------------------------------------------------------------------------


def test_what_is_found_gives_what_the_named_roles_give() -> None:
    functions = discovery.landscape("kinked_pair"), bare("kinked_pair")
    named, found = (apply("global_convergence_of_large_step", f, F(10, 11)) for f in functions)
    assert named.verdict is found.verdict is Verdict.HOLDS and named.steps == found.steps
    assert len(found.found) == 3 and not named.found


def test_the_gaussian_well_traps_small_steps() -> None:
    found = apply("trapping_of_small_step", discovery.landscape("gaussian_well"))
    assert found.steps is not None
    ((low, high),) = found.steps
    assert low == 0 and F(1, 50) < high < 2 * F(1, 40)
    assert apply("trapping_of_small_step", discovery.landscape("gaussian_well"), F(1, 50)).verdict is Verdict.HOLDS
    assert apply("trapping_of_small_step", discovery.landscape("gaussian_well"), F(1, 10)).verdict is Verdict.REFUTED


def test_a_large_step_leaves_the_gaussian_well_for_almost_every_start() -> None:
    """Theory 2.5 in the plane: x* and x† are enclosed, M is chosen, nothing is assumed; and not at every step."""
    theorem, well = "global_convergence_of_escaping_step", discovery.landscape("gaussian_well")
    found = apply(theorem, well, F(1, 2), budget=30.0)
    assert found.verdict is Verdict.HOLDS
    assert found.prediction is not None and "almost every start" in found.prediction.outcome
    assert any(words.startswith("L = 42 is not used") for words in found.found)
    assert apply(theorem, well, F(1, 50), budget=3.0).verdict is not Verdict.HOLDS  # trapped, in truth
    assert apply(theorem, well, F(3, 5), budget=3.0).verdict is not Verdict.HOLDS


def test_what_cannot_be_found_is_asked_for() -> None:
    with pytest.raises(BadInput, match="a region named M"):
        apply("global_convergence_of_large_step", Landscape("bowl", (x, y), x**2 + y**2))


def test_the_command_finds_and_draws(tmp_path, capsys) -> None:
    asked = ["apply", "global_convergence_of_large_step", PAIR, "--vars", "x,y", "--step", "10/11"]
    picture = tmp_path / "pair.svg"
    assert main([*asked, "--picture", str(picture), "--box", "-1,9;-3,3"]) == 0
    shown = capsys.readouterr().out
    assert "x_dagger = (7, 0)" in shown and "open ball about (8, 0)" in shown and "visits M at most once" in shown
    assert picture.read_text("utf-8").startswith("<?xml")
    assert main([*asked, "--picture", str(tmp_path / "pair.txt")]) == 2
    assert main([*asked, "--box", "0,1"]) == 2
