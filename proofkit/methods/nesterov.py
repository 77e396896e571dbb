"""Nesterov's method with constant momentum: y = x + β(x − x₋), x⁺ = y − ηg(y)."""

from ..method import Method

nesterov = Method(
    name="nesterov",
    title="Nesterov momentum (constant)",
    update="x + beta*(x - x_prev) - eta*g(x + beta*(x - x_prev))",
    source="nesterov2018lectures",
    state={"x_prev": "x"},
    parameters={"beta": "scalar"},
    given=("beta >= 0", "beta < 1"),
)
