"""A small report with one row of each kind, for the tests of reports and of what prints them."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import sympy as sp

from proofkit import discovery
from proofkit.application import Application, Discharge
from proofkit.certificate import Certificate
from proofkit.evidence import Evidence
from proofkit.prediction import Prediction
from proofkit.region import Ball
from proofkit.report import Figure, NotRun, Report, build
from proofkit.statement import Statement
from proofkit.verdict import Strength, Verdict

STATEMENT = Statement(
    name="step_contracts",
    dimension="any",
    declare={
        "mu_star": "scalar", "L": "scalar", "eta": "scalar", "x": "vector", "x_star": "vector",
        "g": "vector -> vector", "M": "vector -> prop",
    },
    hypotheses={
        "out_opsc": "forall(p, vector, implies(not p in M, dot(g(p), p - x_star) >= mu_star*sq(p - x_star)))",
        "out_bound": "forall(p, vector, implies(not p in M, sq(g(p)) <= L**2*sq(p - x_star)))",
        "small <step>": "0 < 2*mu_star - eta*L**2",
    },
    conclusion="forall(p, vector, implies(not p in M, sq(p - eta*g(p) - x_star) <= "
    "(1 - 2*eta*mu_star + eta**2*L**2)*sq(p - x_star)))",
)  # fmt: skip


@dataclass(frozen=True)
class FakeThreshold:
    name: str = "contraction"
    symbol: str = "eta"
    lower: Any = None
    upper: Any = 2 * sp.Symbol("mu_star") / sp.Symbol("L") ** 2
    relations: tuple[str, str] = ("<", "<")
    tag: str = "sharp"
    failure: str = "some start moves away"


@dataclass(frozen=True)
class FakeTheorem:
    name: str = "step_contracts"
    title: str = "A step <contracts> & more"
    statement: Statement = STATEMENT
    strength: Strength = Strength.PROVED
    thresholds: tuple[FakeThreshold, ...] = (FakeThreshold(),)
    proof: Any = field(default_factory=lambda: SimpleNamespace(steps=(1, 2, 3)))
    axioms: tuple[str, ...] = ("null_point",)
    source: str = "guille-escuret2022gradient"
    own: bool = False
    derived: bool = True
    witnesses: tuple[tuple[str, Any], ...] = (("plane_family", {}),)
    remarks: str = "Sharp at 2*mu_star/L**2 <only>."
    derivation: Any = field(default_factory=lambda: discovery.theorem("contraction_of_opsc").derivation)
    stated: tuple[str, ...] = ()


def certificate(verdict: Verdict = Verdict.HOLDS, landscape: str = "kinked_pair", **more: Any) -> Certificate:
    """A certificate of OPSC on a ball."""
    ball = Ball((Fraction(0), Fraction(0)), Fraction(1))
    return Certificate("opsc", landscape, ball, verdict, lower=Fraction(1, 3), upper=Fraction(1000001, 3000000), **more)


def application(verdict: Verdict = Verdict.HOLDS, landscape: str = "kinked_pair", **more: Any) -> Application:
    """The theorem on a function: one hypothesis certified with the given verdict, one by arithmetic."""
    found = certificate(verdict, landscape, **more)
    rows = (
        Discharge("out_opsc", "", verdict, found.open_ or "opsc by ldl", (found,)),
        Discharge("small <step>", "", Verdict.HOLDS, "margin 0.5"),
    )
    step = Fraction(1, 2)
    outcome = Prediction("step_contracts", landscape, step, "every start moves closer", verdict)
    return Application("step_contracts", landscape, rows, (), ((Fraction(0), Fraction(2)),), outcome)


def evidence(verdict: Verdict = Verdict.HOLDS, theorem: str = "step_contracts", **more: Any) -> Evidence:
    """Evidence of one check."""
    given = {"side": "inside", "claim": "ratio < 1 & falling", "predicted": 0.5, "measured": 0.25, "samples": 100}
    return Evidence("a_check", theorem, "kinked_pair(d=2)", verdict=verdict, **{**given, **more})


def report(**more: Any) -> Report:
    """A report with a theorem that has everything, one whose file was refused, and something not run."""
    given: dict[str, Any] = {
        "theorems": {"step_contracts": FakeTheorem()},
        "refused": {"broken": "line 3: <nothing> follows"},
        "applications": {
            "step_contracts": (
                application(),
                application(Verdict.UNDECIDED, "ripple", open_="budget ran out"),
                application(Verdict.REFUTED, "well", witness=(Fraction(1, 2), Fraction(0))),
            )
        },
        "numerics": [evidence(interval=(0.2, 0.3), confidence=0.99, notes="worst start 3"), evidence(side="slack")],
        "network": [],
        "not_run": (NotRun("experiment", "digits_mlp", "over the quick budget", "step_contracts"),),
        "figures": (Figure("one", "A <caption>", '<?xml version="1.0"?><svg viewBox="0 0 9 9"></svg>'),),
        "environment": {"python": "3.11"},
    }
    return build(**{**given, **more})


def holding_report() -> Report:
    """A report in which everything that was run holds."""
    return report(refused={}, applications={"step_contracts": (application(),)})
