"""Handing out stored files. Restricted ones only to those who read internal evidence in the file's jurisdiction."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from jatigi.foundation.accounts.access import Visitor, may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.files.queries import read_file


def file_for(user: Visitor, pk: UUID) -> StoredFile:
    """A stored file the person may read.

    Raises:
        Http404: not there, or not the person's.
    """
    stored = StoredFile.objects.filter(pk=pk).first()
    if stored is None:
        raise Http404
    permission = "evidence.read_internal" if stored.restricted else "instrument.view"
    if not may(user, permission, stored.jurisdiction_id):
        raise Http404
    return stored


@requires("instrument.view")
def download(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file as it was kept, always saved and never shown in place: a document may carry what a page would run."""
    stored = file_for(request.user, pk)
    answer = HttpResponse(read_file(stored), content_type=stored.media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, stored.name) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
