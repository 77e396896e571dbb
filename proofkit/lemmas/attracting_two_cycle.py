"""A 2-cycle c, e of a scalar map attracts when the product of its slopes is less than 1 in size."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._slope import slope

ORBIT = "forall(t, nat, x(t+1) == F(x(t)))"
CLOSE = "(x(0) - c)**2 < r"
GOAL = (
    'exists(r, scalar, r > 0 and forall(x, "nat -> scalar",'
    f" implies({ORBIT} and {CLOSE}, tends(t, x(2*t) - c) and tends(t, x(2*t+1) - e))))"
)


def _write(d: Draft) -> Fact:
    """Every second point is an orbit of F∘F, whose slope at c is ab; F takes its limit c to e."""
    d.local(r="scalar", t="nat", x="nat -> scalar")
    given = {"F": "F", "G": "F", "c": "c", "e": "e", "v": "c", "a": "a", "b": "b"}
    twice = d.cite("chain_rule", given, d["there"], d["back"])
    near = d.cite("attracting_fixed_point", {"F": "lambda p: F(F(p))", "c": "c", "k": "a*b"}, twice, d["contracts"])

    def radius(found: Fact) -> Fact:
        positive, attracts = d.parts(found)
        orbits = d.generalize(d.implies(f"{ORBIT} and {CLOSE}", lambda orbit: _limits(d, attracts, orbit)), "x")
        return d.witness(GOAL, "r", d.conj(positive, orbits))

    return d.choose(near, "r", radius)


def _limits(d: Draft, attracts: Fact, orbit: Fact) -> Fact:
    recurrence, close = d.parts(orbit)
    first, second = d.use(recurrence, ["2*t"]), d.use(recurrence, ["2*t + 1"])
    twice = d.rewrite_to("x(2*t + 2) == F(F(x(2*t)))", first, "x(2*t + 1)", "F(x(2*t))", second, "scalar")
    even = d.use(attracts, ["lambda t: x(2*t)"], d.conj(d.generalize(twice, "t"), close))
    image = d.cite(
        "tends_of_image", {"F": "F", "y": "lambda t: x(2*t)", "c": "c", "v": "e", "a": "a"}, d["there"], even
    )
    return d.conj(d.cite("tends_of_square", {"a": "lambda t: x(2*t) - c"}, even), _odd(d, recurrence, image))


def _odd(d: Draft, recurrence: Fact, image: Fact) -> Fact:
    """x(2t+1) − e is F(x(2t)) − e."""
    d.local(E="scalar", T="nat")

    def tail(found: Fact) -> Fact:
        at = d.use(found, ["t"])
        goal = "E - (x(2*T + 2*t + 1) - e) > 0 and E + (x(2*T + 2*t + 1) - e) > 0"
        step = d.use(recurrence, ["2*T + 2*t"])
        same = d.rewrite_to(goal, step, "x(2*T + 2*t + 1)", "F(x(2*T + 2*t))", at, "scalar")
        some = "exists(T, nat, forall(t, nat, E - (x(2*T+2*t+1) - e) > 0 and E + (x(2*T+2*t+1) - e) > 0))"
        return d.witness(some, "T", d.generalize(same, "t"))

    return d.generalize(d.implies("E > 0", lambda error: d.choose(d.use(image, ["E"], error), "T", tail)), "E")


attracting_two_cycle = Lemma(
    Statement(
        "attracting_two_cycle",
        "any",
        {"F": "scalar -> scalar", **dict.fromkeys("ceab", "scalar")},
        {
            "there": slope("F({p})", "c", "e", "a"),
            "back": slope("F({p})", "e", "c", "b"),
            "contracts": "(a*b)**2 < 1",
        },
        GOAL,
    ),
    _write,
)
