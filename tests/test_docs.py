"""The pages say what is so: their Python runs, their commands parse, their links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from proofkit.cli import parse
from proofkit.discovery import PACKAGES, load, names
from proofkit.kernel.replay import AXIOMS
from proofkit.kernel.rules import RULES
from proofkit.references import citation, entries
from proofkit.verdict import Strength

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def page_id(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=page_id)
def test_python_of_a_page_runs(page: Path) -> None:
    exec(compile("\n".join(blocks(page, "python")), str(page), "exec"), {})


def commands() -> list[str]:
    lines = [line for page in PAGES for language in ("console", "bash", "") for b in blocks(page, language)
             for line in b.splitlines()]  # fmt: skip
    quoted = re.findall(r"^\| `(proofkit [^`]*)`", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    plain = [line.removeprefix("$ ").partition("  #")[0].strip() for line in lines] + quoted
    return sorted({line for line in plain if line.startswith("proofkit ")})


@pytest.mark.parametrize("line", commands())
def test_commands_on_the_pages_parse(line: str) -> None:
    _, name, *words = shlex.split(line)
    parse(load("command", name), words)
    if name in ("show", "export", "apply", "check", "plot"):
        known = {"all"} | {known for kind in PACKAGES for known in names(kind)}
        assert words[0] in known or words[0].startswith("-") or words[0].isupper()


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


def test_trust_page_names_every_axiom_and_rule() -> None:
    text = (ROOT / "docs/trust.md").read_text("utf-8")
    assert [name for name in (*AXIOMS, *RULES) if f"`{name}`" not in text] == []


def test_extending_page_points_at_files_that_exist() -> None:
    text = (ROOT / "docs/extending.md").read_text("utf-8")
    for name in re.findall(r"`([a-z_/]+\.(?:py|bib))`", text):
        if "x.py" not in name:
            assert (ROOT / name).exists() or (ROOT / "proofkit" / name).exists(), name


def test_readme_opens_with_exactly_two_shell_blocks() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(re.findall(r"^```(?:bash|sh|shell|console)$", text, re.MULTILINE)) == 2
    for block in blocks(ROOT / "README.md", "bash"):
        assert "-c constraints.txt" in block
    assert "torch==2.13.0" in (ROOT / "constraints.txt").read_text("utf-8").splitlines()


def test_template_is_a_theorem() -> None:
    from theorems._template import _template

    assert _template.strength is Strength.PROVED


def test_every_source_is_in_the_bibliography() -> None:
    for kind in ("theorem", "class", "method"):
        for name in names(kind):
            assert citation(load(kind, name).source)
    assert citation("cauchy1847methode").startswith("Cauchy, Augustin, Méthode générale")
    assert all({"author", "title", "year"} <= set(entry) for entry in entries().values())
