"""The whole library in one document, snippets, BibTeX, Markdown and notebooks: what is printed was checked."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from proofkit import discovery, export
from proofkit.cli import main
from proofkit.errors import UnknownName
from proofkit.export._prose import segments
from proofkit.export._steps import checked, steps
from proofkit.exports import formats
from proofkit.kernel import replay
from proofkit.references import entries

NAMES = ("contraction_of_opsc", "escape_window", "trapping_of_small_step_sgd")
SOME = [discovery.theorem(name) for name in NAMES]
SOME.append(replace(SOME[0], statement=replace(SOME[0].statement, name="only_stated"), write=None, stated=("Also.",)))


def of(to: str) -> str:
    """Some theorems, one of them only stated, in one document."""
    return discovery.load("exporter", to).library(SOME)


# -- LaTeX -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library() -> str:
    return of("latex")


def test_the_library_proves_every_lemma_once_and_no_stated_theorem(library: str) -> None:
    lemmas = {name for theorem in SOME[:-1] for name in theorem.derivation.blocks} - set(NAMES)
    for name in lemmas:
        assert library.count(rf"\label{{lem:{name}}}") == 1
    for name in NAMES:
        assert library.count(rf"\label{{thm:{name}}}") == 1
    assert library.count(r"\begin{proof}") == len(lemmas) + len(NAMES)
    assert "Of the 4 theorems here, 3 are" in library
    assert library.count("Stated, not proved here") == 1


def test_a_theorem_that_another_cites_is_a_theorem_there(library: str) -> None:
    window = library.split(r"\label{thm:escape_window}")[1].split(r"\end{proof}")[0]
    assert r"Theorem~\ref{thm:contraction_of_opsc}" in window


def test_references_within_the_library_are_defined_once(library: str) -> None:
    labels = re.findall(r"\\label\{([^{}]*)\}", library)
    assert len(labels) == len(set(labels))
    body = library.split(r"\begin{document}")[1]
    assert set(re.findall(r"\\(?:eq|gap)?ref\{([^{}#]*)\}", body)) <= set(labels)
    targets = re.findall(r"\\hypertarget\{([^{}]*)\}", library)
    assert len(targets) == len(set(targets))
    assert set(re.findall(r"\\hyperlink\{([^{}]*)\}", library)) <= set(targets)


def compiled(files: Mapping[str, str], folder: Path, *between: str) -> str:
    """Run pdflatex on the first file twice (and a program between), and return its log."""
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    main_file = Path(next(iter(files)))
    run = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", main_file.name]
    for command in (run, *([[*between, main_file.stem], run] if between else []), run):
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout[-2000:].decode("latin-1")
    return (folder / main_file.with_suffix(".log")).read_text("latin-1")


needs_latex = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not on PATH")


@pytest.mark.slow
@needs_latex
def test_pdflatex_takes_the_whole_library(tmp_path: Path) -> None:
    log = compiled({"library.tex": export("all", to="latex")}, tmp_path)
    assert "undefined" not in log and "multiply defined" not in log
    wide = [float(points) for points in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log)]
    assert max(wide, default=0) < 5


PAPER = r"""\documentclass{article}
\usepackage{amsmath, amssymb, amsthm, mathtools, enumitem}
\usepackage[colorlinks, allcolors=black]{hyperref}
\newtheorem{theorem}{Theorem}[section]
\begin{document}
\section{Ours}
\input{one}
\input{two}
\bibliographystyle{plain}
\bibliography{sources}
\end{document}
"""


@pytest.mark.slow
@needs_latex
@pytest.mark.skipif(shutil.which("bibtex") is None, reason="bibtex is not on PATH")
def test_snippets_go_into_a_paper_with_its_own_theorems_and_bibtex(tmp_path: Path) -> None:
    one, two = (export(name, to="snippet") for name in ("expansion_of_opsc", "kink_of_two_basin"))
    needed = re.findall(r"^% (\\usepackage.*)$", one, re.MULTILINE)
    assert needed and all(line in PAPER for line in needed)
    both = [discovery.theorem(name) for name in ("expansion_of_opsc", "kink_of_two_basin")]
    sources = discovery.load("exporter", "bibtex").library(both)
    found = compiled({"paper.tex": PAPER, "one.tex": one, "two.tex": two, "sources.bib": sources}, tmp_path, "bibtex")
    assert "undefined" not in found and "multiply defined" not in found
    assert r"\bibitem" in (tmp_path / "paper.bbl").read_text("utf-8")


def test_a_snippet_is_no_document_and_has_labels_of_its_own() -> None:
    text = export("expansion_of_opsc", to="snippet")
    assert r"\documentclass" not in text and r"\begin{document}" not in text and r"\bibitem" not in text
    assert r"\label{thm:expansion_of_opsc}" in text and r"\hypertarget{hyp:expansion_of_opsc:opsc}" in text


def test_bibtex_has_the_entries_that_are_cited(library: str) -> None:
    cited = set(re.findall(r"\\cite\{([^{}]*)\}", library))
    assert set(re.findall(r"@\w+\{([^,]+),", of("bibtex"))) == cited
    assert cited <= set(entries())


# -- JSON, HTML ----------------------------------------------------------------------------------------------


def test_the_library_as_json_is_one_proof_file() -> None:
    proofs = replay(of("json").splitlines())
    names = [proof.name for proof in proofs]
    assert len(names) == len(set(names)) and set(NAMES) <= set(names)
    assert "only_stated" not in names


def test_the_library_as_html_lists_every_theorem() -> None:
    text = of("html")
    for theorem in SOME:
        assert f'href="#{theorem.name}"' in text and f'id="{theorem.name}"' in text
    assert "<details" not in text and "stated, not proved here" in text


@pytest.mark.parametrize("to", ["html", "markdown"])
def test_a_page_of_its_own_has_every_step_of_the_proof(to: str) -> None:
    theorem = discovery.theorem("expansion_of_opsc")
    text = export(theorem.name, to=to)
    rows = sum(len(proof.steps) for proof in theorem.derivation.proofs)
    head = len(theorem.derivation.blocks)
    assert (text.count("<tr>") if to == "html" else len(re.findall(r"^\| \d+ \|", text, re.MULTILINE)) + head) == (
        rows + head
    )


def test_steps_name_the_hypotheses_and_assumptions_they_rest_on() -> None:
    theorem = discovery.theorem("contraction_of_opsc")
    (block,) = checked(theorem.derivation.lines)
    lines = list(steps(block))
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert lines[-1].rests_on == ("opsc", "step", "upper_error_bound")
    assumption = next(line for line in lines if line.latex == r"p \in S")
    assert (assumption.reason, assumption.rests_on) == ("assume", (str(assumption.number),))
    for line in lines:
        used = {int(number) for number in re.findall(r"\d+", line.reason)}
        assert all(number < line.number for number in used)


# -- Markdown, notebooks ----------------------------------------------------------------------------------------


def test_markdown_says_everything_and_hides_nothing_from_mathematics() -> None:
    theorem = discovery.theorem("hitting_probability")
    text = export(theorem.name, to="markdown")
    for wanted in ("**proved**", "**Suppose that**", "**Then**", "**Thresholds**", "**Source**", *theorem.axioms):
        assert wanted in text
    formulas = re.findall(r"(?<!\\)\$([^$\n]+)(?<!\\)\$", text)
    assert len(formulas) > len(theorem.statement.hypotheses)
    for formula in formulas:
        assert not re.search(r"[<>*|]|\\[{},;\\]", formula), formula
    assert len(re.findall(r"(?<!\\)\$", text)) == 2 * len(formulas)


def test_the_library_as_markdown_calls_nothing_proved_that_is_not() -> None:
    parts = of("markdown").split("\n## ")
    assert len(parts) == 1 + len(SOME)
    assert ["**proved**" in part for part in parts[1:]] == [True, True, True, False]
    assert "**stated**" in parts[-1] and "- Also." in parts[-1]


def test_notebooks_show_mathematics() -> None:
    theorem = discovery.theorem("contraction_of_opsc")
    shown = theorem._repr_latex_()
    assert shown.startswith("$") and shown.endswith("$") and r"\eta^{2}" in shown
    assert theorem.derivation._repr_latex_() == shown
    assert theorem.threshold("contraction")._repr_latex_() == r"$\displaystyle \eta < \frac{2 \mu}{L^{2}}$"
    assert "**proved**" in theorem._repr_markdown_()


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("The best step is mu/L^2, a number.", [r"\frac{\mu}{L^{2}}"]),
        ("a rate of 1/n (see below)", [r"\frac{1}{n}"]),
        ("on (L/2)|x - c|^2, twice", [r"\frac{L}{2}\, \lVert x - c \rVert^{2}"]),
        ("eta*E[h^2] < 2*E[h]", [r"\eta\, E[h^{2}] < 2\, E[h]"]),
        ("mu | L, mu & L, mu % L, mu // L, mu @ L, ~mu", [r"\mu", "L"] * 5),
        ("mu_dagger*I on M", [r"\mu_{\dagger}\, I", "M"]),
        ("lambda_1 = ... = Ellipsis, 0.5*x, f''(0), $x$", [r"\lambda_{1} = \dots", r"0.5\, x", "f''(0)"]),
        ("no formula at all: a or I, in it; A rule, is it", []),
        ("e = <u,v> − y is small", [r"e = \langle u, v \rangle - y"]),
        ("or eta < eta* exactly", [r"\eta < \eta_{\ast}"]),
        ("below 3/(2L), of |G'| > kappa", [r"\frac{3}{2\, L}", r"\lvert G' \rvert > \kappa"]),
        ("max(|1 - mu|, |1 - L|)^2 for (k = 1)", [r"\max(\lvert 1 - \mu \rvert, \lvert 1 - L \rvert)^{2}", "k = 1"]),
        ("the n-th power of f''(x) = sqrt(mu)/L", ["n", r"f''(x) = \frac{\sqrt{\mu}}{L}"]),
        ("U_1 (k = 1), x = 1, y = 2 and the rest", ["U_{1}", "k = 1", "x = 1", "y = 2"]),
        ("along (x, y), not along x, y", ["(x, y)", "x", "y"]),
        ("see no_return, gap_weight or kink_of_two_basin", []),
    ],
)
def test_formulas_in_sentences(text: str, formulas: list[str]) -> None:
    found = list(segments(text, {"mu": "scalar", "L": "scalar"}))
    assert [latex for _, latex in found if latex] == formulas
    assert "".join(words for words, _ in found) == text


# -- the command -------------------------------------------------------------------------------------------------


def test_the_command_knows_the_whole_library(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert {"bibtex", "html", "json", "latex", "markdown"} <= set(formats("all"))
    assert "snippet" in formats() and "snippet" not in formats("all")
    file = tmp_path / "all.json"
    assert main(["export", "all", "--to", "json", "-o", str(file)]) == 0
    assert main(["replay", str(file), "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    proved = {proof["theorem"] for proof in json.loads("\n".join(lines[1:]))["proofs"]}
    assert {name for name in discovery.names("theorem") if discovery.theorem(name).derived} <= proved
    with pytest.raises(UnknownName, match="unknown format 'snippet'"):
        export("all", to="snippet")
    with pytest.raises(UnknownName, match="unknown theorem"):
        export("al", to="json")


def test_what_is_between_backticks_is_a_formula() -> None:
    found = list(segments("some weight `a` does, `1 + a` too; not `import os`", {}))
    assert [latex for _, latex in found if latex] == ["a", "1 + a"]


@pytest.mark.parametrize("name", discovery.names("theorem"))
def test_remarks_leave_no_mathematics_in_the_words(name: str) -> None:
    theorem = discovery.theorem(name)
    failures = [threshold.failure for threshold in theorem.thresholds]
    for text in (theorem.title, theorem.remarks, *theorem.stated, *failures):
        words = "".join(words for words, latex in segments(text, theorem.statement.declare) if not latex)
        words = re.sub(r"\b[a-z]+(_[a-z0-9]+)+\b", "", words)  # names of theorems
        assert not re.search(r"[*^=<>|_+{}\[\]]|[−η]|\b(eta|mu|sqrt)\b", words), words
