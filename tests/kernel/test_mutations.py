"""Thousands of random single edits of valid proofs: whatever the kernel still accepts must still be true.

An edit changes one number, name, operator, rule, premise or line, or one word wherever it occurs in a theorem.
A mutant that the kernel accepts either states what it stated before, or states something else; then the new
statement is judged by `models.py`, which shares no code with the kernel, at random rational models.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

import pytest

from proofkit.kernel import Proof, Refused, replay, rules
from proofkit.kernel.rules import RULES

from .families import FAMILIES, models, perturbed
from .library import NAMES, lines, records, statement, written
from .models import Model, truth, well_sorted

SEED = 7
#: a proof of n lines gets about TOTAL_LINES / n mutants, at least FEWEST and at most MOST
TOTAL_LINES, FEWEST, MOST = 5000, 12, 350
LEAST_MUTANTS = 3000
#: short proofs, in which most mutants are
SHORT = ("cauchy_schwarz", "triangle_inequality", "tends_of_tail", "contraction_of_opsc", "expansion_of_opsc")

TOKEN = re.compile(r"\d+|[A-Za-z_]\w*|<=|>=|==|\*\*|[-+*/<>]")
#: word → what may be written in its place
SWAPS = {
    word: others.split()
    for word, others in (
        *(("<=", "< >= =="), (">=", "> <= =="), ("==", "<= >="), ("<", "<= >"), (">", ">= <")),
        *(("+", "- *"), ("-", "+"), ("*", "+ -"), ("/", "*"), ("**", "*"), ("and", "or"), ("or", "and")),
        *(("forall", "exists"), ("exists", "forall"), ("implies", "iff"), ("dot", "sq"), ("sq", "powd")),
        *(("nat", "scalar"), ("scalar", "nat"), ("vector", "scalar")),
    )
}
HEADER_FIELDS = ("dimension", "declare", "hypotheses", "conclusion", "locals")

Record = dict[str, Any]
Edit = Callable[[Random, list[Record]], None]


# -- texts inside a record -----------------------------------------------------------------------------


def texts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Yield (where, text) for every text with a token in it, ids and labels left out."""
    if isinstance(value, str) and TOKEN.search(value):
        yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        if key not in ("id", "from", "rule", "qed", "theorem"):
            yield from texts(part, (*path, key))


def put(record: Any, path: tuple[Any, ...], value: Any) -> None:
    *before, last = path
    for key in before:
        record = record[key]
    record[last] = value


def other_word(rng: Random, word: str, known: list[str]) -> str:
    """Return what to write in place of a number, an operator or a name."""
    if word.isdigit():
        return str(max(0, int(word) + rng.choice((-1, 1, 2, 7))))
    if word in SWAPS:
        return rng.choice(SWAPS[word])
    return rng.choice(known)


def names(block: list[Record]) -> list[str]:
    """Return the symbols of a theorem, and a few names that are none."""
    return [*block[0]["declare"], *block[0].get("locals", {}), "p", "t", "0", "1"]


def edited(rng: Random, text: str, known: list[str]) -> str:
    """Return a text with one token replaced, or a `not` put in."""
    match = rng.choice(list(TOKEN.finditer(text)))
    new = other_word(rng, match[0], known)
    if match[0] in ("forall", "exists") and rng.random() < 0.3:
        new = f"not {match[0]}"
    return text[: match.start()] + new + text[match.end() :]


# -- the edits -----------------------------------------------------------------------------------------


def edit_word(rng: Random, block: list[Record]) -> None:
    record = rng.choice(block[:-1])
    path, text = rng.choice(list(texts(record)) or [(("rule",), "decide")])
    put(record, path, edited(rng, text, names(block)))


def edit_statement(rng: Random, block: list[Record]) -> None:
    path, text = rng.choice(list(texts({key: block[0][key] for key in HEADER_FIELDS})))
    put(block[0], path, rng.choice(("any", ">=2", "1")) if path == ("dimension",) else edited(rng, text, names(block)))


def edit_everywhere(rng: Random, block: list[Record]) -> None:
    _, text = rng.choice([found for record in block for found in texts(record)])
    old = rng.choice(TOKEN.findall(text))
    new = other_word(rng, old, names(block))

    def replaced(value: Any) -> Any:
        if isinstance(value, str):
            return TOKEN.sub(lambda m: new if m[0] == old else m[0], value)
        if isinstance(value, list):
            return [replaced(part) for part in value]
        if isinstance(value, dict):
            kept = ("id", "from", "rule", "qed", "theorem", "cite")
            return {key: part if key in kept else replaced(part) for key, part in value.items()}
        return value

    block[:] = [replaced(record) for record in block]
    for table in ("declare", "locals"):
        block[0][table] = {new if name == old else name: sort for name, sort in block[0].get(table, {}).items()}


def edit_rule(rng: Random, block: list[Record]) -> None:
    rng.choice(block[1:-1])["rule"] = rng.choice(list(RULES))


def edit_premises(rng: Random, block: list[Record]) -> None:
    steps = block[1:-1]
    given = rng.choice([step["from"] for step in steps if step["from"]])
    at = rng.randrange(len(given))
    action = rng.randrange(4)
    if action == 0:
        given[at] = rng.choice(steps)["id"]
    elif action == 1:
        del given[at]
    elif action == 2:
        given.insert(at, rng.choice(steps)["id"])
    else:
        given.reverse()


def edit_number(rng: Random, block: list[Record]) -> None:
    """Change an index, a multiplier or a term of a combination."""
    step = rng.choice([step for step in block[1:-1] if "terms" in step or "index" in step] or block[1:-1])
    if "index" in step:
        step["index"] += rng.choice((-1, 1))
    elif step.get("terms") and isinstance(step["terms"][0], list):
        term = rng.choice(step["terms"])
        action = rng.randrange(4)
        if action == 0:
            step["terms"].remove(term)
        elif action == 1:
            term[0] = rng.choice((f"-({term[0]})", f"2*({term[0]})", "0", "1"))
        elif action == 2:
            term[1] = [rng.randrange(len(step["from"]) + 1) for _ in range(rng.randint(0, 2))]
        else:
            step["multiplier"] = [rng.randrange(len(step["from"]) + 1)]


def edit_lines(rng: Random, block: list[Record]) -> None:
    at = rng.randrange(len(block))
    action = rng.randrange(4)
    if action == 0:
        del block[at]
    elif action == 1:
        other = rng.randrange(len(block))
        block[at], block[other] = block[other], block[at]
    elif action == 2:
        block.insert(rng.randrange(len(block)), json.loads(json.dumps(block[at])))
    else:
        block[-1]["qed"] = rng.choice(block[1:-1])["id"]


def edit_hypotheses(rng: Random, block: list[Record]) -> None:
    """Drop a hypothesis, or let one say what another says."""
    hypotheses = block[0]["hypotheses"]
    if hypotheses:
        label = rng.choice(list(hypotheses))
        if rng.random() < 0.5:
            del hypotheses[label]
        else:
            hypotheses[label] = rng.choice([*hypotheses.values(), block[0]["conclusion"]])
    else:
        block[0]["hypotheses"] = {"new": block[0]["conclusion"]}


#: with how often each is chosen
EDITS: dict[Edit, int] = {
    edit_word: 5,
    edit_statement: 4,
    edit_everywhere: 5,
    edit_number: 2,
    edit_premises: 2,
    edit_rule: 1,
    edit_lines: 1,
    edit_hypotheses: 1,
}


def mutant(rng: Random, name: str) -> list[str]:
    """Return the proof file of a lemma or theorem with one edit, mostly in its own part, sometimes in one it cites."""
    objects = records(name)
    starts = [k for k, record in enumerate(objects) if "theorem" in record] + [len(objects)]
    first = starts[-2] if rng.random() < 0.8 else rng.choice(starts[:-1])
    end = starts[starts.index(first) + 1]
    block = objects[first:end]
    (edit,) = rng.choices(list(EDITS), list(EDITS.values()))
    edit(rng, block)
    return written([*objects[:first], *block, *objects[end:]])


# -- judging what is still accepted ----------------------------------------------------------------------


@cache
def sample(name: str) -> tuple[Model, ...]:
    """Return models of the original hypotheses, and the same with some numbers moved.

    Numbers are not moved under a hypothesis about limits or existence: the sample that shows such a hypothesis
    is made for the numbers it has, and shows nothing for others.
    """
    if name not in FAMILIES:
        return ()
    rng = Random(SEED)
    dimensions = (1,) if statement(name).dimension == "1" else (1, 2, 3)
    found = tuple(models(name, SEED, 6, dimensions))
    if any(word in text for text in statement(name).hypotheses.values() for word in ("exists", "tends")):
        return found
    return (*found, *(perturbed(model, rng) for model in found for _ in range(6)))


def admits(dimension: str, model: Model) -> bool:
    return {"any": True, "1": model.dimension == 1, ">=2": model.dimension >= 2}[dimension]


@cache
def assumed(name: str, index: int, text: str) -> bool:
    """Return whether a hypothesis holds in a model; what it says of measures holds by construction."""
    model, given = sample(name)[index], statement(name).hypotheses.values()
    return truth(text, model, assumed=True) or ("measure_le" in text and text in given)


def judgements(header: Record, name: str) -> Iterator[bool | None]:
    """Yield whether a statement holds, in every model of its hypotheses among those of the theorem `name`."""
    for index, model in enumerate(sample(name)):
        fits = admits(header["dimension"], model) and well_sorted(model, header["declare"])
        if fits and all(assumed(name, index, text) for text in header["hypotheses"].values()):
            yield truth(header["conclusion"], model)


def changed(proof: Proof, original: Record) -> bool:
    return any(proof.header[key] != original[key] for key in ("dimension", "declare", "hypotheses", "conclusion"))


def attempts(name: str) -> int:
    return max(FEWEST, min(MOST, TOTAL_LINES // len(lines(name))))


def judge(name: str, file: list[str], counts: Counter[str]) -> None:
    """Replay a mutant; fail if it proves what a model of its hypotheses refutes."""
    counts["mutants"] += 1
    try:
        proofs = replay(file)
    except Refused:
        counts["refused"] += 1
        return
    counts["accepted"] += 1
    originals = {record["theorem"]: record for record in records(name) if "theorem" in record}
    for proof in proofs:
        if proof.name in originals and not changed(proof, originals[proof.name]):
            continue
        counts["restated"] += 1
        found = list(judgements(proof.header, proof.name))
        assert False not in found, f"the kernel proved a falsehood:\n{json.dumps(proof.header)}"
        counts["confirmed"] += bool(found.count(True))


@cache
def outcome(name: str) -> Counter[str]:
    """Judge all mutants of one proof, once."""
    rng, counts = Random(f"{name} {SEED}"), Counter[str]()
    for _ in range(attempts(name)):
        judge(name, mutant(rng, name), counts)
    return counts


@pytest.mark.parametrize("name", NAMES)
def test_no_mutant_proves_a_falsehood(name: str) -> None:
    counts = outcome(name)
    assert counts["refused"] + counts["accepted"] == counts["mutants"] == attempts(name)
    assert counts["refused"] >= counts["mutants"] / 2


def test_there_are_thousands_of_mutants() -> None:
    assert sum(map(attempts, NAMES)) >= LEAST_MUTANTS


def unchecked(step: Record, premises: list[rules.Thm], context: Any) -> rules.Thm:
    """A `combine` that believes every identity."""
    return rules.Thm(frozenset().union(*(thm.hyps for thm in premises)), context.formula(step["formula"]))


@pytest.mark.parametrize("name", ["cauchy_schwarz", "contraction_of_opsc", "expansion_of_opsc"])
def test_a_kernel_that_checks_no_identity_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, "combine", unchecked)
    rng = Random(SEED)
    with pytest.raises(AssertionError, match="proved a falsehood"):
        for _ in range(attempts(name)):
            judge(name, mutant(rng, name), Counter())


def test_new_statements_are_found_and_judged() -> None:
    """Some mutants prove something else than the original did, and models of its hypotheses confirm it."""
    counts = sum(map(outcome, SHORT), start=Counter[str]())
    assert counts["refused"] >= 0.7 * counts["mutants"]
    assert counts["restated"] >= 40
    assert counts["confirmed"] >= 0.6 * counts["restated"]


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_the_judge_sees_false_statements(name: str) -> None:
    """Of random statements made by editing the conclusion (and proved by nobody), models refute some."""
    rng, header = Random(SEED), next(r for r in records(name) if r.get("theorem") == name)
    known = names([header])
    assert any(false_when_edited(rng, header, known, name) for _ in range(200))


def false_when_edited(rng: Random, header: Record, known: list[str], name: str) -> bool:
    text = edited(rng, header["conclusion"], known)
    try:
        return any(found is False for found in judgements({**header, "conclusion": text}, name))
    except (KeyError, ValueError, TypeError, SyntaxError, AttributeError, ZeroDivisionError, IndexError):
        return False  # the edit left no statement
