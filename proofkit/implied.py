"""What follows from membership in some classes: a search of the graph of implications, best constants first.

Nothing here is trusted: the proof of a finding is composed from those of its edges, and replayed by the kernel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

import sympy as sp

from . import discovery
from .applied import Applied, NotKept, applied
from .errors import Undecided, UnknownName
from .finding import Finding, label, reduced
from .implication import NEEDS, Bound, Implication, compared, value
from .known import Known, known, stronger
from .weakening import weakening

#: region → what an implication may ask of it; what is asked of the function is always allowed
REGIONS = {
    "space": ("centered", "star_shaped", "convex_region", "sublevel", "whole_space"),
    "convex": ("centered", "star_shaped", "convex_region"),
    "star_shaped": ("centered", "star_shaped"),
    "sublevel": ("centered", "sublevel"),
    "any": ("centered",),
}


def implied(given: str | Sequence[str], to: str = "", region: str = "", operation: str = "") -> tuple[Finding, ...]:
    """Return what follows, for every class reached the findings with the best constants, the best first.

    Args:
        given: classes with constants, such as "rsi(mu), smooth(L)"; a constant is a name or an exact number.
        to: the class wanted, with a constant (a name or number) if that much is wanted ("pl", "pl(1/20)"); "" for all.
        region: a key of REGIONS, to leave out implications that ask for more; "" to report what they ask.
        operation: what is asked about instead of the function itself: "scale(a)", "add_quadratic(delta)",
            "sum(smooth(L2), convex)" with what is known of the other function, …
    Raises:
        BadInput: an unknown class, constants that contradict each other or their signs, an unknown region.
        Undecided: the graph has no path; the message says what is missing.
        NotKept: the operation does not keep the class; the error holds the counterexample.
    """
    start = known(given)
    allowed = _allowed(region)
    found = _closure(start, allowed)
    if operation:
        done = applied(operation, start)
        found = _results(done, found, _closure(done.other, allowed, "h") if done.other else {})
        return _wanted(found, done, to)
    if not to:
        every = tuple(f for name in sorted(found) for f in found[name] if f.edge)
        if not every:
            raise Undecided(f"no rule applies to {start}" + (f" on a region that is {region}" if region else ""))
        return every
    name, claim = start.wanted(to)
    if name not in found:
        raise Undecided(_missing(start, name, allowed))
    return _claimed(found[name], claim, start)


def _claimed(found: Sequence[Finding], claim: Sequence[sp.Expr], start: Known | Applied) -> tuple[Finding, ...]:
    """Those findings that are at least what was claimed, brought down to it."""
    reached = tuple(_brought_down(f, claim) for f in found if not claim or _reaches(f, claim, start.order))
    if not reached:
        best = " or ".join(str(f.bound) for f in found)
        raise Undecided(f"from {start} follows {best}, but not {Bound(found[0].name, tuple(map(str, claim)))}")
    return reached


def _brought_down(found: Finding, claim: Sequence[sp.Expr]) -> Finding:
    """The claim itself, as what follows from a finding with a better constant; the finding, where no rule says so."""
    spare = sp.cancel(abs(found.constants[0] - claim[0])) if len(claim) == 1 else sp.Integer(0)
    edge = weakening(found.name)
    if edge is None or spare == 0 or found.subject == "result" or not spare.is_polynomial(*spare.free_symbols):
        return found
    needs = reduced(found.needs | {label(need, found.subject) for need in edge.needs})
    return Finding(found.name, tuple(claim), edge, (found,), needs, found.subject, (("s", spare),))


def _wanted(found: Mapping[str, list[Finding]], done: Applied, to: str) -> tuple[Finding, ...]:
    """What was asked about the result of an operation."""
    if not to:
        if not found:
            raise Undecided(f"no rule applies to {done}")
        return tuple(f for name in sorted(found) for f in found[name])
    name, claim = done.start.wanted(to)
    if name not in found:
        if name in done.operation.refused:
            raise NotKept(name, done.operation.title, done.operation.refused[name])
        raise Undecided(f"no rule takes {done} to {name}")
    return _claimed(found[name], claim, done)


def _results(
    done: Applied, found: Mapping[str, list[Finding]], other: Mapping[str, list[Finding]]
) -> dict[str, list[Finding]]:
    """Apply every rule of an operation; of each class, the findings that none beats."""
    results: dict[str, list[Finding]] = {}
    for rule in done.operation.rules:
        first = len(rule.given) - rule.about_second
        choices = [(found if i < first else other).get(b.name, []) for i, b in enumerate(rule.given)]
        for parents in product(*choices):
            values = dict(done.arguments) | _constants(rule, parents)
            constants = tuple(value(text, values) for text in rule.found.constants)
            if not any(_is_false(sign, values) for sign in rule.signs) and not any(c.is_nonpositive for c in constants):
                needs = frozenset(rule.asks).union(*(parent.needs for parent in parents))
                new = Finding(rule.found.name, constants, rule, parents, needs, "result", done.arguments)
                _keep(results, new, done.order)
    return results


def _constants(edge: Implication, parents: Sequence[Finding]) -> dict[str, sp.Expr]:
    """The symbols of an implication's premises → values."""
    values: dict[str, sp.Expr] = {}
    for premise, parent in zip(edge.given, parents, strict=True):
        values.update(zip(premise.constants, parent.constants, strict=True))
    return values


def _reaches(found: Finding, claim: Sequence[sp.Expr], order: Mapping[sp.Symbol, sp.Expr]) -> bool:
    names = found.bound.kind.constants
    return all(stronger(name, a, b, order) for name, a, b in zip(names, found.constants, claim, strict=True))


def _allowed(region: str) -> frozenset[str]:
    if region and region not in REGIONS:
        raise UnknownName("region", region, REGIONS)
    about_region = {need for needs in REGIONS.values() for need in needs}
    return frozenset(NEEDS) - (about_region - set(REGIONS[region]) if region else set())


def _closure(start: Known, allowed: frozenset[str], subject: str = "f") -> dict[str, list[Finding]]:
    """Apply every implication until nothing better is found; of each class, the findings that none beats."""
    edges = [discovery.load("implication", name) for name in discovery.names("implication")]
    edges = [edge for edge in edges if set(edge.needs) <= allowed]
    found: dict[str, list[Finding]] = {}
    fresh = [Finding(bound.name, constants, subject=subject) for bound, constants in start.classes]
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
            values, subject = _constants(edge, parents), parents[0].subject
            if any(_is_false(sign, values) for sign in edge.signs):
                continue
            constants = tuple(value(text, values) for text in edge.found.constants)
            own = frozenset(label(need, subject) for need in edge.needs)
            needs = own.union(*(parent.needs for parent in parents))
            yield Finding(edge.found.name, constants, edge, parents, reduced(needs), subject)


def _is_false(sign: str, values: Mapping[str, sp.Expr]) -> bool:
    """Whether "a > b" (or "a >= b") is false whatever the constants are."""
    gap, weak = compared(sign, values)
    return bool(gap.is_negative if weak else gap.is_nonpositive)


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
