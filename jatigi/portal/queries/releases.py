"""Releases as such: all of them, one of them, the newest of a round."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404

from jatigi.portal.models import PublishedFile, PublishedRelease
from jatigi.portal.queries.errata import Erratum, corrected_by, corrected_in
from jatigi.portal.queries.files import files_of

PER_PAGE = 40


def all_releases(number: str | None) -> Page[Any]:
    """Every release, by country and round, the newest of a round first."""
    rows = PublishedRelease.objects.defer("weave", "about", "public_key").order_by(
        "jurisdiction", "-reference_date", "-as_known_at", "-pk"
    )
    return Paginator(rows, PER_PAGE).get_page(number)


@dataclass(frozen=True)
class Found:
    """A release with its files in groups, and the one that replaced it."""

    row: PublishedRelease
    documents: list[PublishedFile]
    data: list[PublishedFile]
    rest: list[PublishedFile]
    archive: PublishedFile | None
    newer: PublishedRelease | None
    corrected_by: list[Erratum]
    corrected_in: list[Erratum]


def release_of(release_id: str) -> Found:
    """One release.

    Raises:
        Http404: there is none with that id.
    """
    row = PublishedRelease.objects.filter(pk=release_id).select_related("framework").first()
    if row is None:
        raise Http404("no such release")
    files = files_of(row)
    archive = next((one for one in files if one.name == f"{row.pk}.zip"), None)
    documents = [one for one in files if one.name.endswith((".pdf", ".docx"))]
    data = [one for one in files if one.name.startswith("data/") or one.name == "datapackage.json"]
    taken = {one.pk for one in (*documents, *data, *([archive] if archive else []))}
    newer = None if row.shown else PublishedRelease.objects.filter(round=row.round, shown=True).first()
    rest = [one for one in files if one.pk not in taken]
    return Found(row, documents, data, rest, archive, newer, corrected_by(row), corrected_in(row))


def latest_of(code: str) -> PublishedRelease:
    """The release that is shown of a round, or of the round a country's page opens on.

    Raises:
        Http404: neither a round nor a country is published under that code.
    """
    shown = PublishedRelease.objects.filter(shown=True)
    found = shown.filter(round=code).first() or shown.filter(jurisdiction=code, current=True).first()
    if found is None:
        raise Http404("nothing is published under that code")
    return found
