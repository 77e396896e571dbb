"""Large steps leave a set of strong convexity at a geometric rate: few starts stay in it for T steps."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "escape_time_law"
STEP, FACTOR = "p - eta*g(p)", "(eta*mu_dagger - 1)"
EXPANDS = f"{FACTOR} > 1"
STAYS = "forall(t, nat, implies(t <= {}, Phi(t, p) in M))"
FOREVER = "forall(t, nat, Phi(t, {}) in M)"
GAP, NEXT_GAP = "sq(Phi(t, p) - Phi(t, r))", "sq(Phi(t+1, p) - Phi(t+1, r))"
ONE = f"forall(p, vector, forall(r, vector, implies({FOREVER.format('p')} and {FOREVER.format('r')}, p == r)))"


def _write(d: Draft) -> Fact:
    d.local(p="vector", r="vector", t="nat", T="nat", n="nat")
    bound = f"forall(T, nat, measure_le(p, {STAYS.format('T')}, J(T)*c))"
    stays = d.induct(bound, "T", _first(d), lambda here: _next(d, here))
    inclusion = d.generalize(d.implies(f"p in W and {STAYS.format('T')}", lambda both: d.part(both, 1)), "p")
    given = {"A": f"lambda p: p in W and {STAYS.format('T')}", "B": f"lambda p: {STAYS.format('T')}"}
    same = d.combine("J(T)*c <= J(T)*c")
    starts = d.cite("measure_monotone", {**given, "a": "J(T)*c", "b": "J(T)*c"}, inclusion, d.use(stays, ["T"]), same)
    return d.conj(d.generalize(starts, "T"), _one_start(d))


def _expands(d: Draft, first: str, second: str, members: Fact) -> Fact:
    """With w = G(p) − G(r), u = p − r and k = ημ† − 1: ⟨w, u⟩ ≤ −k‖u‖² and ‖w + ku‖² ≥ 0 give ‖w‖ ≥ k‖u‖."""
    moved = f"{first} - eta*g({first}) - ({second} - eta*g({second}))"
    square = d.norm(f"{moved} + {FACTOR}*({first} - {second})")
    factor = d.combine(f"{FACTOR} > 0", d["expands"])
    slope = d.use(d["strongly_convex"], [first, second], members)
    goal = f"sq({moved}) >= {FACTOR}**2*sq({first} - {second})"
    return d.combine(goal, square, slope, d["step"], factor, degree=3)


# -- the volume of the starts that stay for T steps --------------------------------------------------


def _first(d: Draft) -> Fact:
    def start(found: Fact) -> Fact:
        return d.rewrite(d.use(d["start"], ["p"]), "Phi(0, p)", "p", d.use(found, ["0"], d.combine("0 <= 0")))

    inclusion = d.generalize(d.implies(STAYS.format("0"), start), "p")
    given = {"A": f"lambda p: {STAYS.format('0')}", "B": "M", "a": "J(0)*c", "b": "c"}
    return d.cite("measure_monotone", given, inclusion, d["volume"], d.combine("c <= J(0)*c", d["J_0"], eq_times=["c"]))


def _next(d: Draft, here: Fact) -> Fact:
    """Who stays for T+1 steps lies in M and is taken by G to who stays for T; G expands on M."""
    positive = d.combine(f"{FACTOR} > 0", d["expands"])
    pair = d.implies("p in M and r in M", lambda members: _expands(d, "p", "r", members))
    sets = {"G": f"lambda p: {STEP}", "S": "M", "X": f"lambda p: {STAYS.format('T')}"}
    scale = {"k": FACTOR, "j": "j", "c": "J(T)*c"}
    preimage = d.cite("measure_of_preimage", {**sets, **scale}, positive, d.generalize(pair, "p", "r"), d["j"], here)
    shift = d.cite("orbit_shift", {"Phi": "Phi", "G": f"lambda p: {STEP}"}, d["start"], d["recurrence"])

    def moved(found: Fact) -> Fact:
        first = d.use(found, ["0"], d.combine("0 <= T + 1", d.nat("T")))
        member = d.rewrite(d.use(d["start"], ["p"]), "Phi(0, p)", "p", first)

        def later(early: Fact) -> Fact:
            inside = d.use(found, ["t + 1"], d.combine("t + 1 <= T + 1", early))
            return d.rewrite(d.use(shift, ["t", "p"]), "Phi(t + 1, p)", f"Phi(t, {STEP})", inside)

        return d.conj(member, d.generalize(d.implies("t <= T", later), "t"))

    inclusion = d.generalize(d.implies(STAYS.format("T+1"), moved), "p")
    order = d.combine("j*(J(T)*c) <= J(T+1)*c", d.use(d["J_next"], ["T"]), eq_times=["c"])
    after = STAYS.format("T").replace("Phi(t, p)", f"Phi(t, {STEP})")
    given = {"A": f"lambda p: {STAYS.format('T+1')}", "B": f"lambda p: p in M and ({after})"}
    return d.cite("measure_monotone", {**given, "a": "J(T+1)*c", "b": "j*(J(T)*c)"}, inclusion, preimage, order)


# -- at most one start stays for ever ----------------------------------------------------------------


def _one_start(d: Draft) -> Fact:
    """Two orbits in M drift apart without bound, but M lies in a ball."""

    def distinct(both: Fact, apart: Fact) -> Fact:
        inside = [d.use(part, ["t"]) for part in d.parts(both)]
        growth = _expands(d, "Phi(t, p)", "Phi(t, r)", d.conj(*inside))
        for point, goal in (("p", "sq(Phi(t+1, p) - (Phi(t, r) - eta*g(Phi(t, r))))"), ("r", NEXT_GAP)):
            equation, image = d.use(d["recurrence"], ["t", point]), f"Phi(t, {point}) - eta*g(Phi(t, {point}))"
            growth = d.rewrite_to(f"{goal} >= {FACTOR}**2*{GAP}", equation, f"Phi(t+1, {point})", image, growth)
        positive = d.contradiction("sq(p - r) > 0", lambda no: d.combine("0 > 0", no, apart, d.norm("p - r")))
        begin = d.rewrite_to("sq(Phi(0, p) - r) > 0", d.use(d["start"], ["p"]), "Phi(0, p)", "p", positive)
        begin = d.rewrite_to("sq(Phi(0, p) - Phi(0, r)) > 0", d.use(d["start"], ["r"]), "Phi(0, r)", "r", begin)
        ratio = d.combine(f"{FACTOR}**2 > 1", d["expands"])
        grows = d.generalize(growth, "t")
        far = d.cite("growth_is_unbounded", {"a": f"lambda t: {GAP}", "k": f"{FACTOR}**2"}, begin, grows, ratio)

        def beyond(large: Fact) -> Fact:
            inside = zip("pr", d.parts(both), strict=True)
            near = [d.use(d["bounded"], [f"Phi(n, {point})"], d.use(part, ["n"])) for point, part in inside]
            middle = d.norm("Phi(n, p) - x_dagger + Phi(n, r) - x_dagger")
            return d.combine("0 > 0", large, middle, *near)

        return d.choose(d.use(far, ["4*R**2"]), "n", beyond)

    def one(both: Fact) -> Fact:
        return d.contradiction("p == r", lambda apart: distinct(both, apart))

    together = f"{FOREVER.format('p')} and {FOREVER.format('r')}"
    return d.generalize(d.implies(together, one), "p", "r")


escape_time_law = Theorem(
    title="How long large steps stay in a set of strong convexity",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "M": "vector -> prop",
            "W": "vector -> prop",
            "x_dagger": "vector",
            "J": "nat -> scalar",
            **dict.fromkeys(("mu_dagger", "eta", "R", "j", "c"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "strongly_convex": "forall(p, vector, forall(r, vector, implies(p in M and r in M,"
            " dot(g(p) - g(r), p - r) >= mu_dagger*sq(p - r))))",
            "bounded": "forall(p, vector, implies(p in M, sq(p - x_dagger) <= R**2))",
            "step": "eta > 0",
            "expands": EXPANDS,
            "volume": "measure_le(p, p in M, c)",
            "j": f"j*powd({FACTOR}) == 1",
            "J_0": "J(0) == 1",
            "J_next": "forall(t, nat, J(t+1) == j*J(t))",
        },
        f"forall(T, nat, measure_le(p, p in W and {STAYS.format('T')}, J(T)*c)) and {ONE}",
    ),
    write=_write,
    source="mohtashami2023special",
    witnesses=(("kinked_pair", {}), ("shifted_pair", {})),
    conditions=(
        Condition("strongly_convex", "mu_dagger", "", "M", ("strongly_convex",)),
        Condition("containment", "R", "x_dagger", "M", ("bounded",)),
    ),
    formulas={"factor": FACTOR},
    thresholds=(
        Threshold(
            name="escape",
            theorem=NAME,
            symbol="eta",
            conditions=(EXPANDS,),
            positive=("eta", "mu_dagger"),
            tag="sharp",
            failure="every start near x_dagger may stay in M for ever",
            sharpness_witness="kinked_pair",
        ),
    ),
    by_definition=("start", "recurrence", "volume", "j", "J_0", "J_next"),
    example_step="3/mu_dagger",
    outcome="the share of starts that stay in M for T steps falls at least as fast as (eta*mu_dagger - 1)^(-d*T),"
    " and at most one start stays for ever",
    stated=(
        "Where M is convex and f twice continuously differentiable, the pair inequality says that the Hessian is at"
        " least mu_dagger*I on M.",
        "Equality holds for (mu_dagger/2)*|x - x_dagger|^2 and a ball M about x_dagger.",
    ),
    remarks="J(T) stands for (eta*mu_dagger - 1)^(-d*T). For x_0 uniform on W, divide by vol(W).",
)
