"""Gaussian noise of variance above 2 ln(κβω/α)/ω² smooths a parabola with sine waves to one-point strong convexity."""

from proofkit.derivation import Draft, Fact
from proofkit.statement import Statement
from proofkit.theorem import Condition, Theorem
from proofkit.threshold import Threshold

NAME = "smoothed_one_point_convexity"
CONSTANT = "alpha - kappa*beta*omega*E"
NOISE = "omega**2*v > 2*l"


def _write(d: Draft) -> Fact:
    """E = F(ω²v/2) < F(l), so κβωE < α; and x·s(ωx) ≥ −κωx²."""
    d.local(x="scalar")
    sign = d.combine("E >= 0", d["E"], d.use(d["positive"], ["omega**2*v/2"]))
    damped = d.use(d["exponential"], ["l", "omega**2*v/2"], d.combine("l < omega**2*v/2", d["noise"]))
    less = d.combine("E < F(l)", damped, d["E"])
    factor = d.combine("kappa*beta*omega > 0", d["kappa"], d["beta"], d["omega"], degree=3)
    large = d.combine(f"{CONSTANT} > 0", less, factor, d["level"])
    wave = d.use(d["sine"], ["omega*x"])
    slope = d.combine("x*s(omega*x) >= -kappa*omega*x**2", wave, d["omega"], multiplier=[d["omega"]])
    bound = d.combine(
        f"x*h(x) >= ({CONSTANT})*x**2",
        *(d.use(d["smoothed"], ["x"]), slope, d.combine("beta*E >= 0", d["beta"], sign)),
        eq_times=["x"],
    )
    return d.conj(large, d.generalize(bound, "x"))


smoothed_one_point_convexity = Theorem(
    title="Smoothing by noise makes a rippled parabola one-point strongly convex",
    statement=Statement(
        NAME,
        "1",
        {
            **dict.fromkeys(("s", "F", "h"), "scalar -> scalar"),
            **dict.fromkeys(("alpha", "beta", "omega", "kappa", "l", "v", "E"), "scalar"),
        },
        {
            "sine": "forall(y, scalar, y*s(y) >= -kappa*y**2)",
            "positive": "forall(t, scalar, F(t) > 0)",
            "exponential": "forall(t, scalar, forall(u, scalar, implies(t < u, F(u) < F(t))))",
            "level": "kappa*beta*omega*F(l) <= alpha",
            "E": "E == F(omega**2*v/2)",
            "smoothed": "forall(x, scalar, h(x) == alpha*x + beta*E*s(omega*x))",
            "kappa": "kappa > 0",
            "beta": "beta > 0",
            "omega": "omega > 0",
            "noise": NOISE,
        },
        f"{CONSTANT} > 0 and forall(x, scalar, x*h(x) >= ({CONSTANT})*x**2)",
    ),
    write=_write,
    source="kleinberg2018alternative",
    witnesses=(("ripple", {}), ("sine_parabola", {})),
    conditions=(Condition("sine_gradient", discharges=("sine", "positive", "exponential", "level", "smoothed")),),
    formulas={"constant": CONSTANT},
    thresholds=(
        Threshold(
            name="noise",
            theorem=NAME,
            symbol="v",
            conditions=(NOISE,),
            positive=("v", "omega"),
            tag="sharp",
            failure="with the least kappa and l, the smoothed gradient does not point away from the centre everywhere",
            sharpness_witness="ripple",
        ),
    ),
    by_definition=("E",),
    outcome="the gradient, averaged over Gaussian noise of variance v, is one-point strongly convex about 0",
    stated=(
        "Without smoothing, 0 is the strict global minimiser of x^2/2 - eps*cos(x/eps); of"
        " x^2/2 + eps*cos(x/eps) with eps < 1 it is a local maximum.",
        "For g(x) = alpha*x + beta*sin(omega*x) and a standard Gaussian Z, the average of g(x + sqrt(v)*Z) is h(x) with"
        " s = sin, F(t) = exp(-t) and E = exp(-omega^2*v/2).",
        "The least kappa for the sine is 0.217233..., attained at the root of y = tan(y) near 4.4934; kappa = 1, from"
        " |sin(y)| <= |y|, gives the simpler and larger threshold 2*ln(beta*omega/alpha)/omega^2.",
    ),
    remarks="l is any number with kappa*beta*omega*exp(-l) <= alpha, at best ln(kappa*beta*omega/alpha). For"
    " x^2/2 - eps*cos(x/eps): alpha = beta = 1, omega = 1/eps.",
)
