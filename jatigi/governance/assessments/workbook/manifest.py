"""What a workbook says of itself: round, institution, wording, and each cell as it was handed out; sealed by an HMAC.

The text lies in a hidden sheet, the HMAC there and in a property of the file: office programs keep at least one.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

FORMAT = 1
PROPERTY = "jatigi-workbook"
CHUNK = 30_000  # characters in one cell of the hidden sheet; Excel keeps 32,767
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LENGTH = 12  # hex digits of a fingerprint


class ManifestError(ValueError):
    """The manifest is missing, of another program or version, or was changed."""


@dataclass(frozen=True)
class Manifest:
    """``cells``: indicator code → the fingerprints of :data:`.labels.FIELDS`, in that order. ``frameworks``:
    ``key sha256`` of each version asked, bases first."""

    round: str
    institution: str
    frameworks: tuple[str, ...]
    cells: Mapping[str, Sequence[str]]

    def text(self) -> str:
        """The manifest as it lies in the sheet: one line of JSON."""
        content = {
            "jatigi": "workbook",
            "format": FORMAT,
            "round": self.round,
            "institution": self.institution,
            "frameworks": list(self.frameworks),
            "cells": {code: " ".join(cells) for code, cells in self.cells.items()},
        }
        return json.dumps(content, sort_keys=True, separators=(",", ":"))


def fingerprint(content: object) -> str:
    """The short hash of a cell's content: a text, or the lines of citations.

    ``_x0041_`` counts as the letter that Excel reads in it: LibreOffice saves a text that looks so without its escape.
    """
    canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    canonical = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), canonical)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def seal(text: str) -> str:
    """The HMAC of a manifest's text under the installation's secret."""
    return salted_hmac("jatigi.workbook", text, algorithm="sha256").hexdigest()


def open_sealed(text: str, seals: Sequence[str]) -> Manifest:
    """The manifest, when one of ``seals`` (from the sheet, from the file's property) is right.

    Raises:
        ManifestError: otherwise.
    """
    expected = seal(text)
    if not any(constant_time_compare(one.strip().lower(), expected) for one in seals):
        raise ManifestError("the seal does not fit the text")
    content = json.loads(text)  # what is sealed was written here
    if content.get("format") != FORMAT:
        raise ManifestError("another format")
    return Manifest(
        content["round"],
        content["institution"],
        tuple(content["frameworks"]),
        {code: tuple(cells.split()) for code, cells in content["cells"].items()},
    )
