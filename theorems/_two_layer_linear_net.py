"""What the catapult theorems share: gradient descent on the two-layer linear net, its output f and its kernel λ.

w = 1/m and s = 1/√m, so that f = uᵀv/√m = s⟨u, v⟩ and λ = (‖u‖² + ‖v‖²)/m = w(‖u‖² + ‖v‖²).
"""

from proofkit.derivation import Draft, Fact
from proofkit.theorem import Condition

DECLARE = {
    "u": "nat -> vector",
    "v": "nat -> vector",
    "f": "nat -> scalar",
    "lambda_": "nat -> scalar",
    **dict.fromkeys(("m", "w", "s", "eta"), "scalar"),
}
HYPOTHESES = {
    "u_next": "forall(t, nat, u(t+1) == u(t) - eta*w*dot(u(t), v(t))*v(t))",
    "v_next": "forall(t, nat, v(t+1) == v(t) - eta*w*dot(u(t), v(t))*u(t))",
    "width": "w*(m) == 1",
    "scale": "s**2 == w",
    "output": "forall(t, nat, f(t) == s*dot(u(t), v(t)))",
    "kernel": "forall(t, nat, lambda_(t) == w*(sq(u(t)) + sq(v(t))))",
}
DEFINITIONS = ("width", "scale", "output", "kernel")
CONDITIONS = (Condition("descent_recurrence", discharges=("u_next", "v_next")),)

OUTPUT_NEXT = "m*(f(t+1) - f(t)*(1 - eta*lambda_(t))) == eta**2*f(t)**3"
KERNEL_NEXT = "m*(lambda_(t+1) - lambda_(t)) == eta*f(t)**2*(eta*lambda_(t) - 4)"


def recurrences(d: Draft) -> tuple[Fact, Fact]:
    """f(t+1) and λ(t+1) from f(t) and λ(t), without division: w written for 1/m."""
    given = {name: name for name in DECLARE}
    both = d.use(d.cite("catapult_recurrence", given, *(d[label] for label in HYPOTHESES)), ["t"])
    output, kernel = d.parts(both)
    output = d.combine(
        "f(t+1) == f(t)*(1 - eta*lambda_(t) + w*eta**2*f(t)**2)",
        output,
        d["width"],
        eq_times=["w", "f(t+1) - f(t)*(1 - eta*lambda_(t))"],
    )
    kernel = d.combine(
        "lambda_(t+1) == lambda_(t) - w*eta*f(t)**2*(4 - eta*lambda_(t))",
        kernel,
        d["width"],
        eq_times=["w", "lambda_(t+1) - lambda_(t)"],
    )
    return output, kernel


def kernel_is_nonnegative(d: Draft) -> Fact:
    """λ(t) ≥ 0."""
    norms = d.norm("u(t)"), d.norm("v(t)")
    return d.combine("lambda_(t) >= 0", d.use(d["kernel"], ["t"]), weight_is_positive(d), *norms)


def weight_is_positive(d: Draft) -> Fact:
    """w > 0: a square, and not 0 since wm = 1."""

    def none(no: Fact) -> Fact:
        zero = d.zero("w", d.combine("w >= 0", d["scale"], d.square("s")), no)
        return d.combine("0 > 0", d["width"], zero, eq_times=["m"])

    return d.contradiction("w > 0", none)


def factor_is_below_one(d: Draft, nonzero: Fact, stable: Fact) -> Fact:
    """1 − ηλ + wη²f² < 1 where f ≠ 0 and ηλ < 4, since 4wf² ≤ λ² (2|⟨u, v⟩| ≤ ‖u‖² + ‖v‖²)."""
    norms = "(sq(u(t)) + sq(v(t)))"
    apart = d.combine(f"{norms} - 2*dot(u(t), v(t)) >= 0", d.norm("u(t) - v(t)"))
    along = d.combine(f"{norms} + 2*dot(u(t), v(t)) >= 0", d.norm("u(t) + v(t)"))
    weight, nonnegative = weight_is_positive(d), kernel_is_nonnegative(d)
    plain = d.combine(
        f"4*w*(s*dot(u(t), v(t)))**2 <= (w*{norms})**2",
        d.combine(
            f"w**2*({norms} - 2*dot(u(t), v(t)))*({norms} + 2*dot(u(t), v(t))) >= 0",
            apart,
            along,
            d.square("w"),
            degree=3,
        ),
        d["scale"],
        eq_times=["w*dot(u(t), v(t))**2"],
    )
    output, kernel = d.use(d["output"], ["t"]), d.use(d["kernel"], ["t"])
    half = d.rewrite_to(f"4*w*f(t)**2 <= (w*{norms})**2", output, "f(t)", "s*dot(u(t), v(t))", plain, "scalar")
    bound = d.rewrite_to("4*w*f(t)**2 <= lambda_(t)**2", kernel, "lambda_(t)", f"w*{norms}", half, "scalar")
    some = d.combine("4*w*f(t)**2 > 0", weight, nonzero)
    positive = d.contradiction("lambda_(t) > 0", lambda no: d.combine("0 > 0", no, nonnegative, bound, some))
    room = d.combine("eta*lambda_(t)*(4 - eta*lambda_(t)) > 0", positive, d["step"], stable, degree=3)
    scaled = d.combine("eta**2*(lambda_(t)**2 - 4*w*f(t)**2) >= 0", bound, d.square("eta"))
    return d.combine("1 - eta*lambda_(t) + w*eta**2*f(t)**2 < 1", room, scaled)
