"""‖u‖ ≥ a and ‖v‖ ≤ b ≤ a imply ‖u + v‖ ≥ a − b, in squared form."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    d.local(n="scalar")

    def with_norm(found: Fact) -> Fact:
        sign, square = d.parts(found)
        whole, part = d.combine("sq(u + v) <= n**2", square), d.combine("sq(-v) <= b**2", d["v"])
        triangle = d.cite(
            "triangle_inequality", {"u": "u + v", "v": "-v", "a": "n", "b": "b"}, whole, part, sign, d["b"]
        )
        less, total = d.combine("a**2 <= (n + b)**2", triangle, d["u"]), d.combine("n + b >= 0", sign, d["b"])
        roots = d.cite("square_root_is_monotone", {"x": "a", "y": "n + b"}, less, total)
        gap = d.combine("n - (a - b) >= 0", roots)
        return d.combine("sq(u + v) >= (a - b)**2", square, gap, d["order"], sign)

    return d.solve(d.norm("u + v"), "n", with_norm)


reverse_triangle_inequality = Lemma(
    Statement(
        "reverse_triangle_inequality",
        "any",
        {"u": "vector", "v": "vector", "a": "scalar", "b": "scalar"},
        {"u": "sq(u) >= a**2", "v": "sq(v) <= b**2", "b": "b >= 0", "order": "b <= a"},
        "sq(u + v) >= (a - b)**2",
    ),
    _write,
)
