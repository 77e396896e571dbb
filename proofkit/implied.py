"""What follows from membership in some classes: a search of the graph of implications, best constants first.

Nothing here is trusted: the proof of a finding is composed from those of its edges, and replayed by the kernel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import sympy as sp

from . import discovery
from .composition import compose
from .derivation import Derivation
from .errors import Undecided, UnknownName
from .implication import FOLLOWS, NEEDS, Bound, Implication
from .known import Known, known, stronger
from .symbolic import parse_expression
from .verdict import Strength, weakest

#: region → what an implication may ask of it; what is asked of the function is always allowed
REGIONS = {
    "space": ("centered", "star_shaped", "convex_region", "sublevel", "whole_space"),
    "convex": ("centered", "star_shaped", "convex_region"),
    "star_shaped": ("centered", "star_shaped"),
    "sublevel": ("centered", "sublevel"),
    "any": ("centered",),
}


@dataclass(frozen=True)
class Finding:
    """A class that was given or follows.

    Args:
        name: the class.
        constants: their exact values in the given constants.
        edge: the last implication used; None for what was given.
        parents: its premises.
        needs: what the whole path asks of region and function (keys of NEEDS), nothing that follows from the rest.
    """

    name: str
    constants: tuple[sp.Expr, ...]
    edge: Implication | None = None
    parents: tuple[Finding, ...] = ()
    needs: frozenset[str] = frozenset()

    @property
    def bound(self) -> Bound:
        """The class with its constants as text."""
        return Bound(self.name, tuple(map(str, self.constants)))

    @cached_property
    def path(self) -> tuple[Finding, ...]:
        """Every finding on the way, each after those it follows from, this one last."""
        steps = dict.fromkeys(step for parent in self.parents for step in parent.path)
        return (*steps, self)

    @property
    def edges(self) -> tuple[Implication, ...]:
        """The implications used, in order."""
        return tuple(dict.fromkeys(step.edge for step in self.path if step.edge))

    @property
    def strength(self) -> Strength:
        """That of the weakest edge."""
        return weakest([Strength.PROVED, *(edge.strength for edge in self.edges)])

    @property
    def axioms(self) -> tuple[str, ...]:
        """The axioms that the edges rest on."""
        return tuple(sorted({axiom for edge in self.edges for axiom in edge.axioms}))

    @cached_property
    def derivation(self) -> Derivation:
        """One proof of the whole path, which cites the edges.

        Raises:
            ProofRefused: an edge is only stated.
        """
        return compose(self)

    def at_least(self, other: Finding, order: Mapping[sp.Symbol, sp.Expr]) -> bool:
        """Whether this is the same class with constants as strong, and asks for no more."""
        kind = self.bound.kind
        pairs = zip(kind.constants, self.constants, other.constants, strict=True)
        return self.needs <= closure(other.needs) and all(stronger(name, a, b, order) for name, a, b in pairs)


def implied(given: str | Sequence[str], to: str = "", region: str = "") -> tuple[Finding, ...]:
    """Return what follows, for every class reached the findings with the best constants, the best first.

    Args:
        given: classes with constants, such as "rsi(mu), smooth(L)"; a constant is a name or an exact number.
        to: the class wanted, with constants if that much is wanted ("pl", "pl(1/20)"); "" for all.
        region: a key of REGIONS, to leave out implications that ask for more; "" to report what they ask.
    Raises:
        BadInput: an unknown class, constants that contradict each other or their signs, an unknown region.
        Undecided: the graph has no path; the message says what is missing.
    """
    start = known(given)
    allowed = _allowed(region)
    found = _closure(start, allowed)
    if not to:
        return tuple(f for name in sorted(found) for f in found[name] if f.edge)
    name, claim = start.wanted(to)
    if name not in found:
        raise Undecided(_missing(start, name, allowed))
    reached = [f for f in found[name] if not claim or _reaches(f, claim, start.order)]
    if not reached:
        best = " or ".join(str(f.bound) for f in found[name])
        raise Undecided(f"from {start} follows {best}, but not {Bound(name, tuple(map(str, claim)))}")
    return tuple(reached)


def _reaches(found: Finding, claim: Sequence[sp.Expr], order: Mapping[sp.Symbol, sp.Expr]) -> bool:
    names = found.bound.kind.constants
    return all(stronger(name, a, b, order) for name, a, b in zip(names, found.constants, claim, strict=True))


def _allowed(region: str) -> frozenset[str]:
    if region and region not in REGIONS:
        raise UnknownName("region", region, REGIONS)
    about_region = {need for needs in REGIONS.values() for need in needs}
    return frozenset(NEEDS) - (about_region - set(REGIONS[region]) if region else set())


def closure(needs: frozenset[str]) -> frozenset[str]:
    """Return what is asked for together with what follows from it."""
    return needs | {weak for weak, strong in FOLLOWS.items() if strong in needs}


def _reduced(needs: frozenset[str]) -> frozenset[str]:
    return needs - {weak for weak, strong in FOLLOWS.items() if strong in needs}


def _closure(start: Known, allowed: frozenset[str]) -> dict[str, list[Finding]]:
    """Apply every implication until nothing better is found; of each class, the findings that none beats."""
    edges = [discovery.load("implication", name) for name in discovery.names("implication")]
    edges = [edge for edge in edges if set(edge.needs) <= allowed]
    found: dict[str, list[Finding]] = {}
    fresh = [Finding(bound.name, constants) for bound, constants in start.classes]
    for one in fresh:
        _keep(found, one, start.order)
    while fresh:
        applied = [new for edge in edges for new in _applied(edge, found, set(fresh))]
        fresh = [new for new in applied if _keep(found, new, start.order)]
    for name in found:
        found[name].sort(key=lambda f: (len(f.needs), len(f.path)))
        found[name] = _best_first(found[name], start.order)
    return found


def _applied(edge: Implication, found: Mapping[str, list[Finding]], fresh: set[Finding]) -> Iterator[Finding]:
    """Use an implication in every way that involves something new."""
    for parents in product(*(found.get(premise.name, []) for premise in edge.given)):
        on_the_way = {step.name for parent in parents for step in parent.path}
        if fresh.intersection(parents) and edge.found.name not in on_the_way:
            values: dict[str, sp.Expr] = {}
            for premise, parent in zip(edge.given, parents, strict=True):
                values.update(zip(premise.constants, parent.constants, strict=True))
            if any(_is_false(sign, values) for sign in edge.signs):
                continue
            constants = tuple(_value(text, values) for text in edge.found.constants)
            needs = frozenset(edge.needs).union(*(parent.needs for parent in parents))
            yield Finding(edge.found.name, constants, edge, parents, _reduced(needs))


def _value(text: str, values: Mapping[str, sp.Expr]) -> sp.Expr:
    expression = parse_expression(text, sorted(values))
    by_name = {symbol: values[symbol.name] for symbol in expression.free_symbols}
    return sp.cancel(expression.subs(by_name, simultaneous=True))


def _is_false(sign: str, values: Mapping[str, sp.Expr]) -> bool:
    """Whether "a > b" is false whatever the constants are."""
    left, right = (_value(side, values) for side in sign.split(" > "))
    return bool((left - right).is_nonpositive)


def _keep(found: dict[str, list[Finding]], new: Finding, order: Mapping[sp.Symbol, sp.Expr]) -> bool:
    """Add a finding unless one as good is there; drop those that it beats."""
    others = found.setdefault(new.name, [])
    if any(old.at_least(new, order) and not _shorter(new, old, order) for old in others):
        return False
    found[new.name] = [old for old in others if not new.at_least(old, order)] + [new]
    return True


def _shorter(new: Finding, old: Finding, order: Mapping[sp.Symbol, sp.Expr]) -> bool:
    return new.at_least(old, order) and len(new.path) < len(old.path)


def _best_first(findings: Iterable[Finding], order: Mapping[sp.Symbol, sp.Expr]) -> list[Finding]:
    """Order by constants where they compare; what compares with nothing keeps its place."""
    ordered: list[Finding] = []
    for new in findings:
        names = new.bound.kind.constants
        place = next(
            (
                i
                for i, old in enumerate(ordered)
                if new.constants != old.constants
                and all(stronger(n, a, b, order) for n, a, b in zip(names, new.constants, old.constants, strict=True))
            ),
            len(ordered),
        )
        ordered.insert(place, new)
    return ordered


def _missing(start: Known, name: str, allowed: frozenset[str]) -> str:
    """Say which one more class, or which better region, would give a path."""
    anywhere = _closure(start, frozenset(NEEDS)).get(name)
    if anywhere:
        needs = min((f.needs for f in anywhere), key=len)
        asks = "; ".join(NEEDS[need][1] for need in NEEDS if need in needs and need not in allowed)
        return f"no path from {start} to {name} on such a region: {asks} would have to hold"
    others = [other for other in discovery.names("class") if other != name]
    more = [other for other in others if name in _closure(start.with_class(other), allowed)]
    help_ = f"it takes one of {', '.join(more)} too" if more else "no one class more would do"
    return f"no path from {start} to {name}; {help_}"
