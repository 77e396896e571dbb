"""The exact steps at which a method is stable on a quadratic of curvature λ, by Jury's test, with its kernel proof.

The method's rule is read from its text with g(p) = λp. With nothing kept it is x(t+1) = ax(t); with one kept vector
each of the two sequences satisfies x(t+2) = ax(t+1) + bx(t), a the trace and −b the determinant of the step's matrix.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

import sympy as sp

from .derivation import Derivation, Draft, Fact, Lemma
from .errors import BadInput, ProofRefused
from .function_class import rename
from .lemmas._jury import DECREASE, HERE, JURY, NEXT, SQUARES
from .method import Method
from .statement import Statement
from .symbolic import to_kernel, to_sympy

GRADIENT = "lam*({})"
OTHER = "_other"  #: the second orbit's names end so


@dataclass(frozen=True)
class QuadraticStability:
    """On a quadratic of curvature λ every orbit tends to the minimiser below `upper`; at it and beyond one does not.

    Args:
        method: its name.
        a, b: x(t+2) = ax(t+1) + bx(t), kernel text in lam, eta and the parameters (b is "0" if nothing is kept).
        inside, outside: the two sides of the threshold, kernel text.
        upper: the threshold on eta, for curvature lam.
        lyapunov, decrease: a form in x(t+1), x(t) that is positive inside, and the positive multiple of
            x(t+1)² + x(t)² that it loses in a step.
        derivation: the proof of all this, for every orbit and every t.
    """

    method: str
    a: str
    b: str
    inside: str
    outside: str
    upper: sp.Expr
    lyapunov: str
    decrease: str
    derivation: Derivation


def quadratic_stability(method: Method) -> QuadraticStability:
    """Return the threshold of a method on quadratics, proved.

    Args:
        method: explicit, without noise, with scalar parameters only and at most one kept vector.
    Raises:
        BadInput: another kind of method, or one whose threshold is not at a root −1 of z² − az − b, linear in eta.
        ProofRefused: the kernel does not confirm that the other conditions of Jury's test hold up to there.
    """
    system = System(method)
    derivation = Lemma(_needed(system), lambda d: _Proof(d, system).write()).derivation
    derivation.replay()
    names = {"a": f"({system.a})", "b": f"({system.b})"}
    upper = sp.factor(to_sympy(system.high)) / sp.factor_terms(to_sympy(system.slope))
    lyapunov, decrease = (rename(text, names) for text in (HERE, DECREASE))
    sides = system.inside, system.outside
    return QuadraticStability(method.name, system.a, system.b, *sides, upper, lyapunov, decrease, derivation)


def _needed(system: System) -> Statement:
    """Return the statement without what is given of the parameters and the proof does not use."""
    draft, statement = Draft(system.statement), system.statement
    used = _Proof(draft, system).write().thm.hyps
    kept = {label: text for label, text in statement.hypotheses.items() if draft.formula(text) in used}
    return replace(statement, hypotheses=kept)


class System:
    """The method on a quadratic of curvature lam about 0: its matrix, Jury's coefficients, the statement."""

    def __init__(self, method: Method):
        vectors = [sort for sort in method.parameters.values() if sort != "scalar"]
        if method.implicit or method.noise or vectors or len(method.state) > 1:
            wanted = "an explicit method without noise, with scalar parameters and at most one kept vector"
            raise BadInput("method on quadratics", method.name, wanted)
        self.method, self.kept = method, tuple(method.state)
        self.rules = {"x": method.update, **method.state}
        self.matrix = _matrix(self.rules)
        self.a, self.b = to_kernel(self.matrix.trace()), to_kernel(-self.matrix.det()) if self.kept else "0"
        self.slope, self.high = _linear(sp.expand(1 + to_sympy(self.a) - to_sympy(self.b)), method.name)
        self.inside, self.outside = (f"eta*({self.slope}) {sign} {self.high}" for sign in ("<", ">="))

    def orbit(self, end: str = "") -> dict[str, str]:
        """Return what defines an orbit: the rule of each of its sequences."""
        return {f"{name}{end}": f"forall(t, nat, {name}{end}(t+1) == {self.step(name, end)})" for name in self.rules}

    def step(self, name: str, end: str = "", t: str = "t") -> str:
        """Return the next value of a sequence as kernel text."""
        return _at(self.rules[name], {key: f"{key}{end}({t})" for key in self.rules})

    def starts(self) -> Iterator[tuple[str, dict[str, int]]]:
        """Yield starts at which a sequence (named first) may turn its sign without shrinking."""
        yield "x", {"x": 1, **dict.fromkeys(self.kept, 0)}
        for name in self.kept:
            yield name, {"x": -1, name: 1}

    @cached_property
    def failing(self) -> tuple[str, dict[str, int]]:
        """A start for which the kernel proves y(0) > 0 and y(1) ≤ −y(0) beyond the threshold, y the sequence named."""
        for watched, start in self.starts():
            draft = Draft(_statement(self, watched, start))
            try:
                _Proof(draft, self).turn(watched, start, draft.assume(self.outside))
            except ProofRefused:
                continue
            return watched, start
        raise ProofRefused(f"{self.method.name}: no start is seen to alternate beyond eta*({self.slope}) = {self.high}")

    @cached_property
    def statement(self) -> Statement:
        """What is proved."""
        return _statement(self, *self.failing)


def _statement(system: System, watched: str, start: dict[str, int]) -> Statement:
    method, names = system.method, {"a": f"({system.a})", "b": f"({system.b})"}
    sequences = [name + end for end in ("", OTHER) for name in system.rules]
    at_0 = {f"start_{name}": f"{name}{OTHER}(0) == {value}" for name, value in start.items()}
    lyapunov = f"{HERE} >= 0 and {NEXT} == {HERE} - {DECREASE}*{SQUARES}"
    within = " and ".join(f"tends(t, {name}(t))" for name in system.rules)
    return Statement(
        f"{method.name}_on_quadratics",
        "any",
        {**dict.fromkeys(sequences, "nat -> scalar"), **dict.fromkeys((*method.parameters, "lam", "eta"), "scalar")},
        {
            **system.orbit(),
            **system.orbit(OTHER),
            **at_0,
            "curvature": "lam > 0",
            "step": "eta > 0",
            **{f"given_{k}": text for k, text in enumerate(method.given)},
        },
        f"{system.slope} > 0"
        f" and implies({system.inside}, {within} and {rename(DECREASE, names)} > 0"
        f" and forall(t, nat, {rename(lyapunov, names)}))"
        f" and implies({system.outside}, not tends(t, {watched}{OTHER}(t)))",
    )


def recurrence(d: Draft, system: System, name: str, end: str = "") -> Fact:
    """x(t+2) = ax(t+1) + bx(t) for one sequence of an orbit, for all t (Cayley and Hamilton); d has a local nat t."""
    laws = [d.use(d[f"{key}{end}"], [t]) for key in system.rules for t in ("t", "t+1")]
    goal = f"{name}{end}(t+2) == ({system.a})*{name}{end}(t+1) + ({system.b})*{name}{end}(t)"
    times = [to_kernel(entry) for entry in system.matrix if entry not in (0, 1)]
    return d.generalize(d.combine(goal, *laws, eq_times=times), "t")


class _Proof:
    """The derivation for one system."""

    def __init__(self, d: Draft, system: System):
        d.local(t="nat")
        self.d, self.system = d, system
        given = [label for label in d.statement.hypotheses if label.startswith("given_")]
        self.signs = [d["curvature"], d["step"], *(d[label] for label in given)]

    def write(self) -> Fact:
        """Both sides of the threshold."""
        d, system = self.d, self.system
        positive = self.search(f"{system.slope} > 0", self.signs)
        self.signs += [positive, d.combine("eta*lam > 0", d["step"], d["curvature"])]
        self.signs += [d.combine(f"eta*({system.slope}) > 0", d["step"], positive)]
        return d.conj(positive, d.implies(system.inside, self.converges), d.implies(system.outside, self.fails))

    def search(self, goal: str, facts: Sequence[Fact]) -> Fact:
        """Prove an inequality from products of facts, multiplied by a positive one if need be."""
        strict = [fact for fact in facts if fact.formula[0] == "gt"]
        for degree, times in product((1, 2, 3), ([], *([fact] for fact in strict))):
            try:
                return self.d.combine(goal, *facts, degree=degree, multiplier=times)
            except ProofRefused:
                continue
        raise ProofRefused(f"{self.system.method.name}: the kernel does not confirm {goal}")

    def converges(self, inside: Fact) -> Fact:
        """Jury's conditions; then the lemmas."""
        d, system = self.d, self.system
        names = {"a": f"({system.a})", "b": f"({system.b})"}
        tests = [self.search(rename(text, names), [inside, *self.signs]) for text in JURY.values()]
        limits = [
            d.cite("jury_stable", {"a": system.a, "b": system.b, "x": name}, *tests, recurrence(d, system, name))
            for name in system.rules
        ]
        given = {"a": system.a, "b": system.b, "x": "x"}
        decrease, always = d.parts(d.cite("jury_decrease", given, *tests, recurrence(d, system, "x")))
        positive, _, falls = d.parts(d.use(always, ["t"]))
        return d.conj(*limits, decrease, d.generalize(d.conj(positive, falls), "t"))

    def fails(self, outside: Fact) -> Fact:
        """A root of z² − az − b is at most −1."""
        d, system = self.d, self.system
        watched, start = system.failing
        beyond = self.search(f"{system.a} <= {system.b} - 1", [outside])
        falls = self.search(f"{system.a} <= 0", [outside, *self.signs])
        given = {"a": system.a, "b": system.b, "x": f"{watched}{OTHER}"}
        turn = self.turn(watched, start, outside)
        return d.part(d.cite("jury_unstable", given, beyond, falls, *turn, recurrence(d, system, watched, OTHER)), 1)

    def turn(self, watched: str, start: dict[str, int], outside: Fact) -> tuple[Fact, Fact]:
        """y(0) > 0 and y(1) ≤ −y(0)."""
        d, y = self.d, f"{watched}{OTHER}"
        at_0 = [d[f"start_{name}"] for name in start]
        law = d.use(d[y], ["0"])
        first = dict(zip(self.system.rules, start.values(), strict=True))
        value = _at(self.system.rules[watched], {name: f"({number})" for name, number in first.items()})
        row = self.system.matrix[list(self.system.rules).index(watched), :]
        times = [to_kernel(entry) for entry in row if not entry.is_number]
        second = d.combine(f"{y}(1) == {value}", law, *at_0, eq_times=times)
        below = self.search(f"{value} <= -{start[watched]}", [outside, *self.signs])
        positive = d.combine(f"{y}(0) > 0", *at_0)
        return positive, d.combine(f"{y}(1) <= -{y}(0)", second, below, *at_0)


# -- reading the rule ------------------------------------------------------------------------------------


class _OnQuadratic(ast.NodeTransformer):
    """Writes g(p) as lam*(p), and names as they are given."""

    def __init__(self, names: dict[str, str]):
        self.names = names

    def visit_Call(self, node: ast.Call) -> ast.expr:
        inner = ast.unparse(self.visit(node.args[0]))
        return ast.parse(GRADIENT.format(inner), mode="eval").body

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.parse(self.names.get(node.id, node.id), mode="eval").body


def _at(rule: str, names: dict[str, str]) -> str:
    """Return a rule on the quadratic as kernel text, its vectors replaced."""
    return ast.unparse(_OnQuadratic(names).visit(ast.parse(rule, mode="eval").body))


def _matrix(rules: dict[str, str]) -> sp.Matrix:
    """Return the matrix of one step of (x, kept vectors)."""
    vectors = [sp.Symbol(name, real=True) for name in rules]
    return sp.Matrix([to_sympy(_at(rule, {})) for rule in rules.values()]).jacobian(vectors).applyfunc(sp.expand)


def _linear(gap: sp.Expr, name: str) -> tuple[str, str]:
    """Write 1 + a − b > 0 as eta·slope < high; both as kernel text."""
    polynomial = sp.Poly(gap, sp.Symbol("eta", real=True))
    if polynomial.degree() != 1:
        raise BadInput("method on quadratics", name, "one for which 1 + a - b is linear in eta")
    slope, high = polynomial.all_coeffs()
    return to_kernel(sp.expand(-slope)), to_kernel(high)
