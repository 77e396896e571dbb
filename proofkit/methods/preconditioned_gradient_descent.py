"""Gradient descent with a fixed positive preconditioner: x⁺ = x − ηP(g(x)), P linear and symmetric."""

from ..method import Method

preconditioned_gradient_descent = Method(
    name="preconditioned_gradient_descent",
    title="Preconditioned gradient descent",
    update="x - eta*P(g(x))",
    source="cohen2022adaptive",
    parameters={"P": "vector -> vector"},
    given=(
        "forall(p, vector, forall(r, vector, P(p + r) == P(p) + P(r)))",
        "forall(p, vector, forall(r, vector, dot(P(p), r) == dot(p, P(r))))",
        "forall(p, vector, dot(P(p), p) >= 0)",
    ),
)
