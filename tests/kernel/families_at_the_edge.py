"""Random rational models for the theorems at the edge of stability: catapult, flip, four factors, reduced map."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import prod
from random import Random
from typing import Any

from .models import Model, TooFar, Vector, add, dot

F = Fraction
Step = Callable[[Any], Any]

LATEST = 8  #: orbits are followed no longer, as each step multiplies the length of the numbers, and not backwards

#: a piece of each statement and what makes its conclusion false
FALSE_AT_THE_EDGE = {
    "catapult_recurrence": ("lambda_(t) - 4", "lambda_(t) - 5"),
    "catapult_never_grows": ("< f(t)**2", "< f(t)**2/9"),
    "catapult_first_grows": ("lambda_0 - 2", "lambda_0 - 1"),
    "residual_of_four_factor": (">= 16*", ">= 99*"),
    "sharpness_of_four_factor": ("S >= 4", "S >= 9"),
    "flip_of_minimum": ("2*A*", "3*A*"),
    "two_cycle_of_self_stabilisation": ("1 + 2*eta**2*alpha", "1 + 3*eta**2*alpha"),
}


def number(rng: Random, low: int = -6, high: int = 6) -> Fraction:
    return F(rng.randint(low, high), rng.randint(1, 3))


def orbit(start: Any, step: Step) -> Callable[[int], Any]:
    """The sequence x(0) = start, x(t+1) = step(x(t))."""

    @cache
    def x(t: int) -> Any:
        if not 0 <= t <= LATEST:
            raise TooFar
        return start if t == 0 else step(x(t - 1))

    return x


def net(rng: Random, d: int, product: Fraction | None = None) -> dict[str, Any]:
    """A start of the two-layer linear net of width n² and its orbit, at the step η = product/λ_0 (or any step)."""
    root = rng.randint(1, 3)
    w = F(1, root**2)
    u, v = (tuple(number(rng) or F(1) for _ in range(d)) for _ in range(2))
    kernel = w * (dot(u, u) + dot(v, v))
    eta = F(rng.randint(1, 9), 20) if product is None else product / kernel
    s = F(rng.choice((-1, 1)), root)

    def step(layers: tuple[Vector, Vector]) -> tuple[Vector, Vector]:
        a, b = layers
        pull = -eta * w * dot(a, b)
        return add(a, b, pull), add(b, a, pull)

    both = orbit((u, v), step)
    return {
        "u": lambda t: both(t)[0], "v": lambda t: both(t)[1], "eta": eta, "m": F(root**2), "w": w, "s": s,
        "f": lambda t: s * dot(*both(t)), "lambda_": lambda t: w * sum(dot(layer, layer) for layer in both(t)),
    }  # fmt: skip


def catapult_recurrence(rng: Random, d: int) -> Model:
    return Model(d, net(rng, d), horizon=1)


def catapult_never_grows(rng: Random, d: int) -> Model:
    values = net(rng, d, F(rng.randint(1, 12), 6))
    return Model(d, values | {"lambda_0": values["lambda_"](0)}, horizon=1)


def catapult_first_grows(rng: Random, d: int) -> Model:
    values = net(rng, d, F(rng.randint(1, 23), 6))
    if values["f"](0) == 0:
        return catapult_first_grows(rng, d)
    return Model(d, values | {"lambda_0": values["lambda_"](0), "f_0": values["f"](0)}, horizon=1)


def elementary(squares: list[Fraction], degree: int) -> Fraction:
    return sum((prod(chosen) for chosen in combinations(squares, degree)), F(0))


def residual_of_four_factor(rng: Random, d: int) -> Model:
    eta = F(rng.randint(1, 9), 10)
    start = tuple(F(rng.randint(-4, 4), 2) for _ in range(4))

    def step(factors: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
        rest = 1 - prod(factors)
        return tuple(x + eta * rest * prod(factors[:k] + factors[k + 1 :]) for k, x in enumerate(factors))

    at = orbit(start, step)
    values: dict[str, Any] = {name: lambda t, k=k: at(t)[k] for k, name in enumerate("xyzw")}
    values |= {name: lambda t, k=k: elementary([x**2 for x in at(t)], k) for name, k in (("S", 3), ("Pi", 2), ("N", 1))}
    return Model(d, values | {"e": lambda t: 1 - prod(at(t)), "eta": eta}, horizon=0)


def sharpness_of_four_factor(rng: Random, d: int) -> Model:
    three = [rng.choice((-1, 1)) * F(rng.randint(2, 6), rng.randint(3, 5)) for _ in range(3)]
    factors = rng.choice(([*three, 1 / prod(three)], [F(1), F(-1), F(1), F(-1)]))
    values = dict(zip("xyzw", factors, strict=True)) | {"S": elementary([x**2 for x in factors], 3)}
    return Model(d, values | {"eta": F(rng.randint(1, 20), 10)}, scalars=(F(-1), F(0), F(2, 3)))


def flip_of_minimum(rng: Random, d: int) -> Model:
    """A quartic and a step for which m + a, m − a is a 2-cycle; in a third of the models the orbit begins elsewhere."""
    f3, f4, a, m = number(rng), number(rng), number(rng) or F(1), F(rng.choice((-1, 1)) * rng.randint(1, 4), 6)
    f2 = -(f3 * (m**2 + a**2) / 2 + f4 * (m**3 + 3 * m * a**2) / 6) / m
    opening = f2 + f3 * m + f4 * (3 * m**2 + a**2) / 6
    soft = 3 * f3**2 - f2 * f4
    if not (f2 > 0 and opening > 0 and soft > 0):
        return flip_of_minimum(rng, d)
    eta = 2 / opening
    x = orbit(m + a + rng.choice((F(0), F(0), F(1, 2))), lambda p: p - eta * (f2 * p + f3 * p**2 / 2 + f4 * p**3 / 6))
    values = {"f2": f2, "f3": f3, "f4": f4, "eta": eta, "A": 3 * f2**2 * (eta * f2 - 2) / soft}
    return Model(d, values | {"x": x, "m": (x(0) + x(1)) / 2, "a": (x(0) - x(1)) / 2}, horizon=1)


def two_cycle_of_self_stabilisation(rng: Random, d: int) -> Model:
    """Half of the orbits begin on the 2-cycle x² = 2c/b."""
    b, root = F(rng.randint(1, 4), 2), F(rng.randint(1, 4), 2)
    c, eta = b * root**2 / 2, F(rng.randint(1, 6), 4)
    begin = rng.choice(((root, 2 / (eta * b)), (number(rng), number(rng))))
    at = orbit(begin, lambda p: (p[0] - eta * b * p[1] * p[0], p[1] - eta * (b * p[0] ** 2 / 2 - c)))
    values = {
        "b": b, "c": c, "alpha": b * c, "beta": b**2, "eta": eta, "w": 1 / eta, "X2": root**2,
        "x": lambda t: at(t)[0], "z": lambda t: at(t)[1], "y": lambda t: b * at(t)[1] - 2 / eta,
        "u": lambda t: at(t)[0] ** 2 - root**2,
    }  # fmt: skip
    return Model(d, values, horizon=1)


AT_THE_EDGE = {
    family.__name__: family
    for family in (
        catapult_recurrence, catapult_never_grows, catapult_first_grows, residual_of_four_factor,
        sharpness_of_four_factor, flip_of_minimum, two_cycle_of_self_stabilisation,
    )
}  # fmt: skip
