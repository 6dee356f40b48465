"""The register of texts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jatigi.portal import wording
from jatigi.portal.caching import page
from jatigi.portal.queries import register


@page
def index(request: HttpRequest) -> HttpResponse:
    """The register, with search and filters."""
    context = {
        "listing": register.listing(request.GET.dict()),
        "kinds": wording.KINDS_MANY,
        "subjects": wording.SUBJECTS,
        "standings": wording.STANDINGS,
    }
    return render(request, "portal/instruments.html", context)


@page
def instrument(request: HttpRequest, code: str) -> HttpResponse:
    """One text: facts with their sources, disputes, participation, who cites it."""
    return render(request, "portal/instrument.html", {"instrument": register.instrument(code)})
