"""The documents of a release, printed by processes of their own: one press per language, all at the same time."""

import base64
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import jatigi
from jatigi.governance.profiles.model import Profile

PATIENCE = 300  # seconds for one language; a release of a hundred indicators takes one or two


class PressError(RuntimeError):
    """A document could not be printed. The message is what the press said."""


class Press:
    """Presses at work. Ordered when made, so that the rest of a release is written meanwhile; ``printed`` waits.

    >>> with Press(profile, ["fr", "en"]) as press:  # doctest: +SKIP
    ...     documents = press.printed()
    """

    def __init__(
        self,
        profile: Profile,
        languages: Sequence[str],
        *,
        logos: Mapping[str, bytes] | None = None,
        only: str = "",
    ) -> None:
        """``only`` names one document to print alone (``profile.fr.pdf``), for a preview."""
        self._presses: list[subprocess.Popen[bytes]] = []
        order: dict[str, Any] = {
            "profile": profile.to_json(),
            "logos": {sha256: base64.b64encode(content).decode() for sha256, content in (logos or {}).items()},
        }
        for lang in languages:
            documents = {name: kind for name, kind in documents_of(lang, languages[0]).items() if only in ("", name)}
            if documents:
                self._presses.append(_start(json.dumps(order | {"lang": lang, "documents": documents}).encode()))

    def printed(self) -> dict[str, bytes]:
        """Every document by its name.

        Raises:
            PressError: when a press failed or took too long.
        """
        found: dict[str, bytes] = {}
        for press in self._presses:
            found |= _answer(press)
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for press in self._presses:
            if press.poll() is None:
                press.kill()
            press.communicate()


def documents_of(lang: str, lead: str) -> dict[str, str]:
    """The documents of a language: name → kind. The note for a minister's office is in the lead language."""
    documents = {f"profile.{lang}.pdf": "pdf", f"profile.{lang}.docx": "word"}
    return documents | ({f"note.{lang}.docx": "note"} if lang == lead else {})


def _start(order: bytes) -> "subprocess.Popen[bytes]":
    root = str(Path(jatigi.__file__).parent.parent)
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    # A file, not a pipe: the press begins at once, and nobody waits until it has read its order.
    with tempfile.TemporaryFile() as incoming:
        incoming.write(order)
        incoming.seek(0)
        return subprocess.Popen(
            [sys.executable, "-m", "jatigi.governance.releases.pressing"],
            stdin=incoming,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )


def _answer(press: "subprocess.Popen[bytes]") -> dict[str, bytes]:
    try:
        answer, said = press.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise PressError(f"a document was not printed within {PATIENCE} seconds") from error
    if press.returncode != 0:
        raise PressError(said.decode("utf-8", "replace").strip() or f"the press ended with {press.returncode}")
    head, _, rest = answer.partition(b"\n")
    found: dict[str, bytes] = {}
    for name, size in json.loads(head).items():
        found[name], rest = rest[:size], rest[size:]
    return found
