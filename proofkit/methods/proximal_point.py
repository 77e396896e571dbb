"""The proximal point method x⁺ = x − ηg(x⁺): an implicit gradient step."""

from ..method import Method

proximal_point = Method(
    name="proximal_point",
    title="Proximal point method",
    update="x - eta*g(x_next)",
    source="rockafellar1976monotone",
)
