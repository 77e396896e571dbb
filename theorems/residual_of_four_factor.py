"""On ½(1 − xyzw)² a step multiplies the residual by 1 − ηS + small terms, and S ≥ 4 where the residual is 0."""

from proofkit.derivation import Draft, Fact
from proofkit.lemmas.four_factor_residual_hits_zero import FACTOR
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from theorems._four_factor import DEFINED, NAMES, others, residual, step

NAME = "residual_of_four_factor"
NEXT, MEANS = f"e(t+1) == e(t)*{FACTOR}", "S(t)**2 >= 16*(1 - e(t))**3"
HERE = {name: f"({text('(t)')})" for name, text in DEFINED.items()}


def _write(d: Draft) -> Fact:
    d.local(t="nat")
    return d.generalize(d.conj(_next(d), _means(d)), "t")


def _next(d: Draft) -> Fact:
    """∏(x_i + ηe·p_i), p_i the product of the others, multiplied out: p_i·p_j is xyzw times the other two, …"""
    moved = {name: f"({name}(t) + eta*{HERE['e']}*{others(name, '(t)')})" for name in NAMES}
    left, right = f"1 - {'*'.join(moved.values())}", NEXT.partition(" == ")[2]
    fact = d.combine(f"{left} == {_expanded(right)}")
    for name in NAMES:
        left = left.replace(moved[name], f"{name}(t+1)")
        equation, goal = d.use(d[f"{name}_next"], ["t"]), f"{left} == {_expanded(right)}"
        fact = d.rewrite_to(goal, equation, f"{name}(t+1)", moved[name], fact, "scalar")
    later, goal = d.use(d["e"], ["t+1"]), f"e(t+1) == {_expanded(right)}"
    fact = d.rewrite_to(goal, later, "e(t+1)", f"({residual('(t+1)')})", fact, "scalar")
    return _named(d, NEXT, fact)


def _means(d: Draft) -> Fact:
    """(α + γ)² ≥ 4αγ for two pairs of squares, and (a² + b²)(c² + f²) ≥ 4abcf: here abcf = (xyzw)³."""
    a, b, c, f = (f"({others(name, '(t)')})" for name in NAMES)
    first, second = f"({a}**2 + {b}**2)", f"({c}**2 + {f}**2)"
    squares = d.square(f"{first} - {second}"), d.square(f"{a}*{c} - {b}*{f}"), d.square(f"{a}*{f} - {b}*{c}")
    return _named(d, MEANS, d.combine(f"({first} + {second})**2 >= 16*{a}*{b}*{c}*{f}", *squares, degree=1))


def _expanded(text: str) -> str:
    """Put residual, sharpness and so on for their names, but those at t + 1."""
    for name, value in HERE.items():
        text = text.replace(f"{name}(t)", value)
    return text


def _named(d: Draft, goal: str, fact: Fact) -> Fact:
    """Put the names back, one after the other."""
    names = [name for name in HERE if f"{name}(t)" in goal]
    stages = [goal]
    for name in names:
        stages.append(stages[-1].replace(f"{name}(t)", HERE[name]))
    for name, text in zip(reversed(names), reversed(stages[:-1]), strict=True):
        fact = d.rewrite_to(text, d.use(d[name], ["t"]), f"{name}(t)", HERE[name], fact, "scalar")
    return fact


residual_of_four_factor = Theorem(
    title="The residual of a product of four factors under gradient descent",
    statement=Statement(
        NAME,
        "any",
        {**dict.fromkeys((*NAMES, *DEFINED), "nat -> scalar"), "eta": "scalar"},
        {
            **{f"{name}_next": f"forall(t, nat, {step(name, '(t)', '(t+1)')})" for name in NAMES},
            **{name: f"forall(t, nat, {name}(t) == {text('(t)')})" for name, text in DEFINED.items()},
        },
        f"forall(t, nat, {NEXT} and {MEANS})",
    ),
    write=_write,
    source="zhu2023understanding",
    witnesses=(("four_factor", {}),),
    conditions=(Condition("descent_recurrence", discharges=tuple(f"{name}_next" for name in NAMES)),),
    formulas={
        "factor": "1 - eta*S_0 - e_0*(eta**2*(1 - e_0)*Pi_0 + eta**3*e_0*(1 - e_0)**2*N_0 + eta**4*e_0**2*(1 - e_0)**3)"
    },
    by_definition=tuple(DEFINED),
    outcome="the residual is multiplied by 1 - eta*S + O(e), where S is the sharpness of the minimum it may tend to",
    remarks="e = 1 - x*y*z*w; S, Pi and N are the elementary symmetric functions of degrees 3, 2 and 1 of the"
    " squares of"
    " the factors. At a minimum e = 0, so S >= 4, with equality at (1, 1, 1, 1). In the formula e_0, S_0, Pi_0 and N_0"
    " are those now.",
)
