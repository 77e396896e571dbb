"""The whole library, proof by proof: replayed, and its proof files written anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from . import discovery, shipped
from .derivation import Derivation, derive
from .draft import source
from .errors import UnknownName


def proofs() -> Iterator[Derivation]:
    """Yield every proof of the library: of lemmas, of derived theorems, and of the thresholds of all theorems.

    Raises:
        ProofRefused: a proof does not replay, nor can it be written anew.
    """
    for name in discovery.names("lemma"):
        yield discovery.load("lemma", name).derivation
    for theorem in map(discovery.theorem, discovery.names("theorem")):
        if theorem.derived:
            yield theorem.derivation
        yield from (proof for threshold in theorem.thresholds for proof in threshold.proofs)


def renew(names: Sequence[str] = ()) -> list[Path]:
    """Derive proofs anew, write their files, and return these; files that belong to nothing are deleted.

    Args:
        names: lemmas and theorems; none means all.
    Raises:
        UnknownName: a name of neither; ProofRefused: a derivation fails.
    """
    known = [name for kind in shipped.KINDS for name in discovery.names(kind)]
    for name in names:
        if name not in known:
            raise UnknownName("lemma or theorem", name, known)
    blocks = {name: _anew(source(name)) for name in names or known}
    for file in shipped.files():
        if file.stem not in known or not blocks.get(file.stem, True):
            file.unlink()
    return [shipped.write(name, found) for name, found in blocks.items() if found]


def _anew(thing: Any) -> list[tuple[str, ...]]:
    """The proofs in one file: of a lemma; or of a theorem, if it is derived, and of its thresholds."""
    found = [] if thing.write is None else [derive(thing.statement, thing.write)]
    found += [proof for threshold in getattr(thing, "thresholds", ()) for proof in threshold.derive()]
    for proof in found:
        proof.replay()
    return [proof.blocks[proof.statement.name] for proof in found]
