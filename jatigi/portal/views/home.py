"""The home page and the method."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jatigi.foundation.web.figures import Interval
from jatigi.portal.caching import page
from jatigi.portal.models import PublishedDimension, PublishedFramework
from jatigi.portal.queries.countries import countries, portrait

FEW = 6
EXAMPLE = Interval(0.4, 0.8, 2 / 3)  # two complete, one absent, two unknown, as the method page tells


@page
def home(request: HttpRequest) -> HttpResponse:
    """What this is in one screen, who has published, what it does not say."""
    every = countries()
    newest = max(every, key=lambda one: (one.as_known_at, one.pk), default=None)
    latest = sorted(every, key=lambda one: (one.as_known_at, one.pk), reverse=True)[:FEW]
    context = {
        "hero": portrait(newest) if newest else None,
        "portraits": [portrait(one) for one in every if one in latest],
        "total": len(every),
        "dimensions": _dimensions(newest.framework_id if newest else None),
    }
    return render(request, "portal/home.html", context)


def _dimensions(key: str | None) -> list[PublishedDimension]:
    return list(PublishedDimension.objects.filter(framework_id=key)) if key else []


@page
def method(request: HttpRequest) -> HttpResponse:
    """How levels, intervals and origins work, and what they cannot say."""
    frameworks = PublishedFramework.objects.defer("document").order_by("key")
    return render(request, "portal/method.html", {"frameworks": frameworks, "interval": EXAMPLE})
