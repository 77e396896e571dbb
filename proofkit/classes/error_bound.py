"""‖g(p)‖ ≥ μ‖p − c‖: the gradient bounds the distance to the minimiser c.

With curvature from m > 0 on the segment from a critical point c to p: ‖g(p)‖‖p − c‖ ≥ ⟨g(p), p − c⟩ ≥ m‖p − c‖².
"""

from ..function_class import ByCurvature, FunctionClass

error_bound = FunctionClass(
    name="error_bound",
    title="Error bound",
    inequality="sq(g(p)) >= mu**2*sq(p - c)",
    pair=False,
    source="karimi2016linear",
    constant="mu",
    best="largest",
    signs=("mu > 0",),
    aliases=("eb",),
    by_curvature=ByCurvature(("m",), convex=True),
)
