"""Proof files: all there, none stale, quick to replay; and no file can make a theorem of what is false."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from proofkit import discovery, library, shipped
from proofkit.cli import main
from proofkit.derivation import derive, shipped_derivation
from proofkit.draft import source
from proofkit.errors import ProofRefused
from proofkit.kernel import replay

ROOT = Path(__file__).resolve().parents[1]
DERIVED = [name for name in discovery.names("theorem") if discovery.theorem(name).derived]
EDGES = [name for name in discovery.names("implication") if discovery.load("implication", name).write is not None]
NAMES = (*discovery.names("lemma"), *EDGES, *DERIVED)
NAME = "contraction_of_opsc"


def test_no_proof_file_is_missing_or_stale() -> None:
    anew = [proof.statement.name for proof in library.proofs() if not proof.is_shipped]
    assert not anew, "run `proofkit replay --renew` and commit the proof files"


def test_no_proof_file_belongs_to_nothing() -> None:
    known = {found.statement.name for found in library.proofs()}
    for file in shipped.files():
        assert set(shipped.blocks(file.stem)) <= known, file
        assert file == shipped.file_of(file.stem)


@pytest.mark.parametrize("name", NAMES)
def test_every_proof_can_be_written_anew(name: str) -> None:
    """The derivation in the code, not the file, is what a reader changes."""
    found = source(name)
    assert found.anew().replay().name == name


def test_the_whole_library_replays() -> None:
    """As one proof file, in which every lemma stands once."""
    blocks = {name: lines for proof in library.proofs() for name, lines in proof.blocks.items()}
    lines = [line for block in blocks.values() for line in block]
    assert {proof.name for proof in replay(lines)} == set(blocks)


def test_showing_a_theorem_loads_nothing_heavy() -> None:
    probe = (
        "import sys; from proofkit.cli import main; main(['show', 'escape_window']); "
        "print({m.split('.')[0] for m in sys.modules} & {'numpy', 'scipy', 'numba', 'matplotlib', 'torch'})"
    )
    shown = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert shown.stdout.endswith("set()\n"), shown.stderr


# -- a file is never trusted -------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the proof files of theorems, to damage."""
    copy = tmp_path / "proofs"
    copy.mkdir()
    for file in shipped.folder("theorem").glob("*.jsonl"):
        (copy / file.name).write_text(file.read_text("utf-8"), "utf-8")
    original = shipped.folder
    monkeypatch.setattr(shipped, "folder", lambda kind: copy if kind == "theorem" else original(kind))
    return copy / f"{NAME}.jsonl"


def changed(lines: list[str], index: int, **fields: Any) -> list[str]:
    return [*lines[:index], json.dumps({**json.loads(lines[index]), **fields}), *lines[index + 1 :]]


def own(file: Path) -> list[str]:
    """The lines of the theorem itself, which come first."""
    lines = file.read_text("utf-8").splitlines()
    return lines[: next(k for k, line in enumerate(lines) if '"qed"' in line) + 1]


def test_an_untouched_file_is_used(files: Path) -> None:
    found = shipped_derivation(discovery.theorem(NAME).statement)
    assert found is not None and found.is_shipped and found.replay().name == NAME


DAMAGES = {
    "no file": lambda lines: None,
    "empty": lambda lines: [],
    "no JSON": lambda lines: ["proved!"],
    "another kind of JSON": lambda lines: ["[1]", '"theorem"', "7"],
    "cut off": lambda lines: lines[:-1],
    "a step left out": lambda lines: [lines[0], *lines[2:]],
    "a false multiplier": lambda lines: [line.replace('["2", [0, 2]]', '["3", [0, 2]]') for line in lines],
    "steps in another order": lambda lines: [lines[0], *reversed(lines[1:-1]), lines[-1]],
    "another conclusion": lambda lines: changed(lines, 0, conclusion="0 > 1"),
    "a hypothesis more": lambda lines: changed(
        lines, 0, hypotheses={**json.loads(lines[0])["hypotheses"], "easy": "0 > 1"}
    ),
    "hypotheses in another order": lambda lines: changed(
        lines, 0, hypotheses=dict(reversed(json.loads(lines[0])["hypotheses"].items()))
    ),
    "hypotheses of another kind": lambda lines: changed(lines, 0, hypotheses=5),
    "another dimension": lambda lines: changed(lines, 0, dimension="1"),
    "a citation of itself": lambda lines: changed(lines, 1, rule="cite", cite=NAME, **{"with": {}}),
    "a citation of nothing": lambda lines: changed(lines, 1, rule="cite", cite="nowhere", **{"with": {}}),
    "a citation that is no name": lambda lines: changed(lines, 1, rule="cite", cite=[1], **{"with": {}}),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_only_slow(damage: str, files: Path) -> None:
    lines = own(files)
    files.unlink()
    made = DAMAGES[damage](lines)
    assert made != lines
    if made is not None:
        files.write_text("\n".join(made), "utf-8")
    theorem = discovery.theorem(NAME)
    assert shipped_derivation(theorem.statement) is None
    anew = theorem.anew()
    assert (anew.is_shipped, anew.replay().name) == (False, NAME)


def test_a_file_proves_no_other_statement(files: Path) -> None:
    """The proof of a theorem does not pass for the theorem with one hypothesis less."""
    theorem = discovery.theorem(NAME)
    for label in theorem.statement.hypotheses:
        weaker = theorem.statement.without(label)
        assert shipped_derivation(weaker) is None
        with pytest.raises(ProofRefused):
            derive(weaker, theorem.write).replay()


def test_a_threshold_takes_no_proof_of_a_larger_range(files: Path) -> None:
    """A confirmation whose hypotheses or conclusion are not those of the threshold is not taken."""
    lines = files.read_text("utf-8").splitlines()
    for old, new in (("2*mu", "3*mu"), ("< 1", "< 2"), ("eta > 0", "eta >= 0")):
        damaged = [line.replace(old, new) for line in lines]
        assert damaged != lines
        files.write_text("\n".join(damaged), "utf-8")
        threshold = discovery.theorem(NAME).threshold("contraction")
        assert not any(proof.is_shipped and "3*mu" in str(proof.lines) for proof in threshold.proofs)
        assert all(proof.replay().name.startswith(NAME) for proof in threshold.proofs)
        assert threshold.proofs[1].statement.conclusion == threshold.anew()[1].statement.conclusion


# -- the command ---------------------------------------------------------------------------------------------


def test_replay_without_a_file_replays_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["proofs"]
    assert {proof["theorem"] for proof in found} >= set(NAMES)
    assert main(["replay"]) == 0
    assert f"{len(NAMES)} lemmas, implications and theorems" in capsys.readouterr().out


def test_a_damaged_file_is_found_and_the_library_still_replays(files: Path) -> None:
    files.write_text(files.read_text("utf-8").replace('["2", [0, 2]]', '["3", [0, 2]]'), "utf-8")
    for name in (NAME, "escape_window"):  # the second cites the first
        discovery.theorem(name).__dict__.pop("derivation", None)
    proofs, anew = library.replayed()
    assert {proof.name for proof in proofs} >= set(NAMES)
    assert NAME in anew and "expansion_of_opsc" not in anew


def test_renew_writes_what_was_there(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files.read_text("utf-8")
    files.unlink()
    (files.parent / "gone.jsonl").write_text("")
    assert main(["replay", "--renew", NAME]) == 0
    assert str(files) in capsys.readouterr().out
    assert not (files.parent / "gone.jsonl").exists()
    assert [json.loads(line).get("theorem") for line in files.read_text("utf-8").splitlines() if "theorem" in line] == [
        json.loads(line).get("theorem") for line in before.splitlines() if "theorem" in line
    ]
    assert main(["replay", "--renew", "contraction"]) == 2
    assert main(["replay", "some.json", "--renew"]) == 2
