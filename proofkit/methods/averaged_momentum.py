"""Momentum in the averaging form: v⁺ = βv + (1 − β)g(x), x⁺ = x − ηv⁺."""

from ..method import Method

averaged_momentum = Method(
    name="averaged_momentum",
    title="Momentum as an exponential average of gradients",
    update="x - eta*(beta*v + (1 - beta)*g(x))",
    source="cohen2022adaptive",
    state={"v": "beta*v + (1 - beta)*g(x)"},
    parameters={"beta": "scalar"},
    given=("beta >= 0", "beta < 1"),
)
