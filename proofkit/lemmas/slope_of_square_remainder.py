"""If F(c+h) = v + ah up to a multiple of h², where h² < 1, then F has value v and slope a at c."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement
from ._slope import near, slope

REMAINDER = "forall(h, scalar, implies(h**2 < 1, (F(c + h) - v - a*h)**2 <= B*h**4))"


def _write(d: Draft) -> Fact:
    """D = E/(B + E): Bh⁴ ≤ BD·h² ≤ E·h²."""
    d.local(E="scalar", D="scalar", h="scalar", j="scalar")

    def with_error(error: Fact) -> Fact:
        return d.solve(d.combine("B + E > 0", error, d["bound"]), "j", lambda root: within(error, root))

    def within(error: Fact, root: Fact) -> Fact:
        sign, unit = d.parts(root)
        j = d.contradiction("j > 0", lambda no: d.combine("0 > 0", unit, d.zero("j", sign, no), eq_times=["B", "E"]))
        radius = d.combine("E*j > 0", error, j)

        def close(small: Fact) -> Fact:
            less = d.combine("h**2 < 1", small, unit, d.combine("B*j >= 0", d["bound"], j))
            remainder = d.use(d["remainder"], ["h"], less)
            room = d.combine("B*h**2*(E*j - h**2) >= 0", small, d["bound"], d.square("h"), degree=3)
            spare = d.combine("E*(E*j)*h**2 >= 0", radius, error, d.square("h"), degree=3)
            return d.combine("(F(c + h) - v - a*h)**2 <= E*h**2", remainder, room, spare, unit, eq_times=["E*h**2"])

        return d.witness(
            near("F({p})", "c", "v", "a", "E"), "E*j", d.conj(radius, d.generalize(d.implies("h**2 < E*j", close), "h"))
        )

    return d.generalize(d.implies("E > 0", with_error), "E")


slope_of_square_remainder = Lemma(
    Statement(
        "slope_of_square_remainder",
        "any",
        {"F": "scalar -> scalar", **dict.fromkeys("cvaB", "scalar")},
        {"bound": "B >= 0", "remainder": REMAINDER},
        slope("F({p})", "c", "v", "a"),
    ),
    _write,
)
