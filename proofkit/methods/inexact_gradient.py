"""Gradient descent with a relative error: x⁺ = x − η(g(x) + ξ), ‖ξ‖ ≤ δ‖g(x)‖."""

from ..method import Method

inexact_gradient = Method(
    name="inexact_gradient",
    title="Gradient descent with relative error",
    update="x - eta*(g(x) + xi)",
    source="deklerk2017worst",
    noise="relative",
    parameters={"delta": "scalar"},
    given=("delta > 0", "delta < 1", "sq(xi) <= delta**2*sq(g(x))"),
)
