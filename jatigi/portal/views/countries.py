"""A country: its rounds, their dimensions and answers, and what changed between two of them."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jatigi.foundation.web.templatetags.jatigi import language
from jatigi.portal.caching import page
from jatigi.portal.queries import changes as comparing
from jatigi.portal.queries import chronology, context, countries, errata, files, rounds
from jatigi.portal.queries.following import following
from jatigi.portal.queries.rounds import Answered

PER_PAGE = 24
CHOICES: dict[str, Callable[[Answered], bool]] = {
    "overtaken": lambda one: bool(one.answer.overtaken_since),
    "unknown": lambda one: one.answer.shape == "unknown",
    "moved": lambda one: one.moved,
}


@page
def index(request: HttpRequest) -> HttpResponse:
    """Everyone who has published, in alphabetical order."""
    paginator = Paginator(countries.countries(), PER_PAGE)
    shown = paginator.get_page(request.GET.get("page"))
    return render(
        request,
        "portal/countries.html",
        {"page": shown, "portraits": [countries.portrait(one) for one in shown], "total": paginator.count},
    )


@page
def country(request: HttpRequest, code: str) -> HttpResponse:
    """A country, opened on its latest round."""
    return _round(request, countries.rounds_of(code))


@page
def round(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One round of a country. ``latest`` leads to the country's page; the whole code (``MLI-2021``) is understood."""
    if slug == "latest":
        return HttpResponseRedirect(reverse("portal:country", args=[code]))
    if slug.startswith(f"{code}-"):
        return HttpResponseRedirect(reverse("portal:round", args=[code, slug.removeprefix(f"{code}-")]))
    return _round(request, countries.rounds_of(code, slug))


def _round(request: HttpRequest, found: countries.Rounds) -> HttpResponse:
    findings = rounds.findings_of(found.release)
    one = rounds.round_of(found.release, also=findings)
    told = rounds.with_sources(one, findings)
    profile = rounds.profile_of(found.release)
    downloads = files.main_downloads(files.files_of(found.release), language())
    return render(
        request,
        "portal/round.html",
        {
            "rounds": found,
            "release": found.release,
            "round": one,
            "strips": countries.named_strips(found.release, [dimension.row for dimension in one.dimensions]),
            "events": chronology.chronology(one, found.all),
            "figures": context.groups_of(profile),
            "found": rounds.by_dimension(told),
            "since_then": told["since_then"],
            "disputes": rounds.disputes_of(one),
            "downloads": downloads,
            "errata": errata.corrected_by(found.release),
            "following": following(
                found.release, {each.answer.indicator.code: each.answer.indicator for each in one.answers}
            ),
        },
    )


@page
def answers(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """All answers of a round in one table; ``?only=overtaken`` or ``?only=unknown`` leaves the others out."""
    found = countries.rounds_of(code, slug)
    one = rounds.round_of(found.release)
    only = request.GET.get("only", "")
    kept = CHOICES.get(only)
    groups = [(each, [answer for answer in each.answers if kept is None or kept(answer)]) for each in one.dimensions]
    tallies = {name: sum(test(answer) for answer in one.answers) for name, test in CHOICES.items()}
    return render(
        request,
        "portal/answers.html",
        {"rounds": found, "release": found.release, "round": one, "only": only if kept else "",
         "tallies": tallies, "groups": [(each, kept_answers) for each, kept_answers in groups if kept_answers]},
    )  # fmt: skip


@page
def dimension(request: HttpRequest, code: str, slug: str, dimension: str) -> HttpResponse:
    """One dimension of a round: what is in place, what may progress, every answer with its reasons."""
    found = countries.rounds_of(code, slug)
    findings = rounds.findings_of(found.release, dimension)
    one = rounds.round_of(found.release, dimension=dimension, also=findings)
    this = one.dimension(dimension)
    if this is None:
        raise Http404("no such dimension")
    profile = rounds.profile_of(found.release)
    prose = next((part for part in profile.get("dimensions") or () if part["id"] == dimension), None)
    return render(
        request,
        "portal/dimension.html",
        {
            "rounds": found,
            "release": found.release,
            "dimension": this,
            "siblings": countries.dimensions_of(found.release),
            "prose": prose,
            "findings": rounds.with_sources(one, findings),
        },
    )


@page
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """What changed between two releases of a country: by default its latest round and the one before. ``?show=words``:
    the answers whose level stayed."""
    compared = comparing.compared(code, request.GET.get("from", ""), request.GET.get("to", ""))
    words = request.GET.get("show") == "words"
    return render(request, "portal/changes.html", {"compared": compared, "release": compared.to, "words": words})
