"""Reminders by mail: one letter for each person, with everything that is due of them. What was sent is recorded in the
same transaction, so that nothing is sent twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.foundation.text.dates import written
from jatigi.foundation.text.rules import typeset
from jatigi.governance.followup.models import Reminder
from jatigi.governance.followup.queries.reminders import Due
from jatigi.governance.followup.rules.duties import LATE


@dataclass(frozen=True)
class Line:
    """One report that is due, as the letter tells it."""

    title: str
    plan: str
    day: str
    address: str


def remind(person: User, dues: Sequence[Due]) -> int:
    """Send a person one letter with everything that is due of them; how many reports it names. 0 where another run has
    sent it meanwhile.

    Raises:
        OSError: the mail server cannot be reached, or does not take the letter (``smtplib.SMTPException``). Nothing is
            recorded then: the next run sends it.
    """
    try:
        with audit.entry("progress.remind", by=None, kind=Reminder._meta.label, person=str(person.public_id)) as record:
            now = timezone.now()
            Reminder.objects.bulk_create(
                Reminder(action=one.action, due=one.due, kind=one.kind, person=person, sent_at=now) for one in dues
            )
            record.objects += [str(one.action.pk) for one in dues]
            letter(person, dues).send()
    except IntegrityError:
        return 0
    return len(dues)


def letter(person: User, dues: Sequence[Due]) -> EmailMessage:
    """The letter in the person's language."""
    lang = person.language or settings.LANGUAGE_CODE.split("-")[0]
    late = [one for one in dues if one.kind == LATE]
    with override(lang):
        said = ngettext("%(number)s report is due", "%(number)s reports are due", len(dues)) % {"number": len(dues)}
        context = {
            "name": person.name,
            "late": [_line(one, lang) for one in late],
            "soon": [_line(one, lang) for one in dues if one.kind != LATE],
            "home": _address(reverse("progress")),
        }
        body = render_to_string("followup/mail/reminder.txt", context)
        subject = f"{settings.EMAIL_SUBJECT_PREFIX}{said}"
        if late:
            subject += gettext(", %(number)s of them late") % {"number": len(late)}
    return EmailMessage(subject=subject, body=typeset(body, lang), to=[person.email])


def _line(one: Due, lang: str) -> Line:
    title, plan = one.action.title.text(lang), one.action.plan.title.text(lang)
    return Line(title, plan, written(one.due, lang), _address(reverse("report_progress", args=[one.action.pk])))


def _address(path: str) -> str:
    """The whole address where the installation knows its own (``JATIGI_ORIGINS``), else the path."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0].rstrip('/')}{path}" if origins else path
