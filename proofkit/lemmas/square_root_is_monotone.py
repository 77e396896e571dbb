"""x² ≤ y² and y ≥ 0 imply x ≤ y."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    def larger(no: Fact) -> Fact:
        return d.combine("0 > 0", no, d["square"], d["sign"])

    return d.contradiction("x <= y", larger)


square_root_is_monotone = Lemma(
    Statement(
        "square_root_is_monotone",
        "any",
        {"x": "scalar", "y": "scalar"},
        {"square": "x**2 <= y**2", "sign": "y >= 0"},
        "x <= y",
    ),
    _write,
)
