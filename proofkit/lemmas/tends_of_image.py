"""If y(t) → c and F has a slope at c, with value v there, then F(y(t)) → v."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._slope import slope

TAIL = "exists(T, nat, forall(t, nat, E - (F(y(T+t)) - v)**2 > 0 and E + (F(y(T+t)) - v)**2 > 0))"
WEIGHT = "(E + D*(2*a**2 + 2))"


def _write(d: Draft) -> Fact:
    """(F(c+h) − v)² ≤ (2a² + 2)h² where h² < D, so h² below DE/(E + D(2a² + 2)) is enough."""
    d.local(E="scalar", D="scalar", h="scalar", j="scalar", t="nat", T="nat")

    def small(error: Fact) -> Fact:
        found = d.use(d["slope"], ["1"], d.combine("1 > 0"))
        return d.choose(found, "D", lambda near: reach(error, near))

    def reach(error: Fact, near: Fact) -> Fact:
        total = d.combine(f"{WEIGHT} > 0", error, d.part(near, 0), d.square("a"), degree=3)
        return d.solve(total, "j", lambda root: tail(error, near, root))

    def tail(error: Fact, near: Fact, root: Fact) -> Fact:
        radius, (sign, unit) = d.part(near, 0), d.parts(root)
        j = d.contradiction(
            "j > 0", lambda no: d.combine("0 > 0", unit, d.zero("j", sign, no), eq_times=["E", "D", "D*a**2"])
        )
        bound = d.combine("D*E*j > 0", radius, error, j, degree=3)
        eventually = d.use(d["limit"], ["D*E*j"], bound)
        return d.choose(eventually, "T", lambda later: close(error, near, j, unit, later))

    def close(error: Fact, near: Fact, j: Fact, unit: Fact, later: Fact) -> Fact:
        gap = "(y(T+t) - c)"
        radius, image = d.parts(near)
        below = d.part(d.use(later, ["t"]), 0)
        spare = d.combine("D**2*(2*a**2 + 2)*j >= 0", d.combine("D*j > 0", radius, j), radius, d.square("a"), degree=3)
        inside = d.combine(f"{gap}**2 < D", below, spare, unit, eq_times=["D"])
        moved = d.use(image, [gap], inside)
        whole = "(F(y(T+t)) - v)"
        reach = d.combine(f"{whole}**2 <= (2*a**2 + 2)*{gap}**2", moved, d.square(f"{whole} - 2*a*{gap}"))
        spare = d.combine("E**2*j > 0", d.combine("E*j > 0", error, j), error)
        room = d.combine(f"(2*a**2 + 2)*(D*E*j - {gap}**2) > 0", below, d.square("a"))
        upper = d.combine(f"E - {whole}**2 > 0", reach, room, spare, unit, eq_times=["E"])
        lower = d.combine(f"E + {whole}**2 > 0", error, d.square(whole))
        return d.witness(TAIL, "T", d.generalize(d.conj(upper, lower), "t"))

    squares = d.generalize(d.implies("E > 0", small), "E")
    return d.cite("tends_of_square", {"a": "lambda t: F(y(t)) - v"}, squares)


tends_of_image = Lemma(
    Statement(
        "tends_of_image",
        "any",
        {"F": "scalar -> scalar", "y": "nat -> scalar", **dict.fromkeys("cva", "scalar")},
        {"slope": slope("F({p})", "c", "v", "a"), "limit": "tends(t, (y(t) - c)**2)"},
        "tends(t, F(y(t)) - v)",
    ),
    _write,
)
