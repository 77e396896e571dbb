"""Slow twins of the engine: plain NumPy and exact fractions, written without looking at the compiled code."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import sympy as sp


def exact_gradient(landscape, point):
    """The gradient selection at an exact point, by substitution."""
    values = {v: sp.Rational(x) for v, x in zip(landscape.variables, point, strict=True)}
    return [sp.sympify(g).subs(values) for g in landscape.gradient]


def exact_orbit(landscape, start, eta, iterations):
    """x_0 … x_T in exact rational arithmetic."""
    orbit = [tuple(start)]
    for _ in range(iterations):
        g = exact_gradient(landscape, orbit[-1])
        orbit.append(tuple(x - eta * Fraction(int(d.p), int(d.q)) for x, d in zip(orbit[-1], g, strict=True)))
    return orbit


def statistics(landscape, orbit):
    """What `Descent` says of one trajectory, from its list of points."""
    inside = [landscape.regions["M"].contains(x) for x in orbit]
    exits = [t for t in range(1, len(orbit)) if inside[t - 1] and not inside[t]]
    visits = sum(1 for t in range(len(orbit)) if inside[t] and (t == 0 or not inside[t - 1]))
    return {"inside": sum(inside), "exit": exits[0] if exits else -1, "visits": visits, "flags": inside}


def distance(x, y):
    """Euclidean distance as a float."""
    return float(np.sqrt(float(sum((a - b) ** 2 for a, b in zip(x, y, strict=True)))))


MASK = (1 << 64) - 1


def mix(z):
    """SplitMix64's output function on Python integers."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def uniform(seed, index, counter):
    """Draw number `counter` of stream `index`."""
    golden = 0x9E3779B97F4A7C15
    key = mix(mix((seed + golden) & MASK) ^ ((index * golden + 0xBF58476D1CE4E5B9) & MASK))
    return ((mix((key + counter * golden) & MASK) >> 11) + 0.5) * 2.0**-53


def ball_draw(seed, index, t, dimension, radius):
    """The t-th draw from the ball, by Box–Muller directions."""
    base = t * (2 * dimension + 1)
    u = [uniform(seed, index, base + j) for j in range(2 * dimension + 1)]
    direction = np.array([np.sqrt(-2 * np.log(u[2 * i])) * np.cos(2 * np.pi * u[2 * i + 1]) for i in range(dimension)])
    return radius * u[-1] ** (1 / dimension) * direction / np.linalg.norm(direction)
