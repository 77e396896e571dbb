"""The whole flow on one screen:

Statement –tactics→ Derivation –kernel→ Proof –solve→ Threshold –certify→ Certificate –predict→ Prediction
–checks, nets→ Evidence → Report –export→ HTML, JSON, JUnit, LaTeX.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

from . import discovery
from .application import Application, Discharge
from .apply import apply
from .environment import versions
from .errors import MissingExtra, ProofkitError, ProofRefused
from .evidence import Evidence
from .plan import SIZES, Member, Suite, plan
from .report import NotRun, Report, build
from .verdict import Verdict

KILLED = "not finished: a worker process was killed (out of memory?)"

#: called when a member is finished: (it, members done, members in all, what it found)
Progress = Callable[[Member, int, int, "Found"], None]


@dataclass(frozen=True)
class Found:
    """What one member of a run found; one of the fields is filled."""

    applications: tuple[Application, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    refused: str = ""
    not_run: str = ""


def check(
    names: Sequence[str] = (),
    *,
    suite: Suite = "quick",
    seed: int = 0,
    jobs: int = 1,
    progress: Progress = lambda member, done, total, found: None,
) -> Report:
    """Prove, certify and measure, and return the report.

    Args:
        names: theorems, checks or experiments; none means everything.
        suite: "quick" (within a fixed budget of declared seconds) or "full".
        seed: of every random draw.
        jobs: processes used.
        progress: told of every finished member.
    Raises:
        BadInput: an unknown name or suite.
    """
    began, planned = time.perf_counter(), plan(names, suite)
    found: dict[Member, Found] = {}
    for member, result in _run_all(planned.members, suite, seed, jobs):
        found[member] = result
        progress(member, len(found), len(planned.members), result)
    of_kind = {kind: {m: f for m, f in found.items() if m.kind == kind} for kind in EXECUTE}
    refused = {member.name: result.refused for member, result in of_kind["proof"].items() if result.refused}
    left_out = [NotRun(m.kind, m.name, result.not_run, m.theorem) for m, result in found.items() if result.not_run]
    return build(
        theorems={name: discovery.theorem(name) for name in planned.theorems if name not in refused},
        refused=refused,
        applications={member.name: result.applications for member, result in of_kind["witnesses"].items()},
        numerics=[item for result in of_kind["check"].values() for item in result.evidence],
        network=[item for result in of_kind["experiment"].values() for item in result.evidence],
        not_run=(*planned.left_out, *left_out),
        asked=tuple(names),
        suite=suite,
        seed=seed,
        seconds=time.perf_counter() - began,
        environment=versions(),
    )


def _prove(name: str, suite: Suite, seed: int) -> Found:
    """Statement → Derivation → Proof, and the thresholds solved from it, confirmed by the kernel.

    Of a stated theorem, which has no proof, the statement must read and the thresholds be confirmed.
    """
    theorem = discovery.theorem(name)
    _ = theorem.statement.parsed
    if theorem.name != name or (theorem.derived and theorem.proof.name != name):
        raise ProofRefused(f"theorems/{name}.py is about {theorem.name}")
    return Found(refused="".join("" if threshold.proofs else threshold.name for threshold in theorem.thresholds))


def _apply(name: str, suite: Suite, seed: int) -> Found:
    """Threshold → Certificate → Prediction: every hypothesis discharged, on each of the theorem's witnesses."""
    theorem = discovery.theorem(name)
    return Found(applications=tuple(apply(theorem, on, theorem.step_on(on)) for on in theorem.landscapes()))


def _measure(name: str, suite: Suite, seed: int) -> Found:
    """Prediction → Evidence, in floating point."""
    return Found(evidence=discovery.load("check", name).run(seed, SIZES[suite]["check"]))


def _experiment(name: str, suite: Suite, seed: int) -> Found:
    """Prediction → Evidence, on a network."""
    return Found(evidence=discovery.load("experiment", name).run(SIZES[suite]["experiment"], "cpu", seed))


EXECUTE = {"proof": _prove, "witnesses": _apply, "check": _measure, "experiment": _experiment}


def _execute(member: Member, suite: Suite, seed: int) -> Found:
    """Run one member; a refusal is a finding, and what could not be settled is never counted as passed."""
    try:
        return EXECUTE[member.kind](member.name, suite, seed)
    except MissingExtra as error:
        return Found(not_run=str(error))
    except ProofRefused as error:
        return Found(refused=str(error)) if member.kind == "proof" else Found(not_run="its theorem was refused")
    except ProofkitError as error:
        return _undecided(member, str(error))
    except Exception as error:  # a defect of one member: shown, and the others still run
        return _undecided(member, f"crashed with {type(error).__name__}: {error}")


def _undecided(member: Member, why: str) -> Found:
    if member.kind == "proof":
        return Found(refused=why)
    if member.kind == "witnesses":
        row = Discharge("all hypotheses", "", Verdict.UNDECIDED, why)
        return Found(applications=(Application(member.theorem, "its witness", (row,), (), None, None),))
    nan = float("nan")
    return Found(evidence=(Evidence(member.name, member.theorem, "", "law", why, nan, nan, Verdict.UNDECIDED),))


def _run_all(members: Sequence[Member], suite: Suite, seed: int, jobs: int) -> Iterator[tuple[Member, Found]]:
    if jobs <= 1:
        yield from ((member, _execute(member, suite, seed)) for member in members)
        return
    here = [member for member in members if member.kind == "proof"]  # their proofs are needed in this process anyway
    there = [member for member in members if member.kind != "proof"]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        longest_first = sorted(there, key=lambda member: -member.seconds)
        futures = {member: _submit(pool, member, suite, seed) for member in longest_first}
        yield from ((member, _execute(member, suite, seed)) for member in here)
        yield from ((member, _result(member, futures[member])) for member in there)


def _submit(pool: ProcessPoolExecutor, member: Member, suite: Suite, seed: int) -> Future[Found]:
    try:
        return pool.submit(_execute, member, suite, seed)
    except BrokenProcessPool as broken:
        future: Future[Found] = Future()
        future.set_exception(broken)
        return future


def _result(member: Member, future: Future[Found]) -> Found:
    """Return what a process found; when one was killed, every member not finished by then is undecided."""
    try:
        return future.result()
    except BrokenProcessPool:
        return _undecided(member, KILLED)
