"""On a smooth function of one variable, a large step that expands in M and cannot return reaches x* from a.e. start."""

from proofkit import discovery
from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "global_convergence_of_large_step_smooth"
Q = "1 - 2*eta*mu_star + eta**2*L**2"
UPPER, NO_RETURN = "eta*L**2 < 2*mu_star", "q*E < delta"
STEP = "p - eta*g(p)"
TENDS = "tends(t, sq(Phi(t, p) - x_star))"
#: the first k+1 iterates lie in M
LONG = "forall(t, nat, implies(t <= {k}, Phi(t, p) in M))"
TRAPPED = "forall(t, nat, Phi(t, p) in M)"


def _write(d: Draft) -> Fact:
    """Almost no start is trapped in M: that is all the theorem for any dimension asks inside M."""
    d.local(p="vector", r="vector", t="nat", k="nat", i="nat")
    shift = d.cite("orbit_shift", {"Phi": "Phi", "G": f"lambda p: {STEP}"}, d["start"], d["recurrence"])
    facts = {"trapped": _trapped_is_null(d, shift)}
    general = discovery.theorem("global_convergence_of_escaping_step").statement
    given = {name: name for name in general.declare}
    labels = general.hypotheses
    return d.cite(general.name, given, *(facts[label] if label in facts else d[label] for label in labels))


def _subset(d: Draft, small: str, large: str, inclusion: Fact, bound: Fact, a: str, b: str, order: Fact) -> Fact:
    """measure(large) ≤ b and b ≤ a give measure(small) ≤ a; both sets are formulas about p."""
    given = {"A": f"lambda p: {small}", "B": f"lambda p: {large}", "a": a, "b": b}
    return d.cite("measure_monotone", given, inclusion, bound, order)


def _trapped_is_null(d: Draft, shift: Fact) -> Fact:
    """vol{first k+1 iterates in M} ≤ V(k) = (n/κ)^k V(0) → 0."""
    volumes = f"forall(k, nat, measure_le(p, {LONG.format(k='k')}, V(k)))"
    bounds = d.induct(volumes, "k", _first_volume(d), lambda here: _next_volume(d, shift, here))
    inside = d.implies(TRAPPED, lambda stays: d.generalize(d.implies("t <= k", lambda _: d.use(stays, ["t"])), "t"))
    same = d.combine("V(k) <= V(k)")
    at_k = _subset(
        d, TRAPPED, LONG.format(k="k"), d.generalize(inside, "p"), d.use(bounds, ["k"]), "V(k)", "V(k)", same
    )
    given = {"A": f"lambda p: {TRAPPED}", "a": "V"}
    return d.cite("null_of_vanishing_bounds", given, d.generalize(at_k, "k"), _vanishes(d))


def _vanishes(d: Draft) -> Fact:
    factor = d.combine("n*j >= 0", d.nat("n"), d["j"])

    def step(here: Fact) -> Fact:
        return d.combine("V(k+1) >= 0", d.use(d["V_next"], ["k"]), here, factor)

    positive = d.induct("forall(k, nat, V(k) >= 0)", "k", d["V_0"], step)
    shrinks = d.generalize(d.combine("V(k+1) <= n*j*V(k)", d.use(d["V_next"], ["k"])), "k")
    ratio = d.combine("n*j < 1", d["expands_enough"], d["kappa"], d["inverse"], multiplier=[d["kappa"]], eq_times=["n"])
    return d.cite("tends_of_contraction", {"a": "V", "k": "n*j"}, positive, shrinks, ratio)


def _first_volume(d: Draft) -> Fact:
    def start(stays: Fact) -> Fact:
        here = d.use(stays, ["0"], d.combine("0 <= 0"))
        return d.rewrite(d.use(d["start"], ["p"]), "Phi(0, p)", "p", here)

    inclusion = d.generalize(d.implies(LONG.format(k="0"), start), "p")
    return _subset(d, LONG.format(k="0"), "p in M", inclusion, d["volume"], "V(0)", "V(0)", d.combine("V(0) <= V(0)"))


def _next_volume(d: Draft, shift: Fact, here: Fact) -> Fact:
    """A start whose first k+2 iterates lie in M lies in one of the pieces, and its image in the previous set."""
    longer, before = LONG.format(k="k+1"), LONG.format(k="k").replace(", p)", f", {STEP})")
    some_piece = f"exists(i, nat, i < n and p in piece(i) and {before})"

    def covered(stays: Fact) -> Fact:
        first = d.use(stays, ["0"], d.combine("0 <= k + 1", d.nat("k")))
        inside = d.rewrite(d.use(d["start"], ["p"]), "Phi(0, p)", "p", first)

        def later(early: Fact) -> Fact:
            there = d.use(stays, ["t+1"], d.combine("t + 1 <= k + 1", early))
            return d.rewrite(d.use(shift, ["t", "p"]), "Phi(t+1, p)", f"Phi(t, {STEP})", there)

        image = d.generalize(d.implies("t <= k", later), "t")
        stays_in = d.use(image, ["0"], d.combine("0 <= k", d.nat("k")))
        image_inside = d.rewrite(d.use(d["start"], [STEP]), f"Phi(0, {STEP})", STEP, stays_in)

        def chosen(piece: Fact) -> Fact:
            return d.witness(some_piece, "i", d.conj(d.part(piece, 0), d.part(piece, 1), image))

        return d.choose(d.use(d["cover"], ["p"], d.conj(inside, image_inside)), "i", chosen)

    inclusion = d.generalize(d.implies(longer, covered), "p")
    order = d.combine("n*(j*V(k)) <= V(k+1)", d.use(d["V_next"], ["k"]))
    pieces = d.use(_pieces(d, here, before), ["n"])
    return _subset(d, longer, some_piece, inclusion, pieces, "V(k+1)", "n*(j*V(k))", order)


def _pieces(d: Draft, here: Fact, before: str) -> Fact:
    """vol{p in one of the first i pieces, G(p) in the set} ≤ i·j·V(k), by induction on i."""
    d.local(m="nat")
    some = "exists(i, nat, i < {} and p in piece(i) and " + before + ")"
    expands = d.use(d["expands"], ["m"])
    powd = d.step("line", scalar="kappa")
    inverse = d.combine("j*powd(kappa) == 1", d["inverse"], powd, eq_times=["j"])
    sets = {"G": f"lambda p: {STEP}", "S": "lambda p: p in piece(m)", "X": f"lambda p: {LONG.format(k='k')}"}
    one = d.cite(
        "measure_of_preimage", {**sets, "k": "kappa", "j": "j", "c": "V(k)"}, d["kappa"], expands, inverse, here
    )

    def nothing(found: Fact) -> Fact:
        return d.absurd("p == x_star", d.combine("0 > 0", d.part(found, 0), d.nat("i")))

    empty = d.implies(some.format("0"), lambda found: d.choose(found, "i", nothing))
    point, order = d.cite("null_point", {"c": "x_star"}), d.combine("0 <= 0*(j*V(k))")
    base = _subset(d, some.format("0"), "p == x_star", d.generalize(empty, "p"), point, "0*(j*V(k))", "0", order)

    def step(fewer: Fact) -> Fact:
        last = f"p in piece(m) and {before}"
        both = f"{some.format('m')} or ({last})"

        def at(found: Fact) -> Fact:
            index, member, image = d.parts(found)

            def earlier(less: Fact) -> Fact:
                return d.either(both, d.witness(some.format("m"), "i", d.conj(less, member, image)))

            def now(more: Fact) -> Fact:
                early = d.step("natural", d.combine("m + 1 - i > 0", index))
                same = d.zero("i - m", d.combine("i - m >= 0", more), d.combine("i - m <= 0", early))
                return d.either(both, d.conj(d.rewrite(same, "i", "m", member, sort="scalar"), image))

            return d.split("i < m", earlier, now)

        inclusion = d.implies(some.format("m+1"), lambda found: d.choose(found, "i", at))
        given = {"A": f"lambda p: {some.format('m')}", "B": f"lambda p: {last}", "a": "m*(j*V(k))", "b": "j*V(k)"}
        union = d.cite("measure_subadditive", given, fewer, one)
        total = d.combine("m*(j*V(k)) + j*V(k) <= (m+1)*(j*V(k))")
        sizes = "(m+1)*(j*V(k))", "m*(j*V(k)) + j*V(k)"
        return _subset(d, some.format("m+1"), both, d.generalize(inclusion, "p"), union, *sizes, total)

    return d.induct(f"forall(m, nat, measure_le(p, {some.format('m')}, m*(j*V(k))))", "m", base, step)


global_convergence_of_large_step_smooth = Theorem(
    title="Global convergence of gradient descent with a large step on a smooth function of one variable",
    statement=Statement(
        NAME,
        "1",
        {
            "g": "vector -> vector",
            "Phi": "nat, vector -> vector",
            "M": "vector -> prop",
            "piece": "nat, vector -> prop",
            "V": "nat -> scalar",
            "n": "nat",
            "x_star": "vector",
            **dict.fromkeys(("mu_star", "L", "eta", "q", "E", "delta", "kappa", "j"), "scalar"),
        },
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == Phi(t, p) - eta*g(Phi(t, p))))",
            "out": opsc.hypothesis(constant="mu_star", center="x_star", on="not p in M"),
            "out_bound": upper_error_bound.hypothesis(constant="L", center="x_star", on="not p in M"),
            "step": "eta > 0",
            "upper": UPPER,
            "q": "q >= 0",
            "q_squared": f"q**2 == {Q}",
            "exit": f"forall(p, vector, implies(p in M and not ({STEP}) in M, sq({STEP} - x_star) <= E**2))",
            "E": "E >= 0",
            "away": "forall(p, vector, implies(p in M, sq(p - x_star) >= delta**2))",
            "no_return": NO_RETURN,
            "cover": f"forall(p, vector, implies(p in M and ({STEP}) in M, exists(i, nat, i < n and p in piece(i))))",
            "expands": "forall(i, nat, forall(p, vector, forall(r, vector, implies(p in piece(i) and r in piece(i),"
            " sq(p - eta*g(p) - (r - eta*g(r))) >= kappa**2*sq(p - r)))))",
            "kappa": "kappa > 0",
            "expands_enough": "kappa > n",
            "j": "j >= 0",
            "inverse": "j*kappa == 1",
            "volume": "measure_le(p, p in M, V(0))",
            "V_0": "V(0) >= 0",
            "V_next": "forall(k, nat, V(k+1) == n*j*V(k))",
            "nonsingular": 'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
            f" measure_le(p, ({STEP}) in N, 0)))",
        },
        f"ae(p, {TENDS})",
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("sharp_valley", {"lift": 1}),),
    conditions=(
        Condition("opsc", "mu_star", "x_star", "not M", ("out",)),
        Condition("upper_error_bound", "L", "x_star", "not M", ("out_bound",)),
        Condition("exit_radius", "E", "x_star", "M", ("exit", "E")),
        Condition("distance", "delta", "x_star", "M", ("away",)),
        Condition(
            "piecewise_expanding", "kappa", "", "M", ("cover", "expands", "kappa", "expands_enough", "volume", "V_0")
        ),
        Condition("nonsingular_map", "", "", "everywhere", ("nonsingular",)),
    ),
    formulas={"q_squared": Q},
    thresholds=(
        Threshold(
            name="window",
            theorem=NAME,
            symbol="eta",
            conditions=(f"{Q} < 1",),
            positive=("eta", "mu_star", "L"),
            tag="sufficient",
            failure="distances to x* may grow outside M",
        ),
        Threshold(
            name="no_return",
            theorem=NAME,
            symbol="E",
            conditions=(NO_RETURN,),
            positive=("E", "delta", "q"),
            tag="sufficient",
            failure="an orbit may return to M",
        ),
    ),
    by_definition=("start", "recurrence", "q", "q_squared", "j", "inverse", "V_next"),
    example_step="4/(5*L)",
    outcome="gradient descent converges to x_star from almost every start",
    remarks="The form with (E2): the p in M with G(p) in M are a union of n intervals on each of which"
    " |G'| >= kappa > n; V(k) = (n/kappa)^k*vol(M) bounds the volume of the starts whose first k+1 iterates lie in M.",
)
