"""Methods with momentum on quadratics: the worst eigenvalue's spectral radius, squared, as the factor of a form.

On curvature lam every coordinate satisfies x(t+2) = ax(t+1) + bx(t), a and b affine in lam. For any r > 0 with
    r² − b − ar > 0,   r² − b + ar > 0,   r² + b > 0
(Jury's conditions for x(t)/rᵗ) the form
    W(u, w) = 2(r² − b)r²u² + 4abr²·uw + (2(r² − b)b² + D)w²,   D = (r² + b)((r² − b)² − a²r²),
of two successive values u, w is positive and W(au + bw, u) = r²W(u, w) − D(u² + r²w²): a step multiplies it by at most
r². The conditions are affine in lam too, so that they hold between mu and L if they hold at both ends; and they hold
for all r above the larger of the two spectral radii there, which is what a piece proves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..derivation import Derivation, Draft, Fact, derive
from ..errors import ProofRefused
from ..function_class import rename
from ..method import Method
from ..quadratic_stability import System, recurrence
from ..statement import Statement

LOSS = "((r**2 + b)*((r**2 - b)**2 - a**2*r**2))"
JURY = ("r**2 - b - a*r > 0", "r**2 - b + a*r > 0", "r**2 + b > 0")
ENDS = ("mu", "L")


def form(u: str, w: str) -> str:
    """Return W(u, w) as kernel text, in a, b and r."""
    return f"(2*(r**2 - b)*r**2*({u})**2 + 4*a*b*r**2*({u})*({w}) + (2*(r**2 - b)*b**2 + {LOSS})*({w})**2)"


@dataclass(frozen=True)
class Case:
    """Where one end of the spectrum is the worst, in one of three ways.

    Args:
        end: "mu" or "L".
        root: "positive" or "negative": the sign of the real root of largest modulus there; "complex" for a pair.
        region: inequalities in kernel text; rho is the spectral radius at the end.
        signs: what follows from the hypotheses' signs alone, and helps to show the rest.
        steps: what follows from all that and r > rho, and helps with the other end; in an order that can be shown.
        splits: inequalities on which the proof for the other end distinguishes cases.
    """

    end: str
    root: str
    region: tuple[str, ...]
    signs: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()

    @property
    def radius(self) -> tuple[str, ...]:
        """What defines rho, in a and b at the end."""
        if self.root == "complex":
            return ("rho >= 0", "rho**2 == -b")
        sign = "" if self.root == "positive" else "-"
        return ("rho >= 0", f"rho**2 == {sign}a*rho + b", f"2*rho >= {sign}a")


class Rates:
    """The proofs for one method: of each case, that every r > rho is a rate on all curvatures from mu to L."""

    def __init__(self, method: Method):
        self.method, self.system = method, System(method)

    def at(self, text: str, curvature: str) -> str:
        """Return a text in a and b, at a curvature."""
        values = {"a": f"({self.system.a})", "b": f"({self.system.b})"}
        return rename(rename(text, values), {"lam": curvature})

    def statement(self, case: Case, name: str) -> Statement:
        """What is proved in a case."""
        now, then = (self.at(form(f"x(t+{k + 1})", f"x(t+{k})" if k else "x(t)"), "lam") for k in (0, 1))
        loss = self.at(LOSS, "lam")
        conclusion = (
            f"{loss} > 0 and forall(t, nat, {loss}*(x(t+1)**2 + r**2*x(t)**2) <= r**2*{now} and {then} <= r**2*{now})"
        )
        scalars = (*self.method.parameters, "mu", "L", "lam", "eta", "rho", "r")
        hypotheses = {
            **self.system.orbit(),
            "low": "mu <= lam",
            "high": "lam <= L",
            "order": "mu < L",
            "sign": "mu > 0",
            "step": "eta > 0",
            **{f"given_{k}": text for k, text in enumerate(self.method.given, 1)},
            **{f"radius_{k}": self.at(text, case.end) for k, text in enumerate(case.radius, 1)},
            **{f"region_{k}": text for k, text in enumerate(case.region, 1)},
            "rate": "r > rho",
        }
        sequences = dict.fromkeys(self.system.rules, "nat -> scalar")
        return Statement(name, "any", {**sequences, **dict.fromkeys(scalars, "scalar")}, hypotheses, conclusion)

    def derivation(self, case: Case, name: str) -> Derivation:
        """Return the proof of a case, replayed.

        Raises:
            ProofRefused: the kernel does not confirm it.
        """
        statement = self.statement(case, name)

        def write(d: Draft) -> Fact:
            return _Proof(self, case, d).write()

        found = derive(_needed(statement, write), write)
        found.replay()
        return found


def _needed(statement: Statement, write: Callable[[Draft], Fact]) -> Statement:
    """Leave out hypotheses until the proof, written without them, uses all that are left."""
    draft = Draft(statement)
    used = write(draft).thm.hyps
    kept = {label: text for label, text in statement.hypotheses.items() if draft.formula(text) in used}
    return (
        statement
        if len(kept) == len(used) == len(statement.hypotheses)
        else _needed(replace(statement, hypotheses=kept), write)
    )


class _Proof:
    def __init__(self, rates: Rates, case: Case, d: Draft):
        d.local(t="nat")
        self.rates, self.case, self.d, self.system = rates, case, d, rates.system
        labels = [label for label in d.statement.hypotheses if label not in rates.system.rules]
        self.given = {label: d[label] for label in labels}
        self.signs = [fact for label, fact in self.given.items() if not label.startswith("radius")]

    def write(self) -> Fact:
        """Jury's conditions at the worst end, at the other one, in between; then the form."""
        self.positive = self.search("r > 0", [self.given["rate"], self.given["radius_1"]])
        self.signs += [self.positive, *(self.search(text, self.signs, most=3) for text in self.case.signs)]
        worst = self.worst()
        other = self.other(worst)
        ends = [worst, other] if self.case.end == "mu" else [other, worst]
        return self.falls([self.between(text, *pair) for text, *pair in zip(JURY, *ends, strict=True)])

    def search(self, goal: str, facts: Sequence[Fact], most: int = 2) -> Fact:
        """Prove an inequality from products of facts."""
        for degree in range(1, most + 1):
            try:
                return self.d.combine(goal, *facts, degree=degree)
            except ProofRefused:
                continue
        raise ProofRefused(f"{self.d.statement.name}: the kernel does not confirm {goal}")

    def end(self, text: str, end: str) -> str:
        return self.rates.at(text, end)

    def here(self, text: str) -> str:
        return self.rates.at(text, "lam")

    # -- Jury's conditions -----------------------------------------------------------------------------

    def worst(self) -> list[Fact]:
        """At the worst end, from r > rho."""
        return self.complex() if self.case.root == "complex" else self.real()

    def real(self) -> list[Fact]:
        """Of a ≥ 0 (else of −a): r² − ar − b = (r − rho)(r + rho − a), r² + b = r² − rho² + rho(2rho − a)."""
        d, sign = self.d, "" if self.case.root == "positive" else "-"
        a = self.end(f"{sign}(a)", self.case.end)
        radius, equation, larger = (self.given[f"radius_{k}"] for k in (1, 2, 3))
        rate = self.given["rate"]
        upper = d.combine(f"r + rho - {a} > 0", rate, larger)
        slope = self.search(f"{a} >= 0", self.signs)
        jury = [self.end(text, self.case.end) for text in JURY]
        near, far = (0, 1) if self.case.root == "positive" else (1, 0)
        facts: dict[int, Fact] = {}
        product = d.combine(f"(r - rho)*(r + rho - {a}) > 0", rate, upper, degree=2)
        facts[near] = d.combine(jury[near], product, equation)
        facts[far] = d.combine(jury[far], facts[near], self.positive, slope, degree=2)
        squares = d.combine("r**2 - rho**2 > 0", rate, radius, self.positive, degree=2)
        rest = d.combine(f"rho*(2*rho - {a}) >= 0", radius, larger, degree=2)
        facts[2] = d.combine(jury[2], squares, rest, equation)
        return [facts[k] for k in range(3)]

    def complex(self, end: str = "") -> list[Fact]:
        """r² > rho² = −b, and (r² − b)² − a²r² = (r² + b)² − (a² + 4b)r²."""
        d, end = self.d, end or self.case.end
        last = self.search(self.end(JURY[2], end), [self.given[f"radius_{k}"] for k in (1, 2)] + self.signs)
        pair = self.search(self.end("a**2 + 4*b <= 0", end), self.signs)
        below = self.search(self.end("b <= 0", end), [pair, d.square(self.end("(a)", end))])
        first = d.combine(self.end("r**2 - b > 0", end), below, d.combine("r**2 > 0", self.positive, degree=2))
        inner = d.combine(self.end("(r**2 + b)**2 > 0", end), last, degree=2)
        spare = d.combine(self.end("-(a**2 + 4*b)*r**2 >= 0", end), pair, d.square("r"), degree=2)
        gap = d.combine(self.end("(r**2 - b)**2 - a**2*r**2 > 0", end), inner, spare)
        return [
            *(self.smaller(self.end(text, end), first, gap, end, s) for text, s in zip(JURY, "+-", strict=False)),
            last,
        ]

    def smaller(self, goal: str, first: Fact, gap: Fact, end: str, sign: str) -> Fact:
        """X ∓ Y > 0 from X > 0 and X² > Y²: else ±Y ≥ X, and Y² ≥ X²."""
        d = self.d
        return d.contradiction(goal, lambda no: d.combine("0 > 0", no, first, gap, degree=2))

    def other(self, worst: Sequence[Fact]) -> list[Fact]:
        """At the other end."""
        end = ENDS[1 - ENDS.index(self.case.end)]
        if self.case.root == "complex" and "lam" not in self.system.b:
            return self.complex(end)
        facts = [*worst, *self.signs, *(fact for label, fact in self.given.items() if label.startswith("radius"))]
        for text in self.case.steps:
            facts.append(self.search(text, facts))
        return [self.dominated(self.end(text, end), facts, self.case.splits) for text in JURY]

    def dominated(self, goal: str, facts: Sequence[Fact], splits: Sequence[str]) -> Fact:
        """By search, distinguishing cases where that is needed."""
        try:
            return self.search(goal, facts)
        except ProofRefused:
            if not splits:
                raise
        return self.d.split(splits[0], *[lambda side: self.dominated(goal, [*facts, side], splits[1:])] * 2)

    def between(self, text: str, low: Fact, high: Fact) -> Fact:
        """(L − mu)·J(lam) = (L − lam)·J(mu) + (lam − mu)·J(L)."""
        d, goal = self.d, self.end(text, "lam")
        order, inside = self.given["order"], (self.given["low"], self.given["high"])

        def on(side: Fact) -> Fact:
            return d.combine(goal, order, low, high, *inside, side, degree=2, multiplier=[order])

        return d.split("mu < lam", on, on)

    # -- the form --------------------------------------------------------------------------------------

    def falls(self, jury: Sequence[Fact]) -> Fact:
        """p·W = (pu + 2abr²w)² + (4r²b²((r² − b)² − a²r²) + pD)w², p = 2r²(r² − b) > 0."""
        d = self.d
        first = d.combine(self.here("r**2 - b > 0"), jury[0], jury[1])
        gap = d.combine(self.here("(r**2 - b)**2 - a**2*r**2 > 0"), jury[0], jury[1], degree=2)
        loss = d.combine(self.here(f"{LOSS} > 0"), jury[2], gap, degree=2)
        square = d.combine("r**2 > 0", self.positive, degree=2)
        p, cross, u, w = "2*r**2*(r**2 - b)", "2*a*b*r**2", "x(t+2)", "x(t+1)"
        inner = "4*r**2*b**2*((r**2 - b)**2 - a**2*r**2)"
        scale = d.combine(self.here(f"{p} > 0"), square, first, degree=2)
        extra = d.combine(self.here(f"{inner} >= 0"), gap, d.square(self.here("r*b")), degree=2)
        more = d.combine(self.here(f"{p}*{LOSS} > 0"), scale, loss, degree=2)
        rest = d.combine(self.here(f"{inner} + {p}*{LOSS} > 0"), extra, more)
        tail = d.combine(
            self.here(f"({inner} + {p}*{LOSS})*({w})**2 >= 0"),
            rest,
            d.square(w),
            degree=2,
        )
        whole = d.square(self.here(f"{p}*{u} + {cross}*{w}"))
        after = d.combine(self.here(f"{form(u, w)} >= 0"), whole, tail, scale, multiplier=[scale])
        return self.conclude(loss, after)

    def conclude(self, loss: Fact, after: Fact) -> Fact:
        """The step, by the recurrence; both inequalities follow from it."""
        d = self.d
        law = d.use(recurrence(d, self.system, "x"), ["t"])
        here, then = form("x(t+1)", "x(t)"), form("x(t+2)", "x(t+1)")
        squares = "(x(t+1)**2 + r**2*x(t)**2)"
        root = d.combine(f"{squares} >= 0", d.square("x(t+1)"), d.square("r*x(t)"))
        lost = d.combine(self.here(f"{LOSS}*{squares} >= 0"), loss, root, degree=2)
        lead, cross = self.here("2*(r**2 - b)*r**2"), self.here("4*a*b*r**2")
        next_ = self.here("(a*x(t+1) + b*x(t))")
        step = d.combine(
            self.here(f"{then} == r**2*{here} - {LOSS}*{squares}"),
            law,
            eq_times=[f"{lead}*x(t+2)", f"{lead}*{next_}", f"{cross}*x(t+1)"],
        )
        falls = d.combine(self.here(f"{then} <= r**2*{here}"), step, lost)
        above = d.combine(self.here(f"{LOSS}*{squares} <= r**2*{here}"), step, after)
        return d.conj(loss, d.generalize(d.conj(above, falls), "t"))
