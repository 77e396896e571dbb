"""The inference rules. A theorem `Thm(hyps, concl)` means: in every dimension the proof is about, for all
values of the free symbols, if all of `hyps` hold then `concl` holds. Only this module makes them.

Each rule reads its premises (earlier theorems) and the fields of its step, and raises `Refused` unless
the conclusion follows. Above the line: premises; below: what is concluded. Γ, Δ are hypothesis sets.
"""

from math import prod
from typing import NamedTuple

from .formulas import ATOMS, abstract, instantiate, map_formula, negate, substitute, symbols
from .terms import application, constant, dot, scalar_atom

NAT, SCALAR = ((), "nat"), ((), "scalar")


class Refused(Exception):
    """A step that does not follow."""


class Thm(NamedTuple):
    hyps: frozenset
    concl: tuple


def need(condition, message):
    if not condition:
        raise Refused(message)


def _join(theorems):
    return frozenset().union(*(thm.hyps for thm in theorems))


def assume(step, premises, context):
    """
    ─────────
    {A} ⊢ A
    """
    formula = context.formula(step["formula"])
    return Thm(frozenset({formula}), formula)


def discharge(step, premises, context):
    """
    Γ ⊢ B
    ─────────────────
    Γ∖{A} ⊢ A ⇒ B
    """
    formula = context.formula(step["formula"])
    return Thm(premises[0].hyps - {formula}, ("implies", formula, premises[0].concl))


def detach(step, premises, context):
    """
    Γ ⊢ A ⇒ B    Δ ⊢ A
    ─────────────────────
    Γ ∪ Δ ⊢ B
    """
    implication, antecedent = premises
    need(implication.concl[0] == "implies", "the first premise is not an implication")
    need(implication.concl[1] == antecedent.concl, "the second premise is not the first one's antecedent")
    return Thm(_join(premises), implication.concl[2])


def both(step, premises, context):
    """
    Γ ⊢ A    Δ ⊢ B    …
    ───────────────────────
    Γ ∪ Δ ∪ … ⊢ A and B and …
    """
    need(len(premises) > 1, "needs at least two premises")
    return Thm(_join(premises), ("and", tuple(thm.concl for thm in premises)))


def part(step, premises, context):
    """
    Γ ⊢ A_0 and A_1 and …
    ─────────────────────── (index k)
    Γ ⊢ A_k
    """
    (thm,), k = premises, step["index"]
    need(thm.concl[0] == "and", "the premise is not a conjunction")
    need(type(k) is int and 0 <= k < len(thm.concl[1]), "no such part")
    return Thm(thm.hyps, thm.concl[1][k])


def either(step, premises, context):
    """
    Γ ⊢ A_k
    ───────────────────────
    Γ ⊢ A_0 or A_1 or …
    """
    formula = context.formula(step["formula"])
    need(formula[0] == "or" and premises[0].concl in formula[1], "the premise is not one of the alternatives")
    return Thm(premises[0].hyps, formula)


def cases(step, premises, context):
    """
    Γ ⊢ A_0 or A_1 or …    Δ_0 ⊢ C    Δ_1 ⊢ C    …
    ─────────────────────────────────────────────────
    Γ ∪ Δ_0∖{A_0} ∪ Δ_1∖{A_1} ∪ … ⊢ C
    """
    split, *branches = premises
    need(split.concl[0] == "or" and len(split.concl[1]) == len(branches), "one branch per alternative is needed")
    need(len({thm.concl for thm in branches}) == 1, "the branches conclude different things")
    kept = (thm.hyps - {case} for thm, case in zip(branches, split.concl[1], strict=True))
    return Thm(split.hyps.union(*kept), branches[0].concl)


def decide(step, premises, context):
    """
    ──────────────
    ⊢ A or not A
    """
    formula = context.formula(step["formula"])
    return Thm(frozenset(), ("or", (formula, negate(formula))))


def absurd(step, premises, context):
    """
    Γ ⊢ A    Δ ⊢ not A
    ────────────────────── (any C)
    Γ ∪ Δ ⊢ C
    """
    need(premises[1].concl == negate(premises[0].concl), "the premises do not contradict each other")
    return Thm(_join(premises), context.formula(step["formula"]))


def generalize(step, premises, context):
    """
    Γ ⊢ A
    ───────────── (x not free in Γ)
    Γ ⊢ ∀x. A
    """
    (thm,), name = premises, step["symbol"]
    need(all(name not in symbols(h) for h in thm.hyps), f"{name} is free in a hypothesis")
    return Thm(thm.hyps, abstract("forall", context.sort(name), name, thm.concl))


def instance(step, premises, context):
    """
    Γ ⊢ ∀x ∀y … A
    ─────────────── (for terms s, t, … of the right sorts; sets and functions may be lambdas)
    Γ ⊢ A[s, t, …]
    """
    thm, formula = premises[0], premises[0].concl
    for text in step["terms"]:
        need(formula[0] == "forall", "more terms than universal quantifiers")
        formula = instantiate(formula, context.lambda_(text, formula[1]))
    return Thm(thm.hyps, formula)


def witness(step, premises, context):
    """
    Γ ⊢ A[t]
    ─────────────
    Γ ⊢ ∃x. A
    """
    formula = context.formula(step["formula"])
    need(formula[0] == "exists", "the formula is not existential")
    found = instantiate(formula, context.lambda_(step["term"], formula[1]))
    need(found == premises[0].concl, "the premise is not the formula at that term")
    return Thm(premises[0].hyps, formula)


def choose(step, premises, context):
    """
    Γ ⊢ ∃x. A    Δ ⊢ C
    ──────────────────────── (c free neither in C nor in Δ∖{A[c]})
    Γ ∪ Δ∖{A[c]} ⊢ C
    """
    some, thm = premises
    name = step["symbol"]
    need(some.concl[0] == "exists" and context.sort(name) == some.concl[1], "not an existence statement of that sort")
    rest = thm.hyps - {instantiate(some.concl, context.lambda_(name, some.concl[1]))}
    need(name not in symbols(thm.concl), f"{name} is free in the conclusion")
    need(all(name not in symbols(h) for h in rest | {some.concl}), f"{name} is free in a hypothesis")
    return Thm(some.hyps | rest, thm.concl)


def combine(step, premises, context):
    """
    Γ_i ⊢ p_i {≥,>,=} 0        m·goal = Σ_k c_k · ∏_{i ∈ I_k} p_i      as polynomials
    ──────────────────────────────────────────────────────────────────────────────────
    ∪Γ_i ⊢ goal {≥,>,=} 0

    `terms` lists [c_k, I_k], I_k indexing the premises; `multiplier` lists the strict premises whose product
    is m (1 if absent). A product may have any polynomial c_k if one of its facts is an equation, else c_k must
    be a positive rational. A strict goal needs a product all of whose facts are strict; an equation, only
    products with an equation among them.
    """
    formula = context.formula(step["formula"])
    need(formula[0] in ATOMS and all(thm.concl[0] in ATOMS for thm in premises), "combines (in)equalities only")
    total, strict, equations = constant(0), False, True
    for text, chosen in step["terms"]:
        coefficient, facts = context.term(text, "scalar"), [_pick(premises, i).concl for i in chosen]
        kinds = [fact[0] for fact in facts]
        if "eq" not in kinds:
            value = coefficient.value()
            need(value is not None and value > 0, f"the coefficient {text} of inequalities is not positive")
            strict, equations = strict or "ge" not in kinds, False
        total = total + prod((fact[1] for fact in facts), start=coefficient)
    chosen = {i for _, facts in step["terms"] for i in facts} | set(step.get("multiplier", []))
    need(chosen == set(range(len(premises))), "a premise is not used")
    need(formula[0] != "gt" or strict, "nothing in the combination is strict")
    need(formula[0] != "eq" or equations, "an equation follows from equations only")
    divisors = [_pick(premises, i).concl for i in step.get("multiplier", [])]
    need(all(fact[0] == "gt" for fact in divisors), "a multiplier must be positive")
    need(prod((fact[1] for fact in divisors), start=formula[1]) == total, "the identity does not hold")
    return Thm(_join(premises), formula)


def _pick(premises, index):
    need(type(index) is int and 0 <= index < len(premises), "no such premise")
    return premises[index]


def square(step, premises, context):
    """
    ───────────        ─────────────
    ⊢ a² ≥ 0           ⊢ ‖u‖² ≥ 0           (`scalar` a; `vector` u)
    """
    if "scalar" in step:
        return Thm(frozenset(), ("ge", context.term(step["scalar"], "scalar") ** 2))
    u = context.term(step["vector"], "vector")
    return Thm(frozenset(), ("ge", dot(u, u)))


def solve(step, premises, context):
    """
    Γ ⊢ a > 0                       Γ ⊢ a ≥ 0
    ───────────────────────────     ───────────────────────────
    Γ ⊢ ∃b. b ≥ 0 and a·b = 1       Γ ⊢ ∃b. b ≥ 0 and b² = a
    """
    (kind, a), b = premises[0].concl, application("scalar", "?b")
    need(kind in ("gt", "ge"), "the premise is not an inequality")
    equation = ("eq", a * b - constant(1) if kind == "gt" else b * b - a)
    return Thm(premises[0].hyps, abstract("exists", SCALAR, "?b", ("and", (("ge", b), equation))))


def line(step, premises, context):
    """
    ───────────────────────────────  (in dimension 1)
    ⊢ ⟨u,v⟩⟨w,z⟩ = ⟨u,w⟩⟨v,z⟩             and, given a scalar a,  ⊢ powd(a) = a
    """
    need(context.dimension == "1", "holds in dimension 1 only")
    if "scalar" in step:
        a = context.term(step["scalar"], "scalar")
        return Thm(frozenset(), ("eq", scalar_atom(("powd", a)) - a))
    u, v, w, z = (context.term(text, "vector") for text in step["vectors"])
    return Thm(frozenset(), ("eq", dot(u, v) * dot(w, z) - dot(u, w) * dot(v, z)))


def natural(step, premises, context):
    """
                          Γ ⊢ p > 0
    ────────── (n a nat)  ────────────── (p an integer polynomial in nats)
    ⊢ n ≥ 0               Γ ⊢ p − 1 ≥ 0
    """
    if not premises:
        return Thm(frozenset(), ("ge", context.term(step["term"], "nat")))
    kind, p = premises[0].concl[0], premises[0].concl[1]
    need(kind == "gt", "the premise is not a strict inequality")
    integral = all(c.denominator == 1 for c in p.terms.values())
    nats = all(atom[0] == "app" and not atom[2] and context.sort(atom[1]) == NAT for m in p.terms for atom, _ in m)
    need(integral and nats, "not an integer polynomial in natural numbers")
    return Thm(premises[0].hyps, ("ge", p - constant(1)))


def rewrite(step, premises, context):
    """
    Γ ⊢ s = t    Δ ⊢ A
    ────────────────────── (B becomes A, once s is replaced by t in both; s one applied symbol)
    Γ ∪ Δ ⊢ B
    """
    equation, thm = premises
    sort = "vector" if step["sort"] == "vector" else "scalar"
    old, new = context.term(step["old"], sort), context.term(step["new"], sort)
    gap = old - new
    need(equation.concl == ("eq", dot(gap, gap) if sort == "vector" else gap), "the equation is not old = new")
    formula = context.formula(step["formula"])

    def replace(found, name, arguments, depth):
        return new if found == sort and application(sort, name, arguments) == old else None

    need(map_formula(formula, replace) == map_formula(thm.concl, replace), "not equal after rewriting")
    return Thm(_join(premises), formula)


def induction(step, premises, context):
    """
    Γ ⊢ A[0]    Δ ⊢ A[t+1]
    ──────────────────────────── (t free neither in Γ nor in Δ∖{A[t]})
    Γ ∪ Δ∖{A[t]} ⊢ ∀t. A[t]
    """
    base, inductive = premises
    formula, name = context.formula(step["formula"]), step["symbol"]
    need(formula[0] == "forall" and formula[1] == NAT and context.sort(name) == formula[1], "needs ∀ over nat")
    at = {text: instantiate(formula, context.lambda_(text, formula[1])) for text in ("0", name, f"{name}+1")}
    hyps = inductive.hyps - {at[name]}
    need(base.concl == at["0"], "the first premise is not the case 0")
    need(inductive.concl == at[f"{name}+1"], f"the second premise is not the case {name}+1")
    need(all(name not in symbols(h) for h in base.hyps | hyps | {formula}), f"{name} is free in a hypothesis")
    return Thm(base.hyps | hyps, formula)


def archimedes(step, premises, context):
    """
    ──────────────────
    ⊢ ∀b ∃n. n > b          (b a scalar, n a nat)
    """
    n, b = application("nat", "?n"), application("scalar", "?b")
    return Thm(frozenset(), abstract("forall", SCALAR, "?b", abstract("exists", NAT, "?n", ("gt", n - b))))


def cite(step, premises, context):
    """
    Γ_i ⊢ H_i[σ]
    ──────────────── (T: H_1, …, H_n ⇒ C, an axiom of the allowlist or a theorem proved earlier in the file)
    ∪Γ_i ⊢ C[σ]
    """
    statement = context.citable(step["cite"])
    need(statement.dimension in ("any", context.dimension), "the cited statement is about another dimension")
    given = step.get("with", {})
    need(set(given) == set(statement.declared), f"{step['cite']} declares {', '.join(statement.declared)}")
    mapping = {name: context.lambda_(given[name], sort) for name, sort in statement.declared.items()}
    need(len(premises) == len(statement.hypotheses), f"{step['cite']} has {len(statement.hypotheses)} hypotheses")
    for thm, (label, hypothesis) in zip(premises, statement.hypotheses.items(), strict=True):
        need(thm.concl == substitute(hypothesis, mapping), f"the premise for {label!r} is not that hypothesis")
    return Thm(_join(premises), substitute(statement.conclusion, mapping))


RULES = {rule.__name__: rule for rule in (
    assume, discharge, detach, both, part, either, cases, decide, absurd, generalize, instance, witness, choose,
    combine, square, solve, line, natural, rewrite, induction, archimedes, cite,
)}  # fmt: skip
