"""What the theorems on vector factorisation ½(uᵀv − y)² share: its descent, residual e, size s and potential W."""

from proofkit.derivation import Draft, Fact

PRODUCT, SIZE = "dot(u(t), v(t))", "(sq(u(t)) + sq(v(t)))"
RESIDUAL = f"({PRODUCT} - y)"
SEQUENCES = {"u": "nat -> vector", "v": "nat -> vector", "e": "nat -> scalar", "s": "nat -> scalar"}
DECLARE = {**SEQUENCES, "W": "nat -> scalar", "y": "scalar", "eta": "scalar"}
HYPOTHESES = {
    "u_next": f"forall(t, nat, u(t+1) == u(t) - eta*{RESIDUAL}*v(t))",
    "v_next": f"forall(t, nat, v(t+1) == v(t) - eta*{RESIDUAL}*u(t))",
    "residual": f"forall(t, nat, e(t) == {RESIDUAL})",
    "size": f"forall(t, nat, s(t) == {SIZE})",
    "potential": "forall(t, nat, W(t) == eta*s(t) - eta**2*y*e(t) - 4)",
}
DEFINITIONS = ("residual", "size", "potential")

RESIDUAL_NEXT = "e(t+1) == e(t)*(1 - eta*s(t) + eta**2*e(t)*(e(t) + y))"
SIZE_NEXT = "s(t+1) == s(t) - 4*eta*e(t)*(e(t) + y) + eta**2*e(t)**2*s(t)"
FACTOR = "1 + eta**2*e(t)*(e(t) + y)"
POTENTIAL_NEXT = f"W(t+1) == ({FACTOR})*W(t)"
#: −s ≤ 2uᵀv ≤ s
BOUNDED = "s(t) >= 2*(e(t) + y) and s(t) >= -2*(e(t) + y)"


def residual_next(d: Draft) -> Fact:
    """⟨u⁺, v⁺⟩ − y, expanded; then e and s for what they are."""
    u, v = f"(u(t) - eta*{RESIDUAL}*v(t))", f"(v(t) - eta*{RESIDUAL}*u(t))"
    size = f"(1 - eta*{SIZE} + eta**2*{RESIDUAL}*({RESIDUAL} + y))"
    expanded = d.combine(f"dot({u}, {v}) - y == {RESIDUAL}*{size}")
    return named(d, RESIDUAL_NEXT, expanded)


def named(d: Draft, goal: str, expanded: Fact) -> Fact:
    """Prove a goal about e(t), s(t), e(t+1) and s(t+1) from the same about u(t) and v(t)."""
    u, v = f"(u(t) - eta*{RESIDUAL}*v(t))", f"(v(t) - eta*{RESIDUAL}*u(t))"
    names = (
        ("residual", "t", "e(t)", RESIDUAL, "scalar"),
        ("size", "t", "s(t)", SIZE, "scalar"),
        ("residual", "t+1", "e(t+1)", RESIDUAL.replace("(t)", "(t+1)"), "scalar"),
        ("size", "t+1", "s(t+1)", SIZE.replace("(t)", "(t+1)"), "scalar"),
        ("u_next", "t", "u(t+1)", u, "vector"),
        ("v_next", "t", "v(t+1)", v, "vector"),
    )
    stages, text = [], goal
    for label, index, old, new, sort in names:
        if old in text:
            stages.append((text, d.use(d[label], [index]), old, new, sort))
            text = text.replace(old, new)
    for text, equation, old, new, sort in reversed(stages):
        expanded = d.rewrite_to(text, equation, old, new, expanded, sort)
    return expanded
