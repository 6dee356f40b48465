"""Threads of review."""

from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments.models import Coding, Message, Thread


def comment(coding: Coding, *, by: User, text: str, thread: Thread | None = None) -> Message:
    """Say something on a coding: opens a thread, or goes on with ``thread``.

    Raises:
        Refused: ``thread.empty``, ``thread.resolved``, ``thread.elsewhere``.
    """
    raise NotImplementedError


def resolve_thread(thread: Thread, *, by: User) -> None:
    """Close a thread.

    Raises:
        Refused: ``thread.resolved`` when someone else did.
    """
    raise NotImplementedError
