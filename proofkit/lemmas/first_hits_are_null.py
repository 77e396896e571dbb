"""Almost no orbit of G hits a point c before it visits M, if G is non-singular outside M."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

#: the k-th iterate is c, and none before it was in M
FIRST_HIT = "Phi({k}, p) == c and forall(s, nat, implies(s < {k}, not Phi(s, p) in M))"


def _write(d: Draft) -> Fact:
    d.local(p="vector", s="nat", k="nat")
    hit = FIRST_HIT.format(k="k")
    null = d.induct(f"forall(k, nat, measure_le(p, {hit}, 0))", "k", _hit_at_once(d), lambda here: _hit_later(d, here))
    return d.cite("null_countable_union", {"A": f"lambda k, p: {hit}"}, null)


def _hit_at_once(d: Draft) -> Fact:
    hit = FIRST_HIT.format(k="0")

    def same(found: Fact) -> Fact:
        return d.rewrite_to("p == c", d.use(d["start"], ["p"]), "Phi(0, p)", "p", d.part(found, 0))

    inclusion = d.generalize(d.implies(hit, same), "p")
    given = {"A": f"lambda p: {hit}", "B": "lambda p: p == c", "a": "0", "b": "0"}
    return d.cite("measure_monotone", given, inclusion, d.cite("null_point", {"c": "c"}), d.combine("0 <= 0"))


def _hit_later(d: Draft, here: Fact) -> Fact:
    """Starts that first hit c after k+1 steps lie outside M, and one step takes them to those of k steps."""
    hit, next_hit = FIRST_HIT.format(k="k"), FIRST_HIT.format(k="k+1")
    one_step = "G(p)"
    before = d.use(d["nonsingular"], [f"lambda p: {hit}"], here)
    shift = d.cite("orbit_shift", {"Phi": "Phi", "G": "G"}, d["start"], d["recurrence"])

    def earlier(found: Fact) -> Fact:
        reached, outside = d.parts(found)
        at_start = d.use(outside, ["0"], d.combine("0 < k + 1", d.nat("k")))
        out = d.rewrite(d.use(d["start"], ["p"]), "Phi(0, p)", "p", at_start)
        moved = d.rewrite(d.use(shift, ["k", "p"]), "Phi(k+1, p)", f"Phi(k, {one_step})", reached)

        def later(less: Fact) -> Fact:
            beyond = d.use(outside, ["s+1"], d.combine("s + 1 < k + 1", less))
            return d.rewrite(d.use(shift, ["s", "p"]), "Phi(s+1, p)", f"Phi(s, {one_step})", beyond)

        return d.conj(out, d.conj(moved, d.generalize(d.implies("s < k", later), "s")))

    inclusion = d.generalize(d.implies(next_hit, earlier), "p")
    given = {
        "A": f"lambda p: {next_hit}",
        "B": f"lambda p: not p in M and ({hit.replace(', p)', f', {one_step})')})",
        "a": "0",
        "b": "0",
    }
    return d.cite("measure_monotone", given, inclusion, before, d.combine("0 <= 0"))


first_hits_are_null = Lemma(
    Statement(
        "first_hits_are_null",
        "any",
        {"Phi": "nat, vector -> vector", "G": "vector -> vector", "M": "vector -> prop", "c": "vector"},
        {
            "start": "forall(p, vector, Phi(0, p) == p)",
            "recurrence": "forall(t, nat, forall(p, vector, Phi(t+1, p) == G(Phi(t, p))))",
            "nonsingular": 'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0),'
            " measure_le(p, not p in M and G(p) in N, 0)))",
        },
        f"measure_le(p, exists(k, nat, {FIRST_HIT.format(k='k')}), 0)",
    ),
    _write,
)
