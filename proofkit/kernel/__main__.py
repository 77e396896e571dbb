"""`python -S -m proofkit.kernel FILE`: replay a proof file with nothing but the standard library.

Prints what was proved. Exit code 0 if the whole file checks, 1 if it is refused, 2 if it cannot be read.
"""

import sys

from .replay import Refused, replay_file


def main(arguments):
    if len(arguments) != 1:
        print("usage: python -S -m proofkit.kernel FILE", file=sys.stderr)
        return 2
    try:
        proofs = replay_file(arguments[0])
    except (OSError, UnicodeDecodeError) as error:
        print(f"cannot read {arguments[0]}: {error}", file=sys.stderr)
        return 2
    except Refused as error:
        print(f"REFUSED {error}", file=sys.stderr)
        return 1
    for proof in proofs:
        print(f"proved {proof.name} (dimension {proof.header['dimension']}, {len(proof.steps)} steps)")
        for label, text in [*proof.header["hypotheses"].items(), ("conclusion", proof.header["conclusion"])]:
            print(f"    {label}: {text}")
        print(f"    axioms: {', '.join(proof.axioms) or 'none'}; lemmas: {', '.join(proof.lemmas) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
