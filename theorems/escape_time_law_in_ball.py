"""Large steps leave a ball of one-point strong convexity at a geometric rate: few starts stay in it for T steps."""

from proofkit.classes.opsc import opsc
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "escape_time_law_in_ball"
FACTOR = "(eta*mu_dagger - 1)"
EXPANDS = f"{FACTOR} > 1"
BALL = "sq(p - x_dagger) <= rho**2"
STAYS = "forall(t, nat, implies(t <= {}, sq(Phi(t, p) - x_dagger) <= rho**2))"
FOREVER = "forall(t, nat, sq(Phi(t, p) - x_dagger) <= rho**2)"
CORE = "K({})**2*sq(p - x_dagger) <= rho**2"
FAR = "K({0})**2*sq(p - x_dagger) <= sq(Phi({0}, p) - x_dagger)"
ROOT = "K(0)*sq(p - x_dagger)"
POWERS = ["K(T+1)", "K(T)", "eta*mu_dagger*K(T)"]


def _write(d: Draft) -> Fact:
    d.local(p="vector", r="vector", t="nat", T="nat", n="nat")
    stays = f"p in W and {STAYS.format('T')}"
    inclusion = d.generalize(d.implies(stays, lambda both: _in_core(d, d.part(both, 1))), "p")
    given = {"A": f"lambda p: {stays}", "B": f"lambda p: {CORE.format('T')}", "a": "J(T)*c", "b": "J(T)*c"}
    same = d.combine("J(T)*c <= J(T)*c")
    starts = d.cite("measure_monotone", given, inclusion, d.use(_cores(d), ["T"]), same)
    centre = d.implies(FOREVER, lambda stay: d.contradiction("p == x_dagger", lambda off: _leaves(d, stay, off)))
    return d.conj(d.generalize(starts, "T"), d.generalize(centre, "p"))


def _step(d: Draft, time: str, inside: Fact) -> Fact:
    """Φ(t,p) in the ball: the next distance to x† is at least k = ημ† − 1 times as large."""
    given = {"g": "g", "S": f"lambda p: {BALL}", "c": "x_dagger", "mu": "mu_dagger", "eta": "eta"}
    expands = d.cite("expansion_of_opsc", given, d["opsc"], d["step"], d.combine("eta*mu_dagger >= 1", d["expands"]))
    here, there = f"Phi({time}, p)", f"Phi({time}+1, p)"
    goal = f"sq({there} - x_dagger) >= {FACTOR}**2*sq({here} - x_dagger)"
    moved = d.use(expands, [here], inside)
    return d.rewrite_to(goal, d.use(d["recurrence"], [time, "p"]), there, f"{here} - eta*g({here})", moved)


def _power(d: Draft) -> Fact:
    return d.combine(f"K(T+1)**2 == ({FACTOR}*K(T))**2", d.use(d["K_next"], ["T"]), eq_times=POWERS)


# -- the starts that stay for T steps lie within ρ/k^T of x† -----------------------------------------


def _in_core(d: Draft, stays: Fact) -> Fact:
    first = d.combine("K(0)**2*sq(p - x_dagger) <= sq(p - x_dagger)", d["K_0"], eq_times=["sq(p - x_dagger)", ROOT])
    begin = d.rewrite_to(FAR.format("0"), d.use(d["start"], ["p"]), "Phi(0, p)", "p", first)

    def later(here: Fact) -> Fact:
        def inside(longer: Fact) -> Fact:
            early = d.implies("t <= T", lambda t: d.use(longer, ["t"], d.combine("t <= T + 1", t)))
            far = d.use(here, (), d.generalize(early, "t"))
            moved = _step(d, "T", d.use(longer, ["T"], d.combine("T <= T + 1")))
            facts = moved, far, d.square(FACTOR), _power(d)
            return d.combine(FAR.format("T+1"), *facts, eq_times=["sq(p - x_dagger)"])

        return d.implies(STAYS.format("T+1"), inside)

    always = f"forall(T, nat, implies({STAYS.format('T')}, {FAR.format('T')}))"
    far = d.induct(always, "T", d.implies(STAYS.format("0"), lambda _: begin), later)
    last = d.use(stays, ["T"], d.combine("T <= T"))
    return d.combine(CORE.format("T"), d.use(far, ["T"], stays), last)


def _cores(d: Draft) -> Fact:
    """p ↦ x† + k(p − x†) takes the ball of radius ρ/k^(T+1) about x† into that of radius ρ/k^T."""
    outer = d.generalize(d.implies(CORE.format("0"), lambda core: _drop(d, core)), "p")
    given = {"A": f"lambda p: {CORE.format('0')}", "B": f"lambda p: {BALL}", "a": "J(0)*c", "b": "c"}
    order = d.combine("c <= J(0)*c", d["J_0"], eq_times=["c"])
    first = d.cite("measure_monotone", given, outer, d["volume"], order)

    def later(here: Fact) -> Fact:
        stretch = f"(x_dagger + {FACTOR}*(p - x_dagger))"
        positive = d.combine(f"{FACTOR} > 0", d["expands"])
        pair = d.combine(f"sq({stretch} - {stretch.replace('p -', 'r -')}) >= {FACTOR}**2*sq(p - r)")
        pairs = d.generalize(d.implies("p == p and r == r", lambda _: pair), "p", "r")
        image = CORE.format("T").replace("(p -", f"({stretch} -")
        sets = {"G": f"lambda p: {stretch}", "S": "lambda p: p == p", "X": f"lambda p: {CORE.format('T')}"}
        scale = {"k": FACTOR, "j": "j", "c": "J(T)*c"}
        preimage = d.cite("measure_of_preimage", {**sets, **scale}, positive, pairs, d["j"], here)

        def moved(core: Fact) -> Fact:
            return d.conj(d.combine("p == p"), d.combine(image, core, _power(d), eq_times=["sq(p - x_dagger)"]))

        inclusion = d.generalize(d.implies(CORE.format("T+1"), moved), "p")
        given = {"A": f"lambda p: {CORE.format('T+1')}", "B": f"lambda p: p == p and {image}"}
        order = d.combine("j*(J(T)*c) <= J(T+1)*c", d.use(d["J_next"], ["T"]), eq_times=["c"])
        bounds = {"a": "J(T+1)*c", "b": "j*(J(T)*c)"}
        return d.cite("measure_monotone", {**given, **bounds}, inclusion, preimage, order)

    return d.induct(f"forall(T, nat, measure_le(p, {CORE.format('T')}, J(T)*c))", "T", first, later)


def _drop(d: Draft, core: Fact) -> Fact:
    return d.combine(BALL, core, d["K_0"], eq_times=["sq(p - x_dagger)", ROOT])


def _leaves(d: Draft, stay: Fact, off: Fact) -> Fact:
    """Every other start drifts away from x† without bound."""
    distance = "sq(Phi(t, p) - x_dagger)"
    positive = d.contradiction("sq(p - x_dagger) > 0", lambda no: d.combine("0 > 0", no, off, d.norm("p - x_dagger")))
    begin = d.rewrite_to("sq(Phi(0, p) - x_dagger) > 0", d.use(d["start"], ["p"]), "Phi(0, p)", "p", positive)
    grows = d.generalize(_step(d, "t", d.use(stay, ["t"])), "t")
    ratio = d.combine(f"{FACTOR}**2 > 1", d["expands"])
    far = d.cite("growth_is_unbounded", {"a": f"lambda t: {distance}", "k": f"{FACTOR}**2"}, begin, grows, ratio)
    beyond = d.use(far, ["rho**2"])
    return d.choose(beyond, "n", lambda large: d.combine("0 > 0", large, d.use(stay, ["n"])))


escape_time_law_in_ball = Theorem(
    title="How long large steps stay in a ball of one-point strong convexity",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "W": "vector -> prop",
            "x_dagger": "vector",
            "J": "nat -> scalar",
            "K": "nat -> scalar",
            **dict.fromkeys(("mu_dagger", "eta", "rho", "j", "c"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "opsc": opsc.hypothesis(constant="mu_dagger", center="x_dagger", on=BALL),
            "step": "eta > 0",
            "expands": EXPANDS,
            "volume": f"measure_le(p, {BALL}, c)",
            "j": f"j*powd({FACTOR}) == 1",
            "J_0": "J(0) == 1",
            "J_next": "forall(t, nat, J(t+1) == j*J(t))",
            "K_0": "K(0) == 1",
            "K_next": f"forall(t, nat, K(t+1) == {FACTOR}*K(t))",
        },
        f"forall(T, nat, measure_le(p, p in W and {STAYS.format('T')}, J(T)*c))"
        f" and forall(p, vector, implies({FOREVER}, p == x_dagger))",
    ),
    write=_write,
    source="mohtashami2023special",
    witnesses=(("kinked_pair", {}), ("double_well", {})),
    conditions=(Condition("opsc", "mu_dagger", "x_dagger", "ball", ("opsc",)),),
    formulas={"factor": FACTOR},
    thresholds=(
        Threshold(
            name="escape",
            theorem=NAME,
            symbol="eta",
            conditions=(EXPANDS,),
            positive=("eta", "mu_dagger"),
            tag="sharp",
            failure="every start in the ball may stay in it for ever",
            sharpness_witness="kinked_pair",
        ),
    ),
    by_definition=("start", "recurrence", "volume", "j", "J_0", "J_next", "K_0", "K_next"),
    example_step="3/mu_dagger",
    outcome="the share of starts that stay in the ball for T steps falls at least as fast as"
    " (eta*mu_dagger - 1)^(-d*T), and only x_dagger stays for ever",
    stated=("Equality holds for (mu_dagger/2)*|x - x_dagger|^2.",),
    remarks="K(T) stands for (eta*mu_dagger - 1)^T and J(T) for K(T)^(-d): who stays for T steps starts within"
    " rho/K(T) of x_dagger. For x_0 uniform on W, divide by vol(W).",
)
