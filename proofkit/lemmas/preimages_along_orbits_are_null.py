"""The starts whose orbit is in a null set at time t are null, for every t, if the map is non-singular."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    """{Φ(t+1, ·) ∈ N} is the preimage under G of {Φ(t, ·) ∈ N}."""
    d.local(p="vector", t="nat")
    shift = d.cite("orbit_shift", {"Phi": "Phi", "G": "G"}, d["start"], d["recurrence"])
    none = d.combine("0 <= 0")

    def inclusion(smaller: str, larger: str, equation: Fact, old: str, new: str) -> Fact:
        return d.generalize(d.implies(smaller, lambda found: d.rewrite_to(larger, equation, old, new, found)), "p")

    def subset(smaller: str, larger: str, within: Fact, null: Fact) -> Fact:
        given = {"A": f"lambda p: {smaller}", "B": f"lambda p: {larger}", "a": "0", "b": "0"}
        return d.cite("measure_monotone", given, within, null, none)

    at_once = inclusion("Phi(0, p) in N", "p in N", d.use(d["start"], ["p"]), "Phi(0, p)", "p")
    first = subset("Phi(0, p) in N", "p in N", at_once, d["null"])

    def later(here: Fact) -> Fact:
        before = d.use(d["nonsingular"], ["lambda p: Phi(t, p) in N"], here)
        texts, moved = ("Phi(t+1, p) in N", "Phi(t, G(p)) in N"), d.use(shift, ["t", "p"])
        return subset(*texts, inclusion(*texts, moved, "Phi(t+1, p)", "Phi(t, G(p))"), before)

    return d.induct("forall(t, nat, measure_le(p, Phi(t, p) in N, 0))", "t", first, later)


preimages_along_orbits_are_null = Lemma(
    Statement(
        "preimages_along_orbits_are_null",
        "any",
        {"Phi": "nat, vector -> vector", "G": "vector -> vector", "N": "vector -> prop"},
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == G(Phi(t, p))))",
            "nonsingular": 'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
            " measure_le(p, G(p) in N, 0)))",
            "null": "measure_le(p, p in N, 0)",
        },
        "forall(t, nat, measure_le(p, Phi(t, p) in N, 0))",
    ),
    _write,
)
