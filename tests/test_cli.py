"""The command line: what it prints, its exit codes, and one clear line for every kind of bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from report_cases import evidence, holding_report, report
from rich.console import Console

import proofkit
from proofkit.cli import main
from proofkit.commands.nets import evidence_table
from proofkit.discovery import load, names
from proofkit.verdict import Verdict

ROOT = Path(__file__).resolve().parents[1]


def data_of(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    """Run a command with --json and return what it printed, which must be JSON alone."""
    assert main([*words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


BAD = [
    (["certfy"], "unknown command 'certfy': did you mean certify"),
    (["list", "theorem"], "unknown kind 'theorem': did you mean theorems?"),
    (["show", "escape_windw"], "did you mean escape_window"),
    (["show"], "required: NAME"),
    (["list", "--jason"], "unrecognized arguments: --jason"),
    (["check", "escape_windw"], "did you mean escape_window"),
    (["check", "--suite", "slow"], "suite: got 'slow', expected quick or full"),
    (["check", "--jobs", "0"], "jobs: got 0"),
    (["check", "--jobs", "two"], "argument --jobs: got 'two', expected a whole number"),
    (["check", "--seed", "٣"], "argument --seed: got '٣', expected a whole number"),
    (["derive", "--class", "opsc", "--dimension", "1_1"], "argument --dimension: got '1_1', expected a whole number"),
    (["check", "--seed", "-1"], "seed: got -1"),
    (["check", "--html", "/proc/nowhere"], "a folder that can be written to"),
    (["check", "--junit", "no/such/x.xml"], "there is no folder no/such"),
    (["export", "escape_window", "--to", "jsn"], "unknown format 'jsn': did you mean json?"),
    (["export", "escape_window", "--to", "junit"], "unknown format 'junit'"),
    (["export", "escape_window", "--to", "json", "-o", "no/such/x"], "there is no folder no/such"),
    (["export", "escape_window", "--to", "json", "-o", "/"], "a file, not a folder"),
    (["derive", "--class", "opsc", "-o", "no/such/x"], "there is no folder no/such"),
    (["derive", "--class", "opsc", "--at", "mu=1, L=2, eta=1", "-o", "no/such/x"], "there is no folder no/such"),
    (["derive", "--class", "smooth", "--claim", "1", "-o", "no/such/x"], "there is no folder no/such"),
    (["derive", "--from", "rsi(mu)", "--to", "eb", "-o", "no/such/x"], "there is no folder no/such"),
    (["derive", "--from", ""], "classes: got ''"),
    (["derive", "--class", ""], "unknown class ''"),
    (["derive", "--from", "rsi(mu)", "--to", ""], "--to: got '', expected a class"),
    (["derive", "--from", "rsi(mu)", "--operation", " "], "--operation: got '', expected one such as scale(a)"),
    (["derive", "--class", "opsc", "--to", ""], "--to with --class"),
    (["derive", "--from", "rsi(2*mu)"], "expected a name, or an exact number"),
    (["derive", "--from", "rsi(٣)"], "expected a name, or an exact number"),
    (["derive", "--from", "rsi(sqrt(2))"], "expected a name, or an exact number"),
    (["derive", "--from", "rsi(1/0)"], "expected a name, or an exact number"),
    (["derive", "--from", "smooth_strongly_convex(1, 1)"], "expected L > mu (for mu = L its inequality"),
    (["derive", "--class", "smooth_convex", "--at", "L=1, eta=٣"], "eta: got '٣', expected an exact number"),
    (["derive", "--class", "smooth_convex", "--at", "L=1, eta=1_0"], "eta: got '1_0', expected an exact number"),
    (["derive", "--class", "smooth_strongly_convex", "--at", "mu=1, L=-1, eta=1"], "eta=1', expected L > 0"),
    (["derive", "--class", "smooth_strongly_convex", "--at", "mu=-1, L=-2, eta=1"], "eta=1', expected mu > 0"),
    (["derive", "--class", "smooth_strongly_convex", "--at", "mu=3, L=2, eta=1"], "eta=1', expected L >= mu"),
    (["derive", "--class", "smooth_strongly_convex", "--at", "mu=1, L=1, eta=1"], "expected L > mu (for mu = L its"),
    (["derive", "--class", "smooth_strongly_convex", "--method", "nesterov", "--measure", "lyapunov", "--at",
      "mu=1, L=-1, eta=1, beta=1/2"], "beta=1/2', expected L > 0"),
    (["derive", "--class", "smooth_convex", "--claim", "1", "--where", "eta < 2/L < 5"], "one comparison, such as"),
    (["derive", "--class", "smooth_convex", "--claim", "1", "--where", "eta <= 2/L < 5"], "one comparison, such as"),
    (["replay", "no/such/file"], "proof file: got 'no/such/file'"),
    (["certify", "", "--vars", "x", "--condition", "smooth", "--box", "-1,1"], "expression"),
    (["certify", "x**2", "--vars", "x", "--condition", "smoth", "--box", "-1,1"], "did you mean smooth or"),
    (["certify", "x**2", "--vars", "x", "--condition", "smooth", "--box", "1,-1"], "lower end < upper end"),
    (["certify", "x**2", "--vars", "x", "--condition", "smooth", "--box", "nan,1"], "got 'nan'"),
    (["certify", "x**2", "--vars", "x", "--condition", "smooth", "--box", "-1,1;-1,1"], "1 interval"),
    (["certify", "x**2", "--vars", "x", "--condition", "smooth"], "neither of --box and --region"),
    (["certify", "x**2", "--condition", "smooth", "--box", "-1,1"], "--vars"),
    (["certify", "x**2 + y", "--vars", "x", "--condition", "smooth", "--box", "-1,1"], "'y'"),
    (["certify", "abs(x)", "--vars", "x", "--condition", "smooth", "--box", "-1,1"], "no kink"),
    (["certify", "__import__('os')", "--vars", "x", "--condition", "smooth", "--box", "-1,1"], "__import__"),
    (["certify", "x**2", "--vars", "x", "--condition", "smooth", "--box", "-1,1", "--constant", "-2"], "positive"),
    (["certify", "x**2", "--vars", "x", "--condition", "smooth", "--box", "-1,1", "--constant", "inf"], "got 'inf'"),
    (["certify", "x**2", "--vars", "x", "--condition", "smooth", "--box", "-1,1", "--tol", "0"], "tolerance"),
    (["certify", "x**2", "--vars", "x", "--condition", "smooth", "--box", "-1,1", "--budget", "-1"], "budget"),
    (["certify", "x**2", "--vars", "x", "--condition", "opsc", "--box", "-1,1"], "center"),
    (["certify", "x**2", "--vars", "x", "--condition", "opsc", "--box", "-1,1", "--center", "5"], "center"),
    (["certify", "kinked_pear", "--condition", "smooth", "--box", "-1,1"], "did you mean kinked_pair"),
    (["certify", "kinked_pair", "--set", "l=2", "--condition", "smooth", "--region", "M"], "unknown parameter"),
    (["certify", "kinked_pair", "--set", "m", "--condition", "smooth", "--region", "M"], "NAME=VALUE"),
    (["certify", "kinked_pair", "--set", "dimension=1/2", "--condition", "smooth", "--region", "M"], "whole number"),
    (["certify", "kinked_pair", "--condition", "smooth", "--region", "bal:0,0;1"], "did you mean"),
    (["apply", "escape_windw", "kinked_pair"], "did you mean escape_window"),
    (["apply", "escape_window", "kinked_pair", "--step", "0"], "step: got '0', expected a positive number"),
    (["apply", "escape_window", "kinked_pair", "--step", "-1/2"], "expected a positive number"),
    (["apply", "escape_window", "kinked_pair", "--step", "nan"], "step: got 'nan'"),
    (["apply", "escape_window", "x**2", "--vars", "x"], "a region named M: none was found"),
    (["apply", "contraction_of_opsc", "x**2", "--vars", "x", "--point", "center"], "NAME=VALUE"),
    (["apply", "contraction_of_opsc", "x**2", "--vars", "x", "--point", "center=0", "--constant", "mu=3",
      "--constant", "L=1"], "mu: got '3', expected at most L = 1"),
    (["plot", "predicted_measured", "kinked_pair"], "one of a landscape"),
    (["plot", "trajectories", "kinked_pair", "-o", "no/such/x.svg"], "there is no folder no/such"),
    (["plot", "trajectories", "kinked_pair", "-o", "x.gif"], "unknown picture format 'gif'"),
    (["nets", "walk"], "unknown action 'walk'"),
    (["nets", "run", "instability_step", "--out", __file__], "a folder that can be written to (File exists)"),
    (["nets", "run"], "experiment: got 'none'"),
    (["nets", "run", "instability_stp"], "did you mean instability_step?"),
    (["plot", "no_such_plot", "kinked_pair"], "unknown plot"),
]


@pytest.mark.parametrize(("words", "said"), BAD, ids=[" ".join(words)[:70] for words, _ in BAD])
def test_bad_input_is_one_clear_line(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("proofkit: ")
    assert err.count("\n") == 1
    assert said in err


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in names("command"))
    assert main([]) == 0
    assert main(["--version"]) == 0


@pytest.mark.parametrize("command", names("command"))
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert "--json" in capsys.readouterr().out


def test_list_has_every_name(capsys: pytest.CaptureFixture[str]) -> None:
    found = data_of(capsys, "list")
    assert [row["name"] for row in found["landscapes"]] == list(names("landscape"))
    assert all(row["summary"] for rows in found.values() for row in rows)
    assert list(data_of(capsys, "list", "theorems")) == ["theorems"]


@pytest.mark.parametrize("name", names("theorem"))
def test_show_states_the_theorem(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, "show", name)
    assert data["strength"] == ("proved" if load("theorem", name).derived else "stated")
    assert data["hypotheses"]
    assert data["citation"]
    assert main(["show", name]) == 0
    shown = capsys.readouterr().out
    for wanted in (data["conclusion"], data["citation"], *data["hypotheses"].values(), *data["axioms"]):
        assert wanted in shown
    for threshold in data["thresholds"]:
        assert f"[{threshold['tag']}" in shown


@pytest.mark.parametrize("kind", ["class", "method", "landscape", "check", "plot", "exporter", "experiment"])
def test_show_knows_every_kind(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in names(kind):
        data = data_of(capsys, "show", name, "--kind", kind)
        assert (data["kind"], data["name"]) == (kind, name)


def test_show_prints_axioms_with_their_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Evans" in data_of(capsys, "show", "null_point")["source"]


@pytest.mark.parametrize("name", names("lemma"))
def test_show_states_the_lemma(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, "show", name)
    assert (data["kind"], data["conclusion"]) == ("lemma", load("lemma", name).statement.conclusion)
    assert data["steps"] > 0
    assert main(["show", name]) == 0
    shown = capsys.readouterr().out
    for wanted in (data["conclusion"], *data["hypotheses"].values(), *data["axioms"], *data["lemmas"]):
        assert wanted in shown


@pytest.mark.parametrize(
    ("name", "said"),
    [("opsc", "Guille-Escuret"), ("gradient_descent", "Cauchy"), ("smooth", "Nesterov"), ("kinked_pair", "own (")],
)
def test_show_cites_the_source_in_words(name: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, "show", name)
    assert main(["show", name]) == 0
    shown = capsys.readouterr().out
    assert f"citation: {data['citation']}" in shown
    assert said in data["citation"]
    assert f"source: {data['source']}" not in shown


def test_list_has_lemmas_and_conditions(capsys: pytest.CaptureFixture[str]) -> None:
    found = data_of(capsys, "list")
    for kind in ("lemma", "condition"):
        assert [row["name"] for row in found[f"{kind}s"]] == list(names(kind))


def test_a_value_with_a_leading_minus_is_quoted_as_it_was_given(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["certify", "x**2 + y**2", "--vars", "x,y", "--condition", "smooth", "--box", "-1,1"]
    assert main(words) == 2
    assert "box: got '-1,1'" in capsys.readouterr().err


@pytest.mark.parametrize("width", [60, 140])
def test_the_table_of_evidence_keeps_its_numbers(width: int) -> None:
    console = Console(width=width, file=StringIO())
    console.print(evidence_table([evidence(claim="a long claim " * 20, predicted=0.123456, measured=0.654321)]))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert all(word in shown for word in ("inside", "0.123456", "0.654321", "holds"))


def test_a_named_experiment_that_did_not_run_is_undecided() -> None:
    probe = (
        "import sys; from types import SimpleNamespace\n"
        "def find_spec(name, *_):\n    if name == 'torch': raise ImportError(name)\n"
        "sys.meta_path.insert(0, SimpleNamespace(find_spec=find_spec))\n"
        "from proofkit.cli import main; sys.exit(main(['check', 'instability_step', '--jobs', '1']))"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3, done.stderr
    said = " ".join(done.stdout.split())
    assert "needs torch and scikit-learn: pip install 'gradient-proofkit[nets]'" in said
    assert "1 of 1 theorem holds throughout" in said


def test_exported_proof_replays_with_the_standard_library_alone(tmp_path: Path) -> None:
    file = tmp_path / "p.json"
    assert main(["export", "escape_window", "--to", "json", "-o", str(file)]) == 0
    command = [sys.executable, "-S", "-m", "proofkit.kernel", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "proved escape_window" in done.stdout


def test_replay_accepts_a_proof_and_refuses_a_changed_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = proofkit.export("expansion_of_opsc", to="json")
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(text)
    assert "eta*mu - 1" in text
    bad.write_text(text.replace("eta*mu - 1", "eta*mu + 1"))
    found = data_of(capsys, "replay", str(good))
    assert found["verdict"] == "holds"
    assert found["proofs"][-1]["theorem"] == "expansion_of_opsc"
    assert data_of(capsys, "replay", str(bad), code=1)["verdict"] == "refuted"


@pytest.mark.parametrize(
    ("step", "code", "said"),
    [("1/50", 0, "converges to x_star"), ("1/1000", 1, "no conclusion")],
)
def test_apply_claims_its_conclusion_only_when_all_is_discharged(
    step: str, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["apply", "global_convergence_of_large_step_smooth", "sharp_valley", "--step", step]
    found = data_of(capsys, *words, code=code)
    assert (found["verdict"] == "holds") == (code == 0)
    assert all(row["verdict"] == "holds" for row in found["rows"]) == (code == 0)
    assert main(words) == code
    assert said in capsys.readouterr().out


def test_apply_does_not_claim_more_than_the_conclusion(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["apply", "contraction_of_opsc", "x**2", "--vars", "x", "--point", "center=0", "--step", "3"]
    outcome = data_of(capsys, *words)["prediction"]["outcome"]  # 3 is beyond 2 mu/L^2 = 1: the step moves away
    assert "at most" in outcome
    assert "closer" not in outcome


@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
def test_plot_writes_a_picture(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"pair.{kind}"
    assert main(["plot", "trajectories", "kinked_pair", "-o", str(file)]) == 0
    assert file.read_bytes()[:4] == {"svg": b"<?xm", "pdf": b"%PDF", "png": b"\x89PNG"}[kind]


CERTIFY = ["certify", "x**2", "--vars", "x", "--condition", "smooth", "--box", "-1,1"]


@pytest.mark.parametrize(
    ("words", "code", "verdict"),
    [
        (CERTIFY, 0, "holds"),
        ([*CERTIFY, "--constant", "2"], 0, "holds"),
        ([*CERTIFY, "--constant", "1.999"], 1, "refuted"),
        (["certify", "-x**2", "--vars", "x", "--condition", "strongly_convex", "--box=-1,1", "--constant", "1"], 1,
         "refuted"),
        (["certify", "kinked_pair", "--condition", "opsc", "--region", "M", "--center", "x_dagger", "--constant", "8"],
         0, "holds"),
        (["certify", "kinked_pair", "--condition", "opsc", "--region", "M", "--center", "x_dagger", "--constant", "9"],
         1, "refuted"),
    ],
)  # fmt: skip
def test_certify_sets_the_exit_code(
    words: list[str], code: int, verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = data_of(capsys, *words, code=code)
    assert {"verdict", "lower", "upper", "witness", "boxes", "seconds"} <= set(found)
    assert found["verdict"] == verdict
    assert (found["witness"] is not None) == (verdict == "refuted")
    assert main(words) == code
    assert capsys.readouterr().out.startswith(verdict)


def test_certify_on_a_region_with_a_hole(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["certify", "x**2", "--vars", "x", "--condition", "opsc", "--box", "-2,2", "--center", "0"]
    region = data_of(capsys, *words, "--minus", "ball:1;1/2")["region"]
    assert region == "[-2, 2] and outside ball about (1), radius² 1/4"


@pytest.mark.parametrize(("found", "code"), [(holding_report(), 0), (report(), 1)], ids=["holds", "refuted"])
def test_check_prints_the_table_and_writes_reports(
    found: Any, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(proofkit, "check", lambda *names, **options: found, raising=False)
    monkeypatch.setattr("proofkit.commands.check.with_pictures", lambda report: report)
    page, xml = tmp_path / "deep/report", tmp_path / "junit.xml"
    assert main(["check", "--html", str(page), "--junit", str(xml)]) == code
    out = capsys.readouterr().out
    for wanted in ("theorem", "strength", "thresholds", "certified on", "observed", "network", "step_contracts"):
        assert wanted in out
    assert "experiment digits_mlp: not run, over the quick budget" in out
    assert (page / "index.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert xml.read_text("utf-8").startswith("<?xml")
    assert data_of(capsys, "check", code=code)["exit_code"] == code


def test_check_of_one_theorem_runs_end_to_end(capsys: pytest.CaptureFixture[str]) -> None:
    found = data_of(capsys, "check", "contraction_of_opsc", "--jobs", "1")
    (row,) = found["theorems"]
    assert (row["theorem"], row["strength"]) == ("contraction_of_opsc", "proved")
    assert row["columns"]["proof"] == row["columns"]["conditions"] == row["columns"]["numerics"] == Verdict.HOLDS.value


def test_nets_list_needs_no_torch() -> None:
    probe = (
        "import sys; from proofkit.cli import main; code = main(['nets', 'list', '--json']); "
        "sys.exit(code or 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m proofkit list | true"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in done.stderr
