"""The plan of a run keeps its budget and names what it leaves out; a run takes refusals and crashes as findings."""

from __future__ import annotations

import os
import time
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import SimpleNamespace
from typing import Any

import pytest

from proofkit import discovery, pipeline
from proofkit.errors import BadInput, MissingExtra, ProofRefused, Undecided, UnknownName
from proofkit.plan import PROOF_SECONDS, QUICK_BUDGET, WITNESS_SECONDS, Member, _first_things_first, plan
from proofkit.report import NotRun, Report
from proofkit.verdict import Verdict


def test_quick_suite_keeps_its_budget_and_misses_no_theorem() -> None:
    planned = plan()
    assert planned.seconds <= QUICK_BUDGET
    assert planned.theorems == discovery.names("theorem")
    checked = {member.theorem for member in planned.members if member.kind == "check"}
    assert checked == set(planned.theorems), "every theorem has a numerical check in the quick suite"
    assert sum(member.kind == "experiment" for member in planned.members) >= 1


def test_declared_costs_of_proofs_and_witnesses_are_true() -> None:
    for kind, seconds in (("proof", PROOF_SECONDS), ("witnesses", WITNESS_SECONDS)):
        members = [member for member in plan().members if member.kind == kind]
        began = time.process_time()
        for member in members:
            pipeline._execute(member, "quick", 0)
        mean = (time.process_time() - began) / len(members)
        assert mean < 2 * seconds, kind  # twice: for a slower machine


def test_nothing_is_left_out_in_silence() -> None:
    planned = plan()
    everything = {("check", name) for name in discovery.names("check")}
    everything |= {("experiment", name) for name in discovery.names("experiment")}
    run = {(member.kind, member.name) for member in planned.members}
    assert everything == (run | {(item.kind, item.name) for item in planned.left_out}) - {
        (kind, name) for kind in ("proof", "witnesses") for name in planned.theorems
    }
    assert not plan(suite="full").left_out


def test_a_library_that_outgrows_the_budget_leaves_the_rest_out(monkeypatch: pytest.MonkeyPatch) -> None:
    budget = (PROOF_SECONDS + WITNESS_SECONDS) * len(discovery.names("theorem")) + 2.0
    monkeypatch.setattr("proofkit.plan.QUICK_BUDGET", budget)
    planned = plan()
    assert planned.seconds <= budget
    assert planned.left_out
    assert all(item.theorem and "do not fit" in item.reason for item in planned.left_out)


def test_each_theorems_cheapest_check_and_one_network_come_first() -> None:
    members = [
        Member("check", "dear", "a", 5.0),
        Member("check", "cheap", "a", 1.0),
        Member("check", "other", "b", 3.0),
        Member("experiment", "net", "a", 8.0),
        Member("experiment", "big_net", "a", 9.0),
    ]
    assert [m.name for m in _first_things_first(members)] == ["cheap", "other", "net", "dear", "big_net"]


def test_names_choose_what_is_run() -> None:
    planned = plan(["expansion_of_opsc"])
    assert planned.theorems == ("expansion_of_opsc",)
    assert {member.theorem for member in planned.members} == {"expansion_of_opsc"}
    assert plan(["contraction_factor"]).theorems == ("contraction_of_opsc",)
    with pytest.raises(UnknownName, match="did you mean"):
        plan(["expansion_of_opcs"])
    with pytest.raises(BadInput, match="quick or full"):
        plan(suite="medium")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "kind", "field", "said"),
    [
        (MissingExtra("networks", "nets"), "experiment", "not_run", "pip install"),
        (ProofRefused("step 3"), "proof", "refused", "step 3"),
        (ProofRefused("step 3"), "check", "not_run", "refused"),
        (Undecided("precision ran out"), "check", "evidence", "precision ran out"),
        (ZeroDivisionError("division by zero"), "check", "evidence", "crashed with ZeroDivisionError"),
    ],
)
def test_what_goes_wrong_is_a_finding(
    error: Exception, kind: str, field: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> Any:
        raise error

    monkeypatch.setitem(pipeline.EXECUTE, kind, fail)
    found = pipeline._execute(Member(kind, "it", "a", 1.0), "quick", 0)
    value = getattr(found, field)
    if field == "evidence":
        (item,) = value
        assert item.verdict is Verdict.UNDECIDED
        value = item.claim
    assert said in value


def test_a_refused_proof_fails_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> Any:
        raise ProofRefused(f"{name}: line 7")

    monkeypatch.setattr("proofkit.pipeline.discovery", SimpleNamespace(theorem=load, load=discovery.load))
    found = pipeline.check(["kink_of_two_basin"])
    assert found.exit_code == 1
    assert found.rows[0].refused == "kink_of_two_basin: line 7"


def test_two_processes_find_what_one_finds() -> None:
    one, two = (pipeline.check(["contraction_of_opsc"], jobs=jobs) for jobs in (1, 2))
    assert [row.columns for row in one.rows] == [row.columns for row in two.rows]
    first, second = ([item.measured for row in found.rows for item in row.numerics] for found in (one, two))
    assert first == second


def test_a_killed_process_leaves_its_members_undecided_and_keeps_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pool:
        """A pool that finishes the witnesses, is killed in the first check, and takes nothing after that."""

        broken = False

        def __init__(self, *_: Any, **__: Any) -> None: ...
        def __enter__(self) -> Pool:
            return self

        def __exit__(self, *_: object) -> None: ...
        def submit(self, run: Any, member: Member, *rest: Any) -> Future[Any]:
            future: Future[Any] = Future()
            if self.broken:
                raise BrokenProcessPool
            if member.kind == "check":
                self.broken = True
                future.set_exception(BrokenProcessPool())
            else:
                future.set_result(run(member, *rest))
            return future

    monkeypatch.setattr(pipeline, "ProcessPoolExecutor", Pool)
    theorem = "kink_of_two_basin"
    members = [Member("proof", theorem, theorem, 1.0), Member("witnesses", theorem, theorem, 9.0)]
    members += [Member("check", name, theorem, cost) for name, cost in (("first", 8.0), ("second", 7.0))]
    found = dict(pipeline._run_all(members, "quick", 0, 2))
    assert list(found) == members
    assert found[members[1]].applications[0].verdict is Verdict.HOLDS
    for member in members[2:]:
        (item,) = found[member].evidence
        assert (item.verdict, "killed" in item.claim) == (Verdict.UNDECIDED, True)


def test_a_real_killed_process_does_not_raise() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        member = Member("witnesses", "it", "it", 1.0)
        found = pipeline._result(member, pool.submit(os._exit, 1))
    assert found.applications[0].verdict is Verdict.UNDECIDED


def test_only_what_was_asked_for_by_name_must_have_run() -> None:
    left_out = NotRun("experiment", "net", "no torch", "a")
    assert Report((), not_run=(left_out,)).exit_code == 0
    assert Report((), not_run=(left_out,), asked=("net",)).exit_code == 3
    assert Report((), not_run=(left_out,), asked=("a",)).exit_code == 0


def test_progress_is_told_of_every_member() -> None:
    told: list[tuple[str, int, int]] = []
    pipeline.check(["contraction_of_opsc"], progress=lambda m, done, total, found: told.append((m.kind, done, total)))
    assert told == [("proof", 1, 3), ("witnesses", 2, 3), ("check", 3, 3)]
