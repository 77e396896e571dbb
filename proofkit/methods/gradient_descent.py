"""Gradient descent: x⁺ = x − ηg(x)."""

from ..method import Method

gradient_descent = Method(
    name="gradient_descent",
    title="Gradient descent",
    update="x - eta*g(x)",
    source="cauchy1847methode",
)
