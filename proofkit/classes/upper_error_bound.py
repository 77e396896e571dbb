"""‖g(p)‖ ≤ L‖p − c‖: the gradient is no steeper than a cone of slope L about c."""

from ..extremal import Radial
from ..function_class import ByCurvature, FunctionClass

upper_error_bound = FunctionClass(
    name="upper_error_bound",
    title="Upper error bound EB⁺",
    inequality="sq(g(p)) <= L**2*sq(p - c)",
    pair=False,
    source="guille-escuret2022gradient",
    constant="L",
    best="smallest",
    signs=("L > 0",),
    extremal=(Radial("-L"),),
    aliases=("eb_plus",),
    by_curvature=ByCurvature(("M", "-m")),
)
