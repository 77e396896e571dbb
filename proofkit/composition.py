"""One proof of a whole path through the graph of implications: each edge cited, the constants computed on the way."""

from __future__ import annotations

from typing import Any

import sympy as sp

from .derivation import Derivation, Draft, Fact
from .function_class import rename
from .implication import fraction, inequality, on_region, spoken_of
from .statement import Statement
from .symbolic import to_kernel


def compose(finding: Any) -> Derivation:
    """Return the proof of a finding (see `implied`); hypotheses that it does not use are left out.

    Raises:
        ProofRefused: an edge has no proof.
    """
    full = _statement(finding)
    used = _written(full, finding)[1].thm.hyps
    kept = {label: text for label, text in full.hypotheses.items() if full.parsed.hypotheses[label] in used}
    declare = spoken_of(dict(full.declare), [*kept.values(), full.conclusion])
    lean = Statement(full.name, full.dimension, declare, kept, full.conclusion)
    draft, last = _written(lean, finding)
    blocks: dict[str, tuple[str, ...]] = {}
    for edge in finding.edges:
        blocks.update(edge.derivation.blocks)
    return Derivation(lean, {**blocks, lean.name: tuple(draft.lines(last))})


def _written(statement: Statement, finding: Any) -> tuple[Draft, Fact]:
    draft = Draft(statement)
    for edge in finding.edges:
        draft.context.citables[edge.name] = edge.statement.parsed
    return draft, _Composer(draft, finding).write()


def _given(finding: Any) -> list[Any]:
    return [step for step in finding.path if step.edge is None]


def _text(value: sp.Expr) -> str:
    """A given constant: a name, or a number that may stand before a power."""
    return value.name if isinstance(value, sp.Symbol) else f"({to_kernel(value)})"


def _order(finding: Any) -> list[str]:
    """What an edge may ask of the constants: that mu < L for those of two given classes, and what a rule says."""
    values = [dict(zip(step.bound.kind.constants, step.constants, strict=True)) for step in _given(finding)]
    ends = [(one["mu"], other["L"]) for one in values for other in values if "mu" in one and "L" in other]
    ends = [(small, large) for small, large in ends if {"mu": small, "L": large} not in values]
    given = [f"{large} > {small}" for small, large in ends if not (small.is_Rational and large.is_Rational)]
    return list(dict.fromkeys([*given, *finding.conditions]))


def _named(finding: Any) -> dict[str, tuple[str, str]]:
    """The final constants that kernel text cannot express: symbol → (numerator, denominator)."""
    parts = dict(zip(("k", "l"), (fraction(str(value)) for value in finding.constants), strict=False))
    return {symbol: part for symbol, part in parts.items() if part[1] != "1"}


def _constants(finding: Any) -> list[str]:
    named = _named(finding)
    values = dict(zip(("k", "l"), finding.constants, strict=False))
    return [symbol if symbol in named else f"({to_kernel(sp.expand(value))})" for symbol, value in values.items()]


def _statement(finding: Any) -> Statement:
    """The path as one statement, with all the hypotheses that it might use."""
    hypotheses, signs_ = {}, []
    for step in _given(finding):
        kind, texts = step.bound.kind, list(map(_text, step.constants))
        hypotheses[step.label] = step.about(on_region(kind, inequality(kind, texts)))
        names = dict(zip(kind.constants, texts, strict=True))
        signs_ += [rename(sign, names) for sign in kind.signs if not all(value.is_Rational for value in step.constants)]
    hypotheses |= finding.asked
    signs_ += [f"{parameter} > 0" for parameter in finding.parameters]
    hypotheses |= {f"sign_{i}": text for i, text in enumerate(dict.fromkeys(signs_), 1)}
    hypotheses |= {f"value_{k}": f"{k}*({bottom}) == {top}" for k, (top, bottom) in _named(finding).items()}
    hypotheses |= {f"order_{i}": text for i, text in enumerate(_order(finding), 1)}
    conclusion = finding.about(on_region(finding.bound.kind, inequality(finding.bound.kind, _constants(finding))))
    name = "_".join([finding.name, "from", *(step.label for step in _given(finding))])
    return Statement(name, "any", finding.declared, hypotheses, conclusion)


class _Composer:
    """Follows a path edge by edge; reciprocals of constants are named `j1`, `j2`, … as they are met."""

    def __init__(self, d: Draft, finding: Any):
        self.d, self.finding = d, finding
        self.facts: dict[Any, Fact] = {}
        self.texts: dict[Any, tuple[str, ...]] = {}
        self.reciprocals: dict[str, tuple[str, Fact]] = {}
        self.positive = [d[label] for label in d.statement.hypotheses if label.startswith(("sign_", "order_"))]

    def write(self, done: int = 0) -> Fact:
        """Take the steps of the path from the given one on."""
        path = self.finding.path
        if done == len(path):
            return self._last()
        step = path[done]
        if step.edge is None:
            self.facts[step] = self.d[step.label]
            self.texts[step] = tuple(map(_text, step.constants))
            return self.write(done + 1)
        values = self._values(step)
        for _, bottom in step.edge.named.values():
            divisor = rename(bottom, values)
            if self._number(divisor) is None and divisor not in self.reciprocals:
                return self._invert(divisor, done)
        self._take(step, values)
        return self.write(done + 1)

    def _values(self, step: Any) -> dict[str, str]:
        """The edge's symbols → kernel text."""
        values: dict[str, str] = {}
        for premise, parent in zip(step.edge.given, step.parents, strict=True):
            values.update(zip(premise.constants, self.texts[parent], strict=True))
        return values | {name: _text(value) for name, value in step.values.items()}

    def _number(self, text: str) -> Any:
        return self.d.context.term(text, "scalar").value()

    def _sure(self, inequality_: str) -> Fact:
        """A sign, from those of the given constants; of a number, however small, at once."""
        gap = self.d.formula(inequality_)[1]
        if gap.value() is not None:
            terms = [[str(gap.value()), []]] if gap.terms else []
            return self.d.step("combine", formula=inequality_, terms=terms)
        return self.d.combine(inequality_, *self.positive, degree=3)

    def _invert(self, divisor: str, done: int) -> Fact:
        whole, name = self._sure(f"{divisor} > 0"), f"j{len(self.reciprocals) + 1}"
        self.d.local(**{name: "scalar"})

        def go_on(inverse: Fact) -> Fact:
            unit = self.d.part(inverse, 1)
            self.reciprocals[divisor] = name, unit
            below = self.d.contradiction(f"{name} > 0", lambda no: self.d.combine("0 > 0", no, unit, whole))
            self.positive.append(below)
            return self.write(done)

        return self.d.solve(whole, name, go_on)

    def _take(self, step: Any, values: dict[str, str]) -> None:
        """Cite one edge at these constants."""
        edge, equations = step.edge, {}
        found = {}
        for symbol, (top, bottom) in edge.named.items():
            numerator, divisor = rename(f"({top})", values), rename(bottom, values)
            number = self._number(divisor)
            inverse, units = (f"({1 / number})", []) if number else self._named(divisor)
            found[symbol] = f"({numerator}*{inverse})"
            equation = f"{found[symbol]}*({divisor}) == {numerator}"
            equations[f"value_{symbol}"] = self.d.combine(equation, *units, eq_times=[numerator])
        own_texts = dict(zip(("k", "l"), edge.found.constants, strict=False))
        own = (found.get(symbol) or rename(f"({fraction(text)[0]})", values) for symbol, text in own_texts.items())
        self.texts[step] = tuple(own)
        parents = dict(zip(edge.labels, step.parents, strict=True))
        signs = {f"sign{i}": rename(text, values) for i, text in enumerate(edge.signs, 1)}
        premises = []
        for label in edge.statement.hypotheses:
            if label in parents:
                premises.append(self.facts[parents[label]])
            elif label in signs:
                premises.append(self._sure(signs[label]))
            else:
                premises.append(equations.get(label) or self._need(label, step))
        roles = {**step.roles, **found, **values}
        given = {name: roles.get(name, name) for name in edge.statement.declare}
        self.facts[step] = self.d.cite(edge.name, given, *premises)

    def _named(self, divisor: str) -> tuple[str, list[Fact]]:
        name, unit = self.reciprocals[divisor]
        return name, [unit]

    def _need(self, name: str, step: Any) -> Fact:
        """What an edge asks of region or function: a hypothesis, or what follows from a stronger one."""
        label = step.need_label(name)
        return self.d[label] if label in self.d.statement.hypotheses else WEAKER[name](self.d)

    def _last(self) -> Fact:
        """The conclusion, its constants renamed to the declared symbols that stand for them."""
        fact = self.facts[self.finding]
        for symbol, text in zip(("k", "l"), self.texts[self.finding], strict=False):
            if symbol in _named(self.finding):
                fact = self._rename(fact, symbol, text)
        return fact

    def _rename(self, fact: Fact, symbol: str, text: str) -> Fact:
        names = [name for name, _ in self.reciprocals.values()]
        times = [*names, symbol, *(f"{symbol}*{name}" for name in names), *(f"{a}*{b}" for a in names for b in names)]
        units = [unit for _, unit in self.reciprocals.values()]
        value = self.d[f"value_{symbol}"]
        same = self.d.combine(f"{symbol} == {text}", value, *units, eq_times=times)
        values = [
            s if s in _named(self.finding) else t for s, t in zip(("k", "l"), self.texts[self.finding], strict=False)
        ]
        kind = self.finding.bound.kind
        goal = self.finding.about(on_region(kind, inequality(kind, values)))
        return self.d.rewrite_to(goal, same, symbol, text, fact, "scalar")


def _at_zero(d: Draft) -> Fact:
    d.local(p="vector")

    def at(inside: Fact) -> Fact:
        return d.use(d["star_shaped"], ["p", "0"], d.conj(inside, d.combine("0 >= 0"), d.combine("0 <= 1")))

    return d.generalize(d.implies("p in S", at), "p")


def _lowest(d: Draft) -> Fact:
    d.local(p="vector")

    def at(inside: Fact) -> Fact:
        return d.combine("f(p) >= f(c(p))", d.part(d.use(d["nearest"], ["p", "p"], inside), 0))

    return d.generalize(d.implies("p in S", at), "p")


def _on_part(d: Draft) -> Fact:
    d.local(p="vector", q="vector", e="scalar", delta="scalar")
    near = "exists(delta, scalar, delta > 0 and forall(q, vector, implies(q in S and sq(q - p) < delta, {error})))"
    error = "(f(q) - f(p) - dot(g(p), q - p))**2 <= e*sq(q - p)"

    def at(guard: Fact) -> Fact:
        def with_delta(some: Fact) -> Fact:
            wide, good = d.parts(some)

            def point(inside: Fact) -> Fact:
                return d.use(good, ["q"], d.part(inside, 1))

            body = d.generalize(d.implies("q in S and sq(q - p) < delta", point), "q")
            return d.witness(near.format(error=error), "delta", d.conj(wide, body))

        return d.choose(d.use(d["gradient_on_space"], ["p", "e"], d.part(guard, 1)), "delta", with_delta)

    return d.generalize(d.implies("p in S and e > 0", at), "p", "e")


def _segments(d: Draft) -> Fact:
    d.local(p="vector", r="vector", t="scalar")
    inside = d.implies("p in S and r in S and t >= 0 and t <= 1", lambda _: d.use(d["whole_space"], ["r + t*(p - r)"]))
    return d.generalize(inside, "p", "r", "t")


def _lower_points(d: Draft) -> Fact:
    d.local(p="vector", q="vector")
    return d.generalize(d.implies("p in S and f(q) <= f(p)", lambda _: d.use(d["whole_space"], ["q"])), "p", "q")


#: what follows from something stronger that is asked for anyway (FOLLOWS says from what)
WEAKER = {
    "centered": _at_zero,
    "minimum": _lowest,
    "gradient": _on_part,
    "convex_region": _segments,
    "sublevel": _lower_points,
}
