"""SGD that uses each sample k times with step η/k is stable up to ηL = 2k, and its variance tends to a known limit."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Theorem
from proofkit.threshold import Threshold

NAME = "repeat_k_sgd"
STABLE = "eta*L < 2*k"
BLOCK = "forall(x, scalar, forall(c, scalar, z({0}, x, c) == {1}*x + (1 - {1})*c))"
RATE = "forall(t, nat, v(t+1) - U == q**2*(v(t) - U))"
CONVERGES = f"implies({STABLE}, q**2 < 1 and {RATE} and tends(t, v(t) - U))"
DIVERGES = "implies(eta*L > 2*k, q**2 > 1 and forall(b, scalar, exists(t, nat, v(t) > b)))"


def _write(d: Draft) -> Fact:
    d.local(**dict.fromkeys(("j", "t"), "nat"), **dict.fromkeys(("x", "c", "b"), "scalar"))
    return d.conj(_block(d), d.implies(STABLE, lambda fact: _converges(d, fact)),
                  d.implies("eta*L > 2*k", lambda fact: _diverges(d, fact)))  # fmt: skip


def _block(d: Draft) -> Fact:
    """Each inner step multiplies the distance to c by a: z(j) − c = aʲ(x − c)."""
    positive = d.combine("k > 0", d["k"])

    def next_(here: Fact) -> Fact:
        facts = d.use(d["z_next"], ["j", "x", "c"]), here, d["a"], d.use(d["P_next"], ["j"])
        times = ["P(j)*x", "P(j)*c", "k", "eta*L", "k*x", "k*c"]
        goal = "z(j+1, x, c) == P(j+1)*x + (1 - P(j+1))*c"
        return d.combine(goal, *facts, positive, multiplier=[positive], eq_times=times)

    begin = d.combine("z(0, x, c) == P(0)*x + (1 - P(0))*c", d.use(d["z_0"], ["x", "c"]), d["P_0"], eq_times=["x", "c"])
    block = d.use(d.induct("forall(j, nat, z(j, x, c) == P(j)*x + (1 - P(j))*c)", "j", begin, next_), ["k"])
    last = d.combine("z(k, x, c) == q*x + (1 - q)*c", block, d["q"], eq_times=["x", "c"])
    return d.generalize(last, "x", "c")


def _power(d: Draft, relation: str, one: Fact) -> Fact:
    """q² ≤ a² if a² ≤ 1, and ≥ if ≥: q = aᵏ with k ≥ 1."""
    square = d.square("a")

    def ratio() -> Fact:
        return d.combine("P(j+1)**2 == a**2*P(j)**2", d.use(d["P_next"], ["j"]), eq_times=["P(j+1)", "a*P(j)"])

    def bounded(here: Fact) -> Fact:
        return d.combine(f"P(j+1)**2 {relation} 1", ratio(), here, square, one)

    begin = d.combine(f"P(0)**2 {relation} 1", d["P_0"], eq_times=["P(0)"])
    all_ = d.induct(f"forall(j, nat, P(j)**2 {relation} 1)", "j", begin, bounded)

    def later(_: Fact) -> Fact:
        some = d.combine(f"P(j+1)**2 {relation} a**2", ratio(), d.use(all_, ["j"]), square)
        return d.implies("j + 1 >= 1", lambda _: some)

    none = d.implies("0 >= 1", lambda no: d.absurd(f"P(0)**2 {relation} a**2", no))
    powers = d.induct(f"forall(j, nat, implies(j >= 1, P(j)**2 {relation} a**2))", "j", none, later)
    return d.combine(f"q**2 {relation} a**2", d.use(powers, ["k"], d["k"]), d["q"], eq_times=["q", "P(k)"])


def _converges(d: Draft, stable: Fact) -> Fact:
    positive, load = d.combine("k > 0", d["k"]), d.combine("eta*L > 0", d["step"], d["L"])
    room = d.combine(
        "k**2*(1 - a**2) > 0",
        d["a"],
        d.combine("eta*L*(2*k - eta*L) > 0", load, stable),
        eq_times=["k", "a*k", "eta*L"],
    )
    square = d.combine("k**2 > 0", positive)
    inner = d.combine("a**2 < 1", room, square, multiplier=[square])
    less = d.combine("q**2 < 1", _power(d, "<=", d.combine("a**2 <= 1", inner)), inner)
    fixed = d.use(d["v_next"], ["t"])
    stationary = d.use(d["U"], [], stable)
    rate = d.combine("v(t+1) - U == q**2*(v(t) - U)", fixed, stationary, eq_times=["q"])
    shrinks = d.combine("(v(t+1) - U)**2 == q**4*(v(t) - U)**2", rate, eq_times=["v(t+1) - U", "q**2*(v(t) - U)"])
    fourth = d.combine("q**4 <= q**2", less, d.square("q"))
    bound = d.combine("(v(t+1) - U)**2 <= q**2*(v(t) - U)**2", shrinks, fourth, d.square("v(t) - U"))
    given = {"a": "lambda t: (v(t) - U)**2", "k": "q**2"}
    squares = d.generalize(d.square("v(t) - U"), "t"), d.generalize(bound, "t"), less
    limit = d.cite("tends_of_square", {"a": "lambda t: v(t) - U"}, d.cite("tends_of_contraction", given, *squares))
    return d.conj(less, d.generalize(rate, "t"), limit)


def _diverges(d: Draft, unstable: Fact) -> Fact:
    """v(t+1) ≥ q²v(t) with q² > 1, and v(1) ≥ (1 − q)²s² > 0."""
    positive, load = d.combine("k > 0", d["k"]), d.combine("eta*L > 0", d["step"], d["L"])
    room = d.combine(
        "k**2*(a**2 - 1) > 0",
        d["a"],
        d.combine("eta*L*(eta*L - 2*k) > 0", load, unstable),
        eq_times=["k", "a*k", "eta*L"],
    )
    square = d.combine("k**2 > 0", positive)
    inner = d.combine("a**2 > 1", room, square, multiplier=[square])
    more = d.combine("q**2 > 1", _power(d, ">=", d.combine("a**2 >= 1", inner)), inner)
    away = d.contradiction(
        "(1 - q)**2 > 0",
        lambda no: d.combine("0 > 0", no, d.combine("(q**2 - 1)**2 > 0", more), d.square("1 + q")),
    )
    noise = d.combine("(1 - q)**2*s**2 > 0", away, d.combine("s**2 > 0", d["s"]))
    begin = d.combine("v(1) > 0", d.use(d["v_next"], ["0"]), d["v_0"], d.square("q"), noise)
    grows = d.combine("v(t+1+1) >= q**2*v(t+1)", d.use(d["v_next"], ["t+1"]), noise)
    far = d.cite("growth_is_unbounded", {"a": "lambda t: v(t+1)", "k": "q**2"}, begin, d.generalize(grows, "t"), more)
    some = "exists(t, nat, v(t) > b)"
    beyond = d.choose(d.use(far, ["b"]), "t", lambda large: d.witness(some, "t+1", large))
    return d.conj(more, d.generalize(beyond, "b"))


repeat_k_sgd = Theorem(
    title="SGD that repeats each sample k times: stability and stationary variance",
    statement=Statement(
        NAME,
        "any",
        {
            "k": "nat",
            **dict.fromkeys(("L", "eta", "s", "a", "q", "U"), "scalar"),
            "P": "nat -> scalar",
            "z": "nat, scalar, scalar -> scalar",
            "v": "nat -> scalar",
        },
        {
            "k": "k >= 1",
            "L": "L > 0",
            "step": "eta > 0",
            "s": "s > 0",
            "a": "a*(k) == k - eta*L",
            "P_0": "P(0) == 1",
            "P_next": "forall(t, nat, P(t+1) == a*P(t))",
            "q": "q == P(k)",
            "z_0": "forall(x, scalar, forall(c, scalar, z(0, x, c) == x))",
            "z_next": "forall(j, nat, forall(x, scalar, forall(c, scalar,"
            " k*z(j+1, x, c) == k*z(j, x, c) - eta*L*(z(j, x, c) - c))))",
            "v_0": "v(0) >= 0",
            "v_next": "forall(t, nat, v(t+1) == q**2*v(t) + (1 - q)**2*s**2)",
            "U": f"implies({STABLE}, U*(1 + q) == (1 - q)*s**2)",
        },
        f"{BLOCK.format('k', 'q')} and {CONVERGES} and {DIVERGES}",
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("sampled_quadratic", {}), ("sampled_quadratic", {"repeats": 1})),
    formulas={"inner_factor": "a", "block_noise": "(1 - q)**2*s**2", "stationary_variance": "U"},
    thresholds=(
        Threshold(
            name="stable",
            theorem=NAME,
            symbol="eta",
            conditions=(STABLE,),
            positive=("eta", "L", "k"),
            tag="sharp",
            failure="the variance does not settle; beyond the end itself it grows without bound",
            sharpness_witness="sampled_quadratic",
        ),
    ),
    by_definition=("a", "P_0", "P_next", "q", "z_0", "z_next", "v_next", "U"),
    assumed=("v_0",),
    example_step="1/L",
    outcome="a block of k steps with one sample acts as one step x -> q*x + (1 - q)*c, and for eta*L < 2k the variance"
    " tends to U",
    stated=(
        "For samples c that are independent of the iterate, of mean 0 and variance s^2, v(t) is the variance about the"
        " mean of the t-th iterate: Var(q*x + (1 - q)*c) = q^2*Var(x) + (1 - q)^2*s^2.",
        "In several dimensions, mini-batches B of Hessians H_B in cyclic order act by P, the product over B of"
        " (I - eta*H_B/k)^k: stable if its spectral radius is below 1, exponentially unstable above, undecided at 1.",
    ),
    remarks="k = 1 is plain SGD, with threshold eta*L < 2. q = a^k is what a block multiplies the iterate by. Each"
    " sample's function is (L/2)*(x - c)^2, and z(j, x, c) is the iterate after j of the k steps with sample c."
    " U is defined for eta*L < 2k alone: at eta*L = 2k with k odd q = -1, and no U solves its equation.",
)
