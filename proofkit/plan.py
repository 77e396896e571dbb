"""What a run of `proofkit check` consists of: its members with their declared costs, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from . import discovery
from .errors import BadInput, UnknownName
from .report import NotRun

Suite = Literal["quick", "full"]
QUICK_BUDGET = 45.0  #: seconds that the members of the quick suite may declare in all
#: declared cost of replaying a theorem's proof, and of discharging its hypotheses on its witnesses: a mean over them
PROOF_SECONDS, WITNESS_SECONDS = 0.09, 0.13
SIZES = {"quick": {"check": "quick", "experiment": "tiny"}, "full": {"check": "full", "experiment": "quick"}}


@dataclass(frozen=True)
class Member:
    """One thing to run.

    Args:
        kind: "proof", "witnesses", "check" or "experiment".
        name: of the theorem, check or experiment.
        theorem: the theorem it is about.
        seconds: its declared cost.
    """

    kind: str
    name: str
    theorem: str
    seconds: float


@dataclass(frozen=True)
class Plan:
    """The members of a run, in order, and what was left out."""

    theorems: tuple[str, ...]
    members: tuple[Member, ...]
    left_out: tuple[NotRun, ...]

    @property
    def seconds(self) -> float:
        """Declared cost of the whole run."""
        return sum(member.seconds for member in self.members)


def plan(names: Sequence[str] = (), suite: Suite = "quick") -> Plan:
    """Return what a run consists of.

    The quick suite takes every proof and witness, the cheapest check of each theorem, the cheapest
    experiment, and then further checks and experiments while their declared costs fit its budget.

    Args:
        names: theorems, checks or experiments; none means everything.
        suite: "quick" or "full".
    Raises:
        BadInput: another suite; UnknownName: a name that is none of these.
    """
    if suite not in SIZES:
        raise BadInput("suite", suite, "quick or full")
    theorems, extras = _asked(names, suite)
    proofs = [Member("proof", name, name, PROOF_SECONDS) for name in theorems]
    witnesses = [Member("witnesses", name, name, WITNESS_SECONDS) for name in theorems]
    members, left_out = [*proofs, *witnesses], []
    for member in _first_things_first(extras):
        if suite == "full" or sum(m.seconds for m in members) + member.seconds <= QUICK_BUDGET:
            members.append(member)
        else:
            reason = f"its {member.seconds:g} s do not fit the quick suite"
            left_out.append(NotRun(member.kind, member.name, reason, member.theorem))
    return Plan(theorems, tuple(members), tuple(left_out))


def _asked(names: Sequence[str], suite: Suite) -> tuple[tuple[str, ...], list[Member]]:
    known = discovery.names("theorem")
    extras = list(_extras(suite))
    for name in names:
        if name not in known and name not in {extra.name for extra in extras}:
            raise UnknownName("theorem, check or experiment", name, {*known, *(extra.name for extra in extras)})
    if not names:
        return known, extras
    chosen = [extra for extra in extras if extra.name in names or extra.theorem in names]
    wanted = {*names, *(extra.theorem for extra in chosen)}
    return tuple(name for name in known if name in wanted), chosen


def _extras(suite: Suite) -> Iterator[Member]:
    for name in discovery.names("check"):
        check = discovery.load("check", name)
        yield Member("check", name, check.theorem, check.seconds)
    for name in discovery.names("experiment"):
        experiment = discovery.load("experiment", name)
        yield Member("experiment", name, experiment.theorem, experiment.cost[SIZES[suite]["experiment"]])


def _first_things_first(extras: Iterable[Member]) -> list[Member]:
    """Order by: the cheapest check of each theorem and the cheapest experiment, then the rest, cheapest first."""
    ranked, seen = [], set()
    for member in sorted(extras, key=lambda m: (m.seconds, m.name)):
        group = member.theorem if member.kind == "check" else "experiment"
        ranked.append((group in seen, member.seconds, member.name, member))
        seen.add(group)
    return [member for *_, member in sorted(ranked, key=lambda entry: entry[:3])]
