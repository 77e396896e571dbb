"""‖g(p)‖ ≥ μ‖p − c‖: the gradient bounds the distance to the minimiser c."""

from ..function_class import FunctionClass

error_bound = FunctionClass(
    name="error_bound",
    title="Error bound",
    inequality="sq(g(p)) >= mu**2*sq(p - c)",
    pair=False,
    source="karimi2016linear",
    signs=("mu > 0",),
    aliases=("eb",),
)
