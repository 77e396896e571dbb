"""`proofkit replay FILE`: check a proof file with the kernel, as `python -S -m proofkit.kernel FILE` does."""

from __future__ import annotations

import argparse

from ..command import Command, Outcome
from ..errors import BadInput
from ..kernel import Refused, replay_file
from ..verdict import Verdict


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="JSON lines, as `proofkit export NAME --to json` writes them")


def _run(wanted: argparse.Namespace) -> Outcome:
    try:
        proofs = replay_file(wanted.file)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("proof file", wanted.file, f"a file that can be read ({error})") from None
    except Refused as error:
        return Outcome({"verdict": Verdict.REFUTED, "reason": str(error)}, f"REFUSED {error}", Verdict.REFUTED)
    data = [
        {
            "theorem": proof.name,
            "dimension": proof.header["dimension"],
            "hypotheses": proof.header["hypotheses"],
            "conclusion": proof.header["conclusion"],
            "steps": len(proof.steps),
            "axioms": proof.axioms,
            "lemmas": proof.lemmas,
        }
        for proof in proofs
    ]
    lines = [f"proved {p.name}: {len(p.steps)} steps, axioms: {', '.join(p.axioms) or 'none'}" for p in proofs]
    return Outcome({"verdict": Verdict.HOLDS, "proofs": data}, "\n".join(lines))


replay = Command("replay", "Check a proof file again.", _arguments, _run)
