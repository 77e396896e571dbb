"""‖G(p) − G(r)‖ ≥ (1 − ηL)‖p − r‖ for the step G(p) = p − ηg(p) of an L-Lipschitz g, if ηL < 1."""

from ..classes.smooth import smooth
from ..derivation import Draft, Fact, Lemma
from ..statement import Statement

EXPANDS = "sq(p - eta*g(p) - (r - eta*g(r))) >= (1 - eta*L)**2*sq(p - r)"


def _write(d: Draft) -> Fact:
    """‖G(p) − G(r)‖ ≥ ‖p − r‖ − η‖g(p) − g(r)‖."""
    d.local(p="vector", r="vector", n="scalar")
    move = "-eta*g(p) + eta*g(r)"

    def with_norm(found: Fact) -> Fact:
        sign, square = d.parts(found)
        size = d.use(d["smooth"], ["p", "r"])
        facts = size, square, d.square("eta"), d.square("L")
        short = d.combine(f"sq({move}) <= (eta*L*n)**2", *facts, eq_times=["eta**2*L**2"])
        factor = d.combine("eta*L >= 0", d["step"], d["L"])
        less = d.combine("eta*L*n <= n", d["small"], sign)
        far = d.combine("sq(p - r) >= n**2", square)
        given = {"u": "p - r", "v": move, "a": "n", "b": "eta*L*n"}
        total = d.cite("reverse_triangle_inequality", given, far, short, d.combine("eta*L*n >= 0", factor, sign), less)
        return d.combine(EXPANDS, total, square, eq_times=["(1 - eta*L)**2"])

    return d.generalize(d.solve(d.norm("p - r"), "n", with_norm), "p", "r")


gradient_map_expands = Lemma(
    Statement(
        "gradient_map_expands",
        "any",
        {"g": "vector -> vector", "L": "scalar", "eta": "scalar"},
        {
            "smooth": smooth.hypothesis(constant="L"),
            "L": "L >= 0",
            "step": "eta > 0",
            "small": "eta*L < 1",
        },
        f"forall(p, vector, forall(r, vector, {EXPANDS}))",
    ),
    _write,
)
