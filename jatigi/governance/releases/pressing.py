"""A press: reads one order on standard input, writes documents on standard output, and ends. Started by :mod:`.press`.

A process of its own, without Django: Typst's memory grows with each different document, and two languages print at
once. Order and answer are JSON; the answer is followed by the bytes of the documents one after another.
"""

import base64
import json
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from jatigi.governance.profiles.model import Profile
from jatigi.governance.profiles.render_note import render_note
from jatigi.governance.profiles.render_pdf import RenderingError, fonts, render_pdf
from jatigi.governance.profiles.render_word import render_word

Order = dict[str, Any]


def _pdf(profile: Profile, order: Order) -> bytes:
    return render_pdf(profile, order["lang"], _logos(order))


def _word(profile: Profile, order: Order) -> bytes:
    return render_word(profile, order["lang"], _logos(order))


def _note(profile: Profile, order: Order) -> bytes:
    return render_note(profile, order["lang"])


def _logos(order: Order) -> dict[str, bytes]:
    return {sha256: base64.b64decode(content) for sha256, content in order["logos"].items()}


PRESSES: dict[str, Callable[[Profile, Order], bytes]] = {"pdf": _pdf, "word": _word, "note": _note}


def main(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Print what the order asks for: ``{profile, lang, logos, documents: {name: pdf | word | note}}``."""
    order: Order = json.load(incoming)
    profile = Profile.from_json(order["profile"])
    printed = {name: PRESSES[kind](profile, order) for name, kind in order["documents"].items()}
    outgoing.write(json.dumps({name: len(content) for name, content in printed.items()}).encode() + b"\n")
    for content in printed.values():
        outgoing.write(content)
    outgoing.flush()


if __name__ == "__main__":
    try:
        fonts()  # while the round is still being read
        main(sys.stdin.buffer, sys.stdout.buffer)
    except RenderingError as error:
        sys.exit(str(error))
