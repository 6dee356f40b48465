"""The documents of a release, printed by processes of their own: one press per language, all at the same time."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import jatigi
from jatigi.governance.profiles.model import Profile

PATIENCE = 300  # seconds for one language; a release of a hundred indicators takes one or two


class PressError(RuntimeError):
    """A document could not be printed. The message is what the press said."""


class Press:
    """Presses at work, one per language. They start when it is made and load their fonts while the round is read;
    ``order`` gives them the profile, ``printed`` waits for the documents.

    >>> with Press(["fr", "en"]) as press:  # doctest: +SKIP
    ...     press.order(profile)
    ...     documents = press.printed()
    """

    def __init__(self, languages: Sequence[str], *, only: str = "") -> None:
        """``only`` names one document to print alone (``profile.fr.pdf``), for a preview."""
        wanted = {
            lang: {name: kind for name, kind in documents_of(lang, languages[0]).items() if only in ("", name)}
            for lang in languages
        }
        self._wanted = {lang: documents for lang, documents in wanted.items() if documents}
        self._presses = {lang: _start() for lang in self._wanted}
        self._hands = ThreadPoolExecutor(max_workers=max(1, len(self._wanted)))
        self._coming: list[Future[dict[str, bytes]]] = []

    @property
    def ordered(self) -> bool:
        """Whether the presses have their order."""
        return bool(self._coming)

    def order(self, profile: Profile, logos: Mapping[str, bytes] | None = None) -> None:
        """Let them print this profile."""
        order: dict[str, Any] = {
            "profile": profile.to_json(),
            "logos": {sha256: base64.b64encode(content).decode() for sha256, content in (logos or {}).items()},
        }
        for lang, documents in self._wanted.items():
            written = json.dumps(order | {"lang": lang, "documents": documents}).encode()
            # A thread hands the order over and takes the answer, so that nobody waits for a full pipe.
            self._coming.append(self._hands.submit(_answer, self._presses[lang], written))

    def printed(self) -> dict[str, bytes]:
        """Every document by its name.

        Raises:
            PressError: when a press failed or took too long.
        """
        found: dict[str, bytes] = {}
        for answer in self._coming:
            found |= answer.result()
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for press in self._presses.values():
            if press.poll() is None:
                press.kill()
        self._hands.shutdown()
        for press in self._presses.values():
            for stream in (press.stdin, press.stdout, press.stderr):
                if stream is not None and not stream.closed:
                    stream.close()
            press.wait()


def documents_of(lang: str, lead: str) -> dict[str, str]:
    """The documents of a language: name → kind. The note for a minister's office is in the lead language."""
    documents = {f"profile.{lang}.pdf": "pdf", f"profile.{lang}.docx": "word"}
    return documents | ({f"note.{lang}.docx": "note"} if lang == lead else {})


def _start() -> "subprocess.Popen[bytes]":
    root = str(Path(jatigi.__file__).parent.parent)
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    return subprocess.Popen(
        [sys.executable, "-m", "jatigi.governance.releases.pressing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )


def _answer(press: "subprocess.Popen[bytes]", order: bytes) -> dict[str, bytes]:
    try:
        answer, said = press.communicate(order, timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise PressError(f"a document was not printed within {PATIENCE} seconds") from error
    if press.returncode != 0:
        raise PressError(said.decode("utf-8", "replace").strip() or f"the press ended with {press.returncode}")
    head, _, rest = answer.partition(b"\n")
    found: dict[str, bytes] = {}
    for name, size in json.loads(head).items():
        found[name], rest = rest[:size], rest[size:]
    return found
