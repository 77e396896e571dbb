"""The whole library, proof by proof: replayed, and its proof files written anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from . import discovery, shipped
from .derivation import Derivation, unchecked_derivation
from .draft import source
from .errors import ProofkitError, UnknownName
from .kernel import Proof, Refused, replay


def proofs() -> Iterator[Derivation]:
    """Yield every proof of the library: of lemmas, implications, theorems, and of the thresholds of all theorems.

    Raises:
        ProofRefused: a proof does not replay, nor can it be written anew.
    """
    for thing in _things():
        if thing.write is not None:
            yield thing.derivation
        yield from (proof for threshold in getattr(thing, "thresholds", ()) for proof in threshold.proofs)


def replayed() -> tuple[tuple[Proof, ...], list[str]]:
    """Replay the whole library as one proof file, every lemma once.

    Returns: what was proved, and the names of what no proof file holds and was written anew.

    Raises:
        ProofRefused: a proof does not replay, nor can it be written anew.
    """
    try:
        return _as_one_file(_unchecked())
    except (Refused, ProofkitError, TypeError, AttributeError, RecursionError):  # a proof file is damaged
        return _as_one_file(proofs())


def _as_one_file(derivations: Iterable[Derivation]) -> tuple[tuple[Proof, ...], list[str]]:
    blocks: dict[str, tuple[str, ...]] = {}
    anew = []
    for found in derivations:
        blocks |= found.blocks
        anew += [] if found.is_shipped else [found.statement.name]
    return replay(line for lines in blocks.values() for line in lines), anew


def _unchecked() -> Iterator[Derivation]:
    """Every proof of the library, as it was shipped."""
    for thing in _things():
        if thing.write is not None:
            yield unchecked_derivation(thing.statement) or thing.anew()
        yield from (proof for threshold in getattr(thing, "thresholds", ()) for proof in threshold.unchecked())


def _things() -> Iterator[Any]:
    return (source(name) for kind in shipped.KINDS for name in discovery.names(kind))


def renew(names: Sequence[str] = ()) -> list[Path]:
    """Derive proofs anew, write their files, and return these; files that belong to nothing are deleted.

    Args:
        names: lemmas, implications and theorems; none means all.
    Raises:
        UnknownName: a name of neither; ProofRefused: a derivation fails.
    """
    known = [name for kind in shipped.KINDS for name in discovery.names(kind)]
    for name in names:
        if name not in known:
            raise UnknownName("lemma, implication or theorem", name, known)
    blocks = {name: _anew(source(name)) for name in names or known}
    for file in shipped.files():
        if file.stem not in known or not blocks.get(file.stem, True):
            file.unlink()
    return [shipped.write(name, found) for name, found in blocks.items() if found]


def _anew(thing: Any) -> list[tuple[str, ...]]:
    """The proofs in one file: of a lemma, implication or theorem, if it is derived, and of a theorem's thresholds."""
    found = [] if thing.write is None else [thing.anew()]
    found += [proof for threshold in getattr(thing, "thresholds", ()) for proof in threshold.anew()]
    for proof in found:
        proof.replay()
    return [proof.blocks[proof.statement.name] for proof in found]
