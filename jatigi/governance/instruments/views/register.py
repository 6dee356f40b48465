"""The register as a list and as a line of dated events."""

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import typeset
from jatigi.foundation.text.dates import written
from jatigi.foundation.web import figures
from jatigi.governance.instruments import access, words
from jatigi.governance.instruments.forms import FilterForm
from jatigi.governance.instruments.queries.lists import Event, Filter, Line, Listing, events_of, listing
from jatigi.governance.instruments.queries.register import register_of

PAGE = 30


@requires("instrument.view")
def register(request: HttpRequest) -> HttpResponse:
    """The texts that fit what is asked, thirty a page; htmx gets the results alone."""
    place, form, found = _asked(request)
    page = Paginator(found.lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "place": place,
        "form": form,
        "found": found,
        "page": page,
        "rows": [_row(line, place) for line in page],
        "kinds": [(kind, words.MANY[kind], count) for kind, count in found.kinds.items()],
        "total": sum(found.kinds.values()),
        "kind": form.cleaned_data.get("kind", ""),
        "filtered": any(request.GET.get(name) for name in form.fields if name != "jurisdiction"),
        "may_write": place.pk in access.places_with(request.user, "instrument.write"),
    }
    template = "instruments/_register.html" if _part_only(request) else "instruments/register.html"
    return render(request, template, context)


@requires("instrument.view")
def timeline(request: HttpRequest) -> HttpResponse:
    """What happened when: adoptions, ratifications, endings, decade by decade."""
    place, form, found = _asked(request)
    lang = get_language() or "fr"
    events = events_of(found.lines)
    titles = {event.line.code: typeset(event.line.title.text(lang), lang) for event in events}
    drawn = [
        figures.Event(
            event.date.iso,
            _("%(label)s: %(text)s") % {"label": words.EVENTS[event.what], "text": titles[event.line.code]},
            "break" if event.what == "left" else "event",
            written(event.date, lang),
        )
        for event in events
    ]
    decades = [
        (decade, [_event(event, place, lang) for event in group])
        for decade, group in groupby(events, key=lambda event: event.date.iso[:3] + "0")
    ]
    context = {"place": place, "form": form, "drawn": drawn, "decades": decades, "count": len(events)}
    return render(request, "instruments/timeline.html", context)


def _asked(request: HttpRequest) -> tuple[Place, FilterForm, Listing]:
    """The jurisdiction, the filter as filled in, and what fits it. A filter that makes no sense filters nothing."""
    place = access.place_for(request.user, request.GET.get("jurisdiction") or None, "instrument.view")
    instruments = register_of(place.pk)
    places = list(Place.objects.filter(code__in=access.places_with(request.user, "instrument.view")).order_by("code"))
    subjects = {one for subjects in instruments.values_list("subjects", flat=True) for one in subjects}
    form = FilterForm(request.GET, subjects=tuple(subjects), places=places)
    form.is_valid()
    data: dict[str, Any] = form.cleaned_data
    asked = Filter(
        data.get("q", ""),
        data.get("kind", ""),
        data.get("subject", ""),
        data.get("status", ""),
        data.get("on"),
        data.get("part", ""),
    )
    return place, form, listing(instruments, place.pk, asked)


def _part_only(request: HttpRequest) -> bool:
    htmx: Any = getattr(request, "htmx", False)
    return bool(htmx) and not htmx.history_restore_request


def _row(line: Line, place: Place) -> dict[str, Any]:
    """A line with its words."""
    lang = get_language() or "fr"
    part, kind = line.part, str(words.KINDS[line.kind])
    return {
        "line": line,
        # « Loi 04-058 » says its kind already.
        "kind": line.number if line.number.startswith(kind) else ", ".join(filter(None, (kind, line.number))),
        "past": line.ending is not None and (line.ending.on is None or line.ending.over_on(localdate())),
        "ending": words.how_it_ends(line.ending, lang) if line.ending else "",
        "part": words.PARTAKING.get(part.name, "") if part else "",
        "since": (part.left or part.ratified or part.signed) if part else None,
        "status": words.STATUSES[line.status],
    }


def _event(event: Event, place: Place, lang: str) -> dict[str, Any]:
    """An event as the list of the timeline shows it: the words, then the text as a link."""
    what = str(words.EVENTS[event.what])
    if event.what in ("signed", "ratified", "left"):
        what = f"{what} ({place.name.text(lang)})"
    return {
        "date": event.date,
        "kind": "break" if event.what == "left" else "event",
        "what": what,
        "code": event.line.code,
        "title": event.line.title,
    }
