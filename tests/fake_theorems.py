"""Stand-in theorems with the formulas of the theory page, and wrong versions of any theorem."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import sympy as sp

from proofkit.check import number


@dataclass(frozen=True)
class FakeThreshold:
    lower: Any = None
    upper: Any = None

    def at(self, constants):
        return tuple(None if end is None else number(end, constants) for end in (self.lower, self.upper))


@dataclass(frozen=True)
class FakeTheorem:
    name: str
    formulas: dict = field(default_factory=dict)
    thresholds: dict = field(default_factory=dict)
    witnesses: tuple = ()
    definitions: dict = field(default_factory=dict)

    def formula(self, name):
        return self.formulas[name]

    def threshold(self, name):
        return self.thresholds[name]


def f(text):
    """SymPy expression in roles; only for the constants of this file."""
    names = "eta mu L mu_star mu_dagger L_dagger R D m r T d vol_X vol_W sigma rho"
    return sp.sympify(text, locals={n: sp.Symbol(n) for n in names.split()})


Q2, B2 = "1 - 2*eta*mu_star + eta**2*L**2", "1 - 2*eta*mu_dagger + eta**2*L_dagger**2"
WINDOW = FakeThreshold(f("2/mu_dagger"), f("2*mu_star/L**2"))
PAIRS = (("kinked_pair", {}), ("kinked_pair_anisotropic", {}))
A, B = "(1 - eta*L)", "(eta*m - 1)"

THEOREMS = {
    t.name: t
    for t in (
        FakeTheorem(
            "contraction_of_opsc",
            {"squared_factor": f("1 - 2*eta*mu + eta**2*L**2")},
            {"contraction": FakeThreshold(sp.S.Zero, f("2*mu/L**2"))},
            (("plane_family", {}),),
        ),
        FakeTheorem(
            "contraction_of_opsc_on_line",
            {"squared_factor": f("Max((1 - eta*mu)**2, (1 - eta*L)**2)")},
            {"contraction": FakeThreshold(sp.S.Zero, f("2/L"))},
            (("plane_family", {}),),
        ),
        FakeTheorem(
            "expansion_of_opsc",
            {"factor": f("eta*mu - 1")},
            {"expansion": FakeThreshold(f("2/mu"))},
            (("plane_family", {}),),
        ),
        FakeTheorem("escape_window", {}, {"window": WINDOW}, PAIRS),
        FakeTheorem(
            "global_convergence_of_large_step",
            {"q_squared": f(Q2), "b_squared": f(B2), "expansion": f("eta*mu_dagger - 1")},
            {
                "window": WINDOW,
                "no_return": FakeThreshold(None, f(f"D*(1 - sqrt({Q2}))/(1 + sqrt({Q2})*sqrt({B2}))")),
            },
            PAIRS,
        ),
        FakeTheorem(
            "two_cycle_when_no_return_fails",
            {
                "x": f(f"D*{A}*(1 + {B})/(1 + {A}*{B})"),
                "y": f(f"D + {B}*(D - D*{A}*(1 + {B})/(1 + {A}*{B}))"),
                "multiplier": f(f"-{A}*{B}"),
            },
            {},
            (("shifted_pair", {}),),
        ),
        FakeTheorem("kink_of_two_basin", {"jump": f("mu_star*(D - r) + mu_dagger*r")}, {}, PAIRS),
        FakeTheorem(
            "global_convergence_of_large_step_smooth",
            {"q_squared": f(Q2)},
            {"contraction": FakeThreshold(sp.S.Zero, f("2*mu_star/L**2"))},
            (("sharp_valley", {}),),
        ),
        FakeTheorem(
            "trapping_of_small_step",
            {"b_squared": f(B2)},
            {"trapping": FakeThreshold(sp.S.Zero, f("2*mu_dagger/L_dagger**2"))},
            (*PAIRS, ("sharp_valley", {}), ("double_well", {})),
        ),
        FakeTheorem(
            "hitting_probability",
            {"bound": f("vol_X/vol_W*((1 - eta*L)**(-d*(T + 1)) - 1)/((1 - eta*L)**(-d) - 1)")},
            {},
            (("gaussian_well", {}),),
        ),
        FakeTheorem(
            "trapping_of_small_step_sgd",
            {"b_squared": f(B2)},
            {"noise": FakeThreshold(None, f(f"rho*(1 - sqrt({B2}))/eta"))},
            PAIRS,
        ),
    )
}


def scaled(theorem, factor):
    """The same theorem with every formula and threshold off by a factor."""

    def off(end):
        return None if end is None else factor * end

    return replace(
        theorem,
        formulas={n: factor * e for n, e in theorem.formulas.items()},
        thresholds={n: FakeThreshold(off(t.lower), off(t.upper)) for n, t in theorem.thresholds.items()},
    )


def renamed(theorem, **names):
    """The same theorem with symbols exchanged in every formula and threshold."""

    def change(end):
        if end is None or not hasattr(end, "xreplace"):
            return end
        return end.subs({sp.Symbol(a): sp.Symbol(b) for a, b in names.items()}, simultaneous=True)

    return replace(
        theorem,
        formulas={n: change(e) for n, e in theorem.formulas.items()},
        thresholds={n: FakeThreshold(change(t.lower), change(t.upper)) for n, t in theorem.thresholds.items()},
    )
