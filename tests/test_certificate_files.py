"""Certificates as files: the same after reading, told apart when changed, reused by later runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction as F
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from proofkit import discovery
from proofkit.apply import apply
from proofkit.certificates.encoded import number, number_text, region, region_data
from proofkit.certificates.file import certificate_text, digest_of, read_certificate
from proofkit.certificates.function import function, function_data
from proofkit.certificates.store import Store, library
from proofkit.certify import certify, recheck
from proofkit.cli import main
from proofkit.errors import BadInput
from proofkit.interval.leaves import Leaves, leaves_of
from proofkit.landscape import Landscape
from proofkit.landscape_expression import expression_landscape
from proofkit.region import Ball, Box, Ellipsoid, Everywhere, Sublevel
from proofkit.verdict import Verdict

x = sp.Symbol("x", real=True)
SQUARE = Box((F(-1), F(-1)), (F(1), F(1)))
BALL = Ball((F(3), F(2)), F(1, 7))
BOWL = expression_landscape("cosh(x) + y^2/2", ["x", "y"])
KINKED = expression_landscape("Piecewise((x^2, x < 1), (2*x - 1, True))", ["x"])


def applied() -> list[tuple[Landscape, Any]]:
    """Every certificate that applying every theorem to its first witness gives."""
    found = []
    for name in discovery.names("theorem"):
        theorem = discovery.theorem(name)
        for f in list(theorem.landscapes())[:1]:
            for step in {None, theorem.step_on(f)}:
                found += [(f, c) for c in apply(theorem, f, step, budget=0.2).certificates]
    return found


def test_certificates_of_every_condition_are_the_same_after_reading() -> None:
    seen = set()
    for f, found in applied():
        text = certificate_text(found, f)
        filed = read_certificate(text)
        assert filed.intact and filed.certificate == found and filed.landscape.formula == f.formula
        assert certificate_text(filed.certificate, filed.landscape) == text
        seen.add(found.condition)
    assert {"opsc", "smooth", "exit_radius", "nonsingular_map", "logistic_data", "piecewise_expanding"} <= seen


@pytest.mark.parametrize("condition", ["smooth", "strongly_convex", "critical_points", "global_minimum"])
def test_so_are_those_with_boxes_and_points(condition: str) -> None:
    f = discovery.landscape("himmelblau")
    for where in (Box((F(2), F(1)), (F(4), F(3))), BALL, BALL & Box((F(3), F(2)), (F(4), F(3)))):
        found = certify(f, condition, where)
        assert read_certificate(certificate_text(found, f)).certificate == found


@pytest.mark.parametrize(
    "where",
    [
        Everywhere(),
        SQUARE,
        Box((F(0),), (F(1, 3),), open_=True),
        BALL,
        Ball((F(0),), F(10**60 + 1, 7), open_=True),
        Ellipsoid((F(1), F(2)), (F(4), F(9)), F(1, 2), open_=True),
        ~BALL,
        (SQUARE & ~BALL) | Ball((F(0), F(0)), F(1)),
        Sublevel(x**2 - sp.log(x + 2), (x,), F(1, 3)),
        SQUARE & Sublevel(BOWL.formula, BOWL.variables, F(3)),
        ~Sublevel(KINKED.formula, KINKED.variables, F(-2)),
    ],
    ids=str,
)
def test_regions_are_the_same_after_reading(where) -> None:
    assert region(json.loads(json.dumps(region_data(where)))) == where


@pytest.mark.parametrize(
    "inner",
    [
        {"formula": "x**2", "variables": ["x"]},
        {"formula": "x**2", "variables": "x", "at most": "1"},
        {"formula": "x**2 + y", "variables": ["x"], "at most": "1"},
        {"formula": "__import__('os')", "variables": ["x"], "at most": "1"},
        {"formula": 2, "variables": ["x"], "at most": "1"},
        {"formula": "x**2", "variables": ["x"], "at most": 1},
    ],
    ids=str,
)
def test_sublevel_sets_that_are_none_are_refused(inner) -> None:
    with pytest.raises(BadInput):
        region({"where": inner})


@pytest.mark.parametrize("value", [F(0), F(-1, 3), F(10**39), -F(2**9000 + 1, 3**7000), F(-(10**41))])
def test_numbers_are_the_same_after_reading(value: F) -> None:
    assert number(number_text(value)) == value


@pytest.mark.parametrize("name", discovery.names("landscape"))
def test_functions_of_the_library_are_the_same_after_reading(name: str) -> None:
    f = discovery.landscape(name)
    again = function(json.loads(json.dumps(function_data(f))))
    assert (again.formula, again.variables, again.parameters) == (f.formula, f.variables, f.parameters)


def test_functions_of_a_user() -> None:
    typed = expression_landscape("max(0, x)^2 + 0.1*sin(y)", ["x", "y"])
    assert function(function_data(typed)).formula == typed.formula
    built = Landscape("expression", (x,), x**2 + sp.cos(x))
    assert function(function_data(built)).formula == built.formula
    partly = Landscape("expression", (x,), sp.log(x))  # the region of a certificate tells whether that is enough
    assert function(function_data(partly)).formula == partly.formula
    with pytest.raises(BadInput):
        function_data(Landscape("expression", (x,), sp.erf(x)))  # no expression that can be read


def test_trees_of_boxes() -> None:
    sides = ((F(0), F(1)), (F(0), F(2)))
    leaves = leaves_of("cxclcll", sides)
    assert len(leaves) == 3 and leaves.tree(sides) == "cxclcll"
    assert leaves == Leaves(leaves.low[:, ::-1], leaves.high[:, ::-1]) and leaves != leaves_of("cxcllx"[:-1], sides)
    for bad in ("", "c", "cl", "cll" + "l", "cly", "l" * 10):
        with pytest.raises(BadInput):
            leaves_of(bad, sides)
    with pytest.raises(BadInput):
        Leaves(np.array([[0.25], [0.0]]), np.array([[0.75], [1.0]])).tree(sides)


# -- changed files --------------------------------------------------------------------------------------------


def holding() -> tuple[str, Landscape]:
    f = discovery.landscape("himmelblau")
    return certificate_text(certify(f, "smooth", Box((F(-5), F(-5)), (F(5), F(5))), tolerance=F(1)), f), f


def multiplied() -> tuple[str, Landscape]:
    f = discovery.landscape("plane_family")
    return certificate_text(certify(f, "opsc", SQUARE, center=f.points["center"], constant=F(3, 5)), f), f


def refuted() -> tuple[str, Landscape]:
    f = discovery.landscape("plane_family")
    return certificate_text(certify(f, "opsc", SQUARE, center=f.points["center"], constant=F(2, 3)), f), f


def stated(text: str, change: Callable[[dict], Any]) -> str:
    """The text with a change, and the digest that fits it: as somebody would who knows how."""
    data = json.loads(text)
    change(data)
    return json.dumps({**data, "sha256": digest_of(data)})


def plus(key: str, amount: F) -> Callable[[dict], Any]:
    return lambda data: data.update({key: number_text(number(data[key]) + amount)})


def put(key: str, value: Any) -> Callable[[dict], Any]:
    return lambda data: data.update({key: value})


def shifted_multipliers(data: dict) -> None:
    for proof in data["data"]["proofs"]["list"]:
        proof[1]["list"] = [number_text(number(m) + F(1, 10**9)) for m in proof[1]["list"]]


def without_a_leaf(data: dict) -> None:
    tree = data["data"]["leaves"]["boxes"]
    k = tree.index("l")
    data["data"]["leaves"]["boxes"] = f"{tree[:k]}x{tree[k + 1 :]}"


TAMPERED: list[tuple[Callable[[], tuple[str, Landscape]], Callable[[dict], Any]]] = [
    (holding, plus("lower", F(1))),
    (holding, plus("upper", F(-1))),
    (holding, lambda data: [plus("lower", F(-2))(data), plus("upper", F(-2))(data)]),
    (holding, lambda data: [plus("lower", F(2))(data), plus("upper", F(2))(data)]),
    (holding, without_a_leaf),
    (holding, put("verdict", "refuted")),
    (holding, put("verdict", "undecided")),
    (holding, put("condition", "strongly_convex")),
    (holding, put("claim", "300")),
    (holding, put("method", "sturm")),
    (holding, put("tolerance", "1/1000")),
    (holding, lambda data: data["region"]["box"].update({"upper": ["6", "6"]})),
    (holding, lambda data: data["data"].pop("leaves")),
    (holding, lambda data: data["data"].update({"near": ["0", "0"]})),
    (holding, lambda data: data["data"].update({"direction": ["1", "-1"]})),
    (multiplied, put("claim", "600000001/1000000000")),
    (multiplied, shifted_multipliers),
    (multiplied, put("verdict", "refuted")),
    (multiplied, put("center", ["1/2", "0"])),
    (multiplied, put("method", "interval")),
    (refuted, put("witness", ["2", "2"])),
    (refuted, put("witness", None)),
    (refuted, put("claim", "599999999/1000000000")),
    (refuted, put("verdict", "holds")),
    (refuted, put("center", None)),
    (refuted, put("region", region_data(Ball((F(9), F(9)), F(1))))),
]


@pytest.mark.parametrize(("made", "change"), TAMPERED)
def test_a_changed_file_is_not_confirmed(made, change) -> None:
    text, f = made()
    assert recheck(read_certificate(text).certificate, f) is Verdict.HOLDS
    filed = read_certificate(stated(text, change))
    assert filed.intact and recheck(filed.certificate, filed.landscape) is not Verdict.HOLDS


def test_a_bound_beyond_the_truth_is_contradicted() -> None:
    f = discovery.landscape("sharp_valley")
    text = certificate_text(certify(f, "smooth", Box((F(2),), (F(3),))), f)  # exactly 5560
    for off in (F(1, 10**9), F(-1, 10**9)):
        filed = read_certificate(stated(text, lambda data, off=off: [plus(k, off)(data) for k in ("lower", "upper")]))
        assert recheck(filed.certificate, f) is Verdict.REFUTED


def test_a_change_that_forgets_the_digest_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, _ = holding()
    file = tmp_path / "certificate.json"
    data = json.loads(text)
    file.write_text(json.dumps({**data, "boxes": data["boxes"] + 1}))
    assert main(["replay", str(file)]) == 0  # what it says still holds
    assert "the file was changed" in capsys.readouterr().out
    assert main(["replay", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["intact"] is False
    file.write_text(json.dumps(data))  # another layout is no change
    assert main(["replay", str(file)]) == 0 and "was changed" not in capsys.readouterr().out


BAD: list[Callable[[dict], Any]] = [
    lambda data: data["function"].update({"formula": "x**2"}),
    lambda data: data["function"].update({"landscape": "himmelblow"}),
    lambda data: data["function"].update({"parameters": {"L": "1"}}),
    lambda data: data["function"].update({"variables": ["y", "x"]}),
    lambda data: data.update({"function": {"expression": "__import__('os')", "variables": ["x"], "formula": ""}}),
    put("function", None),
    put("certificate", 2),
    put("more", 1),
    lambda data: data.pop("claim"),
    put("condition", "smoth"),
    put("condition", ["smooth"]),
    put("verdict", "proved"),
    put("verdict", ["holds"]),
    put("lower", "1/0"),
    put("lower", 1),
    put("lower", "1e9"),
    put("witness", ["0"]),
    put("center", "0,0"),
    put("boxes", -1),
    put("data", []),
    put("region", {"bowl": {}}),
    put("region", {"ball": {"center": ["0", "0"], "radius squared": "-1", "open": False}}),
    put("region", {"box": {"lower": ["0"], "upper": ["1"], "open": False}}),
    put("region", {"all of": []}),
    lambda data: data["data"].update({"leaves": {"boxes": "cl"}}),
    lambda data: data["data"].update({"leaves": "0"}),
    lambda data: data["data"].update({"near": ["0", "0", "0"]}),
    lambda data: data["data"].update({"near": {"tensor": []}}),
    lambda data: data["data"].update({"proofs": {"list": ["0"]}}),
    lambda data: data["data"].update({"points": ["0"]}),
    lambda data: data["data"].update({"pair": ["0", "1"]}),
]


@pytest.mark.parametrize("change", BAD)
def test_a_malformed_file_is_one_line(change, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "certificate.json"
    file.write_text(stated(holding()[0], change))
    assert main(["replay", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"certificate": 1',
        '{"certificate": 1, "certificate": 1}',
        '{"certificate": 1.5}',
        '{"certificate": NaN}',
        '{"certificate": ' + "[" * 100_000,
        '["certificate":1]',
        '{"certificate": 1}',
    ],
    ids=range(7),
)
def test_text_that_is_no_certificate(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "certificate.json"
    file.write_text(text)
    assert main(["replay", str(file)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


# -- the store ------------------------------------------------------------------------------------------------

CERTIFY = ["certify", "himmelblau", "--condition", "smooth", "--box=-5,5;-5,5", "--tol", "1"]


def test_an_answer_is_reused_and_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROOFKIT_STORE", str(tmp_path))

    def run(*words: str) -> dict:
        assert main([*CERTIFY, "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    first, second, fresh = run(), run(), run("--fresh")
    assert [found["stored"] for found in (first, second, fresh)] == [False, True, False]
    for found in (first, second, fresh):
        del found["stored"], found["seconds"]
    assert first == second == fresh and len(list(tmp_path.glob("*.json"))) == 1
    assert run("--constant", "400")["stored"] is False  # another question
    assert main(CERTIFY) == 0 and "from the store" in capsys.readouterr().out
    assert main(["replay", str(next(tmp_path.glob("*.json")))]) == 0


def test_a_damaged_file_is_ignored_and_replaced(tmp_path: Path) -> None:
    f, where = discovery.landscape("himmelblau"), Box((F(-5), F(-5)), (F(5), F(5)))
    kept = Store(tmp_path)
    first = kept.certify(f, "smooth", where, tolerance=F(1))
    (file,) = tmp_path.iterdir()
    text = file.read_text()
    for damaged in ("", text[:500], stated(text, plus("lower", F(-1))), stated(text, put("verdict", "refuted"))):
        file.write_text(damaged)
        again = kept.certify(f, "smooth", where, tolerance=F(1))
        assert again == first and not again.stored
        assert file.read_text() == text
    assert kept.certify(f, "smooth", where, tolerance=F(1)).stored
    file.rename(tmp_path / f"{'0' * 64}-{file.stem[65:]}.json")  # another question's name
    assert not kept.certify(f, "smooth", where, tolerance=F(1)).stored


def test_what_is_undecided_is_not_kept(tmp_path: Path) -> None:
    f = discovery.landscape("himmelblau")
    found = Store(tmp_path).certify(f, "smooth", Everywhere())
    assert found.verdict is Verdict.UNDECIDED and list(tmp_path.iterdir()) == []


def test_a_question_is_told_from_every_other(tmp_path: Path) -> None:
    f, where = discovery.landscape("plane_family"), SQUARE
    center = f.points["center"]
    kept = Store(tmp_path)

    def stored(f=f, condition="opsc", region=where, **more) -> bool:
        return kept.certify(f, condition, region, **{"center": center, **more}).stored

    assert not stored() and stored()
    assert not stored(condition="upper_error_bound") and not stored(region=Box((F(-1), F(-1)), (F(1), F(2))))
    assert not stored(constant=F(1, 2)) and not stored(tolerance=F(1, 10)) and not stored(step=F(1, 2))
    assert not stored(discovery.landscape("plane_family", mu=F(1, 2))) and not stored(center=(F(1, 2), F(0)))
    assert stored(constant=F(1, 2)) and stored() and library() == library()


def test_bad_input_is_told_as_without_a_store(tmp_path: Path) -> None:
    f = discovery.landscape("plane_family")
    for more in ({"constant": 0.5}, {"center": (F(0),)}, {"step": F(-1)}):
        with pytest.raises(BadInput):
            Store(tmp_path).certify(f, "opsc", SQUARE, **{"center": f.points["center"], **more})


def test_given_constants_are_part_of_a_question(tmp_path: Path) -> None:
    f, where = expression_landscape("cosh(x)", ["x"]), Box((F(1),), (F(2),))

    def ask(L1: F) -> Any:
        return Store(tmp_path).certify(f, "l0_l1_smooth", where, constants={"L1": L1})

    first, other = ask(F(1)), ask(F(1, 2))
    assert not other.stored and first.upper < other.lower
    assert ask(F(1)).stored and ask(F(1)) == first and first.data["L1"] == 1


def test_apply_uses_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROOFKIT_STORE", str(tmp_path))
    words = ["apply", "global_convergence_of_large_step_smooth", "sharp_valley", "--step", "1/50"]
    said = []
    for more in ([], [], ["--fresh"]):
        assert main([*words, *more]) == 0
        said.append(capsys.readouterr().out)
    assert ["from the store" in text for text in said] == [False, True, False]
    f = discovery.landscape("sharp_valley")
    plain, kept = apply(words[1], f, F(1, 50)), apply(words[1], f, F(1, 50), certifier=Store(tmp_path).certify)
    assert plain == kept and not any(c.stored for c in plain.certificates) and any(c.stored for c in kept.certificates)


def test_a_file_is_written_for_replay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "certificate.json"
    words = ["certify", "x**2", "--vars", "x", "--condition", "smooth", "--box", "-1,1", "--constant"]
    for constant, code in (("2", 0), ("1.999", 1)):
        assert main([*words, constant, "-o", str(file)]) == code
        assert main(["replay", str(file)]) == 0  # a refutation is confirmed, too
        assert "confirmed" in capsys.readouterr().out
    assert main(["certify", "x**2", "--vars", "x", "--condition", "nonsingular_map", "--region", "everywhere",
                 "--step", "1", "-o", str(file)]) == 0  # fmt: skip
    assert main(["replay", str(file)]) == 3 and "no second way" in capsys.readouterr().out
    assert main(["replay", str(file), "--budget", "0"]) == 2
