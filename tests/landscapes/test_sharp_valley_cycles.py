"""Large steps on sharp_valley that reach the global minimum from almost all starts, but not from all: narrow windows.

The fraction that goes astray is small (about one per cent at η = 33/2000), so a coarse sampling of steps misses it.
"""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from proofkit import discovery
from proofkit.interval.tape import Tape

STEP = Fraction(33, 2000)
MIDDLE, HALF = Fraction(22713, 10000), Fraction(1, 10000)


def test_an_attracting_two_cycle_inside_the_range_where_every_start_seemed_to_converge() -> None:
    """G maps x in [2.2712, 2.2714] beyond M, the next step maps it back, and the two-step slope is small."""
    valley = discovery.landscape("sharp_valley")
    (x,) = valley.variables
    eta, outside, start = sp.Rational(STEP), 1 - 40 * sp.Rational(STEP), sp.Rational(MIDDLE)
    inner = next(piece.formula for piece in valley.pieces if sp.degree(piece.formula, x) == 5)
    step = sp.expand((x - eta * sp.diff(inner, x)).subs(x, start + x))  # in the distance from the middle
    twice = sp.expand(outside * step)
    low, high = (twice.subs(x, sp.Rational(end)) - start - sp.Rational(end) for end in (-HALF, HALF))
    assert low * high < 0  # a point of period two, by the intermediate value theorem
    image, slope = Tape([step, sp.diff(twice, x)], (x,)).run(((-HALF, HALF),))
    assert image > 3 and abs(slope) < 1  # its image lies outside M, and the cycle attracts
