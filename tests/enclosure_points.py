"""Floating-point numbers and intervals on which enclosures are most easily wrong; the same ones for the same seed."""

from __future__ import annotations

from typing import Any

import numpy as np
from flint import arb, ctx

LEAST_SUBNORMAL, LARGEST = 5e-324, float.fromhex("0x1.fffffffffffffp+1023")
SPECIAL = [0.0, -0.0, LEAST_SUBNORMAL, 2.0**-1022, 2.0**-1021, 2.0**-500, 0.5, 1.0, 2.0, 2.0**500, 2.0**1023, LARGEST]
#: where the code takes another way: the ends of exp, of the series of sinh, of what is known of sin; middles of log 2
SEAMS = [709.0, 700.0, 20.0, 2.0**20, 0.7071067811865476, 0.34657359027997264, 0.7853981633974483, 355.0]
#: among the hardest to round correctly (Lefèvre and Muller, "Worst cases for correct rounding of the elementary
#: functions in double precision", 2001, and the tables after it)
HARD = {
    "exp": "0x1.9e9cbbfd6080bp-31 0x1.d77fd13d27fffp-11 0x1.6a4d1af9cc989p-8 -0x1.ed318efb627eap-27 "
    "0x1.accfbe46b4efp-1 0x1.76e7e5d7b6eacp+3 0x1.c44ce0d716a1ap+4 -0x1.e8bdbfcd9144ep+3",
    "log": "0x1.0000000000001p+0 0x1.000976581ce4ep+1 0x1.91a8dff540ff7p+2 0x1.3d9d7d597a9ddp+4 0x1.ac50b409c8aeep+8 "
    "0x1.de7cd6751029ap+16",
    "sin": "0x1.e0000000001c2p-20 0x1.598bae9e632f6p-7 0x1.fe767739d0f6dp-2 0x1.d98c4c612718dp-1 0x1.6756745770a51p+1",
    "cos": "0x1.8000000000009p-23 0x1.06b505550e6b2p-9 0x1.549ec0c0c5afap-5 0x1.7cb7648526f99p-1 0x1.6b8a6273d7c21p+0",
    "tan": "0x1.dffffffffff1fp-22 0x1.50486b2f87014p-5 0x1.d696bfa988db9p-2 0x1.46ac372243536p-1",
    "atan": "0x1.e000000000546p-21 0x1.22e8d75e2bc7fp-11 0x1.5389e6df41979p-4 0x1.7ba49f739829fp-1",
    "sinh": "0x1.dfffffffffe3ep-20 0x1.135e31fdd05d3p-5 0x1.616cc75d49226p-2 0x1.c089fcf166171p+4 0x1.d6479eba7c971p+8",
    "cosh": "0x1.17d8a9f206217p-6 0x1.bf0305e2c6c37p-3 0x1.a6031cd5f93bap-1 0x1.ea5f2f2e4b0c5p+1",
}


def neighbours(x: Any, steps: int = 2) -> Any:
    """Return numbers and those up to some steps above and below each."""
    found = [x]
    with np.errstate(over="ignore"):
        for direction in (np.inf, -np.inf):
            y = x
            for _ in range(steps):
                y = np.nextafter(y, direction)
                found.append(y)
    return np.concatenate(found)


def quarter_turns(numbers: Any) -> Any:
    """Return the floating-point numbers nearest to whole multiples of π/2."""
    with ctx.workprec(200):
        quarter = arb.pi() / 2
        return np.array([float((quarter * int(k)).mid()) for k in numbers])


def hard_points() -> Any:
    """Return the special numbers and their neighbours, of both signs."""
    hard = [float.fromhex(text) for row in HARD.values() for text in row.split()]
    turns = quarter_turns([*range(1, 12), *range(667000, 667012), 1001, 4099, 65535, 65536])
    found = neighbours(np.array([*SPECIAL, *SEAMS, *hard, *turns]))
    found = found[np.isfinite(found)]
    return np.concatenate([found, -found])


def random_points(count: int, seed: int) -> Any:
    """Return numbers of every scale: any bits at all, moderate ones, near 1, near multiples of π/2, powers of two."""
    rng, share = np.random.default_rng(seed), count // 4 + 64  # some are not finite
    anything = rng.integers(0, 2**64, share, dtype=np.uint64).view(np.float64)
    moderate = rng.normal(size=share) * 10.0 ** rng.integers(-3, 4, share)
    near_one = 1 + rng.choice([-1.0, 1.0], share) * 2.0 ** -rng.integers(1, 53, share)
    turns = quarter_turns(rng.integers(-667000, 667000, share // 5 + 1))
    near_turns = np.repeat(turns, 5)[:share] * (1 + rng.choice([0, 0, 1e-15, -1e-15, 1e-9], share))
    powers = rng.choice([-1.0, 1.0], share) * 2.0 ** rng.integers(-1074, 1024, share)
    found = np.concatenate([anything, moderate, near_one, near_turns, powers])
    found = found[np.isfinite(found)]
    return rng.permutation(found)[:count]


def points(count: int, seed: int = 0) -> Any:
    """Return the hard points, and random ones up to a number of `count`; shape (count,)."""
    hard = hard_points()
    return np.concatenate([hard, random_points(max(count - len(hard), 0), seed)])


def intervals(count: int, seed: int = 0) -> tuple[Any, Any]:
    """Return intervals: a few units wide, of any relative width, across 0, and with infinite ends; shapes (count,)."""
    rng, low = np.random.default_rng(seed + 1), points(count, seed)
    kind = np.arange(len(low)) % 5
    other = rng.permutation(low)
    with np.errstate(over="ignore"):
        wide = low + abs(low) * 10.0 ** rng.uniform(-16, 1, len(low))
        long, next_one = low + rng.uniform(0, 8, len(low)), np.nextafter(low, np.inf)
    unbounded = np.where(kind == 4, np.where(other > 0, np.inf, other), other)
    high = np.select([kind == 0, kind == 1, kind == 2], [next_one, wide, long], unbounded)
    low, high = np.minimum(low, high), np.maximum(low, high)
    turned = (kind == 4) & (other < 0)
    return np.where(turned, -high, low), np.where(turned, -low, high)
