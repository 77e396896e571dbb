"""Random rational models for the lemmas on limits, powers and sums, and for the theorems on factorisations."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from math import prod
from random import Random

from .models import Model, add, dot

F = Fraction
Sequence = Callable[[int], Fraction]

#: a piece of each statement and what makes its conclusion false
FALSE_OF_FACTORISATIONS = {
    "tends_of_combination": ("k*b(t)", "k*b(t) + 1"),
    "tends_of_equal": ("b(t)", "b(t) + 1"),
    "tends_of_next": ("a(t+1)", "a(t+1) + 1"),
    "limit_of_constant": ("c == 0", "c == 1"),
    "no_decay_without_a_zero": ("exists(", "forall("),
    "powers_of_products": ("pw(n, a)*pw(n, b)", "pw(n, a)*pw(n, a)"),
    "powers_are_ordered": ("pw(n, x) <= pw(n, y)", "pw(n, x) >= pw(n, y)"),
    "weighted_power_inequality": ("(n+1)*x", "(n+2)*x"),
    "arithmetic_geometric_mean": ("pw(n+1, n+1)", "pw(n+1, n+2)"),
    "cauchy_schwarz_of_sums": ("A(n)*B(n)", "A(n)*B(n)/2"),
    "critical_step_of_vector_factorisation": ("s(t) - 4*eta*e(t)", "s(t) - 5*eta*e(t)"),
    "sharpness_of_deep_factorisation": ("lambda_(n+1)*c >= (n+1)", "lambda_(n+1)*c >= (n+2)"),
}


def power(n: int, a: Fraction) -> Fraction:
    return F(a) ** n


def number(rng: Random, low: int = -9, high: int = 9) -> Fraction:
    return F(rng.randint(low, high), rng.randint(1, 4))


def decaying(rng: Random) -> Sequence:
    """±c·kᵗ with |k| < 1."""
    c, k = number(rng), F(rng.randint(-7, 7), 12)
    return lambda t: c * k**t


def cumulated(start: Fraction, step: Callable[[Fraction, int], Fraction]) -> Sequence:
    """The sequence x(0) = start, x(k+1) = step(x(k), k)."""

    @cache
    def x(k: int) -> Fraction:
        return start if k == 0 else step(x(k - 1), k - 1)

    return x


def random_sequence(rng: Random, low: int = -9, high: int = 9) -> Sequence:
    values = [number(rng, low, high) for _ in range(40)]
    return lambda k: values[k % 40]


def tends_of_combination(rng: Random, d: int) -> Model:
    return Model(d, {"a": decaying(rng), "b": decaying(rng), "k": number(rng)})


def tends_of_equal(rng: Random, d: int) -> Model:
    a = decaying(rng)
    return Model(d, {"a": a, "b": lambda t: 2 * a(t) - a(t)})


def tends_of_next(rng: Random, d: int) -> Model:
    return Model(d, {"a": decaying(rng)})


def limit_of_constant(rng: Random, d: int) -> Model:
    return Model(d, {"c": F(0)})


def no_decay_without_a_zero(rng: Random, d: int) -> Model:
    first, end = number(rng, 1), rng.randint(1, 3)
    return Model(d, {"a": lambda t: first if t < end else F(0)})


def powers_of_products(rng: Random, d: int) -> Model:
    return Model(d, {"pw": power, "a": number(rng), "b": number(rng)})


def powers_are_ordered(rng: Random, d: int) -> Model:
    x = number(rng, 0)
    return Model(d, {"pw": power, "x": x, "y": x + number(rng, 1)})


def weighted_power_inequality(rng: Random, d: int) -> Model:
    x = number(rng, 0)
    return Model(d, {"pw": power, "x": x, "y": rng.choice((x, number(rng, 0)))})


def arithmetic_geometric_mean(rng: Random, d: int) -> Model:
    a, same = random_sequence(rng, 0), number(rng, 1)
    if rng.random() < 0.5:
        a = lambda k: same  # noqa: E731 — equal numbers attain the inequality
    sums, products = cumulated(F(0), lambda x, k: x + a(k)), cumulated(F(1), lambda x, k: x * a(k))
    return Model(d, {"pw": power, "a": a, "S": sums, "P": products})


def cauchy_schwarz_of_sums(rng: Random, d: int) -> Model:
    q, share = random_sequence(rng), number(rng, 1)
    r = rng.choice((random_sequence(rng), lambda k: share * q(k)))
    pairs = {"M": (q, r), "A": (q, q), "B": (r, r)}
    sums = {name: cumulated(F(0), lambda x, k, u=u, v=v: x + u(k) * v(k)) for name, (u, v) in pairs.items()}
    return Model(d, {"q": q, "r": r, **sums})


def critical_step_of_vector_factorisation(rng: Random, d: int) -> Model:
    """r is rational where y = 0, or u = v (r = |s − 4y|)."""
    u = tuple(F(rng.randint(-3, 3), 2) for _ in range(d))
    v, y = (u, F(rng.randint(-4, 4), 2)) if rng.random() < 0.6 else (tuple(F(rng.randint(-3, 3), 2) for _ in u), F(0))
    eta = F(rng.randint(1, 8), 8)

    @cache
    def pair(t: int):  # type: ignore[no-untyped-def]
        if t == 0:
            return u, v
        a, b = pair(t - 1)
        error = dot(a, b) - y
        return add(a, b, -eta * error), add(b, a, -eta * error)

    def error(t: int) -> Fraction:
        return dot(*pair(t)) - y

    def size(t: int) -> Fraction:
        return sum((dot(x, x) for x in pair(t)), F(0))

    values = {
        "u": lambda t: pair(t)[0], "v": lambda t: pair(t)[1], "e": error, "s": size,
        "W": lambda t: eta * size(t) - eta**2 * y * error(t) - 4,
        "y": y, "eta": eta, "h": abs(y), "S": size(0), "E": error(0),
        "r": abs(size(0) - 4 * y) if u == v else size(0),
    }  # fmt: skip
    return Model(d, values, horizon=1)


def sharpness_of_deep_factorisation(rng: Random, d: int) -> Model:
    """N weights with product rootᴺ, balanced now and then; 1 beyond them."""
    count, root = rng.randint(2, 4), number(rng, 1, 3)
    tilts = [F(1)] * count if rng.random() < 0.4 else [number(rng, 1, 3) for _ in range(count)]
    tilts[0] /= prod(tilts)
    sigma, n = root**count, count - 1

    def w(k: int) -> Fraction:
        return root * (tilts[k] if k < count else 1)

    def q(k: int) -> Fraction:
        return sigma / w(k)

    r = rng.choice((random_sequence(rng), q))
    product = cumulated(F(1), lambda x, k: x * w(k))
    slope = cumulated(F(0), lambda x, k: x * w(k) + product(k) * r(k))

    @cache
    def moved(k: int, z: Fraction) -> Fraction:
        return F(1) if k == 0 else moved(k - 1, z) * (w(k - 1) + z * r(k - 1))

    @cache
    def rest(k: int, z: Fraction) -> Fraction:
        return F(0) if k == 0 else rest(k - 1, z) * (w(k - 1) + z * r(k - 1)) + slope(k - 1) * r(k - 1)

    values = {
        "w": w, "q": q, "r": r, "P": product, "D": slope, "F": moved, "Q": rest, "pw": power,
        "M": cumulated(F(0), lambda x, k: x + q(k) * r(k)), "E": cumulated(F(0), lambda x, k: x + r(k) ** 2),
        "lambda_": cumulated(F(0), lambda x, k: x + q(k) ** 2), "G": cumulated(F(1), lambda x, k: x * q(k) ** 2),
        "n": n, "sigma": sigma, "c": root**2, "eta": number(rng, 1),
    }  # fmt: skip
    return Model(d, values)


FACTORISATIONS = {name: globals()[name] for name in FALSE_OF_FACTORISATIONS}
