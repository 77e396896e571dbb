"""The kernel refuses every forged proof of `forgeries/`, for the reason written in its index, and only by `Refused`.

The index maps a file to what is wrong with it ("why") and to a piece of the refusal ("refused").
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proofkit.kernel import Refused, replay, replay_file
from proofkit.kernel.rules import RULES

FOLDER = Path(__file__).parent / "forgeries"
INDEX = json.loads((FOLDER / "index.json").read_text("utf-8"))

#: a proof that holds, written as the forgeries are: what the kernel refuses is not the format
HONEST = (
    '{"theorem": "honest", "dimension": "any", "declare": {"x": "scalar"}, "hypotheses": {"h": "x > 2"},'
    ' "conclusion": "x > 1", "locals": {}}',
    '{"id": "1", "rule": "assume", "formula": "x > 2"}',
    '{"id": "2", "rule": "combine", "from": ["1"], "formula": "x > 1", "terms": [["1", [0]], ["1", []]]}',
    '{"qed": "2"}',
)


@pytest.mark.parametrize("name", sorted(INDEX))
def test_forgery_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        replay_file(FOLDER / name)
    assert INDEX[name]["refused"] in str(refusal.value), INDEX[name]["why"]


def test_index_and_folder_agree() -> None:
    assert sorted(INDEX) == sorted(path.name for path in FOLDER.glob("*.jsonl"))
    assert len(INDEX) >= 30
    assert all(entry["why"] and entry["refused"] for entry in INDEX.values())


def test_every_rule_is_attacked() -> None:
    lines = [line for name in INDEX for line in (FOLDER / name).read_text("utf-8").splitlines()]
    used = {rule for rule in RULES if any(f'"rule": "{rule}"' in line for line in lines)}
    assert used == set(RULES)


def test_an_honest_proof_is_accepted() -> None:
    (proof,) = replay(HONEST)
    assert (proof.name, proof.axioms, proof.lemmas) == ("honest", (), ())
    assert replay(["", *HONEST, "  "])[0].steps == proof.steps
