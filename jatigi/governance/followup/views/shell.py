"""What every page of follow-up needs: the person, the ways through, and how a refusal is told."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.translation import pgettext

from jatigi.foundation.accounts.access import jurisdictions_with
from jatigi.foundation.places.models import Place
from jatigi.foundation.web.templatetags.jatigi import address
from jatigi.governance.assessments.views.shell import Powers, Way
from jatigi.governance.assessments.views.shell import done as done
from jatigi.governance.assessments.views.shell import me as me
from jatigi.governance.assessments.views.shell import tell as tell
from jatigi.governance.assessments.views.shell import told as told


def of(request: HttpRequest, place: Place, **more: Any) -> dict[str, Any]:
    """The context of a page on something in that jurisdiction: ``place``, ``ways``, ``powers`` and what the page adds
    (``origin`` shows the banner of what is rebuilt or invented)."""
    return {"place": place, "ways": ways(request), "powers": Powers(me(request), place.pk), **more}


def ways(request: HttpRequest) -> list[Way]:
    """The navigation of follow-up: what the person may open somewhere, and what this installation has."""
    user = me(request)
    offered = (
        ("desk/recommendations/", pgettext("navigation", "Recommendations"), "recommendation.view"),
        ("desk/priorities/", pgettext("navigation", "Priorities"), "recommendation.view"),
        ("desk/plans/", pgettext("navigation", "Action plans"), "plan.view"),
        ("desk/progress/", pgettext("navigation", "Progress"), "plan.view"),
        ("desk/loop/", pgettext("navigation", "What changed"), "plan.view"),
        ("desk/reports/", pgettext("navigation", "Reports"), "plan.view"),
        ("desk/consultations/", pgettext("navigation", "Consultations"), "consultation.view"),
    )
    return [
        Way(href, label)
        for path, label, permission in offered
        if jurisdictions_with(user, permission) and is_valid_path(href := address(path))
    ]


def page(request: HttpRequest, template: str, place: Place, *, status: int = 200, **more: Any) -> HttpResponse:
    """A page of follow-up."""
    return render(request, f"followup/{template}", of(request, place, **more), status=status)
