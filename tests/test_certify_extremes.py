"""Certificates at the edge: astronomically large values, many variables, named regions and errors of the program."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from fractions import Fraction as F
from pathlib import Path

import pytest

import proofkit
from proofkit.certify import MOST_VARIABLES
from proofkit.cli import INTERNAL, main
from proofkit.interval.eigen import least_eigenvalue_below
from proofkit.plain import digits_of, outward

ROOT = Path(__file__).resolve().parents[1]
HUGE = [
    ("exp(x)", "-10000,10000"),
    ("exp(exp(x))", "-10,10"),
    ("exp(x)", "-1e300,1e300"),
    ("exp(exp(x))", "-100,100"),
    ("exp(x**60)", "-10,10"),
    ("exp(exp(exp(exp(x))))", "-10,10"),
]


@pytest.mark.parametrize(("formula", "box"), HUGE)
def test_values_beyond_every_bound_leave_a_question_open(formula: str, box: str) -> None:
    words = ["certify", formula, "--vars", "x", "--condition", "smooth", f"--box={box}", "--budget", "1/5"]
    done = subprocess.run(  # in a process of its own: an abort of the arithmetic would end the tests
        [sys.executable, "-m", "proofkit", *words], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (3, "")
    assert done.stdout.startswith("undecided: ") and "open: " in done.stdout
    assert ", ?]" in done.stdout  # no upper bound is claimed


def test_a_constant_beyond_floating_point_is_bounded_on_one_side(capsys: pytest.CaptureFixture[str]) -> None:
    words = "certify exp(x) --vars x --condition smooth --box=0,2000 --budget 1/5".split()
    assert main(words) == 3  # enclosures on boxes end at 1e308
    assert re.search(r"best constant in \[\d\.\d+E\+868, \?\]", capsys.readouterr().out)
    assert main([*words, "--constant", "1e300"]) == 1
    assert "witness: (" in capsys.readouterr().out


def test_long_rationals_are_printed_exactly_and_bounds_in_scientific_form() -> None:
    huge = F(10**5000 + 1, 3)
    assert digits_of(huge) == f"1{'0' * 4999}1/3" and digits_of(F(-1, 2)) == "-1/2"
    assert (outward(huge, up=True, digits=3), outward(huge, up=False, digits=3)) == ("3.34E+4999", "3.33E+4999")
    assert outward(1 / F(7) ** 10**5, up=False, digits=3).endswith("E-84510")


def test_eigenvalues_beyond_floating_point_are_bounded_from_below() -> None:
    big = F(10) ** 400
    assert least_eigenvalue_below([[big, F(0)], [F(0), 2 * big]]) <= big


def test_many_variables_are_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    words = "certify kinked_pair --set dimension=300 --condition opsc --region M --center x_dagger --budget 3"
    assert main(words.split()) == 3
    assert f"dimension 300 is more than the {MOST_VARIABLES} variables" in capsys.readouterr().out


def test_a_dimension_below_the_cap_is_decided() -> None:
    pair = proofkit.landscape("kinked_pair", dimension=8)
    found = proofkit.certify(pair, "opsc", pair.regions["M"], center=pair.points["x_dagger"], constant=F(8))
    assert found.verdict.value == "holds"


def test_regions_of_a_landscape_are_known_by_name_under_not_and_minus(capsys: pytest.CaptureFixture[str]) -> None:
    start = "certify kinked_pair --condition opsc --center x_star --constant 1/2 --json".split()
    regions = []
    for words in (["--region", "not M"], ["--region", "everywhere", "--minus", "M"], ["--region", "M"]):
        main([*start, *words])
        regions.append(json.loads(capsys.readouterr().out or '{"region": ""}')["region"])
    name = str(proofkit.landscape("kinked_pair").regions["M"])
    assert regions[0] == str(~proofkit.landscape("kinked_pair").regions["M"]) and name in regions[1]
    assert main([*start, "--region", "not N"]) == 2
    assert "unknown kind of region 'N'" in capsys.readouterr().err


def _broken(*_: object, **__: object) -> None:
    raise ZeroDivisionError("two\nlines")


@pytest.mark.parametrize("debug", ["", "1"])
def test_an_error_of_the_program_is_not_a_refutation(
    debug: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROOFKIT_DEBUG", debug)
    monkeypatch.setattr("proofkit.certificates.store.certify", _broken)
    code = main("certify x**2 --vars x --condition smooth --box=-1,1".split())
    error = capsys.readouterr().err
    assert code == INTERNAL == 70 and os.environ["PROOFKIT_DEBUG"] == debug
    assert error.splitlines()[-1].startswith("proofkit: internal error: ZeroDivisionError: two lines")
    assert ("Traceback" in error) is bool(debug)
    assert debug or len(error.splitlines()) == 1


def test_the_readme_names_every_exit_code() -> None:
    assert "70 internal error" in (ROOT / "README.md").read_text(encoding="utf-8")
