"""The proof format: replay by file and by command, hypotheses that matter, and nothing but `Refused` for bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofkit.kernel import Refused, replay, replay_file
from proofkit.kernel.rules import RULES

from .library import NAMES, lines, records, statement, written

ROOT = Path(__file__).resolve().parents[2]
FORGERIES = Path(__file__).parent / "forgeries"


# -- the library's proofs --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_proof_is_of_the_statement(name: str) -> None:
    proof = replay(lines(name))[-1]
    header = statement(name).header
    assert {key: proof.header[key] for key in header} == header
    assert set(proof.lemmas) <= set(NAMES)


HYPOTHESES = [(name, label) for name in NAMES for label in statement(name).hypotheses]


@pytest.mark.parametrize(("name", "label"), HYPOTHESES, ids=[f"{name}-{label}" for name, label in HYPOTHESES])
def test_every_hypothesis_is_needed_by_the_proof(name: str, label: str) -> None:
    objects = records(name)
    header = next(record for record in objects if record.get("theorem") == name)
    del header["hypotheses"][label]
    with pytest.raises(Refused, match="rests on an assumption"):
        replay(written(objects))


@pytest.mark.parametrize("name", NAMES)
def test_cited_theorems_are_needed(name: str) -> None:
    objects = records(name)
    starts = [k for k, record in enumerate(objects) if "theorem" in record]
    if len(starts) > 1:
        with pytest.raises(Refused, match="nothing citable is named"):
            replay(written(objects[starts[1] :]))


# -- the command -----------------------------------------------------------------------------------------


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `python -S -m proofkit.kernel` from a clone, with nothing in the environment."""
    call = [sys.executable, "-S", "-m", "proofkit.kernel", *map(str, arguments)]
    return subprocess.run(call, cwd=ROOT, env={}, capture_output=True, text=True, encoding="utf-8", timeout=60)


def test_command_says_what_is_proved(tmp_path: Path) -> None:
    file = tmp_path / "proof.jsonl"
    file.write_text("\n".join(lines("contraction_of_opsc")) + "\n", "utf-8")
    done = command(file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "proved contraction_of_opsc (dimension any" in done.stdout
    for text in (*statement("contraction_of_opsc").hypotheses.values(), statement("contraction_of_opsc").conclusion):
        assert text in done.stdout
    assert "axioms: none" in done.stdout


def test_command_names_axioms_and_lemmas(tmp_path: Path) -> None:
    file = tmp_path / "proof.jsonl"
    file.write_text("\n".join(lines("hitting_probability")), "utf-8")
    last = command(file).stdout.strip().splitlines()[-1]
    proof = replay(lines("hitting_probability"))[-1]
    assert proof.axioms and proof.lemmas
    assert last.split() == f"axioms: {', '.join(proof.axioms)}; lemmas: {', '.join(proof.lemmas)}".split()


@pytest.mark.parametrize("name", ["combine_identity_off_by_1e-30", "choose_by_another_spelling", "empty"])
def test_command_refuses(name: str) -> None:
    done = command(FORGERIES / f"{name}.jsonl")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("REFUSED ")
    assert "Traceback" not in done.stderr


def test_command_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe{}")
    for file in (tmp_path / "nowhere", tmp_path, tmp_path / "bytes"):
        done = command(file)
        assert done.returncode == 2
        assert done.stderr.startswith("cannot read ")
        assert done.stderr.count("\n") == 1
    assert command().returncode == 2
    assert command("one", "two").returncode == 2


def test_replay_of_a_file_and_of_its_lines_agree(tmp_path: Path) -> None:
    (tmp_path / "proof.jsonl").write_text("\n\n".join(lines("orbit_shift")), "utf-8")
    assert replay_file(tmp_path / "proof.jsonl") == replay(lines("orbit_shift"))


# -- arbitrary input ---------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        *("x", "u", "t", "1", "2", "0", "x > 0", "u in M", "x > 0 or x <= 0", "forall(t, nat, t >= 0)", "x*x >= 0"),
        *("0 == 0", "exists(b, scalar, b > x)", "lambda p: p in M", "lambda p: x", "null_point", "scalar", "", "_0"),
    ]
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-3, 9), st.floats(), st.text(max_size=8), WORDS)
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3))
FIELDS = ("term", "index", "multiplier", "scalar", "vector", "vectors", "old", "new")
STEP = st.fixed_dictionaries(
    {"id": st.sampled_from(["1", "2", "3", "4"]), "rule": st.sampled_from(sorted(RULES))},
    optional={
        **dict.fromkeys(FIELDS, JSON),
        "from": st.lists(st.sampled_from(["1", "2", "3"]), max_size=3),
        "formula": WORDS,
        "terms": st.lists(st.tuples(WORDS, st.lists(st.integers(-1, 2), max_size=2)), max_size=2) | JSON,
        "symbol": WORDS,
        "sort": WORDS,
        "cite": WORDS,
        "with": st.dictionaries(st.sampled_from(["c", "A"]), WORDS) | JSON,
    },
)
HEADER: dict[str, Any] = {
    "theorem": "fuzz",
    "dimension": "1",
    "declare": {"x": "scalar", "u": "vector", "t": "nat", "M": "vector -> prop"},
    "hypotheses": {},
    "conclusion": "0 == 1",
    "locals": {},
}


def refused(text: list[str]) -> None:
    with pytest.raises(Refused):
        replay(text)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(JSON, max_size=3))
def test_arbitrary_json_is_refused(values: list[Any]) -> None:
    refused([json.dumps(value) for value in values])


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.text(max_size=30), max_size=3))
def test_arbitrary_text_is_refused(text: list[str]) -> None:
    refused(text)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(sorted(HEADER)), JSON, max_size=4))
def test_arbitrary_headers_are_refused(changes: dict[str, Any]) -> None:
    refused([json.dumps({**HEADER, **changes}), json.dumps({"qed": "1"})])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(STEP, max_size=4))
def test_arbitrary_steps_prove_no_contradiction(steps: list[dict[str, Any]]) -> None:
    refused([json.dumps(record) for record in (HEADER, *steps, {"qed": "1"})])


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.data())
def test_a_broken_field_is_refused_or_harmless(data: st.DataObject) -> None:
    """One field of a valid proof replaced by arbitrary JSON: the kernel answers, it never breaks."""
    objects = records("tends_of_tail")
    record = data.draw(st.sampled_from(objects))
    record[data.draw(st.sampled_from(sorted(record)))] = data.draw(JSON)
    try:
        proofs = replay([json.dumps(line) for line in objects])
    except Refused:
        return
    assert [proof.name for proof in proofs] == ["tends_of_tail"] or "theorem" in record
