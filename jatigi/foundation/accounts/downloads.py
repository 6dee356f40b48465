"""Handing out stored files. Restricted ones only to those who read internal evidence in the file's jurisdiction."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.module_loading import import_string

from jatigi.foundation.accounts.access import Visitor, may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.files.queries import read_file

#: Says who may open a file that a package keeps for a purpose of its own; None for a file that is none of its own.
FileGuard = Callable[[Visitor, StoredFile], bool | None]


def file_for(user: Visitor, pk: UUID) -> StoredFile:
    """A stored file the person may read.

    Raises:
        Http404: not there, or not the person's.
    """
    stored = StoredFile.objects.filter(pk=pk).first()
    if stored is None:
        raise Http404
    permission = "evidence.read_internal" if stored.restricted else "instrument.view"
    allowed = [answer for guard in _guards() if (answer := guard(user, stored)) is not None]
    if not (all(allowed) if allowed else may(user, permission, stored.jurisdiction_id)):
        raise Http404
    return stored


def _guards() -> Sequence[FileGuard]:
    guards: Sequence[FileGuard] = import_string(settings.FILE_GUARDS)
    return guards


@requires("instrument.view")
def download(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file as it was kept, always saved and never shown in place: a document may carry what a page would run."""
    stored = file_for(request.user, pk)
    answer = HttpResponse(read_file(stored), content_type=stored.media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
