"""Write a proof: each call of a `Draft` takes one kernel step and returns the `Fact` it established.

Nothing here is trusted. A `Draft` runs the kernel's rules as it goes, so that a wrong step fails where it
is written; what counts is the replay of the JSON lines it produces.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import discovery
from .errors import ProofRefused
from .kernel.formulas import instantiate, map_formula, negate
from .kernel.parser import Ill, signature
from .kernel.replay import AXIOMS, STATED, Context
from .kernel.rules import RULES, Refused, Thm
from .kernel.terms import application
from .printing import formula_text, term_text
from .statement import Statement
from .tactics.positive_combination import positive_combination


@dataclass(frozen=True)
class Fact:
    """A step that the kernel accepted: its id in the proof and what it says."""

    id: str
    thm: Thm

    @property
    def formula(self) -> Any:
        """The established formula, in kernel form."""
        return self.thm.concl

    def __str__(self) -> str:
        return formula_text(self.formula)


Block = Callable[[Fact], Fact]


class Draft:
    """A derivation being written for one statement."""

    def __init__(self, statement: Statement):
        self.statement = statement
        self.steps: list[dict[str, Any]] = []
        self.cited: list[str] = []
        parsed = statement.parsed
        self.symbols = dict(parsed.declared)
        self.locals: dict[str, str] = {}
        self.context = Context(statement.dimension, self.symbols, dict(STATED))
        self._seen: dict[str, Fact] = {}

    def local(self, **sorts: str) -> None:
        """Declare symbols that only the proof uses (`t="nat"`)."""
        self.locals.update(sorts)
        self.symbols.update({name: signature(text) for name, text in sorts.items()})

    # -- one call, one kernel step ------------------------------------------------------------------

    def step(self, rule: str, *premises: Fact, **fields: Any) -> Fact:
        """Take one step of the kernel; identical steps are taken once."""
        record = {"rule": rule, "from": [p.id for p in premises], **fields}
        key = json.dumps(record, sort_keys=True)
        if key not in self._seen:
            record = {"id": str(len(self.steps) + 1), **record}
            try:
                thm = RULES[rule](record, [p.thm for p in premises], self.context)
            except (Refused, Ill, TypeError) as error:
                said = "; ".join(map(str, premises))
                raise ProofRefused(f"{self.statement.name}, step {record['id']} ({rule}): {error} [{said}]") from None
            self.steps.append(record)
            self._seen[key] = Fact(record["id"], thm)
        return self._seen[key]

    def formula(self, text: str | Any) -> Any:
        """Return a formula in kernel form, from text or as it is."""
        return self.context.formula(text) if isinstance(text, str) else text

    def text(self, formula: str | Any) -> str:
        """Return a formula as text, from kernel form or as it is."""
        return formula if isinstance(formula, str) else formula_text(formula)

    def assume(self, formula: str | Any) -> Fact:
        """{A} ⊢ A."""
        return self.step("assume", formula=self.text(formula))

    def hypothesis(self, label: str) -> Fact:
        """Assume the statement's hypothesis of that label."""
        if label not in self.statement.hypotheses:
            raise ProofRefused(f"{self.statement.name} has no hypothesis {label!r}")
        return self.assume(self.statement.hypotheses[label])

    def __getitem__(self, label: str) -> Fact:
        return self.hypothesis(label)

    def norm(self, vector: str) -> Fact:
        """‖v‖² ≥ 0."""
        return self.step("square", vector=vector)

    def square(self, scalar: str) -> Fact:
        """a² ≥ 0."""
        return self.step("square", scalar=scalar)

    def nat(self, term: str) -> Fact:
        """n ≥ 0 for a natural number."""
        return self.step("natural", term=term)

    def conj(self, *facts: Fact) -> Fact:
        """A and B and …"""
        return self.step("both", *facts) if len(facts) > 1 else facts[0]

    def part(self, fact: Fact, index: int) -> Fact:
        """The index-th part of a conjunction."""
        return self.step("part", fact, index=index)

    def parts(self, fact: Fact) -> list[Fact]:
        """All parts of a conjunction."""
        return [self.part(fact, k) for k in range(len(fact.formula[1]))]

    def use(self, fact: Fact, terms: Sequence[str] = (), *premises: Fact) -> Fact:
        """Instantiate the universal quantifiers by `terms`, then detach the antecedents by `premises`."""
        if terms:
            fact = self.step("instance", fact, terms=list(terms))
        for premise in premises:
            fact = self.step("detach", fact, premise)
        return fact

    def combine(
        self,
        goal: str | Any,
        *facts: Fact,
        degree: int = 2,
        eq_times: Sequence[str] = (),
        multiplier: Sequence[Fact] = (),
    ) -> Fact:
        """Prove an (in)equation as a positive combination of products of facts; the multipliers are searched for.

        Args:
            goal: the (in)equation.
            facts: what may be used.
            degree: how many inequalities may be multiplied together.
            eq_times: texts of scalars by which equations may be multiplied.
            multiplier: strict facts by which the goal is multiplied first.
        """
        target = self.formula(goal)
        factors = [self.context.term(text, "scalar") for text in eq_times]
        indices = [facts.index(f) for f in multiplier]
        terms = positive_combination(target, [f.formula for f in facts], degree, factors, indices)
        if terms is None:
            raise ProofRefused(
                f"{self.statement.name}: no combination of [{'; '.join(map(str, facts))}] gives {self.text(goal)}"
            )
        used = sorted({i for _, chosen in terms for i in chosen} | set(indices))
        place = {old: new for new, old in enumerate(used)}
        written = [[term_text(c), [place[i] for i in chosen]] for c, chosen in terms]
        fields: dict[str, Any] = {"formula": self.text(goal), "terms": written}
        if multiplier:
            fields["multiplier"] = [place[i] for i in indices]
        return self.step("combine", *(facts[i] for i in used), **fields)

    def rewrite(self, equation: Fact, old: str, new: str, fact: Fact, sort: str = "vector") -> Fact:
        """Replace every occurrence of the applied symbol `old` by `new` in a fact."""
        before, after = (self.context.term(text, sort) for text in (old, new))

        def replace(found: str, name: str, arguments: Any, depth: int) -> Any:
            return after if found == sort and application(sort, name, arguments) == before else None

        formula = formula_text(map_formula(fact.formula, replace))
        return self.step("rewrite", equation, fact, old=old, new=new, sort=sort, formula=formula)

    def rewrite_to(self, goal: str | Any, equation: Fact, old: str, new: str, fact: Fact, sort: str = "vector") -> Fact:
        """Prove `goal`, which equals `fact` once `old` is replaced by `new` in both."""
        return self.step("rewrite", equation, fact, old=old, new=new, sort=sort, formula=self.text(goal))

    def generalize(self, fact: Fact, *symbols: str) -> Fact:
        """∀ over free symbols, the first one outermost."""
        for symbol in reversed(symbols):
            fact = self.step("generalize", fact, symbol=symbol)
        return fact

    def witness(self, goal: str | Any, term: str, fact: Fact) -> Fact:
        """∃x. A from A[term]."""
        return self.step("witness", fact, formula=self.text(goal), term=term)

    def either(self, goal: str | Any, fact: Fact) -> Fact:
        """A or B from one of them."""
        return self.step("either", fact, formula=self.text(goal))

    def absurd(self, goal: str | Any, fact: Fact, opposite: Fact | None = None) -> Fact:
        """Anything, from a fact and its opposite (by default: from a false statement about rationals)."""
        opposite = opposite or self.combine(negate(fact.formula))
        return self.step("absurd", fact, opposite, formula=self.text(goal))

    def solve(self, fact: Fact, symbol: str, block: Block) -> Fact:
        """Name the reciprocal of a > 0, or the root of a ≥ 0; the block gets "b ≥ 0 and a·b = 1 (b² = a)"."""
        return self.choose(self.step("solve", fact), symbol, block)

    def line(self, *vectors: str) -> Fact:
        """⟨u,v⟩⟨w,z⟩ = ⟨u,w⟩⟨v,z⟩, in dimension 1."""
        return self.step("line", vectors=list(vectors))

    def cite(self, name: str, given: Mapping[str, str], *premises: Fact) -> Fact:
        """Use an axiom, or a proved lemma or theorem, at the given symbols."""
        if name not in self.context.citables:
            self.context.citables[name] = source(name).statement.parsed
        if name not in AXIOMS and name not in self.cited:
            self.cited.append(name)
        return self.step("cite", *premises, cite=name, **{"with": dict(given)})

    # -- blocks: a part of the proof under an assumption ---------------------------------------------

    def implies(self, formula: str | Any, block: Block) -> Fact:
        """A ⇒ B, where the block proves B from A."""
        return self.step("discharge", block(self.assume(formula)), formula=self.text(formula))

    def split(self, formula: str | Any, yes: Block, no: Block) -> Fact:
        """Case split on a formula and its negation; both blocks prove the same thing."""
        return self.cases(self.step("decide", formula=self.text(formula)), yes, no)

    def cases(self, alternatives: Fact, *blocks: Block) -> Fact:
        """One block per alternative of a disjunction; all prove the same thing."""
        options = alternatives.formula[1]
        branches = [block(self.assume(option)) for block, option in zip(blocks, options, strict=True)]
        return self.step("cases", alternatives, *branches)

    def contradiction(self, goal: str | Any, block: Block) -> Fact:
        """Prove `goal` by refuting its negation: the block derives a false statement about a rational."""
        return self.split(goal, lambda same: same, lambda no: self.absurd(goal, block(no)))

    def zero(self, term: str, above: Fact, below: Fact) -> Fact:
        """a = 0 from a ≥ 0 and a ≤ 0."""
        return self.contradiction(f"{term} == 0", lambda no: self.combine("0 > 0", no, above, below))

    def choose(self, some: Fact, symbol: str, block: Block) -> Fact:
        """Name a witness of ∃x. A; the block proves something that does not mention it."""
        body = instantiate(some.formula, self.context.lambda_(symbol, some.formula[1]))
        return self.step("choose", some, block(self.assume(body)), symbol=symbol)

    def induct(self, formula: str | Any, symbol: str, base: Fact, block: Block) -> Fact:
        """∀t. A[t], from A[0] and a block proving A[t+1] from A[t]."""
        target = self.formula(formula)
        here = instantiate(target, self.context.lambda_(symbol, target[1]))
        step = block(self.assume(here))
        return self.step("induction", base, step, formula=self.text(formula), symbol=symbol)

    def negated(self, formula: str | Any) -> Any:
        """The negation of a formula, in kernel form."""
        return negate(self.formula(formula))

    # -- the result -------------------------------------------------------------------------------------

    def lines(self, last: Fact) -> list[str]:
        """Return the proof of this statement alone, as JSON lines ending in `last`; unused steps are dropped."""
        needed, steps = {last.id}, []
        for record in reversed(self.steps):
            if record["id"] in needed:
                needed.update(record["from"])
                steps.append(record)
        records = [{**self.statement.header, "locals": self.locals}, *reversed(steps), {"qed": last.id}]
        return [json.dumps(record, ensure_ascii=False) for record in records]


def source(name: str) -> Any:
    """Return the `Lemma`, `Implication` or `Theorem` that a citation names."""
    kind = next((kind for kind in ("lemma", "implication") if name in discovery.names(kind)), "theorem")
    return discovery.load(kind, name)
