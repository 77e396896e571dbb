"""That the pieces leave nothing out: proved for every answer that is not open, refused where a piece is missing."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from worst_functions import answer

from proofkit.discovery import load
from proofkit.errors import ProofRefused
from proofkit.kernel.replay import replay
from proofkit.kernel.rules import Refused
from proofkit.verdict import Strength
from proofkit.worst_case.coverage import coverage_proof
from proofkit.worst_case.gram import Gram
from proofkit.worst_case.measure import parse_measure
from proofkit.worst_case.pieces import Piece
from proofkit.worst_case.samples import holds, samples
from proofkit.worst_case.setting import Setting, classes_of
from proofkit.worst_case.solve import derive
from proofkit.worst_case.solved import proof_of, solved

CASES = [
    ("smooth_strongly_convex", "distance"), ("smooth_convex", "fgap"), ("smooth_hypoconvex", "gradnorm"),
    ("quasar_convex", "distance"), ("pl", "fgap"), ("pl", "gradnorm"),
]  # fmt: skip


def gram_of(kind: str, measure: str) -> Gram:
    return Gram(Setting(classes_of(kind)[0], load("method", "gradient_descent"), parse_measure(measure)))


@pytest.mark.parametrize(("kind", "measure"), CASES)
def test_without_any_one_piece_it_is_refused(kind: str, measure: str) -> None:
    gram = gram_of(kind, measure)
    points, (entries, left) = samples(gram.setting), solved(gram)
    proved = [(entry.piece, proof_of(gram, entry, f"piece_{index}")) for index, entry in enumerate(entries)]
    assert not left and coverage_proof(gram, proved, points, {}) is not None
    needed = [part for part in proved if not within_the_others(part[0], [other for other, _ in proved], gram)]
    assert len(needed) > 1
    for missing in needed:
        with pytest.raises(ProofRefused):
            coverage_proof(gram, [part for part in proved if part is not missing], points, {})


def within_the_others(piece: Piece, every: list[Piece], gram: Gram) -> bool:
    """Whether each sample in the piece's region is in another one's too."""

    def inside(one: Piece, point: dict) -> bool:
        return all(holds(text, point) for text in one.conditions)

    here = [point for point in samples(gram.setting) if inside(piece, point)]
    return all(any(inside(other, point) for other in every if other is not piece) for point in here)


@pytest.mark.parametrize(("kind", "measure"), CASES)
def test_the_kernel_refuses_a_shorter_list(kind: str, measure: str) -> None:
    found = answer(kind, "gradient_descent", measure)
    assert found.coverage is Strength.PROVED and found.coverage_proof is not None
    lines = found.coverage_proof.lines
    assert replay(lines)
    header = json.loads(lines[0])
    alternatives = header["conclusion"].split(" or ")
    for fewer in combinations(alternatives, len(alternatives) - 1):
        forged = json.dumps({**header, "conclusion": " or ".join(fewer)})
        with pytest.raises(Refused):
            replay([forged, *lines[1:]])
        with pytest.raises(Refused):
            replay([line.replace(header["conclusion"], " or ".join(fewer)) for line in lines])


def test_an_open_answer_is_not_covered() -> None:
    found = derive("smooth", "proximal_point", "distance")
    assert found.is_open and found.coverage is None and found.coverage_proof is None
    assert found.data["coverage"] == "open"


def test_a_piece_that_holds_everywhere_needs_no_proof() -> None:
    found = answer("opsc", "gradient_descent", "distance")
    assert found.coverage is Strength.PROVED and found.coverage_proof is None


def test_it_is_in_the_proof_file_and_on_the_line() -> None:
    found = derive("opsc", dimension=1)
    assert found.coverage is Strength.PROVED and found.coverage_proof is not None
    conclusion = " or ".join(f"({piece.region[0]})" for piece in found.pieces)
    assert found.coverage_proof.statement.conclusion == conclusion
    assert found.coverage_proof.statement.name in {proof.name for proof in replay(found.lines)}
