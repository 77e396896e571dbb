"""`proofkit replay`: all proofs, a proof file as `python -S -m proofkit.kernel FILE` does, or a certificate file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..command import Command, Outcome
from ..errors import BadInput
from ..kernel import Proof, Refused
from ..kernel import replay as replay_proofs
from ..verdict import Verdict


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="a proof (`proofkit export … --to json`) or a certificate (`proofkit certify … -o`); none: all proofs",
    )
    parser.add_argument("--budget", metavar="SECONDS", default="60", help="time for a certificate (default 60)")
    parser.add_argument(
        "--renew",
        nargs="*",
        metavar="NAME",
        help="derive these lemmas, implications and theorems (none: all) anew, and keep their proofs as files",
    )


def _run(wanted: argparse.Namespace) -> Outcome:
    if wanted.renew is not None:
        return _renewed(wanted)
    if wanted.file is None:
        return _library()
    try:
        text = Path(wanted.file).read_text("utf-8")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise BadInput("proof file", wanted.file, f"a file that can be read ({error})") from None
    return _file(text, wanted.budget)


def _file(text: str, budget: str) -> Outcome:
    """A proof, replayed; or a certificate, looked at again by other means than those that made it."""
    from ..certificates.file import is_certificate, read_certificate
    from ..referee.second_look import second_look
    from ._subject import read_budget

    seconds = read_budget(budget)
    if not is_certificate(text):
        return _proofs(text)
    filed = read_certificate(text)
    found, about = filed.certificate, filed.certificate
    second = second_look(found, filed.landscape, seconds)
    changed = "" if filed.intact else "the file was changed after it was written: its content does not fit its hash"
    said = f"{about.condition} of {filed.landscape.formula} on {about.region}, filed as {about.verdict.value}"
    data = {"verdict": second.verdict, "certificate": filed.digest, "intact": filed.intact, "looked_at": second.words}
    lines = [f"{second.verdict.value}: {second.words}", said, changed]
    return Outcome(data, "\n".join(filter(None, lines)), second.verdict)


def _proofs(text: str) -> Outcome:
    try:
        proofs = replay_proofs(text.split("\n"))
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


replay = Command(
    "replay", "Check the proofs of the library again, or a file: a proof or a certificate.", _arguments, _run
)
