"""‖u‖ ≤ a and ‖v‖ ≤ b imply ‖u + v‖ ≤ a + b, in squared form."""

from ..derivation import Draft, Fact, Lemma
from ..statement import Statement


def _write(d: Draft) -> Fact:
    u, v, a, b = d["u"], d["v"], d["a"], d["b"]
    angle = d.cite("cauchy_schwarz", {"u": "u", "v": "v"})
    product = d.combine("dot(u, v)**2 <= (a*b)**2", angle, u, v, d.norm("u"), d.norm("v"), d.square("a"), d.square("b"))
    sign = d.combine("a*b >= 0", a, b)
    inner = d.cite("square_root_is_monotone", {"x": "dot(u, v)", "y": "a*b"}, product, sign)
    return d.combine("sq(u + v) <= (a + b)**2", inner, u, v)


triangle_inequality = Lemma(
    Statement(
        "triangle_inequality",
        "any",
        {"u": "vector", "v": "vector", "a": "scalar", "b": "scalar"},
        {"u": "sq(u) <= a**2", "v": "sq(v) <= b**2", "a": "a >= 0", "b": "b >= 0"},
        "sq(u + v) <= (a + b)**2",
    ),
    _write,
)
