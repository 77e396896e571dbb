"""‖g(p) − g(r)‖ ≤ L‖p − r‖ for every pair of points."""

from ..function_class import FunctionClass

smooth = FunctionClass(
    name="smooth",
    title="Smooth (Lipschitz gradient)",
    constant="L",
    best="smallest",
    inequality="sq(g(p) - g(r)) <= L**2*sq(p - r)",
    pair=True,
    source="nesterov2018lectures",
)
