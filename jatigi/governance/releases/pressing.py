"""The press room: a process without Django that has read its code and fonts, and forks one press per order.

Typst's memory grows with each different document; a press ends with its documents and gives all of it back. The room
itself never prints, so that it stays small and the fork cheap. :mod:`.press` starts the room and hands it, over the
socket on standard input, one connection per order. On that connection the press says its process id on a line, reads
the order as JSON until the end of what comes in, and answers with a line of JSON (the size of each document by name,
or what went wrong) followed by the bytes of the documents.
"""

import base64
import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from jatigi.governance.profiles.edition import Edition
from jatigi.governance.profiles.model import Profile
from jatigi.governance.profiles.render_note import note_of
from jatigi.governance.profiles.render_pdf import RenderingError, fonts, pdf_of
from jatigi.governance.profiles.render_word import word_of

Order = dict[str, Any]
IDLE = 60.0  # seconds without an order after which the room closes


def _pdf(edition: Edition, order: Order) -> bytes:
    return pdf_of(edition, _logos(order))


def _word(edition: Edition, order: Order) -> bytes:
    return word_of(edition, _logos(order))


def _note(edition: Edition, order: Order) -> bytes:
    return note_of(edition)


def _logos(order: Order) -> dict[str, bytes]:
    return {sha256: base64.b64decode(content) for sha256, content in order["logos"].items()}


PRESSES: dict[str, Callable[[Edition, Order], bytes]] = {"pdf": _pdf, "word": _word, "note": _note}


def printed(order: Order) -> dict[str, bytes]:
    """What the order asks for: ``{profile, lang, logos, documents: {name: pdf | word | note}}``.

    Raises:
        RenderingError: a document cannot be set.
    """
    edition = Edition.of(Profile.from_json(order["profile"]), order["lang"])
    return {name: PRESSES[kind](edition, order) for name, kind in order["documents"].items()}


def answer(connection: socket.socket) -> None:
    """Serve one order on the connection."""
    with connection, connection.makefile("rwb") as stream:
        stream.write(b"%d\n" % os.getpid())
        stream.flush()
        try:
            documents = printed(json.loads(stream.read()))
        except RenderingError as error:
            stream.write(json.dumps({"error": str(error)}).encode() + b"\n")
            return
        stream.write(json.dumps({"sizes": {name: len(content) for name, content in documents.items()}}).encode())
        stream.write(b"\n" + b"".join(documents.values()))


def serve(orders: socket.socket) -> None:
    """Fork a press for each connection that comes in, until nobody is left to send one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever is interrupted at the terminal closes the socket
    orders.settimeout(IDLE)
    while True:
        try:
            message, handed, _, _ = socket.recv_fds(orders, 1, 1)
        except TimeoutError:
            message = b""
        _bury()
        if not message:
            return
        if os.fork() == 0:
            orders.close()
            answer(socket.socket(fileno=handed[0]))
            os._exit(0)  # a press has nothing to tidy up: its memory goes with it
        os.close(handed[0])


def _bury() -> None:
    """Take note of the presses that have ended: their time counts as the room's, and nothing is left of them."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


if __name__ == "__main__":
    fonts()  # once, for every press
    serve(socket.socket(fileno=sys.stdin.fileno()))
