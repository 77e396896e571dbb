"""The experiment: it agrees with theorem 1.2, it can disagree, and it keeps the three predicates apart."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pytest

import nets.study
from nets import results
from nets.curvature import Eigenpair
from nets.experiments.instability_step import instability_step, measure
from nets.judgement import Judge
from proofkit import discovery
from proofkit.errors import BadInput
from proofkit.verdict import Verdict

THEOREM = discovery.theorem("expansion_of_opsc")


def judged(study, theorem=THEOREM):
    return Judge(study, theorem, "instability_step", 0).evidence()


def scaled(factor):
    """The theorem with its threshold moved by a factor, its formula left alone."""

    def at(constants):
        lower, upper = THEOREM.threshold("expansion").at(constants)
        return lower * factor, upper

    return SimpleNamespace(threshold=lambda name: SimpleNamespace(at=at), formula=THEOREM.formula)


def column(study, name):
    """Answers of one predicate, by multiple."""
    return {e.data["multiple"]: e.data["answer"] for e in judged(study) if e.data.get("column") == name}


def test_the_minimum_is_one(tiny_study):
    minimum = tiny_study.minimum
    assert minimum.gradient_norm <= 1e-12
    assert 0 < minimum.lambda_min < minimum.top.value
    assert minimum.top.residual < 1e-10


def test_the_instability_step_is_two_over_lambda_max(tiny_study):
    first = judged(tiny_study)[0]
    assert first.predicted == pytest.approx(2 / tiny_study.minimum.top.value, rel=1e-12)
    assert abs(first.measured / first.predicted - 1) <= 0.005
    assert {evidence.verdict for evidence in judged(tiny_study)} == {Verdict.HOLDS}


@pytest.mark.parametrize("factor", [Fraction(97, 100), Fraction(103, 100), Fraction(2), Fraction(1, 2)])
def test_a_wrong_threshold_is_refuted(tiny_study, factor):
    assert judged(tiny_study, scaled(factor))[0].verdict is Verdict.REFUTED


@pytest.mark.parametrize("factor", [0.97, 1.03])
def test_a_wrong_growth_factor_is_refuted(tiny_study, factor):
    wrong = SimpleNamespace(threshold=THEOREM.threshold, formula=lambda name: THEOREM.formula(name) * factor)
    grown = [e for e in judged(tiny_study, wrong) if e.data.get("column") == "linearly unstable"]
    assert {evidence.verdict for evidence in grown} == {Verdict.REFUTED}


def test_lambda_min_in_place_of_lambda_max_is_refuted(tiny_study):
    minimum = tiny_study.minimum
    swapped = replace(minimum, top=Eigenpair(minimum.lambda_min, minimum.top.vector, 0.0))
    found = judged(replace(tiny_study, minimum=swapped))
    assert found[0].verdict is Verdict.REFUTED
    assert any(e.verdict is Verdict.REFUTED for e in found[1:] if e.data["column"] == "linearly unstable")


def test_the_three_predicates_have_their_own_columns(tiny_study):
    assert column(tiny_study, "linearly unstable") == {0.9: False, 1.02: True, 1.5: True, 2.0: True, 4.0: True}
    leaves, elsewhere = column(tiny_study, "leaves"), column(tiny_study, "converges elsewhere")
    assert leaves[0.9] is False and elsewhere[0.9] is False
    assert leaves[1.02] is False, "theory 3.9: unstable, and it stays"
    assert leaves[4.0] is True and elsewhere[4.0] is False, "leaving is not converging elsewhere"


def test_a_control_that_leaves_is_refuted(tiny_study):
    control, *others = tiny_study.large_steps
    left = replace(control, run=replace(control.run, left_at=7, farthest=99.0))
    found = judged(replace(tiny_study, large_steps=(left, *others)))
    assert next(e.verdict for e in found if e.data.get("column") == "leaves") is Verdict.REFUTED


def test_a_limit_too_sharp_for_the_step_is_refuted(tiny_study):
    control, large, *_ = tiny_study.large_steps
    impossible = replace(large, run=control.run, sharpness=3 / control.run.step)
    found = judged(replace(tiny_study, large_steps=(impossible,)))
    assert found[-1].verdict is Verdict.REFUTED


def test_a_run_still_moving_is_undecided(tiny_study):
    unsettled = replace(tiny_study.large_steps[1], cycle=None)
    last = judged(replace(tiny_study, large_steps=(unsettled,)))[-1]
    assert (last.verdict, last.data["answer"]) == (Verdict.UNDECIDED, None)


def test_the_same_seed_gives_the_same_evidence_and_another_seed_another(small):
    def numbers(seed):
        run = replace(instability_step, sizes={"tiny": small}).run("tiny", seed=seed)
        return [(e.predicted, e.measured) for e in run]

    assert numbers(0) == numbers(0) != numbers(1)


def test_a_killed_run_resumes_bit_for_bit_from_its_out_folder(small, tmp_path):
    class Killed(Exception):
        pass

    def die(stage, done, total):
        if stage == "training" and done >= 200:
            raise Killed

    config = replace(small, steps=900)  # the training checkpoints every 500 steps
    experiment = replace(instability_step, sizes={"tiny": config})
    whole = experiment.run("tiny", out=tmp_path / "whole")
    with pytest.raises(Killed):
        experiment.run("tiny", out=tmp_path / "killed", progress=die)
    resumed = []
    again = experiment.run(
        "tiny", out=tmp_path / "killed", progress=lambda stage, done, total: resumed.append((stage, done))
    )
    assert [done for stage, done in resumed if stage == "training"] == [900]
    assert again == whole


def test_the_result_file_says_how_to_repeat_it(small, session):
    session = replace(session, theorem=THEOREM)
    found = measure(small, session)
    (file,) = session.out.glob("*.json")
    saved = json.loads(file.read_text())
    assert saved["provenance"]["seed"] == 0 and saved["provenance"]["device"] == "cpu"
    assert saved["provenance"]["config"]["hidden"] == small.hidden
    assert saved["provenance"]["versions"]["torch"]
    assert [e["measured"] for e in saved["evidence"]] == [e.measured for e in found]
    assert not [path for path in session.out.iterdir() if path.name.startswith(".")], "no draft is left behind"


def test_another_run_has_another_fingerprint(small, session):
    names = {
        results.fingerprint(config, run)
        for config in (small, replace(small, decay=0.04))
        for run in (session, replace(session, seed=1))
    }
    assert len(names) == 4


@pytest.mark.parametrize("size", ["tiny", "quick", "full"])
def test_every_size_is_declared(size):
    assert instability_step.sizes[size] and instability_step.cost[size] > 0


@pytest.mark.parametrize(
    "wrong", [{"size": "huge"}, {"device": "tpu"}, {"seed": -1}, {"seed": 0.5}, {"seed": True}, {"seed": 2**64}]
)
def test_bad_input_is_one_line(wrong):
    with pytest.raises(BadInput) as refused:
        instability_step.run(**({"size": "tiny"} | wrong))
    assert "\n" not in str(refused.value) and next(iter(wrong)) in str(refused.value)


def test_an_absent_cuda_device_is_bad_input(monkeypatch):
    monkeypatch.setattr(nets.study.torch.cuda, "is_available", lambda: False)
    with pytest.raises(BadInput, match="no CUDA device"):
        instability_step.run("tiny", device="cuda")


def test_the_experiment_file_loads_no_torch():
    code = (
        "import sys, nets; from proofkit.discovery import load; load('experiment', 'instability_step'); "
        "assert not {'torch', 'sklearn'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_torch_the_extra_is_named():
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "from proofkit.discovery import load\nfrom proofkit.errors import MissingExtra\n"
        "try: load('experiment', 'instability_step').run('tiny')\n"
        "except MissingExtra as error: assert '[nets]' in str(error)\n"
        "else: raise SystemExit('torch was not missed')\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
