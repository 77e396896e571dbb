"""LaTeX: every theorem prints, what is printed was checked, and pdflatex accepts it."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from proofkit import discovery
from proofkit.derivation import Derivation
from proofkit.draft import source
from proofkit.errors import ProofRefused
from proofkit.export._factored import factored
from proofkit.export._latex_combination import Combination, larger_minus_smaller
from proofkit.export._latex_pieces import Display, Piece
from proofkit.export._latex_proof import _Prose
from proofkit.export._latex_references import series
from proofkit.export._latex_text import escape, identifier, prose, set_out, width
from proofkit.export._scopes import Path as ScopePath
from proofkit.export._scopes import Scopes
from proofkit.export._surface import cancelled, negation, opened, read, substitute
from proofkit.export._trace import Block, trace
from proofkit.export.latex import latex
from proofkit.kernel.parser import parse_term, signature
from proofkit.shipped import KINDS

THEOREMS = discovery.names("theorem")
PROVED = [name for kind in KINDS for name in discovery.names(kind) if source(name).write is not None]


@cache
def block_of(name: str) -> Block:
    """The traced proof of a lemma, an implication or a theorem."""
    (block,) = trace(source(name).derivation.lines, wanted={name})
    return block


@pytest.fixture(params=PROVED)
def block(request: pytest.FixtureRequest) -> Block:
    return block_of(request.param)


@cache
def article_of(name: str) -> str:
    return latex.theorem(discovery.theorem(name))


# -- every step's wording is the kernel's formula ------------------------------------------------------


def test_every_wording_reads_back_as_what_the_kernel_concluded(block: Block) -> None:
    for step in block.steps.values():
        assert block.context.formula(ast.unparse(step.surface)) == step.thm.concl


def test_every_step_is_said_where_its_assumptions_hold(block: Block) -> None:
    scopes = Scopes(block)
    for path, scope in scopes.found.items():
        assumed = {scopes[path[:n]].assumption for n in range(len(path) + 1)}
        for name in scope.items:
            assert block.assumptions(block.steps[name]) <= assumed


def test_every_step_that_is_used_is_placed(block: Block) -> None:
    placed = {name for scope in Scopes(block).found.values() for name in scope.items}
    assert placed == set(block.steps)


class Watched(_Prose):
    """A proof in prose that notes when an assumption still has a number after its scope."""

    def __init__(self, block: Block):
        names = {name: name for name in (block.name, *block.cited)}
        super().__init__(block, "here", names)
        self.made: dict[str, ScopePath] = {}  # label of an assumption → its scope
        self.late: list[str] = []

    def _assumed(self, path: ScopePath) -> Display:
        found = super()._assumed(path)
        self.made.update((label, path) for _, label in found.rows)
        return found

    def concluded(self, name: str, path: ScopePath) -> Iterator[Piece]:
        yield from super().concluded(name, path)
        self.watch(path)

    def watch(self, path: ScopePath) -> None:
        labels = self.made.keys() & self.known.numbers.values()
        self.late += [label for label in labels if self.made[label] != path[: len(self.made[label])]]


def test_no_number_of_an_assumption_outlives_its_scope(block: Block) -> None:
    watched = Watched(block)
    assert list(watched.scope(()))
    assert not watched.late


def gap(step, block: Block):
    """Larger minus smaller side of a worded (in)equality, as a kernel polynomial."""
    unknown = SimpleNamespace(record={"terms": []}, premises=())
    vectors = Combination(unknown, block, lambda fact: None)._vectors(step.surface)
    text = ast.unparse(larger_minus_smaller(step.surface, vectors))
    return parse_term(text, block.context.symbols, "scalar")


def test_printed_gaps_are_the_kernels_polynomials(block: Block) -> None:
    """Δ of a fact, as the document defines it, is the polynomial that the kernel's identities are about."""
    for step in block.steps.values():
        if step.rule == "combine" and step.thm.concl[0] in ("ge", "gt", "eq"):
            assert gap(step, block) == step.thm.concl[1], ast.unparse(step.surface)


def test_factored_coefficients_are_the_same_polynomials(block: Block) -> None:
    for step in block.steps.values():
        for text, _ in step.record.get("terms", ()) if step.rule == "combine" else ():
            symbols = block.context.symbols
            again = parse_term(ast.unparse(factored(text, symbols)), symbols, "scalar")
            assert again == parse_term(text, symbols, "scalar")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("sq(u) - 2*dot(u, v) + sq(v)", "sq(u - v)"),
        ("-sq(u) - sq(v) - 2*dot(u, v)", "-sq(u + v)"),
        ("a**2 - 2*a*b + b**2", "(a - b) ** 2"),
        ("sq(u) + sq(v)", "sq(u) + sq(v)"),
        ("2*a", "2 * a"),
        ("0", "0"),
    ],
)
def test_factoring(text: str, shown: str) -> None:
    symbols = {name: signature("vector") for name in "uv"} | {name: signature("scalar") for name in "ab"}
    assert ast.unparse(factored(text, symbols)) == shown


# -- trees ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mapping", "result"),
    [
        ("forall(p, vector, p in S)", {"S": "lambda r: sq(r - p) <= 1"}, "forall(r, vector, sq(r - p) <= 1)"),
        ("forall(t, nat, a(t) > b)", {"b": "t"}, "forall(s, nat, a(s) > t)"),
        ("a(0) + k", {"a": "lambda t: x(t) - c", "k": "2"}, "x(0) - c + 2"),
        ("p in S", {"S": "lambda p: not p in M"}, "not p in M"),
        ("p not in S", {"S": "lambda p: not p in M"}, "p in M"),
        ("p in A(t)", {"A": "B", "t": "t + 1"}, "p in B(t + 1)"),
        ("measure_le(p, p in A, a)", {"A": "B", "a": "p"}, "measure_le(p, p in B, p)"),
    ],
)
def test_substitution(text: str, mapping: dict[str, str], result: str) -> None:
    found = substitute(read(text), {name: read(value) for name, value in mapping.items()})
    assert ast.unparse(found) == ast.unparse(read(result))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a <= b", "a > b"),
        ("p in M", "p not in M"),
        ("implies(a < b, c < d)", "a < b and c >= d"),
        ("forall(t, nat, a(t) > 0)", "exists(t, nat, a(t) <= 0)"),
        ("a == b", "not a == b"),
    ],
)
def test_negation(text: str, result: str) -> None:
    assert ast.unparse(negation(read(text))) == result


def test_opening_a_limit() -> None:
    assert ast.unparse(opened(read("tends(t, a(s + t))"), read("1"))) == (
        "implies(1 > 0, exists(T, nat, forall(t, nat, a(s + (T + t)) < 1 and -a(s + (T + t)) < 1)))"
    )


def test_what_is_added_and_taken_away_is_dropped() -> None:
    assert ast.unparse(cancelled(read("sq(u - v + (p - u)) <= a"))) == "sq(p - v) <= a"
    assert ast.unparse(cancelled(read("a + a - a"))) == "a"
    assert ast.unparse(cancelled(read("a - a"))) == "0"
    assert ast.unparse(cancelled(read("a - (b + c)"))) == "a - (b + c)"


# -- text ------------------------------------------------------------------------------------------------


def test_names_are_escaped() -> None:
    assert escape(r"a_b & 50% of \x{1} #2 ~ ^$") == (
        r"a\_b \& 50\% of \textbackslash{}x\{1\} \#2 \textasciitilde{} \textasciicircum{}\$"
    )
    assert identifier("no_return") == r"\textsf{no\_\allowbreak return}"
    assert escape("日").isascii()


def test_remarks_show_their_formulas_and_nothing_else() -> None:
    declared = {"mu": "scalar", "L": "scalar", "a": "scalar"}
    assert prose("The best step is mu/L^2, a number.", declared) == r"The best step is $\frac{\mu}{L^{2}}$, a number."
    assert prose("import os; eval", declared) == "import os; eval"
    assert prose("a rate of 1/n, below |x - x_dagger|^2: I say", declared) == (
        r"a rate of $\frac{1}{n}$, below $\lVert x - x^{\dagger} \rVert^{2}$: I say"
    )
    assert prose("a 2-cycle (x = 1) is a rest; x ... y, and/or 0.5*mu", declared) == (
        r"a 2-cycle ($x = 1$) is a rest; $x$ ... $y$, and/or $0.5 \mu$"
    )


def test_long_formulas_are_broken() -> None:
    long = " + ".join(rf"a_{{{k}}}\, b_{{{k}}}" for k in range(30))
    rows = set_out(f"x = {long}").split("\n")[1:-1]
    assert len(rows) > 1
    assert all(width(row) < 80 for row in rows)
    assert set_out("x = 1") == "x = 1"
    assert "aligned" not in set_out(r"x = \frac{" + long + "}{2}")  # no break inside braces


def test_series() -> None:
    assert [series(items) for items in (["a"], ["a", "b"], ["a", "b", "a", "c"])] == ["a", "a and b", "a, b and c"]


# -- documents ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", THEOREMS)
def test_everything_a_theorem_rests_on_is_printed(name: str) -> None:
    theorem, text = discovery.theorem(name), article_of(name)
    for label in theorem.statement.hypotheses:
        assert rf"\hypertarget{{hyp:theorem:{label}}}" in text
        if not theorem.derived:
            continue
        assert rf"\hyperlink{{hyp:theorem:{label}}}" in text or rf"\Delta_{{{identifier(label)}}}" in text, label
    for axiom in theorem.axioms:
        assert rf"\label{{ax:{axiom}}}" in text
        assert rf"\ref{{ax:{axiom}}}" in text
    for lemma in theorem.derivation.blocks if theorem.derived else ():
        assert lemma == name or rf"\label{{lem:{lemma}}}" in text
    for threshold in theorem.thresholds:
        assert f"({threshold.tag}" in text
    assert ("own result of this project" in text) == theorem.own
    assert theorem.own or rf"\bibitem{{{theorem.source}}}" in text

    assert_references_are_defined_once_and_environments_close(text)


def assert_references_are_defined_once_and_environments_close(text: str) -> None:
    labels = re.findall(r"\\label\{([^{}]*)\}", text)
    assert len(labels) == len(set(labels))
    assert set(re.findall(r"\\(?:eq|gap)?ref\{([^{}#]*)\}", text)) <= set(labels)
    targets = re.findall(r"\\hypertarget\{([^{}]*)\}", text)
    assert len(targets) == len(set(targets))
    assert set(re.findall(r"\\hyperlink\{([^{}]*)\}", text)) <= set(targets)
    assert set(re.findall(r"\\cite\{([^{}]*)\}", text)) == set(re.findall(r"\\bibitem\{([^{}]*)\}", text))
    assert sorted(re.findall(r"\\begin\{(\w+)\}", text)) == sorted(re.findall(r"\\end\{(\w+)\}", text))
    assert text.isascii() or not re.search(r"[^\x00-\u017f]", text)


def test_printing_is_deterministic() -> None:
    name = "expansion_of_opsc"
    assert latex.theorem(discovery.theorem(name)) == article_of(name)


def test_the_small_proof_reads_as_on_paper() -> None:
    proof = article_of("contraction_of_opsc").split(r"\begin{proof}")[1].split(r"\end{proof}")[0]
    assert re.search(r"Adding \$2 \\eta\$ times \\eqref\{.*\} and \$\\eta\^\{2\}\$ times \\eqref\{.*\}", proof)
    assert len(proof.splitlines()) < 20


class Wrong:
    """A theorem whose derivation was tampered with."""

    def __init__(self, name: str, old: str, new: str):
        self.theorem = discovery.theorem(name)
        blocks = self.theorem.derivation.blocks
        lines = tuple(line.replace(old, new) for line in blocks[name])
        assert lines != blocks[name]
        self.derivation = Derivation(self.theorem.statement, {**blocks, name: lines})

    def __getattr__(self, name: str):
        return getattr(self.theorem, name)


@pytest.mark.parametrize(
    ("old", "new"),
    [('["2", [0, 2]]', '["3", [0, 2]]'), ('"eta > 0"', '"eta < 0"'), ('"qed"', '"end"')],
)
def test_a_proof_that_does_not_replay_is_not_printed(old: str, new: str) -> None:
    with pytest.raises(ProofRefused):
        latex.theorem(Wrong("contraction_of_opsc", old, new))


def test_a_hypothesis_taken_away_is_seen() -> None:
    theorem = discovery.theorem("expansion_of_opsc")
    with pytest.raises(ProofRefused):
        latex.theorem(replace(theorem, statement=theorem.statement.without("large")))


# -- pdflatex ------------------------------------------------------------------------------------------------


def compiled(text: str, folder: Path) -> str:
    """Run pdflatex twice, as cross-references need, and return its log."""
    (folder / "t.tex").write_text(text, "utf-8")
    for _ in range(2):
        done = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "t.tex"],
            cwd=folder, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-2000:].decode("latin-1")
    return (folder / "t.log").read_text("latin-1")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not on PATH")
@pytest.mark.parametrize("name", ["expansion_of_opsc", "global_convergence_of_large_step"])
def test_pdflatex_compiles(name: str, tmp_path: Path) -> None:
    log = compiled(article_of(name), tmp_path)
    assert "undefined" not in log
    assert "multiply defined" not in log
    wide = [float(points) for points in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log)]
    assert max(wide, default=0) < 5
    assert (tmp_path / "t.pdf").stat().st_size > 20_000
