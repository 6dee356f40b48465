"""What an assessor picks citations from: short, quick, as JSON or as a fragment of a page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.text import typeset
from jatigi.foundation.text.dates import written
from jatigi.governance.instruments import access, words
from jatigi.governance.instruments.queries.evidence import FoundEvidence, search_evidence
from jatigi.governance.instruments.queries.register import Found, search_register

MOST = 12


@requires("instrument.view")
def search(request: HttpRequest) -> HttpResponse:
    """What fits ``?q=`` in ``?jurisdiction=`` (by default the person's first one).

    ``?thing=instrument`` or ``evidence`` keeps to one of the two. JSON: ``{"results": [...]}``; htmx gets a list.
    """
    place = access.place_for(request.user, request.GET.get("jurisdiction"), "instrument.view")
    text, thing = request.GET.get("q", "")[:200], request.GET.get("thing", "")
    lang = get_language() or "fr"
    results: list[dict[str, Any]] = []
    if thing != "evidence":
        results += [_instrument(found, lang) for found in search_register(place.pk, text, MOST)]
    if thing != "instrument":
        readable = access.visible_evidence(request.user)
        results += [_evidence(found, lang) for found in search_evidence(readable, place.pk, text, MOST)]
    if getattr(request, "htmx", False):
        return render(request, "instruments/_found.html", {"results": results, "text": text})
    return JsonResponse({"results": results})


def _instrument(found: Found, lang: str) -> dict[str, Any]:
    date = found.adopted or found.in_force_from
    return {
        "kind": "instrument",
        "id": found.code,
        "ref": found.code,
        "thing": str(words.KINDS[found.kind]),
        "title": typeset(found.title.text(lang), lang),
        "lang": found.title.lang_of(lang),
        "number": found.number,
        "date": written(date, lang, short=True) if date else "",
        "status": found.status,
        "ending": typeset(words.how_it_ends(found.ending, lang), lang) if found.ending else "",
        "ended": str(found.ending.on or "") if found.ending else "",
        "internal": False,
    }


def _evidence(found: FoundEvidence, lang: str) -> dict[str, Any]:
    return {
        "kind": "evidence",
        "id": str(found.id),
        "ref": found.code,
        "thing": str(words.EVIDENCE_KINDS[found.kind]),
        "title": typeset(found.title.text(lang), lang),
        "lang": found.title.lang_of(lang),
        "number": found.publisher,
        "date": written(found.dated, lang, short=True) if found.dated else "",
        "status": "",
        "ending": "",
        "ended": "",
        "internal": not found.publishable,
    }
