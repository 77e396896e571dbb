"""The rules a newcomer relies on: who may import whom, what a kernel may be, what a file is named after."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from proofkit.discovery import PACKAGES

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path for package in ("proofkit", "theorems", "nets") for path in (ROOT / package).rglob("*.py"))

#: Imports point only to earlier lines; names on one line are siblings and do not import each other.
ORDER = (
    ("kernel",),
    ("errors", "environment"),
    ("verdict", "discovery", "plain", "printing", "typesetting", "references"),
    ("compile_options", "compiled_module"),
    ("enclosure",),
    ("shipped",),
    ("symbolic",),
    ("extremal",),
    ("region", "statement", "function_class"),
    ("method",),
    ("reading",),
    ("certificate", "evidence"),
    ("classes", "methods"),
    ("tactics",),
    ("draft",),
    ("derivation",),
    ("lemmas",),
    ("implication",),
    ("implications",),
    ("operation",),
    ("calculus",),
    ("known", "composition"),
    ("applied", "finding", "weakening"),
    ("implied",),
    ("threshold",),
    ("quadratic_stability",),
    ("worst_case",),
    ("landscape",),
    ("theorem",),
    ("library",),
    ("landscapes",),
    ("interval",),
    ("conditions",),
    ("referee",),
    ("certify",),
    ("certificates",),
    ("prediction",),
    ("application",),
    ("minima", "basin_region", "enclosed_center"),
    ("roles",),
    ("apply",),
    ("basins", "outcomes"),
    ("predict",),
    ("windows",),
    ("engine",),
    ("check",),
    ("checks", "compare"),
    ("report",),
    ("plan",),
    ("plot", "exporter"),
    ("plots", "export"),
    ("pipeline", "exports", "pictures"),
    ("theorems",),
    ("nets",),
    ("proofkit",),  # the public names, each loaded when it is first used
    ("command",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}

#: Where text becomes code: the descent engine compiles the source it generates from SymPy expressions.
MAY_COMPILE = {"proofkit/engine/kernel.py"}

KERNEL_BUDGET = 600  # lines of code: blank lines, comments and docstrings not counted
LONGEST_FILE = 250  # lines of code again: docstrings are welcome


def module_of(path: Path) -> tuple[str, ...]:
    """Return the dotted name of a file, as a tuple."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def place(module: tuple[str, ...]) -> str:
    """Return the name under which ORDER lists a module: its part of proofkit, or its top-level package."""
    if module[0] != "proofkit":
        return module[0]
    name = module[1] if len(module) > 1 else "proofkit"
    return next((stem for stem in ("symbolic", "landscape") if name.startswith(f"{stem}_")), name)


def is_module(module: tuple[str, ...]) -> bool:
    return ROOT.joinpath(*module).with_suffix(".py").is_file() or ROOT.joinpath(*module).is_dir()


def imports(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield every module of this project that a file imports, wherever in the file it does."""
    package = module_of(path) if path.name == "__init__.py" else module_of(path)[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found = [tuple(alias.name.split(".")) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            base += tuple(node.module.split(".")) if node.module else ()
            found = [(*base, alias.name) if is_module((*base, alias.name)) else base for alias in node.names]
        else:
            continue
        yield from (module for module in found if module[0] in ("proofkit", "theorems", "nets"))


def import_faults(path: Path) -> list[str]:
    """Return what is wrong with the imports of one file."""
    own, faults = module_of(path), []
    discoverable = ".".join(own[:-1]) in PACKAGES.values()
    for module in imports(path):
        here, there = place(own), place(module)
        if there not in RANK:
            faults.append(f"{'.'.join(module)} has no place in ORDER")
        elif here == there:
            if discoverable and module != own[:-1] and len(module) == len(own) and not module[-1].startswith("_"):
                faults.append(f"sideways: {'.'.join(module)}")
        elif RANK[there] >= RANK[here]:
            faults.append(f"not below {here}: {'.'.join(module)}")
    return faults


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_imports_point_down(path: Path) -> None:
    assert place(module_of(path)) in RANK, "give the new module a place in ORDER"
    assert not import_faults(path)


def test_an_upward_import_would_be_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    for name in ("region", "report", "classes/one", "classes/two", "classes/_shared"):
        (tmp_path / "proofkit" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "proofkit" / name).with_suffix(".py").write_text("")
    upward, sideways = tmp_path / "proofkit/region.py", tmp_path / "proofkit/classes/one.py"
    upward.write_text("def late():\n    from .report import Report\n")
    assert import_faults(upward) == ["not below region: proofkit.report"]
    sideways.write_text("from . import two\nfrom ._shared import x\nfrom ..region import Box\n")
    assert import_faults(sideways) == ["sideways: proofkit.classes.two"]
    sideways.write_text("import proofkit.nowhere\n")
    assert import_faults(sideways) == ["proofkit.nowhere has no place in ORDER"]


def test_kernel_imports_only_the_standard_library() -> None:
    for path in (ROOT / "proofkit/kernel").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                roots = {alias.name.split(".")[0] for alias in node.names}
                assert roots <= sys.stdlib_module_names, f"{path.name} imports {roots}"
            if isinstance(node, ast.ImportFrom):
                assert node.level == 1 or (node.level == 0 and node.module.split(".")[0] in sys.stdlib_module_names), (
                    f"{path.name} imports from {'.' * node.level}{node.module}"
                )


def lines_of_code(source: str) -> int:
    """Return the number of lines that hold code: no blank lines, comments or docstrings."""
    dull = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    tokens = [t for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.type not in dull]
    code = {line for token in tokens for line in range(token.start[0], token.end[0] + 1)}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            code -= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return len(code)


def test_lines_of_code_counts_code_only() -> None:
    head = '"""Doc.\n\nMore."""\n\n# note\nx = 1  # one\n\n\n'
    assert lines_of_code(head + 'def f():\n    """Doc."""\n    return (\n        x\n    )\n') == 5


def test_kernel_keeps_its_budget() -> None:
    sizes = {p.name: lines_of_code(p.read_text("utf-8")) for p in (ROOT / "proofkit/kernel").rglob("*.py")}
    assert 0 < sum(sizes.values()) <= KERNEL_BUDGET, sizes


def test_kernel_uses_no_floats() -> None:
    for path in (ROOT / "proofkit/kernel").rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        assert not [n.lineno for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, float)], path.name
        assert not [n.lineno for n in nodes if isinstance(n, ast.Call) and ast.unparse(n.func) == "float"], path.name


@pytest.mark.parametrize("module", ["proofkit", "proofkit.kernel"])
def test_import_loads_no_third_party_package(module: str) -> None:
    probe = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); before = set(sys.modules); import {module}; "
        "new = {m.split('.')[0] for m in set(sys.modules) - before}; "
        "print(sorted(new - sys.stdlib_module_names - {'proofkit'}))"
    )
    isolated = subprocess.run([sys.executable, "-S", "-c", probe], capture_output=True, text=True, timeout=60)
    assert (isolated.returncode, isolated.stdout.strip()) == (0, "[]"), isolated.stderr
    installed = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, timeout=60)
    assert (installed.returncode, installed.stdout.strip()) == (0, "[]"), installed.stderr


def test_public_names_exist() -> None:
    import proofkit

    for name in proofkit.__all__:
        assert callable(getattr(proofkit, name)), name
    with pytest.raises(AttributeError, match="no attribute 'certfy'"):
        proofkit.certfy  # noqa: B018 — the lookup is what is tested


def defined(path: Path) -> set[str]:
    """Return the names a file defines at its top level."""
    found = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def members() -> list[Path]:
    folders = [ROOT.joinpath(*package.split(".")) for package in PACKAGES.values()]
    return sorted(path for folder in folders for path in folder.glob("*.py") if not path.stem.startswith("_"))


@pytest.mark.parametrize("path", members(), ids=relative)
def test_file_defines_the_object_it_is_named_after(path: Path) -> None:
    assert path.stem in defined(path)


def compiled_text(path: Path) -> list[str]:
    """Return the calls in a file that turn text into code or into expressions."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    names = [ast.unparse(call.func) for call in calls]
    bare, attributes = ("eval", "exec", "compile", "S", "sp.S"), ("sympify", "parse_expr")
    strict = [any(k.arg == "strict" and ast.unparse(k.value) == "True" for k in call.keywords) for call in calls]
    return [
        name
        for name, refuses_text in zip(names, strict, strict=True)
        if name in bare or (name.split(".")[-1] in attributes and not refuses_text)
    ]


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_text_never_becomes_code(path: Path) -> None:
    assert relative(path) in MAY_COMPILE or not compiled_text(path)


def test_a_compiled_text_would_be_seen(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    good = "model.eval()\nsp.S.Zero\nsp.sympify(x, strict=True)\n"
    bad.write_text(f"sp.sympify('x')\neval('1')\nsp.S('x')\nsp.sympify(x, strict=False)\n{good}")
    assert compiled_text(bad) == ["sp.sympify", "eval", "sp.S", "sp.sympify"]


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_file_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text("utf-8")
    assert lines_of_code(text) <= LONGEST_FILE
    assert ast.get_docstring(ast.parse(text)), "the first line of a module says what the file is"
