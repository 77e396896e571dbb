"""f(p) ≥ f(r) + ⟨g(r), p − r⟩ − (ρ/2)‖p − r‖²: f + (ρ/2)‖·‖² is convex (weakly convex f)."""

from ..extremal import Profile, Radial
from ..function_class import FunctionClass

hypoconvex = FunctionClass(
    name="hypoconvex",
    title="Hypoconvex (weakly convex)",
    inequality="2*(f(p) - f(r) - dot(g(r), p - r)) >= -rho*sq(p - r)",
    pair=True,
    source="rockafellar1998variational",
    constant="rho",
    best="smallest",
    signs=("rho > 0",),
    extremal=(
        Radial("-rho/2"),
        Profile(("-rho",), minimal=False),
    ),
    aliases=("weakly_convex",),
)
