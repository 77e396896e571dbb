"""A `Threshold`: the range of a step size (or radius, or noise level), solved by SymPy, confirmed by the kernel."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import Literal

import sympy as sp

from . import shipped
from .derivation import Derivation, Draft, Fact, derive, shipped_derivation, unchecked_derivation
from .errors import BadInput, ProofRefused
from .statement import Statement
from .symbolic import to_kernel, to_sympy
from .typesetting import range_latex

Claim = tuple[str, Mapping[str, str], Sequence[str]]  # a name, hypotheses by label, inequalities to be proved


@dataclass(frozen=True)
class Threshold:
    """For which values of `symbol` the inequalities `conditions` hold, everything else being given.

    Args:
        name: identifier within its theorem ("contraction", "window", "no_return").
        theorem: name of the theorem whose hypothesis or conclusion the conditions are.
        symbol: what is solved for ("eta", "R", "sigma").
        conditions: inequalities in kernel text, each linear in the symbol once its powers are divided out.
        positive: the symbols assumed > 0 (the symbol solved for among them).
        nonnegative: symbols assumed ≥ 0.
        tag: "sharp" (the failure is exhibited at or just outside) or "sufficient".
        failure: what goes wrong outside, in words.
        sharpness_witness: landscape on which it does, for a sharp one.
        definitions: auxiliary symbols → their value in the others (q = √(1 − 2ημ + η²L²)).
    """

    name: str
    theorem: str
    symbol: str
    conditions: tuple[str, ...]
    positive: tuple[str, ...]
    tag: Literal["sharp", "sufficient"]
    failure: str
    sharpness_witness: str | None = None
    nonnegative: tuple[str, ...] = ()
    definitions: Mapping[str, sp.Expr] | None = None

    @cached_property
    def _ends(self) -> tuple[sp.Expr | None, sp.Expr | None]:
        lower = upper = None
        for condition in self.conditions:
            end, is_upper = _solve_linear(condition, self.symbol, self._symbols)
            if (upper if is_upper else lower) is not None:
                raise ProofRefused(f"threshold {self.name} of {self.theorem}: two conditions bound the same side")
            lower, upper = (lower, end) if is_upper else (end, upper)
        return lower, upper

    @property
    def _symbols(self) -> dict[str, sp.Symbol]:
        signs = {name: sp.Symbol(name, positive=True) for name in self.positive}
        return {**{name: sp.Symbol(name, nonnegative=True) for name in self.nonnegative}, **signs}

    @property
    def lower(self) -> sp.Expr | None:
        """The lower end in the other symbols, or None."""
        return self._ends[0]

    @property
    def upper(self) -> sp.Expr | None:
        """The upper end in the other symbols, or None."""
        return self._ends[1]

    @cached_property
    def relations(self) -> tuple[str, str]:
        """How the symbol compares with its lower and its upper end: "<=" where the end itself is allowed, else "<"."""
        signs = {False: "<", True: "<"}
        for condition in self.conditions:
            _, is_upper = _solve_linear(condition, self.symbol, self._symbols)
            signs[is_upper] = "<" if _sides(condition)[2] else "<="
        return signs[False], signs[True]

    def _repr_latex_(self) -> str:
        """The range as mathematics, for notebooks."""
        return f"$\\displaystyle {range_latex(self)}$"

    @cached_property
    def proofs(self) -> tuple[Derivation, ...]:
        """The kernel's confirmation: range ⇒ conditions, and conditions ⇒ range; shipped, or found anew.

        Raises:
            ProofRefused: the solved range is not equivalent to the conditions.
        """
        claimed = ((_shipped(claim), claim) for claim in self._claims)
        return tuple((statement and shipped_derivation(statement)) or _derive(claim) for statement, claim in claimed)

    def unchecked(self) -> tuple[Derivation, ...]:
        """The shipped proofs, not yet replayed; found anew where there is none."""
        claimed = ((_shipped(claim), claim) for claim in self._claims)
        return tuple((statement and unchecked_derivation(statement)) or _derive(claim) for statement, claim in claimed)

    def anew(self) -> tuple[Derivation, ...]:
        """Find the proofs again."""
        return tuple(_derive(claim) for claim in self._claims)

    @property
    def _claims(self) -> tuple[Claim, ...]:
        ranges = [_range(condition, self.symbol, self._symbols) for condition in self.conditions]
        signs = [f"{name} > 0" for name in self.positive] + [f"{name} >= 0" for name in self.nonnegative]
        name = f"{self.theorem}__{self.name}"
        return (
            (f"{name}__sufficient", _labelled([*ranges, *signs]), self.conditions),
            (f"{name}__necessary", _labelled([*self.conditions, *signs]), ranges),
        )

    def at(self, constants: Mapping[str, object]) -> tuple[sp.Expr | None, sp.Expr | None]:
        """Return (lower, upper) at given constants, exactly.

        Args:
            constants: role → exact number; symbols with a definition may be left out.
        Raises:
            BadInput: a constant is missing, or not positive where it must be.
        """
        values = {name: sp.sympify(value, strict=True) for name, value in constants.items()}
        for name, expression in (self.definitions or {}).items():
            if name not in values and {str(s) for s in expression.free_symbols} <= set(values):
                values[name] = substituted(expression, values)
        for name in self.positive:
            if name in values and not values[name] > 0:
                raise BadInput(name, constants[name], "a positive number")
        lower, upper = (None if end is None else substituted(end, values) for end in self._ends)
        return lower, upper


def substituted(expression: sp.Expr, values: Mapping[str, sp.Expr]) -> sp.Expr:
    """Return the expression at the given values (by symbol name); every symbol must have one.

    Raises:
        BadInput: a symbol is left without a value.
    """
    missing = sorted({s.name for s in expression.free_symbols} - set(values))
    if missing:
        raise BadInput("constants", ", ".join(values) or "none", f"values for {', '.join(missing)} too")
    return sp.simplify(expression.subs({s: values[s.name] for s in expression.free_symbols}))


def _sides(condition: str) -> tuple[str, str, bool]:
    """Split "a < b" (or ≤, >, ≥) into (smaller, larger, strict), as texts."""
    node = ast.parse(condition, mode="eval").body
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        raise ProofRefused(f"not an inequality: {condition}")
    left, right = ast.unparse(node.left), ast.unparse(node.comparators[0])
    smaller, larger = (left, right) if isinstance(node.ops[0], ast.Lt | ast.LtE) else (right, left)
    return smaller, larger, isinstance(node.ops[0], ast.Lt | ast.Gt)


def _solve_linear(condition: str, symbol: str, symbols: Mapping[str, sp.Symbol]) -> tuple[sp.Expr, bool]:
    """Return (end, whether it is an upper end) of the range of `symbol` in which the condition holds."""
    smaller, larger, _ = _sides(condition)
    gap = sp.expand(to_sympy(smaller, symbols) - to_sympy(larger, symbols))  # < 0
    x = symbols[symbol]
    lowest = min(monomial[0] for monomial in sp.Poly(gap, x).monoms())
    polynomial = sp.Poly(sp.expand(gap / x**lowest), x)
    if polynomial.degree() != 1:
        raise ProofRefused(f"{condition} is not linear in {symbol}")
    slope, constant = polynomial.all_coeffs()
    slope = sp.factor(slope)
    if slope.is_positive is None and slope.is_negative is None:
        raise ProofRefused(f"the sign of {slope} decides on which side {condition} bounds {symbol}, and is not known")
    return _without_leading_minus(sp.factor(-constant / slope)), bool(slope.is_positive)


def _without_leading_minus(end: sp.Expr) -> sp.Expr:
    """Write −D(q − 1)/… as D(1 − q)/…"""
    sums = [factor for factor in sp.Mul.make_args(end) if factor.is_Add]
    if not end.could_extract_minus_sign() or not sums:
        return end
    return sp.Mul(-end / sums[0], sp.expand(-sums[0]))


def _range(condition: str, symbol: str, symbols: Mapping[str, sp.Symbol]) -> str:
    """The solved condition, multiplied out by the (positive) denominator of the end: kernel text."""
    end, is_upper = _solve_linear(condition, symbol, symbols)
    numerator, denominator = (to_kernel(part) for part in sp.fraction(sp.together(end)))
    relation = ("<" if is_upper else ">") + ("" if _sides(condition)[2] else "=")
    return f"{symbol}*({denominator}) {relation} {numerator}"


def _labelled(texts: Sequence[str]) -> dict[str, str]:
    return {f"h{k}": text for k, text in enumerate(texts)}


def _statement(claim: Claim, kept: Mapping[str, str]) -> Statement:
    """The claim from these of its hypotheses."""
    name, labels, wanted = claim
    nodes = (node for text in (*labels.values(), *wanted) for node in ast.walk(ast.parse(text)))
    symbols = sorted({node.id for node in nodes if isinstance(node, ast.Name)})
    return Statement(name, "any", dict.fromkeys(symbols, "scalar"), kept, " and ".join(wanted))


def _shipped(claim: Claim) -> Statement | None:
    """What the library's proof of a claim says: the claim from some of its hypotheses; None if there is none."""
    name, labels, _ = claim
    block = shipped.blocks(name).get(name)
    kept = shipped.stated(block)["hypotheses"] if block else {}
    return _statement(claim, kept) if block and kept.items() <= labels.items() else None


def _derive(claim: Claim) -> Derivation:
    """Prove a claim; hypotheses that the proof does not use are dropped."""
    _, labels, wanted = claim

    def write(d: Draft) -> Fact:
        facts = [d[label] for label in d.statement.hypotheses]
        return d.conj(*(_prove(d, goal, facts) for goal in wanted))

    draft = Draft(_statement(claim, labels))
    needed = write(draft).thm.hyps
    kept = {label: text for label, text in labels.items() if draft.formula(text) in needed}
    derivation = derive(_statement(claim, kept), write)
    derivation.replay()
    return derivation


def _prove(d: Draft, goal: str, facts: list[Fact]) -> Fact:
    """Try the goal as it is, then multiplied by strict facts; products of two facts, then of three."""
    refused = None
    strict = [fact for fact in facts if fact.formula[0] == "gt"]
    multipliers = [chosen for size in range(3) for chosen in combinations(strict, size)]
    for degree, multiplier in product((2, 3), multipliers):
        try:
            return d.combine(goal, *facts, degree=degree, multiplier=multiplier)
        except ProofRefused as error:
            refused = error
    raise ProofRefused(f"the kernel does not confirm {goal}: {refused}")
