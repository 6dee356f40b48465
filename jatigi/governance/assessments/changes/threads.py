"""Threads of review."""

from django.utils import timezone

from jatigi.foundation import audit
from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments import access, guards, wording
from jatigi.governance.assessments.errors import refused
from jatigi.governance.assessments.models import Coding, Message, Thread
from jatigi.governance.assessments.rules.rounds import WORKING_STATES


def comment(coding: Coding, *, by: User, text: str, thread: Thread | None = None) -> Message:
    """Say something on a coding: opens a thread, or goes on with ``thread``.

    Raises:
        Refused: ``thread.empty``, ``thread.resolved``, ``thread.elsewhere``, ``coding.not_now``, ``coding.not_own``
        (a
            contributor on somebody else's), ``not_your_role``.
    """
    if not text.strip():
        raise refused("thread.empty")
    with audit.entry("coding.comment", by=by, many=[coding]) as record:
        _check(coding, by)
        now = timezone.now()
        if thread is None:
            thread = Thread.objects.create(coding=coding, opened_at=now)
        else:
            thread.refresh_from_db()
        if thread.coding_id != coding.pk:
            raise refused("thread.elsewhere")
        if thread.resolved_at is not None:
            raise refused("thread.resolved")
        message = Message.objects.create(thread=thread, author=by, text=text.strip(), written_at=now)
        record.objects += [f"thread {thread.pk}", f"message {message.pk}"]
    return message


def resolve_thread(thread: Thread, *, by: User) -> None:
    """Close a thread: a reviewer who is not the coding's author, or whoever opened it.

    Raises:
        Refused: ``thread.resolved`` when someone else did, ``thread.not_yours``, ``coding.not_now``.
    """
    with audit.entry("thread.resolve", by=by, many=[thread]):
        _check(thread.coding, by)
        thread.refresh_from_db(fields=["resolved_at"])
        if thread.resolved_at is not None:
            raise refused("thread.resolved")
        opened_by = Message.objects.filter(thread=thread).values_list("author", flat=True).first()
        reviewer = may(by, "coding.review", thread.coding.round.jurisdiction_id)
        if opened_by != by.pk and (not reviewer or thread.coding.assessor_id == by.pk):
            raise refused("thread.not_yours")
        thread.resolved_at, thread.resolved_by = timezone.now(), by
        thread.save(update_fields=["resolved_at", "resolved_by"])


def _check(coding: Coding, by: User) -> None:
    round = guards.locked(coding.round_id)
    guards.check_role(by, "coding.comment", round)
    if round.state not in WORKING_STATES:
        raise refused(
            "coding.not_now", state=wording.CODING_STATES[coding.state], stage=wording.ROUND_STATES[round.state]
        )
    kept = access.is_kept_to_institution(by, round.jurisdiction_id, "coding.comment")
    if kept and coding.assessor_id != by.pk:
        raise refused("coding.not_own")
