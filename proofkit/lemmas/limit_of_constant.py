"""A constant sequence that tends to 0 is 0; so limits are unique."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    d.local(T="nat")

    def clash(positive: Fact, side: int) -> Fact:
        """|c| < |c|."""
        size = "c" if side == 0 else "-c"
        tail = d.use(d["limit"], [size], positive)
        near = d.choose(tail, "T", lambda small: d.part(d.use(small, ["0"]), side))
        return d.combine("0 > 0", near)

    def not_above(no: Fact) -> Fact:
        return clash(d.combine("c > 0", no), 0)

    def not_below(no: Fact) -> Fact:
        return clash(d.combine("-c > 0", no), 1)

    return d.zero("c", d.contradiction("c >= 0", not_below), d.contradiction("c <= 0", not_above))


limit_of_constant = Lemma(
    Statement("limit_of_constant", "any", {"c": "scalar"}, {"limit": "tends(t, c)"}, "c == 0"),
    _write,
)
