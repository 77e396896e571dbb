"""Stochastic gradient descent whose noise is bounded surely: x⁺ = x − η(g(x) + ξ), ‖ξ‖ ≤ σ."""

from ..method import Method

sgd_bounded_noise = Method(
    name="sgd_bounded_noise",
    title="SGD with bounded noise",
    update="x - eta*(g(x) + xi)",
    source="robbins1951stochastic",
    noise="ball",
    parameters={"sigma": "scalar"},
    given=("sigma >= 0", "sq(xi) <= sigma**2"),
)
