"""The documents of a release, printed by processes of their own: one press per language, all at the same time.

The presses are forks of one press room (:mod:`.pressing`), which is started at the first order, stays for a minute
and serves whatever this process has to print until then: a preview or a second release does not wait for it again.
"""

import atexit
import base64
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

import jatigi
from jatigi.governance.profiles.model import Profile

PATIENCE = 300  # seconds for one language; a release of a hundred indicators takes one or two


class PressError(RuntimeError):
    """A document could not be printed. The message is what the press said."""


class Press:
    """Presses at work, one per language. Their room opens when it is made and reads its fonts while the round is read;
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
        self._hands = ThreadPoolExecutor(max_workers=max(1, len(self._wanted)))
        self._coming: list[Future[dict[str, bytes]]] = []
        self._pids: set[int] = set()
        _ROOM.open()

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
            self._coming.append(self._hands.submit(self._print, written))

    def printed(self) -> dict[str, bytes]:
        """Every document by its name.

        Raises:
            PressError: when a press failed or took too long.
        """
        found: dict[str, bytes] = {}
        for answer in self._coming:
            found |= answer.result()
        return found

    def _print(self, order: bytes) -> dict[str, bytes]:
        try:
            # A room that has been idle may close just as the order is handed to it; the second one is new.
            return self._asked(order, _ROOM.connect()) or self._asked(order, _ROOM.connect(anew=True)) or _lost()
        except TimeoutError as error:
            raise PressError(f"a document was not printed within {PATIENCE} seconds") from error
        except OSError as error:
            raise PressError(f"the press ended without an answer ({error.strerror or error})") from error

    def _asked(self, order: bytes, connection: socket.socket) -> dict[str, bytes] | None:
        """The documents; None where no press took the order."""
        with connection, connection.makefile("rb") as stream:
            said = stream.readline()
            if not said:
                return None
            self._pids.add(pid := int(said))
            connection.sendall(order)
            connection.shutdown(socket.SHUT_WR)
            documents = _read(stream.readline(), stream.read())
            self._pids.discard(pid)
            return documents

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pid in self._pids:  # only what did not answer: nobody waits for it any more
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._hands.shutdown()


def documents_of(lang: str, lead: str) -> dict[str, str]:
    """The documents of a language: name → kind. The note for a minister's office is in the lead language."""
    documents = {f"profile.{lang}.pdf": "pdf", f"profile.{lang}.docx": "word"}
    return documents | ({f"note.{lang}.docx": "note"} if lang == lead else {})


def _lost() -> NoReturn:
    raise PressError("the press room closed before it took the order")


def _read(head: bytes, rest: bytes) -> dict[str, bytes]:
    if not head:
        raise PressError("the press ended without an answer")
    said = json.loads(head)
    if "error" in said:
        raise PressError(said["error"])
    found: dict[str, bytes] = {}
    for name, size in said["sizes"].items():
        found[name], rest = rest[:size], rest[size:]
    return found


class _Room:
    """The press room of this process: at most one, opened when wanted. It closes with the process, however that ends,
    since its orders come over a socket whose other end then closes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owner = 0  # the process that opened it: a fork of ours opens its own
        self._orders: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        """See that there is a room; it prepares itself while the caller goes on."""
        with self._lock:
            self._opened()

    def connect(self, *, anew: bool = False) -> socket.socket:
        """A connection to a new press; ``anew`` opens another room first."""
        with self._lock:
            orders = self._opened(anew=anew)
            ours, theirs = socket.socketpair()
            ours.settimeout(PATIENCE)
            with theirs, contextlib.suppress(BrokenPipeError):  # a room that is gone: no press will say its number
                socket.send_fds(orders, [b"o"], [theirs.fileno()])
            return ours

    def close(self) -> None:
        """Close the room; presses at work finish what they have begun."""
        if self._orders is not None and self._owner == os.getpid():
            self._orders.close()
        if self._process is not None and self._owner == os.getpid():
            self._process.wait()
        self._orders = self._process = None

    def _opened(self, *, anew: bool = False) -> socket.socket:
        gone = self._process is None or self._owner != os.getpid() or self._process.poll() is not None
        if anew or gone or self._orders is None:
            self.close()
            self._owner = os.getpid()
            self._orders, self._process = _start()
        return self._orders


def _start() -> "tuple[socket.socket, subprocess.Popen[bytes]]":
    root = str(Path(jatigi.__file__).parent.parent)
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", "jatigi.governance.releases.pressing"],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
    return ours, process


_ROOM = _Room()
atexit.register(_ROOM.close)
