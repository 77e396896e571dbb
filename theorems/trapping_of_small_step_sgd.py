"""Bounded noise of small enough level never carries small-step SGD out of a ball about a local minimiser."""

from proofkit.classes.opsc import opsc
from proofkit.classes.upper_error_bound import upper_error_bound
from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "trapping_of_small_step_sgd"
BALL = "sq(p - x_dagger) <= rho**2"
FACTOR = "1 - 2*eta*mu_dagger + eta**2*L_dagger**2"
NOISE = "eta*sigma <= (1 - b)*rho"
SIMPLE = "sigma <= rho*(mu_dagger - eta*L_dagger**2/2)"
STAYS = "forall(t, nat, sq(x(t) - x_dagger) <= rho**2)"
ENOUGH = f"forall(s, scalar, implies({SIMPLE.replace('sigma', 's')}, {NOISE.replace('sigma', 's')}))"

#: every level below ρμ† is allowed once the step is small
SMALL = (
    "forall(s, scalar, implies(s < rho*mu_dagger, exists(E, scalar, E > 0 and"
    " forall(r, scalar, implies(r <= E, s <= rho*(mu_dagger - r*L_dagger**2/2))))))"
)


def _write(d: Draft) -> Fact:
    """The gradient step brings x within bρ of x†; the noise adds at most ησ ≤ (1 − b)ρ."""
    d.local(t="nat", s="scalar", r="scalar", k="scalar")
    given = {"g": "g", "S": f"lambda p: {BALL}", "c": "x_dagger", "mu": "mu_dagger", "L": "L_dagger", "eta": "eta"}
    step = d.cite("contraction_of_opsc", given, d["opsc"], d["upper_error_bound"], d["step"])
    total = d.combine("b*rho + eta*sigma >= 0", d["b"], d["rho"], d["step"], d["sigma"])

    def stays(inside: Fact) -> Fact:
        shrunk = d.use(step, ["x(t)"], inside)
        facts = shrunk, inside, d["b_squared"], d.square("b")
        near = d.combine("sq(x(t) - eta*g(x(t)) - x_dagger) <= (b*rho)**2", *facts, eq_times=["sq(x(t) - x_dagger)"])
        small = d.combine("sq(-eta*xi(t)) <= (eta*sigma)**2", d.use(d["noise"], ["t"]), d.square("eta"))
        signs = d.combine("b*rho >= 0", d["b"], d["rho"]), d.combine("eta*sigma >= 0", d["step"], d["sigma"])
        vectors = {"u": "x(t) - eta*g(x(t)) - x_dagger", "v": "-eta*xi(t)"}
        triangle = d.cite("triangle_inequality", {**vectors, "a": "b*rho", "b": "eta*sigma"}, near, small, *signs)
        room = d.combine("rho - (b*rho + eta*sigma) >= 0", d["level"])
        bound = "sq(x(t) - eta*(g(x(t)) + xi(t)) - x_dagger) <= rho**2"
        inside_again = d.combine(bound, triangle, room, total, d["rho"])
        goal = "sq(x(t+1) - x_dagger) <= rho**2"
        return d.rewrite_to(goal, d.use(d["recurrence"], ["t"]), "x(t+1)", "x(t) - eta*(g(x(t)) + xi(t))", inside_again)

    return d.conj(d.induct(STAYS, "t", d["start"], stays), _without_root(d), _small(d))


def _without_root(d: Draft) -> Fact:
    """b ≤ 1 − x for x = ημ† − η²L†²/2, since b² = 1 − 2x ≤ (1 − x)² and x ≤ ½."""
    x = "(eta*mu_dagger - eta**2*L_dagger**2/2)"
    square = d.combine(f"b**2 <= (1 - {x})**2", d["b_squared"], d.square(x))
    sign = d.combine(f"1 - {x} >= 0", d["b_squared"], d.square("b"))
    less = d.cite("square_root_is_monotone", {"x": "b", "y": f"1 - {x}"}, square, sign)

    def enough(simple: Fact) -> Fact:
        return d.combine(NOISE.replace("sigma", "s"), simple, less, d["step"], d["rho"])

    return d.generalize(d.implies(SIMPLE.replace("sigma", "s"), enough), "s")


def _small(d: Draft) -> Fact:
    """E = (ρμ† − s)/(1 + ρL†²/2)."""
    half = "rho*L_dagger**2/2"
    positive = d.combine(f"1 + {half} > 0", d["rho"], d.square("L_dagger"))

    def below(level: Fact) -> Fact:
        def with_inverse(found: Fact) -> Fact:
            unit = d.part(found, 1)
            share = d.contradiction("k > 0", lambda no: d.combine("0 > 0", no, unit, positive))
            factor, E = d.combine(f"{half} >= 0", d["rho"], d.square("L_dagger")), "(rho*mu_dagger - s)*k"

            def at(short: Fact) -> Fact:
                less = d.combine(f"{half}*r <= {half}*{E}", short, factor)
                times = ["s", "rho*mu_dagger"]
                room = d.combine(f"{half}*{E} <= rho*mu_dagger - s", unit, share, level, eq_times=times)
                return d.combine("s <= rho*(mu_dagger - r*L_dagger**2/2)", less, room)

            every = d.generalize(d.implies(f"r <= {E}", at), "r")
            goal = SMALL.removeprefix("forall(s, scalar, implies(s < rho*mu_dagger, ").removesuffix("))")
            return d.witness(goal, E, d.conj(d.combine(f"{E} > 0", level, share), every))

        return d.solve(positive, "k", with_inverse)

    return d.generalize(d.implies("s < rho*mu_dagger", below), "s")


trapping_of_small_step_sgd = Theorem(
    title="Bounded noise does not free small-step SGD from a local minimiser",
    statement=Statement(
        NAME,
        "any",
        {
            "g": "vector -> vector",
            "x": "nat -> vector",
            "xi": "nat -> vector",
            "x_dagger": "vector",
            **dict.fromkeys(("mu_dagger", "L_dagger", "eta", "rho", "sigma", "b"), "scalar"),
        },
        {
            "start": "sq(x(0) - x_dagger) <= rho**2",
            "recurrence": "forall(t, nat, x(t+1) == x(t) - eta*(g(x(t)) + xi(t)))",
            "noise": "forall(t, nat, sq(xi(t)) <= sigma**2)",
            "opsc": opsc.hypothesis(constant="mu_dagger", center="x_dagger", on=BALL),
            "upper_error_bound": upper_error_bound.hypothesis(constant="L_dagger", center="x_dagger", on=BALL),
            "step": "eta > 0",
            "rho": "rho >= 0",
            "sigma": "sigma >= 0",
            "b": "b >= 0",
            "b_squared": f"b**2 == {FACTOR}",
            "level": NOISE,
        },
        f"{STAYS} and {ENOUGH} and {SMALL}",
    ),
    write=_write,
    source="own",
    own=True,
    witnesses=(("kinked_pair", {}), ("double_well", {})),
    conditions=(
        Condition("opsc", "mu_dagger", "x_dagger", "ball", ("opsc",)),
        Condition("upper_error_bound", "L_dagger", "x_dagger", "ball", ("upper_error_bound",)),
    ),
    formulas={"b_squared": FACTOR},
    thresholds=(
        Threshold(
            name="noise",
            theorem=NAME,
            symbol="sigma",
            conditions=(NOISE,),
            positive=("sigma", "eta", "rho"),
            nonnegative=("b",),
            tag="sharp",
            failure="noise that always pushes outwards carries the iterates out of the ball",
            sharpness_witness="kinked_pair",
        ),
        Threshold(
            name="noise_without_root",
            theorem=NAME,
            symbol="sigma",
            conditions=(SIMPLE,),
            positive=("sigma", "eta", "rho", "mu_dagger", "L_dagger"),
            tag="sufficient",
            failure="nothing need fail: the level with the root b allows a little more noise",
        ),
    ),
    by_definition=("recurrence", "b", "b_squared"),
    assumed=("start", "noise"),
    example_step="mu_dagger/L_dagger**2",
    outcome="SGD with noise at most sigma, from any start in the ball, never leaves it",
    remarks="The second clause is the simpler sufficient level, without the root b; the last says that for small steps"
    " it is any level below rho*mu_dagger.",
)
