"""What every page of a consultation needs: the person, the ways through, and how a refusal is told."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.web.templatetags.jatigi import address
from jatigi.governance.consultations import access
from jatigi.governance.consultations.errors import Refused
from jatigi.governance.consultations.models import Consultation


@dataclass(frozen=True)
class Way:
    """One item of a consultation's navigation; ``exact``: only marked on that very page."""

    href: str
    label: str
    exact: bool = False


#: path under the consultation, label, the permission it needs ("" for whoever sees the consultation)
WAYS: tuple[tuple[str, Promise, str], ...] = (
    ("programme/", pgettext_lazy("navigation", "Programme"), ""),
    ("attendees/", pgettext_lazy("navigation", "Institutions"), "consultation.record"),
    ("points/", pgettext_lazy("navigation", "Points"), ""),
    ("positions/", pgettext_lazy("navigation", "Positions"), "position.take"),
    ("record/", pgettext_lazy("navigation", "Record"), "consultation.record"),
    ("draft/", pgettext_lazy("navigation", "Draft"), ""),
    ("remarks/", pgettext_lazy("navigation", "Remarks"), ""),
    ("matrix/", pgettext_lazy("navigation", "Answers given"), ""),
    ("minutes/", pgettext_lazy("navigation", "Minutes"), ""),
)


def me(request: HttpRequest) -> User:
    """The person who is signed in."""
    assert isinstance(request.user, User)  # `requires` lets nobody else through
    return request.user


def ways_of(user: User, consultation: Consultation) -> list[Way]:
    """The pages of the consultation that the person may open."""
    start = f"desk/consultations/{consultation.pk}/"
    ways = [Way(address(start), pgettext("navigation", "Consultation"), exact=True)]
    for path, label, permission in WAYS:
        href = address(start + path)
        if is_valid_path(href) and (not permission or may(user, permission, consultation.jurisdiction_id)):
            ways.append(Way(href, str(label)))
    return ways


def page(
    request: HttpRequest, template: str, consultation: Consultation, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A page of a consultation: ``consultation``, ``ways``, what the person may do, and what the page adds."""
    user, place = me(request), consultation.jurisdiction_id
    context = {
        "consultation": consultation,
        "ways": ways_of(user, consultation),
        "may_write": may(user, "consultation.write", place),
        "may_record": may(user, "consultation.record", place),
        "may_answer": may(user, "disposition.write", place),
        "sees_everyone": access.sees_everyone(user, consultation),
        **more,
    }
    return render(request, f"consultations/{template}", context, status=status)


def told(refusal: Refused) -> str:
    """A refusal as a person reads it: what is wrong, what to do."""
    return f"{refusal} {refusal.advice}"


def tell(request: HttpRequest, refusal: Refused) -> None:
    """Show a refusal at the top of the next page."""
    messages.error(request, told(refusal))


def done(request: HttpRequest, text: str) -> None:
    """Say what was just done, at the top of the next page."""
    messages.success(request, text)


def kept_letter(
    request: HttpRequest, consultation: Consultation, upload: "UploadedFile[bytes] | None"
) -> StoredFile | None:
    """A letter that was sent along, kept encrypted; None where there is none.

    Raises:
        DocumentError: the file is not taken in.
    """
    if upload is None:
        return None
    return store_file(
        upload.read(),
        name=upload.name or "",
        jurisdiction=consultation.jurisdiction,
        restricted=True,
        by=me(request),
    )


def unfit_words(unfit: DocumentError) -> str:
    """Why a file is not taken in, in one line under its field."""
    return "; ".join(f"{one.found}. {one.advice}" for one in unfit.problems)
