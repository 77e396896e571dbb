"""A 2-cycle c, e of a scalar map repels when the product of its slopes is more than 1 in size."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._slope import slope

ORBIT = "forall(t, nat, x(t+1) == F(x(t)))"
STAYS = "forall(t, nat, (x(2*t) - c)**2 < r)"
GOAL = f'exists(r, scalar, r > 0 and forall(x, "nat -> scalar", implies({ORBIT} and {STAYS}, x(0) == c)))'


def _write(d: Draft) -> Fact:
    """Every second point is an orbit of F∘F, whose slope at c is ab."""
    d.local(r="scalar", t="nat", x="nat -> scalar")
    given = {"F": "F", "G": "F", "c": "c", "e": "e", "v": "c", "a": "a", "b": "b"}
    twice = d.cite("chain_rule", given, d["there"], d["back"])
    near = d.cite("repelling_fixed_point", {"F": "lambda p: F(F(p))", "c": "c", "k": "a*b"}, twice, d["expands"])

    def radius(found: Fact) -> Fact:
        positive, repels = d.parts(found)
        orbits = d.generalize(d.implies(f"{ORBIT} and {STAYS}", lambda orbit: fixed(repels, orbit)), "x")
        return d.witness(GOAL, "r", d.conj(positive, orbits))

    def fixed(repels: Fact, orbit: Fact) -> Fact:
        recurrence, stays = d.parts(orbit)
        first, second = d.use(recurrence, ["2*t"]), d.use(recurrence, ["2*t + 1"])
        step = d.rewrite_to("x(2*t + 2) == F(F(x(2*t)))", first, "x(2*t + 1)", "F(x(2*t))", second, "scalar")
        return d.use(repels, ["lambda t: x(2*t)"], d.conj(d.generalize(step, "t"), stays))

    return d.choose(near, "r", radius)


repelling_two_cycle = Lemma(
    Statement(
        "repelling_two_cycle",
        "any",
        {"F": "scalar -> scalar", **dict.fromkeys("ceab", "scalar")},
        {
            "there": slope("F({p})", "c", "e", "a"),
            "back": slope("F({p})", "e", "c", "b"),
            "expands": "(a*b)**2 > 1",
        },
        GOAL,
    ),
    _write,
)
