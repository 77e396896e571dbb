"""What `derive --as` writes: the answer itself first, then the proofs that were checked."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from proofkit import derive
from proofkit.cli import main
from proofkit.discovery import load
from proofkit.export._answer import told
from proofkit.export._latex_text import prose
from proofkit.exports import formats

ANSWERS = {
    "smooth strongly convex": ("smooth_strongly_convex", "gradient_descent", "distance"),
    "pl": ("pl", "gradient_descent", "fgap"),
    "opsc": ("opsc", "gradient_descent", "distance"),
    "heavy ball": ("quadratic", "heavy_ball", "lyapunov"),
    "sgd": ("smooth_strongly_convex", "sgd_variance_at_optimum", "distance"),
    "mix": ("smooth_convex", "gradient_descent", "fgap + 2*distance"),
}
EVERY = pytest.mark.parametrize("name", ANSWERS)


@cache
def found(name: str) -> Any:
    return derive(*ANSWERS[name])


@cache
def written(name: str, to: str) -> str:
    return str(load("exporter", to).answer(found(name)))


def opening(name: str) -> str:
    """The first theorem of the LaTeX document, which must come before any section."""
    body = written(name, "latex").split(r"\begin{document}")[1]
    before, theorem = body.split(r"\begin{theorem}", 1)
    assert r"\section" not in before
    return theorem.split(r"\end{theorem}")[0]


@EVERY
def test_the_first_theorem_is_the_answer(name: str) -> None:
    text, said = opening(name), told(found(name))
    assert len(re.findall(r"\\ref\{thm:", text)) == len(found(name).pieces)
    for words, _, source in said.classes:
        assert prose(words, {}) in text and rf"\cite{{{source}}}" in text
    best = "The least" if found(name).best_step else "No one step is best"
    for wanted in ("global minimiser", r"x^{+} = x - \eta", "F = ", "Threshold", best):
        assert wanted in text


def test_factors_regions_threshold_and_best_step_are_printed() -> None:
    text = opening("smooth strongly convex")
    for wanted in (
        r"(\eta \mu - 1)^{2} & \text{for $\eta (L + \mu) \le 2$}",
        r"(L \eta - 1)^{2} & \text{for $2 \le \eta (L + \mu)$}",
        r"attained on $f(x) = \frac{\mu x^{2}}{2}$",
        r"below 1 for $\eta < \frac{2}{L}$, above 1 beyond, sharp in every dimension (proved)",
        r"$\eta = \frac{2}{L + \mu}$",
    ):
        assert wanted in text
    assert "at its best value" not in written("smooth strongly convex", "latex")


def test_a_free_weight_is_explained_with_its_best_value() -> None:
    text = opening("pl")
    assert "for every value of a free weight" in text and "\nu = \\frac{" in text.replace("&", "")
    assert "is free" in written("pl", "latex").split(r"\end{theorem}", 1)[1]


def test_what_is_not_proved_is_not_called_so() -> None:
    assert "(not confirmed by the kernel)" in opening("pl") and "upper bound; no function is known" in opening("pl")
    assert "outside the kernel" in written("pl", "latex")


def test_an_answer_for_the_line_says_so() -> None:
    text = str(load("exporter", "markdown").answer(derive("opsc", dimension=1)))
    assert "differentiable on the line" in text and "in dimension 1" in text
    assert "on the line" not in told(found("opsc")).setting


@EVERY
def test_every_piece_comes_with_its_proof(name: str) -> None:
    text = written(name, "latex")
    for theorem in told(found(name)).theorems:
        assert text.count(rf"\label{{thm:{theorem.name}}}") == 1
        assert r"\begin{proof}" in text.split(rf"\label{{thm:{theorem.name}}}")[1].split(r"\section")[0]
    assert "the other 0" not in text and "fgap, piece" not in text


@EVERY
@pytest.mark.parametrize("to", ["html", "markdown"])
def test_pages_begin_with_the_answer_too(name: str, to: str) -> None:
    text, said = written(name, to), told(found(name))
    first = text.index(said.theorems[0].name)
    assert -1 < text.index("worst case of one step") < text.index("Threshold") and "Suppose that" in text[: first + 1]
    assert text.count("<details>") >= len(said.theorems)


def test_a_point_in_its_own_value_is_no_equation() -> None:
    text = written("pl", "latex")
    assert r"applied at $p - \eta g(p)$" in text and "$p = p -" not in text


def test_short_labels_are_not_broken() -> None:
    text = written("pl", "latex")
    assert r"\mbox{(\textsf{region\_\allowbreak 2})}" in text
    assert not re.search(r"(?<!\\mbox\{)\(\\textsf\{region", text)


def test_help_and_behaviour_name_the_same_formats(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(formats("answer")) == {"latex", "html", "markdown"}
    for to in ("bibtex", "json", "junit", "snippet"):
        assert main(["derive", "--class", "smooth_convex", "--as", to]) == 2
        out, err = capsys.readouterr()
        assert not out and err.count("\n") == 1 and f"unknown format {to!r}" in err


@pytest.mark.slow
@EVERY
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not on PATH")
def test_pdflatex_takes_it(name: str, tmp_path: Path) -> None:
    (tmp_path / "answer.tex").write_text(written(name, "latex"), "utf-8")
    for _ in range(2):
        command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "answer.tex"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout[-2000:].decode("latin-1")
    log = (tmp_path / "answer.log").read_text("latin-1")
    assert "undefined" not in log and "multiply defined" not in log
    wide = [float(points) for points in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log)]
    assert max(wide, default=0) < 5
