"""Whole numbers on the command line."""

from __future__ import annotations

import argparse
import re


def whole(text: str) -> int:
    """Read a whole number, written in the digits 0 to 9.

    Raises:
        argparse.ArgumentTypeError: anything else.
    """
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text.strip()):
        raise argparse.ArgumentTypeError(f"got {text!r}, expected a whole number such as 3")
    return int(text)
