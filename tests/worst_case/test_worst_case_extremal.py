"""The extremal functions of the classes are members of them and of their companions, exactly, at many points."""

from __future__ import annotations

from fractions import Fraction

import pytest
from worst_functions import function_of, places, satisfies

from proofkit.discovery import load, names
from proofkit.extremal import Planar

ENTRIES = [(kind, index) for kind in names("class") for index in range(len(load("class", kind).extremal))]
ENDS = [Fraction(-3, 2), Fraction(2, 5), Fraction(4)]  # the other end of a step, whose one end is 1


@pytest.mark.parametrize(("name", "index"), ENTRIES)
def test_an_extremal_function_is_a_member(name: str, index: int) -> None:
    kind = load("class", name)
    classes = [kind, *(load("class", other) for other in kind.joined)]
    symbols = list(dict.fromkeys(symbol for one in classes for symbol in one.constants))
    signs = [sign for one in classes for sign in one.signs] + (["mu < L"] if {"mu", "L"} <= set(symbols) else [])
    extremal = kind.extremal[index]
    if isinstance(extremal, Planar):
        # the tests of landscapes certify the classes of that one; test_worst_case_plane those of the others
        assert extremal.end or set(load("landscape", extremal.landscape)().constants) >= set(symbols)
        return
    for at in places(signs, symbols, 3, index):
        for end in ENDS:
            function = function_of(extremal, at, Fraction(1, 10), end)
            seen = [Fraction(1), end, function.star, *(Fraction(k, 7) for k in (-20, -9, -4, -1, 2, 5, 8, 15, 31))]
            assert function.g(function.star) == 0
            for p in seen:
                assert function.f(p) >= function.f(function.star)
                for r in seen:
                    assert all(satisfies(one.inequality, function, at, p, r) for one in classes), (p, r, at)


def test_the_test_can_fail() -> None:
    """A shorter first piece in the smooth example makes the function negative somewhere."""
    from proofkit.extremal import Profile

    function = function_of(Profile(("L", "-L"), ("1/4",)), {"L": Fraction(1)}, Fraction(1, 10), Fraction(2))
    assert min(function.f(Fraction(k, 10)) for k in range(30)) < 0
