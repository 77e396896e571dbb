"""Random rational models of the hypotheses of each lemma and theorem, built so that they hold and are not vacuous.

A family takes a random generator and a dimension. Fields are linear or piecewise linear around a centre, orbits
are iterated, and constants are chosen so that every root in a statement is rational.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import isqrt
from random import Random
from typing import Any

from .families_at_the_edge import AT_THE_EDGE
from .families_of_factorisations import FACTORISATIONS
from .models import Model, TooFar, Vector, add, dot, scale

F = Fraction
Map = Callable[[Vector], Vector]
Family = Callable[[Random, int], Model]

LATEST = 80  #: orbits are followed no longer: the numbers would be too long

DIRECTIONS: dict[int, tuple[tuple[int, ...], ...]] = {
    1: ((1, 1),),
    2: ((1, 0, 1), (3, 4, 5), (5, 12, 13), (8, 15, 17)),
    3: ((1, 0, 0, 1), (1, 2, 2, 3), (2, 3, 6, 7), (3, 4, 0, 5), (4, 4, 7, 9)),
}


# -- random numbers, points and fields -------------------------------------------------------------------


def between(rng: Random, low: Fraction | int, high: Fraction | int) -> Fraction:
    """Return a rational strictly between two numbers."""
    return low + (high - low) * F(rng.randint(1, 11), 12)


def unit(rng: Random, d: int) -> Vector:
    """Return a rational vector of length 1."""
    *parts, length = rng.choice(DIRECTIONS[d])
    rng.shuffle(parts)
    return tuple(F(rng.choice((-1, 1)) * part, length) for part in parts)


def point(rng: Random, d: int, size: int = 3) -> Vector:
    """Return a rational point."""
    return tuple(F(rng.randint(-4 * size, 4 * size), 4) for _ in range(d))


def points(rng: Random, d: int, count: int, center: Vector | None = None, radius: Fraction | int = 1) -> list[Vector]:
    """Return points at random distances up to 2·radius from a centre."""
    center = center or (F(0),) * d
    return [add(center, unit(rng, d), radius * F(rng.randint(0, 16), 8)) for _ in range(count)]


def root_below(x: Fraction) -> Fraction:
    """Return a rational just below the square root."""
    return F(isqrt(x.numerator * x.denominator * 10**4), x.denominator * 100)


def field(rng: Random, d: int, low: Fraction, high: Fraction, center: Vector) -> Map:
    """Return g with ⟨g(p), p − c⟩ ≥ low·‖p − c‖² and ‖g(p)‖ ≤ high·‖p − c‖: stretched, kinked or turning."""
    kind = rng.choice(("stretch", "kink", "turn") if d > 1 else ("stretch", "kink"))
    turn = root_below(max(high * high - low * low, F(0)))
    rates = [(rng.choice((low, high, between(rng, low, high))), between(rng, low, high)) for _ in range(d)]

    def g(p: Vector) -> Vector:
        u = add(p, center, -1)
        if kind == "turn":
            return (low * u[0] - turn * u[1], turn * u[0] + low * u[1], *scale(low, u[2:]))
        sides = [up if x >= 0 or kind == "stretch" else down for x, (up, down) in zip(u, rates, strict=True)]
        return tuple(rate * x for rate, x in zip(sides, u, strict=True))

    return g


def joined(member: Callable[[Vector], bool], inner: Map, outer: Map) -> Map:
    """Return the field that is one in a region and another outside it."""
    return lambda p: inner(p) if member(p) else outer(p)


def ball(center: Vector, radius: Fraction, open_: bool = False) -> Callable[[Vector], bool]:
    """Return a ball as a set."""

    def member(p: Vector) -> bool:
        u = add(p, center, -1)
        return dot(u, u) < radius**2 or (not open_ and dot(u, u) == radius**2)

    return member


def region(rng: Random, d: int) -> Callable[[Vector], bool]:
    """Return a half-space, a ball, its complement, or everything."""
    normal, center, size = unit(rng, d), point(rng, d, 1), between(rng, 0, 3)
    return rng.choice(
        (
            lambda p: dot(normal, p) <= size,
            ball(center, size),
            lambda p: not ball(center, size)(p),
            lambda p: True,
        )
    )


def orbit(step: Map) -> Callable[[int, Vector], Vector]:
    """Return (t, p) → the point after t steps from p."""
    paths: dict[Vector, list[Vector]] = {}

    def phi(t: int, p: Vector) -> Vector:
        if t > LATEST:
            raise TooFar
        path = paths.setdefault(p, [p])
        while len(path) <= t:
            path.append(step(path[-1]))
        return path[t]

    return phi


def descent(g: Map, eta: Fraction) -> Callable[[int, Vector], Vector]:
    """Return the orbits of p → p − η·g(p)."""
    return orbit(lambda p: add(p, g(p), -eta))


def visited(phi: Callable[[int, Vector], Vector], starts: Iterable[Vector], steps: int = 12) -> tuple[Vector, ...]:
    """Return the points that some orbits visit after their start."""
    return tuple(phi(t, p) for p in starts for t in range(1, steps))


# -- numbers, vectors, sequences -----------------------------------------------------------------------


def cauchy_schwarz(rng: Random, d: int) -> Model:
    u, v = point(rng, d), point(rng, d)
    return Model(d, {"u": u, "v": rng.choice((v, scale(F(rng.randint(-2, 2)), u)))})


def square_root_is_monotone(rng: Random, d: int) -> Model:
    y = F(rng.randint(0, 8), 3)
    return Model(d, {"x": rng.choice((y, -y, between(rng, -y, y))), "y": y})


def triangle_inequality(rng: Random, d: int) -> Model:
    a, b = F(rng.randint(0, 8), 3), F(rng.randint(0, 8), 3)
    shrink = rng.choice((F(1), between(rng, 0, 1)))
    u, v = scale(a * shrink, unit(rng, d)), scale(b * shrink, unit(rng, d))
    return Model(d, {"u": u, "v": rng.choice((v, scale(b / (a or 1), u))), "a": a, "b": b})


def reverse_triangle_inequality(rng: Random, d: int) -> Model:
    b = F(rng.randint(0, 8), 3)
    a = b + F(rng.randint(0, 8), 3)
    u = scale(a * rng.choice((F(1), F(4, 3))), unit(rng, d))
    opposite = scale(-b / a, u) if a and dot(u, u) == a * a else u
    v = rng.choice(
        (scale(b, unit(rng, d)), opposite if dot(opposite, opposite) <= b * b else scale(b / 2, unit(rng, d)))
    )
    return Model(d, {"u": u, "v": v, "a": a, "b": b})


def sequence(rng: Random, start: Fraction, low: Fraction, high: Fraction) -> Callable[[int], Fraction]:
    """Return a sequence whose ratios are random in [low, high]."""
    values = [start]

    def a(t: int) -> Fraction:
        while len(values) <= t:
            values.append(values[-1] * rng.choice((high, high, low, between(rng, low, high))))
        return values[t]

    return a


def tends_of_contraction(rng: Random, d: int) -> Model:
    k = F(rng.randint(0, 9), 12)
    return Model(d, {"a": sequence(rng, F(rng.randint(0, 9), 2), k / 3, k), "k": k})


def growth_is_unbounded(rng: Random, d: int) -> Model:
    k = 1 + F(rng.randint(4, 12), 6)
    return Model(d, {"a": sequence(rng, F(rng.randint(1, 9), 2), k, 2 * k), "k": k})


def tends_of_tail(rng: Random, d: int) -> Model:
    s, head = rng.randint(0, 5), [F(rng.randint(-9, 9)) for _ in range(5)]
    tail = tends_of_contraction(rng, d).values["a"]
    return Model(d, {"a": lambda t: head[t] if t < s else tail(t - s), "s": s})


def jury(rng: Random) -> tuple[Fraction, Fraction]:
    """Return a, b well inside Jury's conditions."""
    b = between(rng, F(-1, 3), F(1, 3))
    return between(rng, F(-1, 2), F(1, 2)) * (1 - b), b


def two_steps(a: Fraction, b: Fraction, first: Fraction, second: Fraction) -> Callable[[int], Fraction]:
    """Return x(t+2) = ax(t+1) + bx(t)."""
    values = [first, second]

    def x(t: int) -> Fraction:
        while len(values) <= t:
            values.append(a * values[-1] + b * values[-2])
        return values[t]

    return x


def jury_lyapunov(rng: Random, d: int) -> Model:
    a, b = jury(rng)
    return Model(d, {"a": a, "b": b, "u": F(rng.randint(-9, 9)), "w": F(rng.randint(-9, 9), 2)})


def jury_stable(rng: Random, d: int) -> Model:
    a, b = jury(rng)
    return Model(d, {"a": a, "b": b, "x": two_steps(a, b, F(rng.randint(-9, 9)), F(rng.randint(-9, 9), 2))})


def jury_unstable(rng: Random, d: int) -> Model:
    b, start = between(rng, -1, 2), F(rng.randint(1, 9), 2)
    a = min(b - 1, F(0)) - F(rng.randint(0, 4), 4)
    return Model(d, {"a": a, "b": b, "x": two_steps(a, b, start, -start - F(rng.randint(0, 4)))})


def tends_of_square_bound(rng: Random, d: int) -> Model:
    a, c = tends_of_contraction(rng, d).values["a"], between(rng, 0, 3)
    more = tends_of_contraction(rng, d).values["a"]
    return Model(d, {"a": a, "c": c, "v": lambda t: c * a(t) ** 2 + more(t)})


def tends_of_sum_with_square(rng: Random, d: int) -> Model:
    return Model(d, {name: tends_of_contraction(rng, d).values["a"] for name in "ab"})


def axes(d: int) -> dict[str, Any]:
    """Return the coordinate axes over and over, and the sums of squared coordinates."""

    def e(i: int) -> Vector:
        return tuple(F(k == i % d) for k in range(d))

    return {"e": e, "n": d, "S": lambda i, p: sum((dot(p, e(k)) ** 2 for k in range(i)), start=F(0))}


def tends_of_coordinates(rng: Random, d: int) -> Model:
    sizes = [tends_of_contraction(rng, d).values["a"] for _ in range(d)]
    given = {**axes(d), "u": lambda t: tuple(a(t) for a in sizes)}
    return Model(d, given, tuple(points(rng, d, 3)))


def quadratic(rng: Random, d: int) -> dict[str, Any]:
    """Return a quadratic along the axes, its largest curvature first, and a step: small, or far too large."""
    L, center = F(rng.randint(2, 9)), point(rng, d)
    kappa = [L, *(between(rng, L / 3, L) for _ in range(d - 1))]

    def g(p: Vector) -> Vector:
        return tuple(k * x for k, x in zip(kappa, add(p, center, -1), strict=True))

    eta = rng.choice((between(rng, F(1, 2), 1), F(4), F(5))) / L
    return {**axes(d), "g": g, "kappa": lambda i: kappa[i % d], "x_star": center, "L": L, "eta": eta}


def along(step: Callable[[Vector, Vector], Vector], first: Vector, second: Vector) -> Callable[[int], Vector]:
    """Return the sequence of vectors whose next member is step(last, last but one)."""
    values = [first, second]

    def x(t: int) -> Vector:
        while len(values) <= t:
            values.append(step(values[-1], values[-2]))
        return values[t]

    return x


def gradient_descent_on_quadratic(rng: Random, d: int) -> Model:
    q = quadratic(rng, d)

    def step(p: Vector, _: Vector) -> Vector:
        return add(p, q["g"](p), -q["eta"])

    starts = {"x": point(rng, d), "z": add(q["x_star"], q["e"](0))}
    orbits = {name: along(step, p, step(p, p)) for name, p in starts.items()}
    return Model(d, {**q, **orbits}, tuple(points(rng, d, 3)))


def heavy_ball_threshold(rng: Random, d: int) -> Model:
    q, beta = quadratic(rng, d), between(rng, F(-1, 4), F(1, 4))

    def step(p: Vector, before: Vector) -> Vector:
        return add(add(p, q["g"](p), -q["eta"]), add(p, before, -1), beta)

    e = q["e"](0)
    orbits = {
        "x": along(step, point(rng, d), point(rng, d)),
        "z": along(step, add(q["x_star"], e), add(q["x_star"], e, -1)),
    }
    return Model(d, {**q, **orbits, "beta": beta}, tuple(points(rng, d, 3)))


def nesterov_threshold(rng: Random, d: int) -> Model:
    q, beta = quadratic(rng, d), between(rng, F(-1, 4), F(1, 4))

    def step(p: Vector, before: Vector) -> Vector:
        ahead = add(p, add(p, before, -1), beta)
        return add(ahead, q["g"](ahead), -q["eta"])

    e = q["e"](0)
    orbits = {
        "x": along(step, point(rng, d), point(rng, d)),
        "z": along(step, add(q["x_star"], e), add(q["x_star"], e, -1)),
    }
    return Model(d, {**q, **orbits, "beta": beta}, tuple(points(rng, d, 3)))


def least_number(rng: Random, d: int) -> Model:
    members = {rng.randint(0, 9) for _ in range(rng.randint(1, 4))}
    return Model(d, {"A": lambda t: t in members})


def orbit_shift(rng: Random, d: int) -> Model:
    g = field(rng, d, between(rng, -1, 0), between(rng, 0, 1), point(rng, d))
    phi, starts = orbit(g), points(rng, d, 2)
    return Model(d, {"Phi": phi, "G": g}, tuple(starts), visited(phi, starts))


# -- one step ------------------------------------------------------------------------------------------


def contraction_of_opsc(rng: Random, d: int) -> Model:
    mu, c = between(rng, 0, 2), point(rng, d)
    L = mu * rng.choice((F(1), F(5, 3), F(13, 5)))
    numbers = {"mu": mu, "L": L, "eta": between(rng, 0, 2 / L)}
    values = {"g": field(rng, d, mu, L, c), "S": region(rng, d), "c": c, **numbers}
    return Model(d, values, (c, *points(rng, d, 8, c)))


def contraction_of_opsc_on_line(rng: Random, d: int) -> Model:
    model = contraction_of_opsc(rng, d)
    eta, mu, L = (model.values[name] for name in ("eta", "mu", "L"))
    values = {**model.values, "K": max((1 - eta * mu) ** 2, (1 - eta * L) ** 2) + rng.choice((0, F(1, 9)))}
    return Model(d, values, model.points)


def expansion_of_opsc(rng: Random, d: int) -> Model:
    model = contraction_of_opsc(rng, d)
    eta = (1 + F(rng.randint(0, 8), 4)) / model.values["mu"]
    return Model(d, {**model.values, "eta": eta}, model.points)


def large_step_misses_center(rng: Random, d: int) -> Model:
    model = contraction_of_opsc(rng, d)
    return Model(d, {**model.values, "eta": (1 + F(rng.randint(1, 8), 4)) / model.values["mu"]}, model.points)


def two_basins(rng: Random, d: int, room: Fraction | int = 1) -> dict[str, Any]:
    """Return g, M and constants of two basins with a step in the window, and no return if `room` ≤ 1."""
    eta, q, star, e = between(rng, 0, 1), F(rng.randint(1, 4), 8), point(rng, d, 1), unit(rng, d)
    L, growth = between(rng, 1 - q, 1 + q) / eta, F(rng.randint(5, 12), 4)
    b = growth + rng.choice((F(0), F(1, 8)))
    L_dagger = (1 + growth) / eta
    mu_star, mu_dagger = (1 + (eta * L) ** 2 - q * q) / (2 * eta), (1 + (1 + growth) ** 2 - b * b) / (2 * eta)
    D = between(rng, 1, 4)
    R = between(rng, 0, room) * D * (1 - q) / (1 + q * b)
    dagger = add(star, e, D)
    M = ball(dagger, R)
    g = joined(M, field(rng, d, mu_dagger, L_dagger, dagger), field(rng, d, mu_star, L, star))
    numbers = {"mu_star": mu_star, "L": L, "mu_dagger": mu_dagger, "L_dagger": L_dagger, "eta": eta}
    return {"g": g, "M": M, "x_star": star, "x_dagger": dagger, **numbers, "R": R, "D": D, "q": q, "b": b}


def escape_window(rng: Random, d: int) -> Model:
    values = two_basins(rng, d, 3)
    starts = [*points(rng, d, 5, values["x_dagger"], values["R"]), *points(rng, d, 5, values["x_star"])]
    half = values["mu_star"] / values["L"] ** 2
    return Model(d, values, tuple(starts), scalars=(values["eta"], 1 / values["mu_dagger"] + half, half, F(0), F(7)))


def escape_window_is_non_empty(rng: Random, d: int) -> Model:
    mu_star, L = between(rng, 0, 3), between(rng, 0, 3)
    widest = max(L, 2 * L**2 / mu_star)  # above this, all three windows are non-empty
    values = {"mu_star": mu_star, "L": L, "mu_dagger": widest * rng.choice((F(2, 3), F(5, 4), F(3, 2), F(3)))}
    low, ends = 2 / values["mu_dagger"], (values["mu_star"] / values["L"] ** 2, 1 / values["L"])
    inside = [(low + k * end) / 2 for end in ends for k in (1, 2)]
    return Model(d, values, scalars=(*inside, *ends, low, F(-1)))


def escape_window_on_line(rng: Random, d: int) -> Model:
    return escape_window(rng, d)


# -- orbits --------------------------------------------------------------------------------------------


def global_convergence_of_large_step(rng: Random, d: int) -> Model:
    values = two_basins(rng, d)
    phi = descent(values["g"], values["eta"])
    inside = points(rng, d, 3, values["x_dagger"], values["R"] / 2)
    starts = [*inside, *points(rng, d, 2, values["x_star"], values["D"]), values["x_dagger"]]
    growth = (values["eta"] * values["mu_dagger"] - 1) ** 2
    values |= {"Phi": phi, "P": lambda n: growth**n}
    return Model(d, values, tuple(starts), visited(phi, starts), horizon=4)


def global_convergence_of_large_step_in_open_ball(rng: Random, d: int) -> Model:
    model = global_convergence_of_large_step(rng, d)
    D, q, b = (model.values[name] for name in ("D", "q", "b"))
    return replace(model, values={**model.values, "R": D * (1 - q) / (1 + q * b)})  # equality in no-return


def convergence_without_return(rng: Random, d: int) -> Model:
    values = two_basins(rng, d)
    start = add(values["x_dagger"], unit(rng, d), values["R"] * rng.choice((F(1, 4), F(1), F(2))))
    phi, E = descent(values["g"], values["eta"]), values["D"] + values["b"] * values["R"]
    values |= {"x": lambda t: phi(t, start), "c": values["x_star"], "E": E}
    near = (*points(rng, d, 6, values["x_dagger"], values["R"]), *visited(phi, [start]))
    return Model(d, values, near=near)


def no_return(rng: Random, d: int) -> Model:
    return convergence_without_return(rng, d)


def trapping_of_small_step(rng: Random, d: int) -> Model:
    mu, dagger, rho = between(rng, 0, 2), point(rng, d, 1), between(rng, 0, 3)
    L = mu * rng.choice((F(1), F(5, 3)))
    eta = between(rng, F(1, 4), 1) * 2 * mu / L**2
    g = joined(ball(dagger, rho), field(rng, d, mu, L, dagger), field(rng, d, F(-1), F(1), point(rng, d)))
    phi, starts = descent(g, eta), points(rng, d, 3, dagger, rho)
    values = {"g": g, "Phi": phi, "x_dagger": dagger, "mu_dagger": mu, "L_dagger": L, "eta": eta, "rho": rho}
    return Model(d, values, tuple(starts), visited(phi, starts), late=20)


def trapping_of_small_step_sgd(rng: Random, d: int) -> Model:
    base, b = trapping_of_small_step(rng, d).values, F(rng.randint(1, 6), 8)
    eta, dagger, rho = base["eta"], base["x_dagger"], base["rho"]
    L = between(rng, 1 - b, 1 + b) / eta
    mu = (1 + (eta * L) ** 2 - b * b) / (2 * eta)
    g, sigma = field(rng, d, mu, L, dagger), (1 - b) * rho / eta * rng.choice((F(1), between(rng, 0, 1)))
    noise = cache(lambda t: scale(sigma * rng.choice((F(1), F(1, 2))), unit(rng, d)))
    path = [add(dagger, unit(rng, d), rho)]

    def x(t: int) -> Vector:
        while len(path) <= t:
            path.append(add(path[-1], add(g(path[-1]), noise(len(path) - 1)), -eta))
        return path[t]

    values = {**base, "g": g, "x": x, "xi": noise, "mu_dagger": mu, "L_dagger": L, "sigma": sigma, "b": b}
    near = (*points(rng, d, 6, dagger, rho), *(x(t) for t in range(12)))
    top = rho * mu
    return Model(d, values, near=near, scalars=(top / 2, F(0), -F(1), 2 * top, mu / L**2, eta, F(1, 10**9)))


def two_cycle_when_no_return_fails(rng: Random, d: int) -> Model:
    a, e, eta, D = F(rng.randint(1, 3), 8), unit(rng, d), between(rng, 0, 1), between(rng, 1, 4)
    B = between(rng, 1, 1 / a)
    L, m, X = (1 - a) / eta, (1 + B) / eta, D * a * (1 + B) / (1 + a * B)
    R = between(rng, 1, B) * eta * L * D / (1 + a * B)
    star = point(rng, d, 1)
    dagger = add(star, e, D)
    M = ball(dagger, R, open_=True)
    g = joined(M, lambda p: scale(m, add(p, dagger, -1)), lambda p: scale(L, add(p, star, -1)))
    phi, cycle = descent(g, eta), add(star, e, X)
    margin = min(R - (D - X), (B * (D - X) - R) / B) / 2
    starts = [cycle, *points(rng, d, 4, cycle, margin / 2)]
    numbers = {"L": L, "m": m, "eta": eta, "R": R, "D": D, "a": a, "B": B, "X": X}
    values = {"g": g, "Phi": phi, "M": M, "x_star": star, "e": e, **numbers}
    near = (*points(rng, d, 4, dagger, R), *visited(phi, starts, 6))
    return Model(d, values, tuple(starts), near, scalars=(margin, F(1, 3), F(5)), horizon=4)


def two_cycle_of_kinked_pair_repels(rng: Random, d: int) -> Model:
    a, B, eta, D = between(rng, 0, 1), between(rng, 0, 6), between(rng, 0, 1), between(rng, 1, 4)
    L, m, s = (1 - a) / eta, (1 + B) / eta, a * (1 + B) / (1 + a * B)
    ends = [(L * (1 + B * (1 - s)) ** 2 - m * B**2 * (1 - s) ** 2) * D**2, (L * s**2 - m * (1 - s) ** 2) * D**2]
    h = max(F(0), (ends[0] + ends[1]) / 4 if rng.random() < 0.7 else between(rng, 0, 3))
    star, e = point(rng, d, 1), unit(rng, d)
    dagger = add(star, e, D)

    def inside(p: Vector) -> bool:
        to_dagger, to_star = add(p, dagger, -1), add(p, star, -1)
        return 2 * h + m * dot(to_dagger, to_dagger) < L * dot(to_star, to_star)

    g = joined(inside, lambda p: scale(m, add(p, dagger, -1)), lambda p: scale(L, add(p, star, -1)))
    cycle = [add(star, e, s * D), add(star, e, (1 + B * (1 - s)) * D)]
    numbers = {"L": L, "m": m, "eta": eta, "h": h, "D": D, "a": a, "B": B, "s": s, "c": 1 - s, "z": 1 + B * (1 - s)}
    values = {"g": g, "x_star": star, "x_dagger": dagger, "x": cycle[0], "y": cycle[1], **numbers}
    return Model(d, values, (*cycle, *points(rng, d, 4, dagger, D / 4)))


def strict_minimiser_of_shifted_pair(rng: Random, d: int) -> Model:
    L, k, D, ratio = between(rng, 0, 3), between(rng, F(3, 2), 4), between(rng, 1, 4), between(rng, 0, 1)
    m, R, a = k**2 * L, ratio * D, between(rng, 0, 1 - 2 / k**2)  # B > 1
    h, eta = L / 2 * (D - R) ** 2 - m / 2 * R**2, (1 - a) / L

    def f(x: Fraction) -> Fraction:
        if abs(x - D) < R:
            return h + m / 2 * (x - D) ** 2
        return L / 2 * x**2 - (2 * L * D * R if x > D else 0)

    B, numbers = eta * m - 1, {"L": L, "m": m, "D": D, "R": R, "h": h, "w": 1 / L, "k": k, "eta": eta, "a": a}
    edge, last = eta * L * D / (1 + a * B), D / (1 + k)
    scalars = (D, F(0), D - R, D + R, 2 * D, -D, D / 3, 2 * edge, edge + (min(B * edge, last) - edge) / 3)
    return Model(d, {"f": f, "B": B, **numbers}, scalars=scalars)


# -- avoidance and direction ---------------------------------------------------------------------------


def limit_inside_a_ball(rng: Random, d: int) -> Model:
    b, r, k, w = point(rng, d), between(rng, 1, 3), between(rng, F(-1, 2), F(1, 2)), point(rng, d, 5)
    c = add(b, unit(rng, d), r * between(rng, F(1, 4), F(3, 4)))
    return Model(d, {"x": lambda t: add(b, w, k**t), "b": b, "c": c, "r": r}, horizon=8)


def gradient_map_expands(rng: Random, d: int) -> Model:
    L = between(rng, 0, 3)
    rates = [rng.choice((L, -L, between(rng, -L, L))) for _ in range(d)]
    values = {"g": lambda p: tuple(k * x for k, x in zip(rates, p, strict=True)), "L": L, "eta": between(rng, 0, 1) / L}
    return Model(d, values, tuple(points(rng, d, 5)))


def slower_decay_dominates(rng: Random, d: int) -> Model:
    q = between(rng, F(1, 2), 2)
    p = q * between(rng, 0, F(1, 3))
    a, c = sequence(rng, F(rng.randint(0, 9)), p / 2, p), sequence(rng, F(rng.randint(1, 9)), q, 2 * q)
    return Model(d, {"a": a, "c": c, "p": p, "q": q}, scalars=(F(-1), F(1, 3), F(5)), horizon=9)


def direction_of_convergence(rng: Random, d: int) -> Model:
    """At the threshold itself: on both sides of it the conclusion is about almost every start."""
    q = quadratic(rng, d)
    kappa = [q["kappa"](i) for i in range(d)]
    mu, eta = min(kappa), 2 / (min(kappa) + q["L"])
    phi, starts = descent(q["g"], eta), points(rng, d, 3)
    values = {**q, "Phi": phi, "m": kappa.index(mu), "mu": mu, "eta": eta}
    return Model(d, values, tuple(starts), visited(phi, starts, 5), horizon=4)


# -- limits --------------------------------------------------------------------------------------------


def approach(rng: Random, b: Vector, towards: Iterable[Vector]) -> tuple[Vector, ...]:
    """Return points ever closer to b, along some directions."""
    return tuple(add(b, w, F(1, 8**k)) for w in towards for k in range(1, 6))


def one_point_inequality_at_limits(rng: Random, d: int) -> Model:
    normal, b, c, mu = unit(rng, d), point(rng, d, 1), point(rng, d, 1), between(rng, 0, 2)
    inner = field(rng, d, mu, 2 * mu, c)

    def S(p: Vector) -> bool:
        return dot(normal, add(p, b, -1)) > 0

    g = joined(S, inner, field(rng, d, F(-2), F(2), point(rng, d)))
    near = approach(rng, b, [normal, add(normal, unit(rng, d), F(1, 2)), scale(F(-1), normal)])
    values = {"g": g, "S": S, "b": b, "c": c, "u": inner(b), "mu": mu}
    scalars = (F(-1), F(1), F(1, 64))
    return Model(d, values, tuple(points(rng, d, 3, b)), near, scalars, small=(F(1, 16), F(1, 4096), F(1, 10**5)))


def kink_of_two_basin(rng: Random, d: int) -> Model:
    e, dagger, D = unit(rng, d), point(rng, d, 1), between(rng, 1, 4)
    mu_star, mu_dagger = between(rng, 0, 2), between(rng, 0, 2)
    r = between(rng, 0, D)
    edge, star = add(dagger, e, -r), add(dagger, e, -D)
    outer, inner = field(rng, d, mu_star, 2 * mu_star, star), field(rng, d, mu_dagger, 2 * mu_dagger, dagger)

    def M(p: Vector) -> bool:
        return dot(e, add(p, edge, -1)) > 0

    numbers = {"mu_star": mu_star, "mu_dagger": mu_dagger, "D": D, "r": r}
    values = {"g": joined(M, inner, outer), "M": M, "x_dagger": dagger, "e": e, **numbers}
    claimed = (outer(edge), inner(edge), dagger, edge)
    near = approach(rng, edge, [e, scale(F(-1), e)])
    return Model(d, values, claimed, near, (F(-1), F(1), F(1, 64)), small=(F(1, 16), F(1, 4096), F(1, 10**5)))


# -- smooth functions: quadratics with exact values ---------------------------------------------------------


def smooth_values(rng: Random, d: int, largest: Fraction | int = 2) -> dict[str, Any]:
    """Return f, g, Phi and constants of a quadratic with curvatures from μ to L, and ηL below the given number."""
    mu, star, low = between(rng, 0, 1), point(rng, d, 1), F(rng.randint(-2, 2), 2)
    L = mu * rng.choice((F(5, 3), F(2), F(3)))
    curvatures = [rng.choice((mu, L, between(rng, mu, L))) for _ in range(d)]
    eta = between(rng, 0, largest) / L

    def g(p: Vector) -> Vector:
        return tuple(c * x for c, x in zip(curvatures, add(p, star, -1), strict=True))

    def f(p: Vector) -> Fraction:
        return low + dot(g(p), add(p, star, -1)) / 2

    numbers = {"mu": mu, "L": L, "eta": eta, "low": low, "w": F(1)}
    return {"f": f, "g": g, "Phi": descent(g, eta), "S": lambda p: True, "x_star": star, **numbers}


def smooth_model(rng: Random, d: int, values: dict[str, Any]) -> Model:
    """Return the model, with starts about the minimiser and the points that their orbits visit."""
    starts = points(rng, d, 3, values["x_star"])
    scalars = (F(-1), F(0), F(1, 3), F(1), F(5))
    return Model(d, values, tuple(starts), visited(values["Phi"], starts, 4), scalars, horizon=3)


def power(base: Fraction) -> Callable[[int], Fraction]:
    """Return n → baseⁿ."""
    return lambda n: base**n


def geometric_bound(rng: Random, d: int) -> Model:
    q, first = F(rng.randint(0, 6), 4), F(rng.randint(-4, 4), 2)
    shares = [F(rng.randint(0, 4), 4) if first > 0 else F(rng.randint(4, 6), 4) for _ in range(60)]
    values = [first]
    for share in shares:
        values.append(share * q * values[-1])
    return Model(d, {"a": values.__getitem__, "r": power(q), "q": q})


def potential_decreases(rng: Random, d: int) -> Model:
    first, falls = F(rng.randint(-4, 4)), [F(rng.randint(0, 3), 2) for _ in range(60)]
    return Model(d, {"V": lambda t: first - sum(falls[:t])})


def decrease_of_smooth(rng: Random, d: int) -> Model:
    values = smooth_values(rng, d)
    g, phi = values["g"], values["Phi"]

    def Sigma(n: int, p: Vector) -> Fraction:
        return sum((dot(g(phi(t, p)), g(phi(t, p))) for t in range(n)), F(0))

    return smooth_model(rng, d, {**values, "Sigma": Sigma})


def linear_rate_of_pl(rng: Random, d: int) -> Model:
    values = smooth_values(rng, d)
    mu, L, eta = (values[name] for name in ("mu", "L", "eta"))
    return smooth_model(rng, d, {**values, "P": power(1 - eta * mu * (2 - eta * L))})


def contraction_of_smooth_strongly_convex(rng: Random, d: int) -> Model:
    values = smooth_values(rng, d, 3)
    mu, L, eta = (values[name] for name in ("mu", "L", "eta"))
    K = max((1 - eta * mu) ** 2, (1 - eta * L) ** 2) + rng.choice((0, F(1, 9)))
    model = smooth_model(rng, d, {**values, "K": K, "P": power(K)})
    return replace(model, scalars=(F(-1), F(0), F(1, 3), F(5), 2 / (mu + L)))


def contraction_of_sgd_with_variance_at_optimum(rng: Random, d: int) -> Model:
    """As many parabolas on the line as there are dimensions, their slopes at the minimiser adding to 0."""
    mu, L, star = F(rng.randint(1, 3)), F(rng.randint(4, 7)), F(rng.randint(-2, 2), 3)
    curvatures = [rng.choice((mu, L, between(rng, mu, L))) for _ in range(d)]
    slopes = [F(rng.randint(-3, 3), 2) for _ in range(d)]
    slopes[-1] = -sum(slopes[:-1])
    eta = between(rng, 0, 1) * 2 / L

    def f(p: Vector) -> Fraction:
        return sum(
            (k * (v - star) ** 2 / 2 + s * (v - star) for k, s, v in zip(curvatures, slopes, p, strict=True)), F(0)
        )

    def g(p: Vector) -> Vector:
        return tuple(k * (v - star) + s for k, s, v in zip(curvatures, slopes, p, strict=True))

    values = {"f": f, "g": g, "C": lambda p: len(set(p)) == 1, "x_star": (star,) * d, "mu": mu, "L": L, "eta": eta}
    same = tuple((F(k, 2),) * d for k in range(-4, 5))
    near = (*same, *points(rng, d, 4, (star,) * d))
    return Model(d, {**values, "sigma": sum(map(abs, slopes))}, same, near)


def sublinear_rate_of_smooth_convex(rng: Random, d: int) -> Model:
    return smooth_model(rng, d, smooth_values(rng, d))


def reach_of_opsc(rng: Random, d: int) -> Model:
    model, b = contraction_of_opsc(rng, d), F(rng.randint(1, 12), 8)
    eta = model.values["eta"]
    L = between(rng, abs(1 - b), 1 + b) / eta
    mu = (1 + (eta * L) ** 2 - b * b) / (2 * eta)
    g = field(rng, d, mu, L, model.values["c"])
    return replace(model, values={**model.values, "g": g, "mu": mu, "L": L, "b": b})


def reach_of_opsc_on_line(rng: Random, d: int) -> Model:
    model = contraction_of_opsc(rng, d)
    eta = (1 + F(rng.randint(0, 8), 4)) * 2 / (model.values["mu"] + model.values["L"])
    return replace(model, values={**model.values, "eta": eta})


def trapping_of_small_step_on_line(rng: Random, d: int) -> Model:
    return trapping_of_small_step(rng, d)


#: name of a lemma or theorem → its models; what is missing concludes about measures only
FAMILIES: dict[str, Family] = FACTORISATIONS | AT_THE_EDGE | {
    family.__name__: family
    for family in (
        cauchy_schwarz, square_root_is_monotone, triangle_inequality, reverse_triangle_inequality, tends_of_contraction,
        growth_is_unbounded, tends_of_tail, least_number, orbit_shift, contraction_of_opsc, contraction_of_opsc_on_line,
        expansion_of_opsc, large_step_misses_center, escape_window, escape_window_on_line,
        escape_window_is_non_empty, no_return,
        convergence_without_return,
        global_convergence_of_large_step, global_convergence_of_large_step_in_open_ball,
        geometric_bound, potential_decreases, decrease_of_smooth, linear_rate_of_pl,
        contraction_of_sgd_with_variance_at_optimum,
        contraction_of_smooth_strongly_convex, sublinear_rate_of_smooth_convex, reach_of_opsc, reach_of_opsc_on_line,
        trapping_of_small_step_on_line,
        trapping_of_small_step, trapping_of_small_step_sgd, two_cycle_when_no_return_fails,
        two_cycle_of_kinked_pair_repels,
        strict_minimiser_of_shifted_pair,
        one_point_inequality_at_limits, kink_of_two_basin,
        limit_inside_a_ball, gradient_map_expands, slower_decay_dominates, direction_of_convergence,
        jury_lyapunov, jury_stable, jury_unstable, tends_of_square_bound, tends_of_sum_with_square,
        tends_of_coordinates, gradient_descent_on_quadratic, heavy_ball_threshold, nesterov_threshold,
    )
}  # fmt: skip


def perturbed(model: Model, rng: Random) -> Model:
    """Return a model with some numbers moved, or all of them made small naturals; hypotheses may fail in it."""
    whole, values = rng.random() < F(1, 4), dict(model.values)
    for name, value in values.items():
        if isinstance(value, Fraction) and (whole or rng.random() < F(1, 3)):
            values[name] = rng.randint(0, 3) if whole else value * F(rng.randint(3, 20), 8) - rng.choice((0, 0, 1))
        elif type(value) is int:
            values[name] = max(0, value + rng.randint(-1, 1))
    return replace(model, values=values)


def models(name: str, seed: int, count: int, dimensions: Iterable[int] = (1, 2, 3)) -> Iterable[Model]:
    """Yield random models for a lemma or theorem, the dimensions in turn."""
    rng, cycle = Random(f"{name} {seed}"), tuple(dimensions)
    for k in range(count):
        yield FAMILIES[name](rng, cycle[k % len(cycle)])
