"""On vector factorisation the sign of one potential is kept for ever, and says on which side of η* the step is."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold
from theorems._vector_factorisation import (
    BOUNDED,
    DECLARE,
    DEFINITIONS,
    FACTOR,
    HYPOTHESES,
    POTENTIAL_NEXT,
    RESIDUAL,
    RESIDUAL_NEXT,
    SIZE,
    SIZE_NEXT,
    named,
    residual_next,
)  # fmt: skip

NAME = "critical_step_of_vector_factorisation"
BELOW, ABOVE, LABEL = "eta*(S + r) < 8", "eta*(S + r) > 8", "eta*h < 1"
SIGN = "implies(eta*h < 2, implies(W(0) < 0, forall(t, nat, W(t) < 0)) and implies(W(0) > 0, forall(t, nat, W(t) > 0)))"
SIDES = f"implies(eta*h <= 1, iff({BELOW}, W(0) < 0) and iff({ABOVE}, W(0) > 0))"
POSITIVE = f"implies(eta*h < 2, {FACTOR} >= 1 - eta**2*h**2/4 and {FACTOR} > 0)"


def _write(d: Draft) -> Fact:
    """Q⁺ = (1 + η²e·uᵀv)Q as polynomials, W = ηQ; the factor is positive; and r turns W < 0 into a range of steps."""
    d.local(t="nat")
    every = d.generalize(d.conj(_residual(d), _size(d), _potential(d), _positive(d), _bounded(d)), "t")
    return d.conj(every, _sign(d), _sides(d))


def _residual(d: Draft) -> Fact:
    return residual_next(d)


def _size(d: Draft) -> Fact:
    """‖u⁺‖² + ‖v⁺‖² expanded."""
    u, v = f"(u(t) - eta*{RESIDUAL}*v(t))", f"(v(t) - eta*{RESIDUAL}*u(t))"
    return named(
        d,
        SIZE_NEXT,
        d.combine(f"sq{u} + sq{v} == {SIZE} - 4*eta*{RESIDUAL}*({RESIDUAL} + y) + eta**2*{RESIDUAL}**2*{SIZE}"),
    )


def _potential(d: Draft) -> Fact:
    facts = d.use(d["potential"], ["t"]), d.use(d["potential"], ["t+1"]), _residual(d), _size(d)
    return d.combine(POTENTIAL_NEXT, *facts, eq_times=["eta", "eta**2*y", FACTOR])


def _positive(d: Draft) -> Fact:
    """e·uᵀv = e(e + y) ≥ −y²/4."""

    def below(small: Fact) -> Fact:
        low = d.combine(
            f"{FACTOR} >= 1 - eta**2*h**2/4", d.square("eta*(e(t) + y/2)"), d["h_squared"], eq_times=["eta**2"]
        )
        sign = d.combine("eta*h >= 0", d["step"], d["h"])
        return d.conj(low, d.combine(f"{FACTOR} > 0", low, small, sign))

    return d.implies("eta*h < 2", below)


def _bounded(d: Draft) -> Fact:
    sides = []
    for sign, vector in (("", "u(t) - v(t)"), ("-", "u(t) + v(t)")):
        expanded = d.combine(f"{SIZE} >= {sign}2*({RESIDUAL} + y)", d.norm(vector))
        sides.append(named(d, f"s(t) >= {sign}2*(e(t) + y)", expanded))
    return d.conj(*sides)


def _sign(d: Draft) -> Fact:
    """By induction: W keeps its sign, since its factor is positive."""

    def kept(small: Fact) -> Fact:
        positive, potential = d.part(d.use(_positive(d), (), small), 1), _potential(d)

        def for_ever(relation: str) -> Fact:
            def later(here: Fact) -> Fact:
                return d.combine(f"W(t+1) {relation} 0", potential, here, positive)

            return d.implies(
                f"W(0) {relation} 0",
                lambda start: d.induct(f"forall(t, nat, W(t) {relation} 0)", "t", start, later),
            )

        return d.conj(for_ever("<"), for_ever(">"))

    return d.implies("eta*h < 2", kept)


def _sides(d: Draft) -> Fact:
    """(8 − ηs)² = η²r² − 16W, since r² = s² − 16ye; where 8 < ηs, W > ηs/2 − 4 because η|y| ≤ 1."""
    square = d.combine(
        "(8 - eta*S)**2 == eta**2*r**2 - 16*W(0)",
        d["r_squared"], _potential_at_start(d),
        eq_times=["eta**2"],
    )  # fmt: skip
    root = d.combine("eta*r >= 0", d["step"], d["r"])
    at_start = d.use(d.generalize(_bounded(d), "t"), ["0"])
    names = d["residual_at_start"], d["size_at_start"]
    high, low = (
        d.combine(f"S >= {k}*(E + y)", fact, *names) for k, fact in zip((2, -2), d.parts(at_start), strict=True)
    )

    def sides(label: Fact) -> Fact:
        far = _far(d, label, high, low)
        less = d.implies(BELOW, lambda inside: _below(d, inside, square, root))
        more = d.implies(ABOVE, lambda outside: _above(d, outside, square, root, far, "W(0) > 0"))

        def back_less(negative: Fact) -> Fact:
            return d.contradiction(
                BELOW,
                lambda no: d.combine("0 > 0", negative, _above(d, no, square, root, far, "W(0) >= 0")),
            )

        def back_more(positive: Fact) -> Fact:
            return d.contradiction(
                ABOVE,
                lambda no: d.combine("0 > 0", positive, _below(d, no, square, root)),
            )

        first = d.conj(less, d.implies("W(0) < 0", back_less))
        return d.conj(first, d.conj(more, d.implies("W(0) > 0", back_more)))

    return d.implies("eta*h <= 1", sides)


def _potential_at_start(d: Draft) -> Fact:
    facts = d.use(d["potential"], ["0"]), d["residual_at_start"], d["size_at_start"]
    return d.combine("W(0) == eta*S - eta**2*y*E - 4", *facts, eq_times=["eta", "eta**2*y"])


def _below(d: Draft, inside: Fact, square: Fact, root: Fact) -> Fact:
    """0 ≤ ηr < 8 − ηs (or ≤): squared, W < 0 (or ≤ 0)."""
    relation = "<" if inside.formula[0] == "gt" else "<="
    return d.combine(f"W(0) {relation} 0", inside, square, root)


def _far(d: Draft, label: Fact, high: Fact, low: Fact) -> Fact:
    """W ≥ ηs/2 − 4: η²ye = η²y(uᵀv) − η²y² ≤ η²|y|s/2 ≤ ηs/2."""
    sign = d.combine("S >= 0", high, low)
    h = d["h"]
    product = d.contradiction("2*y*(E + y) <= h*S", lambda no: _product(d, no, high, low, h))
    scaled = d.combine("2*eta**2*y*(E + y) <= eta*S",
        d.combine("2*eta**2*y*(E + y) <= eta**2*h*S", product, d["step"], degree=3),
        d.combine("eta**2*h*S <= eta*S", label, d.combine("eta*S >= 0", d["step"], sign)))  # fmt: skip
    facts = scaled, _potential_at_start(d), d.square("eta*y")
    return d.combine("W(0) >= eta*S/2 - 4", *facts)


def _product(d: Draft, no: Fact, high: Fact, low: Fact, h: Fact) -> Fact:
    """(h − y)(s + 2p) + (h + y)(s − 2p) ≥ 0 with |y| ≤ h."""
    above = d.cite("square_root_is_monotone", {"x": "y", "y": "h"}, d.combine("y**2 <= h**2", d["h_squared"]), h)
    below = d.cite("square_root_is_monotone", {"x": "-y", "y": "h"}, d.combine("(-y)**2 <= h**2", d["h_squared"]), h)
    return d.combine("0 > 0", no, above, below, high, low)


def _above(d: Draft, outside: Fact, square: Fact, root: Fact, far: Fact, goal: str) -> Fact:
    """Where 8 − ηs ≥ 0 it is less than ηr, and squared W > 0; elsewhere W ≥ ηs/2 − 4 > 0."""

    def near(small: Fact) -> Fact:
        return d.combine(goal, outside, square, root, small)

    def large(big: Fact) -> Fact:
        return d.combine(goal, far, big)

    return d.split("8 - eta*S >= 0", near, large)


critical_step_of_vector_factorisation = Theorem(
    title="The critical step of vector factorisation, as the sign of an invariant",
    statement=Statement(
        NAME,
        "any",
        {**DECLARE, **dict.fromkeys(("h", "r", "S", "E"), "scalar")},
        {
            **HYPOTHESES,
            "step": "eta > 0",
            "h": "h >= 0",
            "h_squared": "h**2 == y**2",
            "residual_at_start": "e(0) == E",
            "size_at_start": "s(0) == S",
            "r": "r >= 0",
            "r_squared": "r**2 == S**2 - 16*y*E",
        },
        f"forall(t, nat, {RESIDUAL_NEXT} and {SIZE_NEXT} and {POTENTIAL_NEXT} and {POSITIVE} and ({BOUNDED}))"
        f" and {SIGN} and {SIDES}",
    ),
    write=_write,
    source="liang2025gradient",
    witnesses=(("vector_factorisation", {}), ("vector_factorisation", {"width": 3, "y": "-1/2"})),
    conditions=(Condition("descent_recurrence", discharges=("u_next", "v_next")),),
    formulas={"factor": "1 + eta**2*E*(E + y)", "potential": "eta*S - eta**2*y*E - 4"},
    thresholds=(
        Threshold(
            name="root",
            theorem=NAME,
            symbol="eta",
            conditions=(BELOW,),
            positive=("eta", "S"),
            nonnegative=("r",),
            tag="sharp",
            failure="almost no start reaches a minimum (no_fit_beyond_critical_step)",
            sharpness_witness="vector_factorisation",
        ),
        Threshold(
            name="label",
            theorem=NAME,
            symbol="eta",
            conditions=(LABEL,),
            positive=("eta", "h"),
            tag="sharp",
            failure="every minimum is too sharp for the step (no_fit_beyond_critical_step)",
            sharpness_witness="vector_factorisation",
        ),
    ),
    by_definition=(*DEFINITIONS, "h", "h_squared", "residual_at_start", "size_at_start", "r", "r_squared"),
    example_step="1/(2*sharpness)",
    outcome="the potential keeps its sign for ever when eta*|y| < 2",
    stated=(
        "For almost every start, a step below the critical one, eta* = min(1/|y|, 8/(S + r)), makes gradient descent"
        " converge to a global minimum.",
    ),
    remarks="e = <u,v> - y is the residual (E at the start), s = |u|^2 + |v|^2 (S at the start), h = |y|, and"
    " W = eta*s - eta^2*y*e - 4 is eta times the potential Q = s - eta*y*e - 4/eta. So eta < eta* exactly if W(0) < 0"
    " and eta*|y| < 1.",
)
