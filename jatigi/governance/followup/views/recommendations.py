"""Recommendations: the list with its filters, and the page of one with its whole story."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jatigi.foundation.accounts.access import jurisdictions_with, may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.places.models import Place
from jatigi.foundation.text.dates import written
from jatigi.foundation.web.differences import Side
from jatigi.foundation.web.templatetags.jatigi import address
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.models import Round
from jatigi.governance.followup import access
from jatigi.governance.followup.forms.recommendations import FilterForm
from jatigi.governance.followup.forms.writing import ResponseForm
from jatigi.governance.followup.models import Recommendation, RecommendationRevision
from jatigi.governance.followup.queries import recommendations as lists
from jatigi.governance.followup.queries import stories
from jatigi.governance.followup.rules.recommendations import ACTIONS, LIVE, move
from jatigi.governance.followup.views import shell

PAGE = 30
#: action → permission
NEEDS = {
    "reword": "recommendation.write",
    "merge": "recommendation.write",
    "split": "recommendation.write",
    "drop": "recommendation.write",
    "restore": "recommendation.write",
    "adopt": "recommendation.respond",
    "reopen": "recommendation.respond",
    "respond": "recommendation.respond",
}


def chosen_place(request: HttpRequest, permission: str) -> tuple[Place, list[Place]]:
    """The jurisdiction asked for (``?jurisdiction=``; the first by default) and all among which one may choose.

    Raises:
        Http404: there is none for this person.
    """
    places = list(Place.objects.filter(pk__in=jurisdictions_with(request.user, permission)).order_by("code"))
    wanted = request.GET.get("jurisdiction") or (places[0].pk if places else "")
    place = next((one for one in places if one.pk == wanted), None)
    if place is None:
        raise Http404
    return place, places


@require_safe
@requires("recommendation.view")
def recommendations(request: HttpRequest) -> HttpResponse:
    """The recommendations that fit what is asked, thirty a page; htmx gets the results alone."""
    place, places = chosen_place(request, "recommendation.view")
    rounds = list(Round.objects.filter(jurisdiction=place).order_by("-reference_date"))
    form = FilterForm(
        request.GET,
        place=place,
        places=places,
        rounds=rounds,
        dimensions=lists.dimensions_in(place.pk),
        institutions=list(Institution.objects.filter(jurisdiction=place).order_by("code")),
    )
    found = lists.selected(place.pk, form.asked()).select_related("round")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "rows": lists.rows_of(list(page)),
        "total": page.paginator.count,
        "filtered": form.narrowed or bool(request.GET.get("q")),
        "rounds": rounds,
        "any": Recommendation.objects.filter(jurisdiction=place).exists(),
    }
    if request.headers.get("HX-Request") == "true" and not request.headers.get("HX-History-Restore-Request"):
        return render(request, "followup/_recommendations.html", shell.of(request, place, **context))
    return shell.page(request, "recommendations.html", place, **context)


@require_safe
@requires("recommendation.view")
def recommendation(request: HttpRequest, code: str) -> HttpResponse:
    """One recommendation with its whole story and what can be done with it."""
    return show(request, access.recommendation_for(request.user, code, "recommendation.view"))


def show(
    request: HttpRequest,
    one: Recommendation,
    problem: Refused | None = None,
    *,
    response: ResponseForm | None = None,
) -> HttpResponse:
    """Its page; a refusal stands above, and what was typed stays."""
    story = stories.story_of(one, request.user)
    acts = {
        act
        for act in ACTIONS
        if move(one.state, act) is not None and may(request.user, NEEDS[act], one.jurisdiction_id)
    }
    return shell.page(
        request,
        "recommendation.html",
        one.jurisdiction,
        status=problem.status if problem else 422 if response else 200,
        origin=one.origin,
        recommendation=one,
        story=story,
        dimensions=lists.rows_of([one])[0].dimensions,
        history=stories.history(story),
        texts=sorted(story.text.plain().items(), key=lambda pair: pair[0] != story.text.source),
        details=story.latest.detail.plain(),
        acts=acts,
        live=one.state in LIVE,
        problem=problem,
        reason=request.POST.get("reason", ""),
        response=response or ResponseForm.of(one),
        answering=response is not None,
        earlier=_side_by_side(story),
        is_actions=is_valid_path(address(f"desk/actions/{UUID(int=0)}/")),
    )


def _side_by_side(story: stories.Story) -> tuple[Side, Side] | None:
    """The last two wordings, to be read beside each other; None where it was worded once."""
    if len(story.revisions) < 2:
        return None
    return _side(story.revisions[1]), _side(story.revisions[0])


def _side(revision: RecommendationRevision) -> Side:
    lang = (get_language() or "fr").split("-")[0]
    return Side(
        title=_("Version %(number)s") % {"number": revision.number},
        by=revision.recorded_by.name if revision.recorded_by else "",
        when=written(localtime(revision.recorded_at).date(), lang),
        fields=tuple(
            (code.upper(), words)
            for text in (revision.text, revision.detail)
            for code, words in sorted(text.plain().items())
        ),
    )
