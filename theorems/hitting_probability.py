"""Small steps can hardly find a small set: the starts that hit X within T steps have measure at most S(T)·vol X."""

from proofkit.classes.smooth import smooth
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "hitting_probability"
STEP = "p - eta*g(p)"
HITS = "exists(t, nat, t <= {} and Phi(t, p) in X)"
SMALL = "eta*L < 1"
SIMPLE = "2*eta*L <= 1"
POWERS = f"forall(T, nat, S(T) <= C(T+1) and implies(c >= 0, measure_le(p, p in W and {HITS.format('T')}, C(T+1)*c)))"


def _write(d: Draft) -> Fact:
    d.local(p="vector", r="vector", t="nat", T="nat")
    volumes = "forall(t, nat, measure_le(p, Phi(t, p) in X, J(t)*c))"
    level = d.induct(volumes, "t", _first(d), lambda here: _next(d, here))
    bound = f"forall(T, nat, measure_le(p, {HITS.format('T')}, S(T)*c))"
    hits = d.induct(bound, "T", _hits_at_once(d, level), lambda here: _hits_later(d, here, level))
    given = {"A": f"lambda p: p in W and {HITS.format('T')}", "B": f"lambda p: {HITS.format('T')}"}
    within = d.generalize(d.implies(f"p in W and {HITS.format('T')}", lambda both: d.part(both, 1)), "p")

    def starts(value: str, order: Fact) -> Fact:
        return d.cite("measure_monotone", {**given, "a": value, "b": "S(T)*c"}, within, d.use(hits, ["T"]), order)

    def powers(simple: Fact) -> Fact:
        less = d.part(d.use(_powers(d, simple), ["T"]), 2)
        sharp = d.combine("S(T) <= C(T+1)", less)

        def bounded(sign: Fact) -> Fact:
            return starts("C(T+1)*c", d.combine("S(T)*c <= C(T+1)*c", sharp, sign))

        return d.generalize(d.conj(sharp, d.implies("c >= 0", bounded)), "T")

    exact = d.generalize(starts("S(T)*c", d.combine("S(T)*c <= S(T)*c")), "T")
    return d.conj(exact, d.implies(SIMPLE, powers))


def _powers(d: Draft, simple: Fact) -> Fact:
    """j ≤ k = 2^d, since k(1 − ηL)^d = (2 − 2ηL)^d ≥ 1; so J(t) ≤ k^t and S(t) ≤ k^(t+1) − 1, as k ≥ 2."""
    k = "powd(2)"
    twice = d.combine(f"{k} >= 2", d.cite("power_grows", {"a": "2"}, d.combine("2 >= 1")))
    large = d.combine("2*(1 - eta*L) >= 1", simple)
    grown = d.cite("power_grows", {"a": "2*(1 - eta*L)"}, large)
    product = d.cite("power_of_product", {"a": "2", "b": "1 - eta*L"})
    positive = d.cite("power_positive", {"a": "1 - eta*L"}, d.combine("1 - eta*L > 0", d["small"]))
    sign = d.contradiction("j > 0", lambda no: d.combine("0 > 0", no, positive, d["j"]))
    whole = d.combine(f"{k}*powd(1 - eta*L) >= 1", grown, product, large)
    less = d.combine(f"j <= {k}", whole, d["j"], sign, eq_times=[k])
    claim = "C({0}) >= 1 and J({0}) <= C({0}) and S({0}) <= C({0}+1) - 1"
    next_ = d.combine(f"C(0+1) == {k}", d.use(d["C_next"], ["0"]), d["C_0"], eq_times=[k])
    first = (
        d.combine("C(0) >= 1", d["C_0"]),
        d.combine("J(0) <= C(0)", d["J_0"], d["C_0"]),
        d.combine("S(0) <= C(0+1) - 1", d["S_0"], next_, twice),
    )

    def later(here: Fact) -> Fact:
        one, level, total = d.parts(here)
        power, beyond = d.use(d["C_next"], ["t"]), d.use(d["C_next"], ["t+1"])
        base = d.combine("C(t+1) >= 1", power, one, twice)
        grows = d.combine("J(t+1) <= C(t+1)", d.use(d["J_next"], ["t"]), level, less, sign, power, one)
        sums = d.combine("S(t+1) <= C(t+1+1) - 1", d.use(d["S_next"], ["t"]), total, grows, beyond, twice, base)
        return d.conj(base, grows, sums)

    return d.induct(f"forall(t, nat, {claim.format('t')})", "t", d.conj(*first), later)


def _expands(d: Draft) -> Fact:
    """No step shrinks a distance by more than 1 − ηL."""
    names = {name: name for name in ("g", "L", "eta")}
    far = d.use(d.cite("gradient_map_expands", names, d["smooth"], d["L"], d["step"], d["small"]), ["p", "r"])
    return d.generalize(d.implies("p == p and r == r", lambda _: far), "p", "r")


def _first(d: Draft) -> Fact:
    def start(found: Fact) -> Fact:
        return d.rewrite(d.use(d["start"], ["p"]), "Phi(0, p)", "p", found)

    inclusion = d.generalize(d.implies("Phi(0, p) in X", start), "p")
    given = {"A": "lambda p: Phi(0, p) in X", "B": "X", "a": "J(0)*c", "b": "c"}
    return d.cite("measure_monotone", given, inclusion, d["volume"], d.combine("c <= J(0)*c", d["J_0"], eq_times=["c"]))


def _next(d: Draft, here: Fact) -> Fact:
    """{Φ(t+1, ·) ∈ X} is the preimage under G of {Φ(t, ·) ∈ X}."""
    positive = d.combine("1 - eta*L > 0", d["small"])
    given = {"G": f"lambda p: {STEP}", "S": "lambda p: p == p", "X": "lambda p: Phi(t, p) in X"}
    scale = {"k": "1 - eta*L", "j": "j", "c": "J(t)*c"}
    preimage = d.cite("measure_of_preimage", {**given, **scale}, positive, _expands(d), d["j"], here)
    shift = d.cite("orbit_shift", {"Phi": "Phi", "G": f"lambda p: {STEP}"}, d["start"], d["recurrence"])

    def moved(found: Fact) -> Fact:
        step = d.rewrite(d.use(shift, ["t", "p"]), "Phi(t+1, p)", f"Phi(t, {STEP})", found)
        return d.conj(d.combine("p == p"), step)

    inclusion = d.generalize(d.implies("Phi(t+1, p) in X", moved), "p")
    order = d.combine("j*(J(t)*c) <= J(t+1)*c", d.use(d["J_next"], ["t"]), eq_times=["c"])
    sets = {"A": "lambda p: Phi(t+1, p) in X", "B": f"lambda p: p == p and Phi(t, {STEP}) in X"}
    return d.cite("measure_monotone", {**sets, "a": "J(t+1)*c", "b": "j*(J(t)*c)"}, inclusion, preimage, order)


def _at(d: Draft, index: str, above: Fact, below: Fact, found: Fact) -> Fact:
    """t = index, so Φ(t,p) ∈ X is Φ(index,p) ∈ X."""
    same = d.zero(f"t - ({index})", above, below)
    return d.rewrite(same, "t", index, found, sort="scalar")


def _hits_at_once(d: Draft, level: Fact) -> Fact:
    def at(found: Fact) -> Fact:
        early, member = d.parts(found)
        return _at(d, "0", d.nat("t"), early, member)

    inclusion = d.generalize(d.implies(HITS.format("0"), lambda some: d.choose(some, "t", at)), "p")
    given = {"A": f"lambda p: {HITS.format('0')}", "B": "lambda p: Phi(0, p) in X", "a": "S(0)*c", "b": "J(0)*c"}
    order = d.combine("J(0)*c <= S(0)*c", d["J_0"], d["S_0"], eq_times=["c"])
    return d.cite("measure_monotone", given, inclusion, d.use(level, ["0"]), order)


def _hits_later(d: Draft, here: Fact, level: Fact) -> Fact:
    """To hit within T+1 steps is to hit within T, or at step T+1."""
    goal = f"{HITS.format('T')} or Phi(T+1, p) in X"

    def at(found: Fact) -> Fact:
        early, member = d.parts(found)

        def before(less: Fact) -> Fact:
            return d.either(goal, d.witness(HITS.format("T"), "t", d.conj(less, member)))

        def now(more: Fact) -> Fact:
            late = d.step("natural", d.combine("t - T > 0", more))
            above = d.combine("t - (T + 1) >= 0", late)
            return d.either(goal, _at(d, "T+1", above, d.combine("t - (T + 1) <= 0", early), member))

        return d.split("t <= T", before, now)

    inclusion = d.generalize(d.implies(HITS.format("T+1"), lambda some: d.choose(some, "t", at)), "p")
    sets = {"A": f"lambda p: {HITS.format('T')}", "B": "lambda p: Phi(T+1, p) in X", "a": "S(T)*c", "b": "J(T+1)*c"}
    union = d.cite("measure_subadditive", sets, here, d.use(level, ["T+1"]))
    order = d.combine("S(T)*c + J(T+1)*c <= S(T+1)*c", d.use(d["S_next"], ["T"]), eq_times=["c"])
    given = {"A": f"lambda p: {HITS.format('T+1')}", "B": f"lambda p: {goal}"}
    return d.cite("measure_monotone", {**given, "a": "S(T+1)*c", "b": "S(T)*c + J(T+1)*c"}, inclusion, union, order)


hitting_probability = Theorem(
    title="A bound on the probability that small steps ever hit a given set",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "X": "vector -> prop",
            "W": "vector -> prop",
            "J": "nat -> scalar",
            "S": "nat -> scalar",
            "C": "nat -> scalar",
            **dict.fromkeys(("L", "eta", "j", "c"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "smooth": smooth.hypothesis(constant="L"),
            "L": "L >= 0",
            "step": "eta > 0",
            "small": SMALL,
            "j": "j*powd(1 - eta*L) == 1",
            "volume": "measure_le(p, p in X, c)",
            "J_0": "J(0) == 1",
            "J_next": "forall(t, nat, J(t+1) == j*J(t))",
            "S_0": "S(0) == 1",
            "S_next": "forall(t, nat, S(t+1) == S(t) + J(t+1))",
            "C_0": "C(0) == 1",
            "C_next": "forall(t, nat, C(t+1) == powd(2)*C(t))",
        },
        f"forall(T, nat, measure_le(p, p in W and {HITS.format('T')}, S(T)*c)) and implies({SIMPLE}, {POWERS})",
    ),
    write=_write,
    source="mohtashami2023special",
    witnesses=(("asymmetric_parabola", {}),),
    conditions=(Condition("smooth", "L", "", "everywhere", ("smooth",)),),
    formulas={"lipschitz_inverse": "1 - eta*L"},
    thresholds=(
        Threshold(
            name="small_step",
            theorem=NAME,
            symbol="eta",
            conditions=(SMALL,),
            positive=("eta", "L"),
            tag="sufficient",
            failure="a step may fold the space, and the bound says nothing",
        ),
        Threshold(
            name="powers_of_two",
            theorem=NAME,
            symbol="eta",
            conditions=(SIMPLE,),
            positive=("eta", "L"),
            tag="sharp",
            failure="on the line S(T) exceeds 2^(T+1) for large T",
            sharpness_witness="asymmetric_parabola",
        ),
    ),
    by_definition=("start", "recurrence", "j", "volume", "J_0", "J_next", "S_0", "S_next", "C_0", "C_next"),
    example_step="1/(2*L)",
    outcome="few starts hit a small set within T steps",
    remarks="J(t) = (1 - eta*L)^(-t*d), S(T) = J(0) + ... + J(T) and C(t) = 2^(t*d), so that the last clause is the"
    " seed paper's bound 2^((T + 1)*d). For x_0 uniform on W, divide by vol(W).",
)
