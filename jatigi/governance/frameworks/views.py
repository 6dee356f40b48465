"""The frameworks on the desk: which there are, what they ask, and each question on a page of its own."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.frameworks import access, export, queries, words
from jatigi.governance.frameworks.models import FrameworkVersion


@require_safe
@requires("framework.view")
def framework_list(request: HttpRequest) -> HttpResponse:
    """The frameworks and their versions."""
    visible: QuerySet[FrameworkVersion] = access.visible_versions(request.user)
    return render(request, "frameworks/list.html", {"rows": queries.listed(visible)})


@require_safe
@requires("framework.view")
def framework_version(request: HttpRequest, framework: str, version: str) -> HttpResponse:
    """What one version asks, dimension by dimension."""
    found = access.version_for(request.user, framework, version)
    context = {
        "version": found,
        "outline": queries.outline(found),
        "scales": queries.scales(found),
        "classes": queries.classes(found),
        "min_coverage": queries.framework_of(found).min_coverage,
    }
    return render(request, "frameworks/version.html", context)


@require_safe
@requires("framework.view")
def framework_indicator(request: HttpRequest, framework: str, version: str, code: str) -> HttpResponse:
    """One question: its levels, what counts, what usually proves it, and where it stands elsewhere."""
    found = access.indicator_for(request.user, framework, version, code)
    before, after = queries.neighbours(found)
    links = [(link, words.relation(link)) for link in queries.links(found)]
    context = {
        "one": found,
        "version": found.version,
        "steps": queries.steps(found),
        "range": queries.range_of(found),
        "before": before,
        "after": after,
        "others": queries.other_wordings(found.indicator, than=found),
        "links": links,
    }
    return render(request, "frameworks/indicator.html", context)


@require_safe
@requires("framework.view")
def framework_file(request: HttpRequest, framework: str, version: str, suffix: str) -> HttpResponse:
    """The version as a YAML file or an Excel workbook, to work on or to keep."""
    found = access.version_for(request.user, framework, version)
    if suffix not in export.MEDIA_TYPES:
        raise Http404
    content = export.exported(queries.framework_of(found), f".{suffix}")
    response = HttpResponse(content, content_type=export.MEDIA_TYPES[suffix])
    response["Content-Disposition"] = f'attachment; filename="{found.key}.{suffix}"'
    return response
