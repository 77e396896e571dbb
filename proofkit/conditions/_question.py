"""What is asked of a condition, and how its constant enters the problem that is solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from time import monotonic

import sympy as sp

from ..certificate import Certificate
from ..errors import BadInput
from ..interval.exact import root_down, root_up, to_sympy
from ..landscape import Landscape
from ..region import Point, Region
from ..statement import Statement
from ..verdict import Verdict


@dataclass(frozen=True)
class Question:
    """One condition asked of one function.

    Args:
        landscape: the function f.
        region: where.
        center: the point the condition is about (shape (d,)), if it has one.
        constant: the claimed constant, or None to look for the best one.
        step: the step size η, for conditions on the map x − ηg(x).
        tolerance: wanted width of the two-sided bound on the best constant.
        budget: seconds that subdivision may use.
        asked: declarations and hypotheses, for a condition that reads what it is to settle.
        constants: name → value of constants that are given, for a condition that has several.
    """

    landscape: Landscape
    region: Region
    center: Point | None = None
    constant: Fraction | None = None
    step: Fraction | None = None
    tolerance: Fraction = Fraction(1, 1000)
    budget: float = 10.0
    asked: Statement | None = None
    constants: Mapping[str, Fraction] = field(default_factory=dict, hash=False)

    def need_center(self) -> Point:
        """Return the centre.

        Raises:
            BadInput: none was given.
        """
        if self.center is None:
            raise BadInput("center", None, "the point that this condition is about")
        return self.center

    def need_step(self) -> Fraction:
        """Return the step size.

        Raises:
            BadInput: none was given.
        """
        if self.step is None:
            raise BadInput("step", None, "the step size of the map that this condition is about")
        return self.step

    def need_constant(self, name: str) -> Fraction:
        """Return a given constant, ≥ 0.

        Raises:
            BadInput: it was not given, or is negative.
        """
        value = self.constants.get(name)
        if value is None or value < 0:
            raise BadInput(
                f"constant {name}", None if value is None else str(value), "a given number that is not negative"
            )
        return value

    def need_asked(self) -> Statement:
        """Return the hypotheses that are to be settled.

        Raises:
            BadInput: none were given.
        """
        if self.asked is None or not self.asked.hypotheses:
            raise BadInput("condition", "no hypotheses", "a theorem's hypotheses to read: this condition needs `apply`")
        return self.asked

    def need_line(self) -> sp.Symbol:
        """Return the variable of a function on the line.

        Raises:
            BadInput: the function has more variables.
        """
        if self.landscape.dimension != 1:
            raise BadInput("landscape", f"{self.landscape.name} in dimension {self.landscape.dimension}", "dimension 1")
        return self.landscape.variables[0]


@dataclass(frozen=True)
class Scale:
    """How a constant k enters value − K·weight ≥ 0: K = sign·k^exponent, sign −1 when the smallest k is the best."""

    sign: int = 1
    exponent: int = 1

    def inward(self, constant: Fraction) -> Fraction:
        """Return K for a constant k."""
        return self.sign * constant**self.exponent

    def outward(self, low: Fraction | None, high: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
        """Return rational bounds on k from bounds on K (None: unbounded)."""
        if self.sign < 0:
            low, high = (None if high is None else -high), (None if low is None else -low)
        if self.exponent == 1:
            return (low, high) if self.sign > 0 else (_not_negative(low), _not_negative(high))
        low_root = root_down(max(low or Fraction(0), Fraction(0)))
        return low_root, None if high is None else root_up(max(high, Fraction(0)))


def _not_negative(bound: Fraction | None) -> Fraction | None:
    """A bound on the least of positive constants: 0 where all of them will do."""
    return None if bound is None else max(bound, Fraction(0))


@dataclass(frozen=True)
class Clock:
    """Makes the certificates of one question, with the time since it was asked."""

    condition: str
    question: Question
    start: float

    @classmethod
    def of(cls, condition: str, question: Question) -> Clock:
        """Start the clock."""
        return cls(condition, question, monotonic())

    def certificate(self, verdict: Verdict, **found: object) -> Certificate:
        """Return the certificate of this question with the given findings."""
        q = self.question
        return Certificate(
            self.condition,
            q.landscape.name,
            q.region,
            verdict,
            claim=q.constant,
            center=q.center,
            seconds=monotonic() - self.start,
            step=q.step,
            tolerance=q.tolerance,
            **found,  # type: ignore[arg-type]
        )


def squared_distance(variables: tuple[sp.Symbol, ...], center: Point) -> sp.Expr:
    """Return ‖x − c‖² as a SymPy expression."""
    return sum(((v - to_sympy(c)) ** 2 for v, c in zip(variables, center, strict=True)), sp.Integer(0))
