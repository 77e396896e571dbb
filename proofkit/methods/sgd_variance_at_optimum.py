"""SGD on an average of functions, one sampled at each step, their gradients of bounded variance at the minimiser."""

from ..method import Method

sgd_variance_at_optimum = Method(
    name="sgd_variance_at_optimum",
    title="SGD with bounded variance at the optimum",
    update="x - eta*(g(x) + xi)",
    source="moulines2011nonasymptotic",
    noise="variance_at_optimum",
    parameters={"sigma": "scalar"},
    given=("sigma >= 0",),
)
