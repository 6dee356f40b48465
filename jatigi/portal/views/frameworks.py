"""Frameworks: what is asked, and one question across countries."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jatigi.portal.caching import page
from jatigi.portal.models import PublishedFramework
from jatigi.portal.queries import frameworks


@page
def index(request: HttpRequest) -> HttpResponse:
    """The frameworks that published rounds rest on."""
    rows = PublishedFramework.objects.defer("document").order_by("key")
    return render(request, "portal/frameworks.html", {"frameworks": rows})


@page
def framework(request: HttpRequest, framework: str, version: str) -> HttpResponse:
    """A framework: what it is, its dimensions and questions."""
    row = frameworks.framework_of(framework, version)
    return render(request, "portal/framework.html", {"framework": row, "asked": frameworks.asked(row)})


@page
def node(request: HttpRequest, framework: str, version: str, node: str) -> HttpResponse:
    """A dimension with its questions, or one indicator with everyone's answers."""
    row = frameworks.framework_of(framework, version)
    if dimension := frameworks.asked(row, node):
        return render(request, "portal/framework_dimension.html", {"framework": row, "asked": dimension[0]})
    question = frameworks.question(row, node, request.GET.get("page"))
    return render(request, "portal/indicator.html", {"framework": row, "question": question})
