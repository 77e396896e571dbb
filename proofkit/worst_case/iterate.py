"""From one step to n: the factor's n-th power, proved for all n by induction."""

from __future__ import annotations

from ..derivation import Derivation, Draft, Fact
from ..errors import BadInput, ProofRefused
from .gram import Gram
from .pieces import Piece
from .polynomials import text
from .prove import finished, hypotheses_of, symbols_of
from .signs import Signs, signed
from .solved import Solved, step_proof


def n_steps(gram: Gram, entry: Solved, name: str) -> Derivation:
    """Return the proof that for all t the measure at x(t) is at most r(t) times that at x(0), r(t) = factor^t.

    Args:
        gram: the setting; its method keeps no state and has no noise.
        entry: the piece, on whose region the constants and the step are assumed to lie.
        name: of the statement.
    Raises:
        BadInput: a method with noise.
        ProofRefused: the kernel does not confirm it.
    """
    setting, piece = gram.setting, entry.piece
    if setting.noisy:
        raise BadInput("method", setting.method.name, "one without noise, for n steps")
    measured = setting.measure.text
    more = {
        "orbit": f"forall(t, nat, {' == '.join(_orbit(gram))})",
        "factor": f"{'q' if piece.denominator == 1 else f'q*({text(piece.denominator)})'} == {text(piece.numerator)}",
        "power_0": "r(0) == 1",
        "power_next": "forall(t, nat, r(t+1) == q*r(t))",
    }
    conclusion = f"forall(t, nat, {measured('x(t)')} <= r(t)*({measured('x(0)')}))"
    extra = {"x": "nat -> vector", "r": "nat -> scalar", "q": "scalar"}

    def write(d: Draft) -> Fact:
        d.local(t="nat")
        every, signs = step_proof(gram, entry, d)
        below = [] if piece.denominator.is_ground else [signed(piece.denominator, 1, True, signs)]
        premises = (
            d["power_0"],
            d["power_next"],
            _nonnegative(d, signs, piece, below),
            _shrinks(gram, piece, d, every, below),
        )
        return d.cite("geometric_bound", {"a": f"lambda t: {measured('x(t)')}", "r": "r", "q": "q"}, *premises)

    hypotheses = {**hypotheses_of(gram, piece), **more}
    return finished(name, {**symbols_of(gram, piece), **extra}, hypotheses, conclusion, write)


def _orbit(gram: Gram) -> tuple[str, str]:
    """The point that a step replaces, and what by: x(t+1) by the step, or x(t) by the implicit step read backwards."""
    if gram.setting.method.implicit:
        return "x(t)", "x(t+1) + eta*g(x(t+1))"
    return "x(t+1)", gram.setting.after_at("x(t)")


def _nonnegative(d: Draft, signs: Signs, piece: Piece, below: list[Fact]) -> Fact:
    """q ≥ 0: its numerator is a product of factors of known sign, or a sum of squares and products."""
    try:
        above = signed(piece.numerator, 1, False, signs)
    except ProofRefused:
        squares = [d.square(f"1 - eta*{name}") for name in ("mu", "L") if name in d.statement.declare]
        above = d.combine(f"{text(piece.numerator)} >= 0", *signs.given, *squares, degree=4)
    return d.combine("q >= 0", above, *below, d["factor"], multiplier=below)


def _shrinks(gram: Gram, piece: Piece, d: Draft, every: Fact, below: list[Fact]) -> Fact:
    """measure(x(t+1)) ≤ q·measure(x(t)), for every t."""
    setting = gram.setting
    here, there = setting.measure.text("x(t)"), setting.measure.text("x(t+1)")
    bound = d.use(every, ["x(t+1)" if setting.method.implicit else "x(t)"])
    moved = d.rewrite_to(_moved(piece, here, there), d.use(d["orbit"], ["t"]), *_orbit(gram), bound)
    shrunk = d.combine(f"{there} <= q*({here})", moved, d["factor"], *below, multiplier=below, eq_times=[here])
    return d.generalize(shrunk, "t")


def _moved(piece: Piece, here: str, there: str) -> str:
    left = there if piece.denominator == 1 else f"({text(piece.denominator)})*({there})"
    return f"{left} <= ({text(piece.numerator)})*({here})"
