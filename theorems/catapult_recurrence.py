"""On the two-layer linear net the output and the kernel follow two scalar recurrences, exactly at every width."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Theorem
from theorems._two_layer_linear_net import CONDITIONS, DECLARE, DEFINITIONS, HYPOTHESES, KERNEL_NEXT, OUTPUT_NEXT

NAME = "catapult_recurrence"
P, N = "dot(u(t), v(t))", "(sq(u(t)) + sq(v(t)))"
U, V = f"u(t) - eta*w*{P}*v(t)", f"v(t) - eta*w*{P}*u(t)"


def _write(d: Draft) -> Fact:
    """Expand ⟨u⁺, v⁺⟩ and ‖u⁺‖² + ‖v⁺‖²; then w = s² and wm = 1 give the width its place."""
    d.local(t="nat")
    here, kernel = d.use(d["output"], ["t"]), d.use(d["kernel"], ["t"])
    output_next = d.combine(
        f"m*(s*dot({U}, {V}) - s*{P}*(1 - eta*w*{N})) == eta**2*(s*{P})**3",
        d["width"],
        d["scale"],
        eq_times=[f"eta**2*s*w*{P}**3", f"eta**2*s*{P}**3"],
    )
    kernel_next = d.combine(
        f"m*(w*(sq({U}) + sq({V})) - w*{N}) == eta*(s*{P})**2*(eta*w*{N} - 4)",
        d["width"],
        d["scale"],
        eq_times=[f"eta*w*{P}**2", f"eta**2*w**2*{P}**2*{N}", f"eta*{P}**2", f"eta**2*w*{P}**2*{N}"],
    )
    later = d.use(d["output"], ["t+1"]), d.use(d["kernel"], ["t+1"])
    first = _named(d, OUTPUT_NEXT, output_next, here, kernel, later)
    second = _named(d, KERNEL_NEXT, kernel_next, here, kernel, later)
    return d.generalize(d.conj(first, second), "t")


def _named(d: Draft, goal: str, expanded: Fact, here: Fact, kernel: Fact, later: tuple[Fact, Fact]) -> Fact:
    """Put u⁺, v⁺, then f(t+1), λ(t+1), then f(t), λ(t) back for what they stand for."""
    text = goal
    steps = []
    for equation, old, new, sort in (
        (here, "f(t)", f"(s*{P})", "scalar"),
        (kernel, "lambda_(t)", f"(w*{N})", "scalar"),
        (later[0], "f(t+1)", "(s*dot(u(t+1), v(t+1)))", "scalar"),
        (later[1], "lambda_(t+1)", "(w*(sq(u(t+1)) + sq(v(t+1))))", "scalar"),
        (d.use(d["u_next"], ["t"]), "u(t+1)", f"({U})", "vector"),
        (d.use(d["v_next"], ["t"]), "v(t+1)", f"({V})", "vector"),
    ):
        if old in text:
            steps.append((text, equation, old, new, sort))
            text = text.replace(old, new)
    for text, equation, old, new, sort in reversed(steps):
        expanded = d.rewrite_to(text, equation, old, new, expanded, sort)
    return expanded


catapult_recurrence = Theorem(
    title="Output and kernel of the two-layer linear net under gradient descent",
    statement=Statement(
        NAME,
        "any",
        DECLARE,
        HYPOTHESES,
        f"forall(t, nat, {OUTPUT_NEXT} and {KERNEL_NEXT})",
    ),
    write=_write,
    source="lewkowycz2020large",
    witnesses=(("two_layer_linear_net", {}), ("two_layer_linear_net", {"width": 1})),
    conditions=CONDITIONS,
    formulas={
        "output_factor": "1 - eta*lambda_0 + w*eta**2*f_0**2",
        "kernel_change": "w*eta*f_0**2*(eta*lambda_0 - 4)",
    },
    by_definition=DEFINITIONS,
    outcome="output and kernel follow the two scalar recurrences exactly",
    remarks="One sample, target 0, loss f^2/2; f = <u,v>/sqrt(m), lambda = (|u|^2 + |v|^2)/m, w = 1/m, s = 1/sqrt(m)."
    " In the formulas f_0 and lambda_0 are the output and the kernel now.",
)
