"""A certificate with its function as JSON text, addressed by its content, and back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .. import discovery
from ..certificate import Certificate
from ..conditions.critical_points import CriticalPoint
from ..conditions.global_minimum import Minimisers
from ..environment import versions
from ..errors import BadInput
from ..interval.leaves import Leaves
from ..interval.sets import bounding_box, condition_of
from ..landscape import Landscape
from ..region import Region
from ..verdict import Verdict
from .encoded import number, number_text, optional, point, point_data, region, region_data, value, value_data
from .function import function, function_data

FORMAT = 1
LONGEST = 2**25  #: characters of a file that is read
_KEYS = (
    "certificate", "library", "function", "condition", "region", "center", "step", "tolerance", "claim", "verdict",
    "lower", "upper", "witness", "method", "boxes", "open", "data", "sha256",
)  # fmt: skip


@dataclass(frozen=True)
class Filed:
    """What a certificate file holds.

    Args:
        certificate: the certificate (the time it took is not kept).
        landscape: its function, built anew.
        digest: SHA-256 of the content, in hexadecimal.
        intact: whether the file states that digest; if not, it was changed after it was written.
    """

    certificate: Certificate
    landscape: Landscape
    digest: str
    intact: bool


def certificate_text(certificate: Certificate, landscape: Landscape) -> str:
    """Return a certificate of a function as the text of a file.

    Raises:
        BadInput: the function or a finding cannot be written.
    """
    root = bounding_box(certificate.region)
    data = {
        "certificate": FORMAT,
        "library": f"proofkit {versions().get('gradient-proofkit', 'not installed')}",
        "function": function_data(landscape),
        "condition": certificate.condition,
        "region": region_data(certificate.region),
        "center": optional(certificate.center, point_data),
        "step": optional(certificate.step, number_text),
        "tolerance": optional(certificate.tolerance, number_text),
        "claim": optional(certificate.claim, number_text),
        "verdict": certificate.verdict.value,
        "lower": optional(certificate.lower, number_text),
        "upper": optional(certificate.upper, number_text),
        "witness": optional(certificate.witness, point_data),
        "method": certificate.method,
        "boxes": certificate.boxes,
        "open": certificate.open_,
        "data": {key: value_data(item, root) for key, item in certificate.data.items()},
    }
    return json.dumps({**data, "sha256": digest_of(data)}, indent=1, ensure_ascii=False) + "\n"


def digest_of(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a certificate's content: of all of it but what states the digest, without layout."""
    content = {key: item for key, item in data.items() if key != "sha256"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def is_certificate(text: str) -> bool:
    """Return whether a file's text is meant to be a certificate's, not a proof's."""
    start = text[:4096]
    return bool(re.search(r'"certificate"\s*:', start)) and not re.match(r'\s*\{\s*"theorem"', start)


def read_certificate(text: str) -> Filed:
    """Return what a certificate file holds; nothing of it is believed yet: `recheck` is for that.

    Raises:
        BadInput: malformed text, or another function than the one that was written.
    """
    data = _json(text)
    if data.get("certificate") != FORMAT or set(data) != set(_KEYS):
        odd = sorted({*data} ^ {*_KEYS}) or [f"format {data.get('certificate')}"]
        raise BadInput("certificate file", ", ".join(map(str, odd))[:60], f"format {FORMAT} with the keys of it")
    try:
        landscape = function(data["function"])
        found = _certificate(data, landscape)
    except RecursionError:
        raise BadInput("certificate file", "deeply nested data", "regions and formulas of moderate depth") from None
    digest = digest_of(data)
    return Filed(found, landscape, digest, digest == data["sha256"])


def _json(text: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise BadInput("certificate file", f"{len(text)} characters", f"at most {LONGEST}")
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_refused, parse_float=_refused)
    except (ValueError, RecursionError) as error:
        raise BadInput("certificate file", text[:20], f"JSON ({' '.join(str(error).split())[:80]})") from None
    if not isinstance(data, dict):
        raise BadInput("certificate file", text[:20], "a JSON object")
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key that stands twice")
    return dict(pairs)


def _refused(text: str) -> Any:
    raise ValueError(f"{text}: numbers are written as text")


def _certificate(data: Mapping[str, Any], landscape: Landscape) -> Certificate:
    where: Region = region(data["region"])
    condition_of(where, landscape.variables)  # the dimension
    root = bounding_box(where)
    if not isinstance(data["data"], dict):
        raise BadInput("data in the file", str(data["data"])[:60], "an object")
    for name in ("condition", "method", "open", "verdict"):
        if not isinstance(data[name], str):
            raise BadInput(f"{name} in the file", str(data[name])[:60], "text")
    if data["verdict"] not in {verdict.value for verdict in Verdict}:
        raise BadInput("verdict in the file", data["verdict"][:60], "holds, refuted or undecided")
    kind = "class" if data["condition"] in discovery.names("class") else "condition"
    discovery.load(kind, data["condition"])
    found = Certificate(
        data["condition"],
        landscape.name,
        where,
        Verdict(data["verdict"]),
        lower=optional(data["lower"], number),
        upper=optional(data["upper"], number),
        claim=optional(data["claim"], number),
        center=optional(data["center"], point),
        witness=optional(data["witness"], point),
        method=data["method"],
        boxes=_count(data["boxes"]),
        open_=data["open"],
        data={key: value(item, root) for key, item in data["data"].items()},
        step=optional(data["step"], number),
        tolerance=optional(data["tolerance"], number),
    )
    _check_findings(found, landscape.dimension)
    return found


def _count(data: object) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or data < 0:
        raise BadInput("boxes in the file", data, "a whole number")
    return data


def _check_findings(found: Certificate, dimension: int) -> None:
    """Refuse points of another dimension, and findings that are not of their kind."""
    for name, item in {"center": found.center, "witness": found.witness, **found.data}.items():
        if name in _SHAPES and item is not None and not _SHAPES[name](item, dimension):
            raise BadInput(f"{name} in the file", str(item)[:60], f"what a certificate in dimension {dimension} holds")


def _is_point(item: object, dimension: int) -> bool:
    return isinstance(item, tuple) and len(item) == dimension and all(isinstance(x, Fraction) for x in item)


def _is_proof(item: object) -> bool:
    return (
        isinstance(item, tuple)
        and len(item) == 2
        and isinstance(item[1], list)
        and all(isinstance(x, Fraction) for x in (item[0], *item[1]))
    )


def _are_points(item: object, d: int) -> bool:
    if isinstance(item, list):
        return all(isinstance(name, str) for name in item)
    return isinstance(item, tuple) and all(isinstance(p, CriticalPoint) and len(p.point) == d for p in item)


def _are_places(item: object, d: int) -> bool:
    return isinstance(item, tuple) and all(isinstance(p, Minimisers) and len(p.sides) == d for p in item)


#: name of a finding → whether a value is one, in a dimension
_SHAPES: dict[str, Callable[[Any, int], bool]] = {
    **dict.fromkeys(("center", "witness", "near", "direction"), _is_point),
    "pair": lambda item, d: isinstance(item, tuple) and len(item) == 2 and all(_is_point(p, d) for p in item),
    "points": _are_points,
    "minimisers": _are_places,
    "leaves": lambda item, d: item is False or isinstance(item, Leaves),
    "proofs": lambda item, d: isinstance(item, list) and all(map(_is_proof, item)),
    "fails_on": lambda item, d: isinstance(item, list) and all(isinstance(words, str) for words in item),
    "L1": lambda item, d: isinstance(item, Fraction),
}
