"""The proof format, one JSON object a line, and the loop that checks it.

    {"theorem": NAME, "dimension": "any" | ">=2" | "1", "declare": {symbol: signature},
     "hypotheses": {label: formula}, "conclusion": formula, "locals": {symbol: signature}}
    {"id": "1", "rule": RULE, "from": [ids], …fields of the rule…}
    …
    {"qed": id}

A file holds theorems one after another; a later one may `cite` an earlier one or an axiom, and may use no
step of another. The last theorem is the one the file is about.
"""

import json
from pathlib import Path
from typing import NamedTuple

from .parser import BUILT_IN, Ill, parse_formula, parse_lambda, parse_term, signature
from .rules import RULES, Refused, need

#: the allowlist of analytic facts, name → statement in the format of a theorem line, with its source
AXIOMS = {axiom["axiom"]: axiom for axiom in json.loads(Path(__file__).with_name("axioms.json").read_text("utf-8"))}


class Proof(NamedTuple):
    """What replay returns for one theorem: what was proved, from which hypotheses, by which axioms.

    Holding one proves nothing; replaying the file does.
    """

    name: str
    header: dict
    steps: tuple
    axioms: tuple
    lemmas: tuple


class Statement(NamedTuple):
    """A statement in parsed form."""

    dimension: str
    declared: dict
    hypotheses: dict
    conclusion: tuple


class Context:
    """What the rules may look up while one theorem is checked."""

    def __init__(self, dimension, symbols, citables):
        self.dimension, self.symbols, self.citables, self.cited = dimension, symbols, citables, []

    def sort(self, name):
        need(name in self.symbols, f"undeclared symbol {name!r}")
        return self.symbols[name]

    def formula(self, text):
        return parse_formula(text, self.symbols)

    def term(self, text, sort):
        return parse_term(text, self.symbols, sort)

    def lambda_(self, text, wanted):
        return parse_lambda(text, self.symbols, wanted)

    def citable(self, name):
        need(name in self.citables, f"nothing citable is named {name!r}")
        self.cited.append(name)
        return self.citables[name]


def parse_statement(header):
    need(header["dimension"] in ("any", ">=2", "1"), "the dimension is 'any', '>=2' or '1'")
    declared = _declare(header["declare"])
    hypotheses = {label: parse_formula(text, declared) for label, text in header["hypotheses"].items()}
    return Statement(header["dimension"], declared, hypotheses, parse_formula(header["conclusion"], declared))


def _declare(table):
    for name in table:
        # ASCII, since Python's parser would read another spelling (such as a ligature) as a different name
        plain = name.isidentifier() and name.isascii() and name[0] != "_"
        need(plain and name not in BUILT_IN, f"not a name for a symbol: {name!r}")
    return {name: signature(text) for name, text in table.items()}


STATED = {name: parse_statement(axiom) for name, axiom in AXIOMS.items()}


def replay(lines):
    """Check a proof file given as an iterable of JSON lines.

    Returns: the tuple of `Proof`s, in order. Raises `Refused`, quoting the line and the reason.
    """
    citables, proofs, found, current = dict(STATED), [], {}, None
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            record = json.loads(text, object_pairs_hook=_object)
            need(isinstance(record, dict), "not a JSON object")
            if "theorem" in record:
                need(current is None, "the previous theorem has no qed")
                current, found = _open(record, citables), {}
            elif "qed" in record:
                need(current is not None, "nothing to conclude")
                proofs.append(_close(current, found, record["qed"], citables))
                current = None
            else:
                need(current is not None, "a step outside a theorem")
                _step(current, found, record)
        except (Refused, Ill, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            reason = f"missing {error}" if isinstance(error, KeyError) else error
            raise Refused(f"line {number}: {reason} in {text.strip()[:300]}") from None
    if current is not None or not proofs:
        raise Refused("the file ends before a qed")
    return tuple(proofs)


def _object(pairs):
    need(len({key for key, _ in pairs}) == len(pairs), "a key appears twice in a JSON object")
    return dict(pairs)


def _open(record, citables):
    need(all(map(str.isidentifier, (record["theorem"], *record["hypotheses"]))), "a name or label is not an identifier")
    need(record["theorem"] not in citables, "that name is taken")
    statement, local = parse_statement(record), _declare(record.get("locals", {}))
    need(not set(local) & set(statement.declared), "a local symbol hides a declared one")
    return record, statement, Context(statement.dimension, {**statement.declared, **local}, citables), []


def _step(current, found, record):
    _, _, context, steps = current
    need(record["id"] not in found, f"step {record['id']} appears twice")
    need(record["rule"] in RULES, f"no rule named {record['rule']!r}")
    premises = [found[i] for i in record.get("from", [])]
    found[record["id"]] = RULES[record["rule"]](record, premises, context)
    steps.append(record)


def _close(current, found, last, citables):
    record, statement, context, steps = current
    thm = found[last]
    need(thm.concl == statement.conclusion, "the last step is not the conclusion")
    allowed = set(statement.hypotheses.values())
    need(len(allowed) == len(statement.hypotheses), "a hypothesis is stated twice")
    need(thm.hyps <= allowed, "the proof rests on an assumption that is not a hypothesis")
    unused = [label for label, formula in statement.hypotheses.items() if formula not in thm.hyps]
    need(not unused, f"unused hypotheses: {', '.join(unused)}")
    citables[record["theorem"]] = statement
    cited = tuple(dict.fromkeys(context.cited))
    axioms = tuple(name for name in cited if name in AXIOMS)
    return Proof(record["theorem"], record, tuple(steps), axioms, tuple(name for name in cited if name not in AXIOMS))


def replay_file(path):
    """Check the proof file at `path`; see `replay`."""
    return replay(Path(path).read_text("utf-8").split("\n"))
