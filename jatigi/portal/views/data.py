"""Open data: releases, their files, and how to check them."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from jatigi.foundation.accounts.access_rules import public
from jatigi.portal.caching import page, refuse_nul
from jatigi.portal.models import PublishedFile, PublishedRelease
from jatigi.portal.queries import files
from jatigi.portal.queries.releases import all_releases, latest_of, release_of

FOREVER = "public, max-age=31536000, immutable"


@page
def index(request: HttpRequest) -> HttpResponse:
    """What is published, how fresh it is, under which licence, and how to check it."""
    shown = all_releases(request.GET.get("page"))
    licences = {one.licence: one for one in shown if one.licence}
    return render(request, "portal/data.html", {"releases": shown, "licences": licences.values()})


@page
def releases(request: HttpRequest) -> HttpResponse:
    """The list of releases stands on the page about the data."""
    return HttpResponseRedirect(reverse("portal:data"))


@page
def release(request: HttpRequest, release_id: str) -> HttpResponse:
    """One release for ever: its files with size and hash, and how to check its seal."""
    return render(request, "portal/release.html", {"found": release_of(release_id)})


@page
def latest(request: HttpRequest, code: str, name: str = "") -> HttpResponse:
    """To the newest release of a round (``MLI-2021``) or of a country (``MLI``), or to a file in it."""
    found = latest_of(code)
    if name:
        return HttpResponseRedirect(reverse("portal:file", args=[found.pk, name.replace("{id}", found.pk)]))
    return HttpResponseRedirect(reverse("portal:release", args=[found.pk]))


@public
def file(request: HttpRequest, release_id: str, name: str) -> HttpResponseBase:
    """A file of a release, its name opening with the release's, so that the origin goes with it.

    Only names that the manifest holds are looked up; the path on the disk comes from the index, never from the
    address. A release never changes: what was fetched once is kept for ever.
    """
    refuse_nul(request)
    row = PublishedFile.objects.select_related("release").filter(release_id=release_id, name=name).first()
    if row is None:
        if name == "release.pub":
            return _key(release_id)
        raise Http404("no such file")
    path = path_of(row)
    if not path.is_file():
        raise Http404("no such file")
    etag = quote_etag(row.sha256)
    kept = get_conditional_response(request, etag=etag)
    if isinstance(kept, HttpResponse):
        kept.headers["Cache-Control"] = FOREVER
        return kept
    shown = name.endswith(".pdf")
    response = FileResponse(
        path.open("rb"), as_attachment=not shown, filename=file_name(row), content_type=files.content_type(name)
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = FOREVER
    return response


def _key(release_id: str) -> HttpResponse:
    """The public key of the seal, where the installation offers it."""
    row = PublishedRelease.objects.filter(pk=release_id).exclude(public_key="").only("public_key", "key_id").first()
    if row is None:
        raise Http404("no such file")
    return HttpResponse(
        row.public_key,
        content_type="application/x-pem-file",
        headers={"Content-Disposition": f'attachment; filename="{row.key_id}.pub"'},
    )


def file_name(row: PublishedFile) -> str:
    """``MLI-2021-reconstructed-1.answers.csv``: the id of the release, which holds the origin, before the name."""
    name = row.name.rsplit("/", 1)[-1]
    return name if name.startswith(row.release_id) else f"{row.release_id}.{name}"


def path_of(row: PublishedFile) -> Path:
    """Where the file lies; the zip beside the folder of its release."""
    folder = Path(settings.VAR) / row.release.folder
    return folder.parent / f"{folder.name}.zip" if row.name == f"{row.release_id}.zip" else folder / row.name
