"""`proofkit replay`: the whole library, or a proof file as `python -S -m proofkit.kernel FILE` does."""

from __future__ import annotations

import argparse
from typing import Any

from ..command import Command, Outcome
from ..errors import BadInput
from ..kernel import Proof, Refused, replay_file
from ..verdict import Verdict


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="JSON lines, as `proofkit export NAME --to json` writes them; none: all"
    )
    parser.add_argument(
        "--renew",
        nargs="*",
        metavar="NAME",
        help="derive these lemmas, implications and theorems (none: all) anew, and keep their proofs as files",
    )


def _run(wanted: argparse.Namespace) -> Outcome:
    if wanted.renew is not None:
        return _renewed(wanted)
    return _library() if wanted.file is None else _file(wanted.file)


def _file(file: str) -> Outcome:
    try:
        proofs = replay_file(file)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("proof file", file, f"a file that can be read ({error})") from None
    except Refused as error:
        return Outcome({"verdict": Verdict.REFUTED, "reason": str(error)}, f"REFUSED {error}", Verdict.REFUTED)
    data = {"verdict": Verdict.HOLDS, "proofs": [_data(proof) for proof in proofs]}
    return Outcome(data, "\n".join(map(_line, proofs)))


def _library() -> Outcome:
    from ..library import replayed

    found, anew = replayed()
    lines = [_line(proof) for proof in found if "__" not in proof.name]
    kinds = f"{len(lines)} lemmas, implications and theorems, {len(found) - len(lines)} confirmations of thresholds"
    lines.append(kinds)
    if anew:
        lines.append(f"derived anew, since no proof file fits (proofkit replay --renew): {', '.join(anew)}")
    data = {"verdict": Verdict.HOLDS, "proofs": [_data(proof) for proof in found], "anew": anew}
    return Outcome(data, "\n".join(lines))


def _renewed(wanted: argparse.Namespace) -> Outcome:
    from ..library import renew

    if wanted.file is not None:
        raise BadInput("file", wanted.file, "no file beside --renew")
    written = [str(file) for file in renew(wanted.renew)]
    return Outcome({"verdict": Verdict.HOLDS, "written": written}, "\n".join(f"written: {file}" for file in written))


def _line(proof: Proof) -> str:
    return f"proved {proof.name}: {len(proof.steps)} steps, axioms: {', '.join(proof.axioms) or 'none'}"


def _data(proof: Proof) -> dict[str, Any]:
    return {
        "theorem": proof.name,
        "dimension": proof.header["dimension"],
        "hypotheses": proof.header["hypotheses"],
        "conclusion": proof.header["conclusion"],
        "steps": len(proof.steps),
        "axioms": proof.axioms,
        "lemmas": proof.lemmas,
    }


replay = Command("replay", "Check the proofs of the library again, or a proof file.", _arguments, _run)
