"""The tracker of recommendations and actions, and the pages that it leads to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jatigi.portal import wording
from jatigi.portal.caching import page
from jatigi.portal.queries import tracking


@page
def index(request: HttpRequest, code: str = "") -> HttpResponse:
    """Recommendations, or actions (``?show=actions``), of every country or of one, narrowed."""
    found = tracking.tracked(request.GET.dict(), code)
    context = {
        "tracked": found,
        "search": found.search,
        "fixed": bool(code),
        "release": found.release,
        "statuses": wording.STATUSES if found.search.show == "recommendations" else wording.PROGRESS,
        "objectives": tracking.OBJECTIVES,
    }
    return render(request, "portal/follow_up.html", context)


@page
def recommendation(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One recommendation: its words, the government's response, what serves it, what moved."""
    found = tracking.advice(code, name)
    return render(request, "portal/recommendation.html", {"advice": found, "row": found.row, "release": found.release})


@page
def action(request: HttpRequest, code: str, plan: str, name: str) -> HttpResponse:
    """One action: both statuses, reports with their verdicts, money, milestones, what is attributed to it."""
    found = tracking.action(code, plan, name)
    context = {"action": found, "act": found.act, "row": found.row, "release": found.row.release}
    return render(request, "portal/action.html", context)


@page
def institution(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One institution: what it undertakes, and what it said by name."""
    found = tracking.institution(code, name, request.GET.get("page"))
    context = {"institution": found, "row": found.row, "release": found.row.release}
    return render(request, "portal/institution.html", context)


@page
def consultation(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One consultation: who was heard, positions counted or named, remarks with their dispositions."""
    found = tracking.consultation(code, name, request.GET.get("page"))
    context = {"consultation": found, "row": found.row, "release": found.row.release}
    return render(request, "portal/consultation.html", context)
