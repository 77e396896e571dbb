"""Preimages of null sets under the step p − ηg(p) of an L-Lipschitz g are null, if ηL < 1."""

from ..classes.smooth import smooth
from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

STEP = "p - eta*g(p)"


def _write(d: Draft) -> Fact:
    """The step shrinks no distance by more than 1 − ηL > 0, so vol G⁻¹(N) ≤ (1 − ηL)^(−d) vol N."""
    d.local(p="vector", r="vector", j="scalar", N="vector -> prop")
    names = {name: name for name in ("g", "L", "eta")}
    expands = d.cite("gradient_map_expands", names, d["smooth"], d["L"], d["step"], d["small"])
    everywhere = d.generalize(d.implies("p == p and r == r", lambda _: d.use(expands, ["p", "r"])), "p", "r")
    positive = d.combine("1 - eta*L > 0", d["small"])
    power = d.cite("power_positive", {"a": "1 - eta*L"}, positive)

    def preimage(null: Fact, inverse: Fact) -> Fact:
        given = {"G": f"lambda p: {STEP}", "S": "lambda p: p == p", "X": "N", "k": "1 - eta*L", "j": "j", "c": "0"}
        image = d.cite("measure_of_preimage", given, positive, everywhere, d.part(inverse, 1), null)
        same = d.implies(f"({STEP}) in N", lambda member: d.conj(d.combine("p == p"), member))
        sets = {"A": f"lambda p: ({STEP}) in N", "B": f"lambda p: p == p and ({STEP}) in N", "a": "0", "b": "j*0"}
        return d.cite("measure_monotone", sets, d.generalize(same, "p"), image, d.combine("j*0 <= 0"))

    def null(small: Fact) -> Fact:
        return d.solve(power, "j", lambda inverse: preimage(small, inverse))

    return d.generalize(d.implies("measure_le(p, p in N, 0)", null), "N")


gradient_map_is_nonsingular = Lemma(
    Statement(
        "gradient_map_is_nonsingular",
        "any",
        {"g": "vector -> vector", "L": "scalar", "eta": "scalar"},
        {
            "smooth": smooth.hypothesis(constant="L"),
            "L": "L >= 0",
            "step": "eta > 0",
            "small": "eta*L < 1",
        },
        'forall(N, "vector -> prop", implies(measure_le(p, p in N, 0), measure_le(p, (p - eta*g(p)) in N, 0)))',
    ),
    _write,
)
