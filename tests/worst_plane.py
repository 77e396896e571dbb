"""The plane functions on which OPSC with EB⁺ is worst where the gradients at both ends of a step count.

In polar coordinates f = φ(r, θ); ⟨g, x⟩ = r·φ_r and ‖g‖² = φ_r² + (φ_θ/r)². At p = (1, 0) the gradient (at a kink: the
side where θ ≥ 0) is (μ, T), T = √(L² − μ²), from a narrow sector of L·cos(2·angle)·r²/2, cut where it would turn back;
elsewhere f = μr²/2, but for a rise of slope (L − μ)r on a thin ring, in a sector around the other end of the step.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from proofkit.extremal import Planar

SLACK = 1e-12  # of a gradient's length, for rounding


@dataclass(frozen=True)
class PlaneFunction:
    """f for one step from or to p = (1, 0).

    Args:
        mu, L: of OPSC and EB⁺.
        other: the other end, (radius, angle).
        end: the slope of the gradient there, mu or L.
        thin: width of the ring, and of the sectors as a share of the angle of the other end.
    """

    mu: float
    L: float
    other: tuple[float, float]
    end: float
    thin: float = 1e-3

    def polar(self, r: float, angle: float) -> tuple[float, float]:
        """(φ_r, φ_θ/r)."""
        width = self.thin * abs(self.other[1])
        radial, tangential = self.mu * r, 0.0
        if 0 <= angle < 2 * width:  # kappa*r^2/2, with kappa = L*cos(2*turn) first growing and then falling back
            rising = angle < width
            turn = math.acos(self.mu / self.L) / 2 - (angle if rising else 2 * width - angle)
            radial = self.L * math.cos(2 * turn) * r
            tangential = (1 if rising else -1) * self.L * math.sin(2 * turn) * r
        away = (angle - self.other[1]) / width
        if self.end > self.mu and abs(away) < 1:
            bump, slope = (1 - away**2) ** 2, -4 * away * (1 - away**2) / width
            inner, outer = self.other[0] * (1 - self.thin**3), self.other[0] * (1 + self.thin**3)
            risen = (self.end - self.mu) * (min(max(r, inner), outer) ** 2 - inner**2) / 2
            radial += (self.end - self.mu) * r * bump if inner <= r <= outer else 0.0
            tangential += risen * slope / r
        return radial, tangential

    def gradient(self, x: float, y: float) -> tuple[float, float]:
        r, angle = math.hypot(x, y), math.atan2(y, x)
        along, across = self.polar(r, angle)
        return along * math.cos(angle) - across * math.sin(angle), along * math.sin(angle) + across * math.cos(angle)

    def is_member(self, r: float, angle: float) -> bool:
        radial, tangential = self.polar(r, angle)
        least, most = self.mu * r * (1 - SLACK), self.L * r * (1 + SLACK)
        return radial >= least and math.hypot(radial, tangential) <= most


def step(mu: float, L: float, eta: float) -> tuple[float, float]:
    """p − ηg(p) in polar coordinates; for an implicit step, with −η, p + ηg(p)."""
    x, y = 1 - eta * mu, -eta * math.sqrt(L * L - mu * mu)
    return math.hypot(x, y), math.atan2(y, x)


def on_plane(extremal: Planar, method: str, at: Mapping[str, Fraction]) -> tuple[PlaneFunction, float]:
    """(the function that the answer names, the factor of the gradient norm in one step on it)."""
    mu, L, eta = (float(at[name]) for name in ("mu", "L", "eta"))
    implicit = method == "proximal_point"
    found = PlaneFunction(mu, L, step(mu, L, -eta if implicit else eta), {"mu": mu, "L": L}[extremal.end])
    g = found.gradient(1.0, 0.0)
    sign = 1 if implicit else -1
    there = found.gradient(1 + sign * eta * g[0], sign * eta * g[1])
    sizes = [math.hypot(*v) ** 2 for v in (g, there)]
    return found, sizes[0] / sizes[1] if implicit else sizes[1] / sizes[0]
