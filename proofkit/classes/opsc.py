"""⟨g(p), p − c⟩ ≥ μ‖p − c‖²: the gradient points away from c with strength μ."""

from ..extremal import Planar, Radial
from ..function_class import ByCurvature, FunctionClass

opsc = FunctionClass(
    name="opsc",
    title="One-point strongly convex (restricted secant inequality)",
    inequality="dot(g(p), p - c) >= mu*sq(p - c)",
    pair=False,
    source="guille-escuret2022gradient",
    constant="mu",
    best="largest",
    signs=("mu > 0",),
    joined=("upper_error_bound",),
    extremal=(
        Radial("mu", "mu"),
        Radial("mu", "L"),
        Planar("mu", "L**2", "plane_family"),
        Planar("mu", "L**2", end="L"),
        Planar("mu", "L**2", end="mu"),
    ),
    aliases=("rsi",),
    by_curvature=ByCurvature(("m",)),
)
