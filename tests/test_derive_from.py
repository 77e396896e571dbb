"""`proofkit derive --from … --to …`: what it prints, its data, its proof file and its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from proofkit.cli import main

ROOT = Path(__file__).resolve().parents[1]


def test_constant_path_and_proof_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.jsonl"
    assert main(["derive", "--from", "rsi(mu), smooth(L)", "--to", "pl", "-o", str(file), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["class"], data["constant"], data["strength"]) == ("pl", "mu**2/L", "proved")
    assert [step["to"] for step in data["path"]][-1] == "pl(mu**2/L)"
    assert set(data["needs"]) == {"star_shaped", "critical", "gradient"} and [*data["axioms"]] == ["least_upper_bound"]
    assert file.read_text("utf-8").splitlines() == data["proof"]
    assert main(["replay", str(file)]) == 0
    kernel = [sys.executable, "-S", "-m", "proofkit.kernel", str(file)]
    done = subprocess.run(kernel, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0 and "pl_from_opsc_smooth" in done.stdout


def test_a_tampered_proof_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.jsonl"
    assert main(["derive", "--from", "rsi(1/2), smooth(3)", "--to", "pl", "-o", str(file)]) == 0
    text = file.read_text("utf-8")
    last = text[text.rindex('{"theorem"') :]
    assert "1/12" in last
    file.write_text(text.replace(last, last.replace("(1/12)", "(1/11)")), "utf-8")
    assert main(["replay", str(file)]) == 1
    assert "REFUSED" in capsys.readouterr().out


def test_numbers_in_numbers_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["derive", "--from", "rsi(1/2), smooth(3)", "--to", "pl"]) == 0
    assert capsys.readouterr().out.startswith("pl(1/12)  [proved]")


def test_everything_that_follows_in_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["derive", "--from", "qg(mu), convex"]) == 0
    out = capsys.readouterr().out
    assert "opsc(mu/2)" in out and "pl(mu/4)" in out


def test_a_class_that_is_not_kept_is_refuted(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["derive", "--from", "pl(1)", "--operation", "sum(pl(1))", "--to", "pl"]
    assert main(words) == 1
    assert "need not be in pl" in capsys.readouterr().out
    assert main([*words, "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["verdict"] == "refuted" and data["counterexample"]["point"] == ["2", "-10/3"]


def test_conditions_on_the_constants_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["derive", "--from", "hypoconvex(rho)", "--operation", "add_quadratic(delta)"]
    assert main([*words, "--to", "hypoconvex"]) == 0
    assert "Asked of the constants:\n  rho > delta\n" in capsys.readouterr().out
    assert main(words) == 0
    assert "strongly_convex(delta - rho)  if delta > rho\n" in capsys.readouterr().out


def test_where_no_rule_applies_this_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["derive", "--from", "quasar_convex(gamma)", "--operation", "add_quadratic(1)"]) == 3
    out, err = capsys.readouterr()
    assert not out and "no rule applies" in err


def test_constants_may_be_arithmetic_with_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["derive", "--from", "rsi((1 + 2)/6), smooth(3)", "--json", "--to"]
    assert main([*words, "pl(1/12 - 1/10**30)"]) == 0
    assert json.loads(capsys.readouterr().out)["strength"] == "proved"
    assert main([*words, "pl(1/12 + 1/10**30)"]) == 3
    assert "but not" in capsys.readouterr().err


def test_a_given_class_with_mu_and_L_asks_for_mu_below_L_but_two_classes_do_not() -> None:
    assert main(["derive", "--from", "strongly_convex(1), smooth(1)", "--to", "smooth_convex"]) == 0
    assert main(["derive", "--from", "quadratic(mu, mu)"]) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--from", "foo(mu)", "--to", "pl"], 2),
        (["--from", "rsi(mu, L)", "--to", "pl"], 2),
        (["--from", "rsi(-1)", "--to", "pl"], 2),
        (["--from", "rsi(5), smooth(3)", "--to", "pl"], 2),
        (["--from", "rsi(mu)", "--to", "pl", "--region", "moon"], 2),
        (["--from", "rsi(mu)", "-o", "p.jsonl"], 2),
        (["--from", "rsi(mu)", "--to", "eb", "--operation", "twist"], 2),
        (["--from", "rsi(mu)", "--to", "pl"], 3),
        (["--from", "rsi(mu), smooth(L)", "--to", "pl", "--region", "not M"], 3),
        (["--from", "rsi(1/2), smooth(3)", "--to", "pl(1/11)"], 3),
    ],
)
def test_exit_codes_and_one_line(words: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["derive", *words]) == code
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
