"""An `Implication`: one edge of the graph between function classes, with its constant, its region and its proof."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import sympy as sp

from . import discovery
from .derivation import Derivation, Draft, Fact, derive, shipped_derivation
from .errors import BadInput, ProofRefused
from .function_class import FunctionClass, rename
from .lemmas._derivatives import ON_SET, ON_SPACE
from .statement import Statement
from .symbolic import parse_expression, to_kernel
from .verdict import Strength

#: what is declared in every statement; `c(p)` is the minimiser that p is compared with: always the same, or the nearest
SYMBOLS = {"f": "vector -> scalar", "g": "vector -> vector", "S": "vector -> prop", "c": "vector -> vector"}

#: what an implication may ask of the region S and of the function: name → (kernel text, words)
NEEDS = {
    "centered": (
        "forall(p, vector, implies(p in S, c(p) in S and c(c(p)) == c(p)))",
        "the centre c lies in the region",
    ),
    "star_shaped": (
        "forall(p, vector, forall(t, scalar, implies(p in S and t >= 0 and t <= 1,"
        " c(p) + t*(p - c(p)) in S and c(c(p) + t*(p - c(p))) == c(p))))",
        "the region is star-shaped about the centre c",
    ),
    "convex_region": (
        "forall(p, vector, forall(r, vector, forall(t, scalar,"
        " implies(p in S and r in S and t >= 0 and t <= 1, r + t*(p - r) in S))))",
        "the region is convex",
    ),
    "sublevel": (
        "forall(p, vector, forall(q, vector, implies(p in S and f(q) <= f(p), q in S)))",
        "the region is a sublevel set of f (R^d is one)",
    ),
    "whole_space": ("forall(p, vector, p in S)", "the region is all of R^d"),
    "minimum": ("forall(p, vector, implies(p in S, f(p) >= f(c(p))))", "f is at least its value at the centre c"),
    "critical": ("forall(p, vector, implies(p in S, sq(g(c(p))) == 0))", "the gradient at the centre c is 0"),
    "nearest": (
        "forall(p, vector, forall(q, vector, implies(p in S,"
        " f(q) >= f(c(p)) and implies(f(q) <= f(c(p)), sq(p - c(p)) <= sq(p - q)))))",
        "the centre c is the minimiser of f on R^d, of several the nearest",
    ),
    "gradient": (
        ON_SET,
        "f is differentiable on the region, with gradient g",
    ),
    "gradient_on_space": (
        ON_SPACE,
        "f is differentiable on R^d, with gradient g",
    ),
}

#: what may be asked for → something stronger that it follows from
FOLLOWS = {
    "centered": "star_shaped",
    "minimum": "nearest",
    "gradient": "gradient_on_space",
    "convex_region": "whole_space",
    "sublevel": "whole_space",
}


class Bound(NamedTuple):
    """A class with its constants, such as "pl(mu**2/L)": the class's name and one text per constant."""

    name: str
    constants: tuple[str, ...]

    @property
    def kind(self) -> FunctionClass:
        """The class itself."""
        return discovery.load("class", self.name)

    def __str__(self) -> str:
        return f"{self.name}({', '.join(self.constants)})" if self.constants else self.name


def bound(text: str) -> Bound:
    """Read "name(constant, …)"; the number of constants is the class's.

    Raises:
        BadInput: it is not of that form.
        UnknownName: there is no such class.
    """
    match = re.fullmatch(r"\s*([A-Za-z]\w*)\s*(?:\((.*)\))?\s*", text)
    if match is None:
        raise BadInput("class", text, "a name and its constants, such as pl(mu)")
    found = Bound(match[1], tuple(part.strip() for part in (match[2] or "").split(",") if part.strip()))
    wanted = found.kind.constants
    if len(found.constants) != len(wanted):
        form = f"{found.name}({', '.join(wanted)})" if wanted else f"{found.name} without constants"
        raise BadInput("constants", text, form)
    return found


def fraction(text: str) -> tuple[str, str]:
    """Return numerator and denominator of a rational function, as kernel text."""
    names = sorted(set(re.findall(r"[A-Za-z_]\w*", text)))
    top, bottom = sp.fraction(sp.cancel(sp.together(parse_expression(text, names))))
    if not bottom.free_symbols:
        top, bottom = sp.expand(top / bottom), sp.Integer(1)
    return to_kernel(sp.expand(top)), to_kernel(sp.expand(bottom))


def value(text: str, values: Mapping[str, sp.Expr]) -> sp.Expr:
    """Return a rational expression in some symbols, as `fraction` reads it, with their values put in."""
    expression = parse_expression(text, sorted(values))
    by_name = {symbol: values[symbol.name] for symbol in expression.free_symbols}
    return sp.cancel(expression.subs(by_name, simultaneous=True))


def compared(sign: str, values: Mapping[str, sp.Expr]) -> tuple[sp.Expr, bool]:
    """Return what a comparison ("a > b", "a <= b") says is positive at some values, and whether it may be 0."""
    left, relation, right = sign.split()
    gap = value(left, values) - value(right, values)
    return sp.expand(gap if relation.startswith(">") else -gap), relation.endswith("=")


Write = Callable[[Draft, Fact, str], Fact]


@dataclass(frozen=True)
class Implication:
    """One edge of the graph: functions of the premises' classes are in the conclusion's class, on the same region.

    Args:
        name: file name in `implications/`.
        premises: classes with symbols for their constants ("error_bound(mu)").
        conclusion: the class that follows, its constants rational in these symbols ("pl(mu**2/L)").
        write: proves the conclusion's inequality at p (and r), given "p in S" (and "r in S") and its kernel text;
            None for an implication that is only cited.
        source: key in theorems/references.bib, or "own".
        needs: what it asks of region and function, keys of NEEDS.
        signs: what it asks of the constants ("L > 0").
        tight: a function on which the constant cannot be better, in words; "" if none is known.
    """

    name: str
    premises: tuple[str, ...]
    conclusion: str
    write: Write | None
    source: str
    needs: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    tight: str = ""

    @cached_property
    def given(self) -> tuple[Bound, ...]:
        """The premises, read."""
        return tuple(map(bound, self.premises))

    @cached_property
    def found(self) -> Bound:
        """The conclusion, read."""
        return bound(self.conclusion)

    @property
    def labels(self) -> tuple[str, ...]:
        """The premises' labels in the statement."""
        return tuple(premise.name for premise in self.given)

    @cached_property
    def named(self) -> dict[str, tuple[str, str]]:
        """The conclusion's constants that kernel text cannot express: symbol → (numerator, denominator)."""
        parts = dict(zip(("k", "l"), map(fraction, self.found.constants), strict=False))
        return {symbol: part for symbol, part in parts.items() if part[1] != "1"}

    @cached_property
    def goal(self) -> str:
        """The conclusion's inequality at p (and r)."""
        symbols = dict(zip(("k", "l"), self.found.constants, strict=False))
        texts = [symbol if symbol in self.named else f"({fraction(text)[0]})" for symbol, text in symbols.items()]
        return inequality(self.found.kind, texts)

    @cached_property
    def statement(self) -> Statement:
        """The edge in kernel text."""
        hypotheses = {b.name: on_region(b.kind, inequality(b.kind, b.constants)) for b in self.given}
        hypotheses |= {need: NEEDS[need][0] for need in self.needs}
        hypotheses |= {f"sign{i}": text for i, text in enumerate(self.signs, 1)}
        hypotheses |= {f"value_{k}": f"{k}*({bottom}) == {top}" for k, (top, bottom) in self.named.items()}
        conclusion = on_region(self.found.kind, self.goal)
        return Statement(self.name, "any", declared([*hypotheses.values(), conclusion]), hypotheses, conclusion)

    @cached_property
    def derivation(self) -> Derivation:
        """The written-out proof.

        Raises:
            ProofRefused: it does not go through, or there is none.
        """
        return (self.write and shipped_derivation(self.statement)) or self.anew()

    def anew(self) -> Derivation:
        """Write the proof again.

        Raises:
            ProofRefused: it does not go through, or there is none.
        """
        if self.write is None:
            raise ProofRefused(f"{self.name} is stated, not derived: it has no proof")
        return derive(self.statement, self.written)

    def written(self, d: Draft) -> Fact:
        """Prove the conclusion in a draft of the statement."""
        assert self.write is not None
        write, points = self.write, self.found.kind.points
        d.local(**dict.fromkeys(points, "vector"))
        guard = " and ".join(f"{point} in S" for point in points)
        return d.generalize(d.implies(guard, lambda inside: write(d, inside, self.goal)), *points)

    @property
    def strength(self) -> Strength:
        """PROVED once the proof has been replayed (which this does); STATED if there is none."""
        return Strength.PROVED if self.write and self.derivation.replay().name == self.name else Strength.STATED

    @property
    def axioms(self) -> tuple[str, ...]:
        """Names of all axioms the proof rests on."""
        proofs = self.derivation.proofs if self.write else ()
        return tuple(sorted({name for proof in proofs for name in proof.axioms}))


def cited(d: Draft, name: str) -> Fact:
    """Use another implication at the same symbols, all that it asks for being hypotheses here."""
    edge = discovery.load("implication", name).statement
    return d.cite(name, {symbol: symbol for symbol in edge.declare}, *(d[label] for label in edge.hypotheses))


def inequality(kind: FunctionClass, constants: tuple[str, ...] | list[str]) -> str:
    """Return a class's inequality at p (and r), with the centre c(p) and texts for its constants."""
    return rename(kind.inequality, {"c": "c(p)", "nearest": "c", **dict(zip(kind.constants, constants, strict=True))})


def on_region(kind: FunctionClass, body: str) -> str:
    """Return an inequality of a class, for all points of S."""
    guard = " and ".join(f"{point} in S" for point in kind.points)
    for point in (None, *reversed(kind.points)):
        body = f"implies({guard}, {body})" if point is None else f"forall({point}, vector, {body})"
    return body


def spoken_of(declare: dict[str, str], texts: list[str]) -> dict[str, str]:
    """Return those declarations whose symbols the texts name."""
    words = {word for text in texts for word in re.findall(r"[A-Za-z_]\w*", text)}
    return {name: sort for name, sort in declare.items() if name in words}


def declared(texts: list[str]) -> dict[str, str]:
    """Return the declarations of the symbols that occur free in the texts; unknown ones are scalars."""
    bound_ = {"p", "q", "r", "t", "e", "delta", "vector", "scalar", "forall", "exists", "implies", "dot", "sq"}
    words = dict.fromkeys(word for text in texts for word in re.findall(r"[A-Za-z_]\w*", text))
    free = [word for word in words if word not in bound_ | {"and", "or", "not", "in"}]
    return {**{k: v for k, v in SYMBOLS.items() if k in free}, **{k: "scalar" for k in free if k not in SYMBOLS}}
