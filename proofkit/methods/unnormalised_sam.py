"""Sharpness-aware minimisation in its unnormalised form: x⁺ = x − ηg(x + ρg(x))."""

from ..method import Method

unnormalised_sam = Method(
    name="unnormalised_sam",
    title="Unnormalised sharpness-aware minimisation",
    update="x - eta*g(x + rho*g(x))",
    source="andriushchenko2022towards",
    parameters={"rho": "scalar"},
    given=("rho >= 0",),
)
