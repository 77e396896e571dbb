"""What an answer prints reads back with the names it lists; numbers at the edge of an order are taken or refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp

from proofkit import derive
from proofkit.kernel import replay
from proofkit.symbolic import parse_expression
from proofkit.worst_case.bound import bound_at


@pytest.mark.parametrize(
    "about",
    [("quasar_convex",), ("quadratic", "heavy_ball", "lyapunov"), ("pl", "gradient_descent", "fgap")],
    ids=" ".join,
)
def test_factors_read_back_with_the_listed_names(about: tuple[str, ...]) -> None:
    found = derive(*about)
    names = found.data["symbols"]
    assert names[-1] == "eta" and not {"u", "x_star"} & set(names)
    for piece, data in zip(found.pieces, found.data["pieces"], strict=True):
        read = parse_expression(data["factor"], names)
        own = {symbol.name: symbol for symbol in piece.factor.free_symbols}
        same = read.subs({symbol: own[symbol.name] for symbol in read.free_symbols})
        assert sp.cancel(same - piece.factor) == 0


def test_where_two_classes_have_mu_and_L_they_may_be_equal() -> None:
    """No inequality of theirs is multiplied by L - mu, so the bound is proved as elsewhere: (1 - eta*L)^2."""
    constants = {"mu": Fraction(1), "L": Fraction(1), "eta": Fraction(3, 2)}
    found = bound_at("opsc", "gradient_descent", "distance", constants)
    assert replay(found.lines) and Fraction(1, 4) <= found.factor < Fraction(1, 4) + Fraction(1, 10**8)
