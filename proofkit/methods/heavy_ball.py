"""Heavy ball: x⁺ = x − ηg(x) + β(x − x₋), the momentum being the last displacement."""

from ..method import Method

heavy_ball = Method(
    name="heavy_ball",
    title="Heavy ball (Polyak momentum)",
    update="x - eta*g(x) + beta*(x - x_prev)",
    source="polyak1964some",
    state={"x_prev": "x"},
    parameters={"beta": "scalar"},
    given=("beta > -1", "beta < 1"),
)
