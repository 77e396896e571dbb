"""What `proofkit show` says of each kind of thing."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any

from ..discovery import summary
from ..export.json import threshold_data
from ..kernel.replay import AXIOMS
from ..references import citation, cited
from ..statement import DIMENSIONS
from ._show import range_text


def theorem_data(theorem: Any) -> dict[str, Any]:
    """Return a theorem as plain data; its proof is replayed for it."""
    statement = theorem.statement
    return {
        "kind": "theorem",
        "name": theorem.name,
        "title": theorem.title,
        "strength": theorem.strength.value,
        "dimension": statement.dimension,
        "declarations": dict(statement.declare),
        "hypotheses": dict(statement.hypotheses),
        "conclusion": statement.conclusion,
        "thresholds": [threshold_data(threshold) for threshold in theorem.thresholds],
        "formulas": {name: str(theorem.formula(name)) for name in theorem.formulas},
        "axioms": {name: AXIOMS[name]["source"] for name in theorem.axioms},
        "steps": len(theorem.proof.steps) if theorem.derived else None,
        "lemmas": list(theorem.proof.lemmas) if theorem.derived else [],
        "stated": list(theorem.stated),
        "witnesses": [{"landscape": name, "parameters": dict(given)} for name, given in theorem.witnesses],
        "own": theorem.own,
        "source": theorem.source,
        "citation": citation(theorem.source),
        "remarks": theorem.remarks,
    }


def theorem_text(theorem: Any) -> str:
    """Return a theorem for people to read."""
    statement = theorem.statement
    wide = max(map(len, statement.hypotheses), default=0)
    return "\n".join(
        [
            f"{theorem.title}  [{theorem.strength.value}]",
            theorem.name,
            "",
            f"Hypotheses, {DIMENSIONS[statement.dimension]}:",
            *(f"  {label:<{wide}}  {text}" for label, text in statement.hypotheses.items()),
            "Conclusion:",
            f"  {statement.conclusion}",
            *_section("Thresholds:", [_threshold(threshold) for threshold in theorem.thresholds]),
            *_section("Formulas:", [f"{name} = {theorem.formula(name)}" for name in theorem.formulas]),
            *_section("Stated, not derived (cited, checked numerically only):", list(theorem.stated)),
            *_proof(theorem),
            *_section("Witnesses:", [_witness(name, given) for name, given in theorem.witnesses]),
            f"Source: {citation(theorem.source)}",
            *_section("Remarks (prose, no part of what is proved):", [theorem.remarks] if theorem.remarks else []),
        ]
    )


def _proof(theorem: Any) -> list[str]:
    """What a theorem rests on."""
    if not theorem.derived:
        return ["Proof: none; the theorem is stated, cited from its source and checked numerically only"]
    proof, axioms = theorem.proof, [f"{name} ({AXIOMS[name]['source']})" for name in theorem.axioms]
    return [
        *_section("Axioms:", axioms or ["none"]),
        f"Proof: {len(proof.steps)} kernel steps; lemmas: {', '.join(proof.lemmas) or 'none'}",
    ]


def lemma_data(lemma: Any) -> dict[str, Any]:
    """Return a lemma as plain data; its proof is replayed for it."""
    statement, proof = lemma.statement, lemma.derivation.replay()
    return {
        "kind": "lemma",
        "name": statement.name,
        "summary": summary("lemma", statement.name),
        "dimension": statement.dimension,
        "declarations": dict(statement.declare),
        "hypotheses": dict(statement.hypotheses),
        "conclusion": statement.conclusion,
        "axioms": {name: AXIOMS[name]["source"] for name in proof.axioms},
        "steps": len(proof.steps),
        "lemmas": list(proof.lemmas),
    }


def lemma_text(lemma: Any) -> str:
    """Return a lemma for people to read."""
    data = lemma_data(lemma)
    return "\n".join(
        [
            f"{data['summary']}  [lemma, proved]",
            data["name"],
            "",
            f"Hypotheses, {DIMENSIONS[data['dimension']]}:",
            *_indented(f"{label}  {text}" for label, text in data["hypotheses"].items()),
            "Conclusion:",
            f"  {data['conclusion']}",
            "Axioms:",
            *_indented(f"{name} ({source})" for name, source in data["axioms"].items()),
            f"Proof: {data['steps']} kernel steps; lemmas: {', '.join(data['lemmas']) or 'none'}",
        ]
    )


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines] or ["  none"]


def _section(head: str, lines: list[str]) -> list[str]:
    return [head, *(f"  {line}" for line in lines)] if lines else []


def _threshold(threshold: Any) -> str:
    witness = f", shown on {threshold.sharpness_witness}" if threshold.sharpness_witness else ""
    return f"{threshold.name}: {range_text(threshold)}  [{threshold.tag}{witness}]; outside: {threshold.failure}"


def _witness(name: str, given: Any) -> str:
    return f"{name}({', '.join(f'{key}={value}' for key, value in given.items())})"


def _landscape(factory: Callable[..., Any]) -> dict[str, Any]:
    made = factory()
    return {
        "summary": summary("landscape", factory.__name__),
        "parameters": {name: str(p.default) for name, p in inspect.signature(factory).parameters.items()},
        "dimension": made.dimension,
        "formula": str(made.formula),
        "points": {role: f"({', '.join(map(str, point))})" for role, point in made.points.items()},
        "regions": {role: str(region) for role, region in made.regions.items()},
        "constants": dict(made.constants),
        "source": made.source,
        "citation": cited(made.source),
    }


def _fields(thing: Any) -> dict[str, Any]:
    """Return the fields of a noun that are data, not functions."""
    simple = {key: value for key, value in vars(thing).items() if key != "name" and not callable(value)}
    if "source" in simple:
        simple["citation"] = cited(simple["source"])
    return simple if hasattr(thing, "name") else {"summary": inspect.getdoc(thing)}


def _implication(edge: Any) -> dict[str, Any]:
    statement = edge.statement
    return {
        "summary": summary("implication", edge.name),
        "premises": list(edge.premises),
        "conclusion": edge.conclusion,
        "strength": edge.strength.value,
        "hypotheses": dict(statement.hypotheses),
        "kernel text": statement.conclusion,
        "axioms": list(edge.axioms),
        "tight": edge.tight,
        "source": edge.source,
        "citation": cited(edge.source),
    }


def _operation(operation: Any) -> dict[str, Any]:
    return {
        "summary": summary("operation", operation.name),
        "result": operation.title,
        "assumptions": dict(operation.words),
        "rules": [f"{' and '.join(map(str, rule.given))} => {rule.conclusion}" for rule in operation.rules],
        "not kept": {name: example.words for name, example in operation.refused.items()},
    }


DESCRIBE: dict[str, Callable[[Any], dict[str, Any]]] = {
    "landscape": _landscape,
    "implication": _implication,
    "operation": _operation,
    "other": _fields,
}
