"""At every minimum of a product loss of depth N the sharpness is at least N|σ|^(2 − 2/N): the balanced are flattest."""

from proofkit.derivation import Draft, Fact
from proofkit.lemmas import _powers
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "sharpness_of_deep_factorisation"
EXPANSION = "forall(k, nat, forall(z, scalar, F(k, z) == P(k) + z*D(k) + z**2*Q(k, z)))"
LOSS = "forall(z, scalar, (F(n+1, z) - sigma)**2 == z**2*(D(n+1) + z*Q(n+1, z))**2)"
STEEPEST = "D(n+1)**2 <= lambda_(n+1)*E(n+1)"
ATTAINED = "implies(forall(k, nat, r(k) == q(k)), D(n+1)**2 == lambda_(n+1)*E(n+1))"
BOUND = "lambda_(n+1)*c >= (n+1)*sigma**2"
BALANCED = "implies(forall(k, nat, w(k)**2 == c), lambda_(n+1)*c == (n+1)*sigma**2)"
TOO_LARGE = "eta*(n+1)*sigma**2 > 2*c"
UNSTABLE = f"implies({TOO_LARGE}, eta*lambda_(n+1) > 2)"


def _write(d: Draft) -> Fact:
    """The loss along r is ½z²D² + …, D = Σ q_i r_i, so the sharpness is λ = Σ q_i² (Cauchy–Schwarz), and AM–GM."""
    d.local(k="nat", z="scalar")
    bound = _bound(d)
    return d.conj(_expansion(d), _loss(d), _steepest(d), _attained(d), bound, _balanced(d), _unstable(d, bound))


def _expansion(d: Draft) -> Fact:
    """∏(w_i + z r_i) = P + zD + z²Q, by the recurrences of P, D and Q."""
    zero = [d["product_0"], d["slope_0"], d.use(d["moved_0"], ["z"]), d.use(d["rest_0"], ["z"])]
    text = "F({0}, z) == P({0}) + z*D({0}) + z**2*Q({0}, z)"
    base = d.generalize(d.combine(text.format("0"), *zero, eq_times=["z", "z**2"]), "z")

    def later(here: Fact) -> Fact:
        next_ = [d.use(d["product_next"], ["k"]), d.use(d["slope_next"], ["k"])]
        next_ += [d.use(d[label], ["k", "z"]) for label in ("moved_next", "rest_next")]
        times = ["w(k) + z*r(k)", "z", "z**2"]
        return d.generalize(d.combine(text.format("k+1"), d.use(here, ["z"]), *next_, eq_times=times), "z")

    return d.induct(EXPANSION, "k", base, later)


def _loss(d: Draft) -> Fact:
    here = d.use(_expansion(d), ["n+1", "z"])
    change = "z*(D(n+1) + z*Q(n+1, z))"
    times = [f"F(n+1, z) - sigma + {change}"]
    return d.generalize(d.combine(f"(F(n+1, z) - sigma)**2 == ({change})**2", here, d["minimum"], eq_times=times), "z")


def _slope(d: Draft) -> Fact:
    """σD = P·Σ q_i r_i at every k, so D = Σ q_i r_i at a minimum."""
    base = d.combine("sigma*D(0) == P(0)*M(0)", d["slope_0"], d["mixed_0"], eq_times=["sigma", "P(0)"])

    def later(here: Fact) -> Fact:
        labels = "slope_next", "mixed_next", "product_next", "others"
        facts = [d.use(d[label], ["k"]) for label in labels]
        times = ["w(k)", "sigma", "P(k+1)", "M(k) + q(k)*r(k)", "P(k)*r(k)"]
        return d.combine("sigma*D(k+1) == P(k+1)*M(k+1)", here, *facts, eq_times=times)

    every = d.induct("forall(k, nat, sigma*D(k) == P(k)*M(k))", "k", base, later)
    facts = d.use(every, ["n+1"]), d["minimum"], d["target"]
    return d.combine("D(n+1) == M(n+1)", *facts, eq_times=["sigma", "sigma*M(n+1)"], multiplier=[d["target"]])


def _steepest(d: Draft) -> Fact:
    given = {"q": "q", "r": "r", "M": "M", "A": "lambda_", "B": "E"}
    labels = "mixed_0", "mixed_next", "sharpness_0", "sharpness_next", "length_0", "length_next"
    sums = d.cite("cauchy_schwarz_of_sums", given, *(d[label] for label in labels))
    return d.combine(STEEPEST, d.part(d.use(sums, ["n+1"]), 2), _slope(d), eq_times=["D(n+1)", "M(n+1)"])


def _attained(d: Draft) -> Fact:
    """In the direction r = q the three sums agree."""

    def along(same: Fact) -> Fact:
        zero = [d[label] for label in ("mixed_0", "sharpness_0", "length_0")]
        base = d.conj(d.combine("M(0) == lambda_(0)", *zero), d.combine("E(0) == lambda_(0)", *zero))

        def later(here: Fact) -> Fact:
            next_ = [d.use(d[label], ["k"]) for label in ("mixed_next", "sharpness_next", "length_next")]
            facts = *d.parts(here), *next_, d.use(same, ["k"])
            times = ["q(k)", "r(k)"]
            return d.conj(*(d.combine(f"{name}(k+1) == lambda_(k+1)", *facts, eq_times=times) for name in "ME"))

        every = d.induct("forall(k, nat, M(k) == lambda_(k) and E(k) == lambda_(k))", "k", base, later)
        mixed, length = d.parts(d.use(every, ["n+1"]))
        times = ["D(n+1)", "M(n+1)", "lambda_(n+1)"]
        return d.combine("D(n+1)**2 == lambda_(n+1)*E(n+1)", _slope(d), mixed, length, eq_times=times)

    return d.implies("forall(k, nat, r(k) == q(k))", along)


def _bound(d: Draft) -> Fact:
    """(λc)ᴺ = λᴺσ² ≥ Nᴺ(∏q_i²)σ² = (Nσ²)ᴺ, by AM–GM; then N-th roots."""
    laws = d["power_0"], d["power_next"]
    signs = d.generalize(d.square("q(k)"), "k")
    given = {"pw": "pw", "a": "lambda k: q(k)**2", "S": "lambda_", "P": "G"}
    sums = d["sharpness_0"], d["sharpness_next"], d["squares_0"], d["squares_next"]
    mean = d.use(d.cite("arithmetic_geometric_mean", given, *laws, signs, *sums), ["n"])
    whole = _power(d, "lambda_(n+1)", "c"), _power(d, "(n+1)", "sigma**2")
    powers = d.combine(
        "pw(n+1, lambda_(n+1)*c) >= pw(n+1, (n+1)*sigma**2)",
        d.combine("sigma**2*(pw(n+1, lambda_(n+1)) - pw(n+1, n+1)*G(n+1)) >= 0", mean, d["target"]),
        *whole, d["root"], _squares(d),
        eq_times=["pw(n+1, lambda_(n+1))", "pw(n+1, n+1)"],
    )  # fmt: skip

    def less(no: Fact) -> Fact:
        sign = d.combine("lambda_(n+1)*c >= 0", _sharpness_sign(d), d["c"])
        given = {"pw": "pw", "x": "lambda_(n+1)*c", "y": "(n+1)*sigma**2"}
        order = d.cite("powers_are_ordered", given, *laws, sign, d.combine("lambda_(n+1)*c < (n+1)*sigma**2", no))
        return d.combine("0 > 0", powers, d.part(d.use(order, ["n"]), 2))

    return d.contradiction(BOUND, less)


def _power(d: Draft, a: str, b: str) -> Fact:
    product = d.cite("powers_of_products", {"pw": "pw", "a": a, "b": b}, d["power_0"], d["power_next"])
    return d.use(product, ["n+1"])


def _squares(d: Draft) -> Fact:
    """∏q_i²·P² = (σ²)ᵏ, since q_i w_i = σ; at a minimum σ²∏q_i² = (σ²)ᴺ."""
    zero = d["squares_0"], d["product_0"], d.use(d["power_0"], ["sigma**2"])
    base = d.combine("G(0)*P(0)**2 == pw(0, sigma**2)", *zero, eq_times=["P(0)**2", "P(0)", "1"])

    def later(here: Fact) -> Fact:
        facts = [d.use(d[label], ["k"]) for label in ("squares_next", "product_next", "others")]
        power = d.use(d["power_next"], ["k", "sigma**2"])
        product = "P(k)*w(k)"
        times = ["P(k+1)**2", f"G(k)*q(k)**2*(P(k+1) + {product})", "sigma**2",
                 "G(k)*P(k)**2*(q(k)*w(k) + sigma)"]  # fmt: skip
        return d.combine("G(k+1)*P(k+1)**2 == pw(k+1, sigma**2)", here, *facts, power, eq_times=times)

    every = d.induct("forall(k, nat, G(k)*P(k)**2 == pw(k, sigma**2))", "k", base, later)
    times = ["G(n+1)*(P(n+1) + sigma)"]
    return d.combine("G(n+1)*sigma**2 == pw(n+1, sigma**2)", d.use(every, ["n+1"]), d["minimum"], eq_times=times)


def _sharpness_sign(d: Draft) -> Fact:
    def later(here: Fact) -> Fact:
        return d.combine("lambda_(k+1) >= 0", d.use(d["sharpness_next"], ["k"]), here, d.square("q(k)"))

    base = d.combine("lambda_(0) >= 0", d["sharpness_0"])
    return d.use(d.induct("forall(k, nat, lambda_(k) >= 0)", "k", base, later), ["n+1"])


def _balanced(d: Draft) -> Fact:
    """q_i²c = q_i²w_i² = σ² for every i."""

    def equal(same: Fact) -> Fact:
        base = d.combine("lambda_(0)*c == 0*sigma**2", d["sharpness_0"], eq_times=["c"])

        def later(here: Fact) -> Fact:
            facts = here, d.use(d["sharpness_next"], ["k"]), d.use(same, ["k"]), d.use(d["others"], ["k"])
            times = ["c", "q(k)**2", "q(k)*w(k) + sigma"]
            return d.combine("lambda_(k+1)*c == (k+1)*sigma**2", *facts, eq_times=times)

        return d.use(d.induct("forall(k, nat, lambda_(k)*c == k*sigma**2)", "k", base, later), ["n+1"])

    return d.implies("forall(k, nat, w(k)**2 == c)", equal)


def _unstable(d: Draft, bound: Fact) -> Fact:
    def large(step: Fact) -> Fact:
        def small(no: Fact) -> Fact:
            scaled = d.combine("eta*lambda_(n+1)*c >= eta*(n+1)*sigma**2", bound, d["step"])
            return d.combine("0 > 0", step, scaled, d.combine("(2 - eta*lambda_(n+1))*c >= 0", no, d["c"]))

        return d.contradiction("eta*lambda_(n+1) > 2", small)

    return d.implies(TOO_LARGE, large)


SEQUENCES = ("w", "P", "q", "lambda_", "r", "D", "M", "E", "G")
sharpness_of_deep_factorisation = Theorem(
    title="Sharpness of the minima of a product loss of any depth",
    statement=Statement(
        NAME,
        "any",
        {
            **dict.fromkeys(SEQUENCES, "nat -> scalar"),
            **dict.fromkeys(("F", "Q"), "nat, scalar -> scalar"),
            **_powers.DECLARE,
            "n": "nat",
            **dict.fromkeys(("sigma", "c", "eta"), "scalar"),
        },
        {
            "product_0": "P(0) == 1",
            "product_next": "forall(k, nat, P(k+1) == P(k)*w(k))",
            "minimum": "P(n+1) == sigma",
            "target": "sigma**2 > 0",
            "others": "forall(k, nat, q(k)*w(k) == sigma)",
            "moved_0": "forall(z, scalar, F(0, z) == 1)",
            "moved_next": "forall(k, nat, forall(z, scalar, F(k+1, z) == F(k, z)*(w(k) + z*r(k))))",
            "slope_0": "D(0) == 0",
            "slope_next": "forall(k, nat, D(k+1) == D(k)*w(k) + P(k)*r(k))",
            "rest_0": "forall(z, scalar, Q(0, z) == 0)",
            "rest_next": "forall(k, nat, forall(z, scalar, Q(k+1, z) == Q(k, z)*(w(k) + z*r(k)) + D(k)*r(k)))",
            "mixed_0": "M(0) == 0",
            "mixed_next": "forall(k, nat, M(k+1) == M(k) + q(k)*r(k))",
            "sharpness_0": "lambda_(0) == 0",
            "sharpness_next": "forall(k, nat, lambda_(k+1) == lambda_(k) + q(k)**2)",
            "length_0": "E(0) == 0",
            "length_next": "forall(k, nat, E(k+1) == E(k) + r(k)**2)",
            "squares_0": "G(0) == 1",
            "squares_next": "forall(k, nat, G(k+1) == G(k)*q(k)**2)",
            **_powers.HYPOTHESES,
            "c": "c >= 0",
            "root": "pw(n+1, c) == sigma**2",
            "step": "eta > 0",
        },
        f"{EXPANSION} and {LOSS} and {STEEPEST} and {ATTAINED} and {BOUND} and {BALANCED} and {UNSTABLE}",
    ),
    write=_write,
    source="nar2018step",
    witnesses=(
        ("depth_n_factorisation", {"depth": 2, "tilt": 2}),
        ("depth_n_factorisation", {"root": "3/2"}),
        ("depth_n_factorisation", {"depth": 5, "tilt": "1/2"}),
    ),
    conditions=(Condition("product_loss", "sigma", "x_star", "everywhere", ("product_0", "product_next", "minimum")),),
    thresholds=(
        Threshold(
            name="no_stable_minimum",
            theorem=NAME,
            symbol="eta",
            conditions=(TOO_LARGE,),
            positive=("eta", "sigma", "c"),
            nonnegative=("n",),
            tag="sharp",
            failure="starts near the balanced minima converge to a minimum",
            sharpness_witness="depth_n_factorisation",
        ),
    ),
    by_definition=(
        *("others", "moved_0", "moved_next", "slope_0", "slope_next", "rest_0", "rest_next", "mixed_0", "mixed_next"),
        *("sharpness_0", "sharpness_next", "length_0", "length_next", "squares_0", "squares_next"),
        *(*_powers.HYPOTHESES, "c", "root"),
    ),
    example_step="1/sharpness",
    outcome="the sharpness at the minimum is at least N*|sigma|^(2 - 2/N), N = n + 1",
    stated=("For N >= 3 the origin is a degenerate saddle, which this does not exclude as a limit.",),
    remarks="Depth N = n + 1; w the weights (those beyond n any numbers that are not 0), q(k) = sigma/w(k) the product"
    " of the others, c = |sigma|^(2/N). Moving from the minimum w by z*r the loss is z^2*(D + z*Q)^2/2, so D^2 is its"
    " second derivative along r, M = D the sum of q(k)*r(k), E = |r|^2, and lambda the largest of D^2/E: the"
    " sharpness, x^2 + y^2 for N = 2.",
)
