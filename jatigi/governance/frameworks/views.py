"""The frameworks on the desk: which there are, what they ask, and each question on a page of its own."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.frameworks import access, comparison, export, queries, words
from jatigi.governance.frameworks.models import FrameworkVersion


@require_safe
@requires("framework.view")
def framework_list(request: HttpRequest) -> HttpResponse:
    """The frameworks and their versions."""
    visible: QuerySet[FrameworkVersion] = access.visible_versions(request.user)
    return render(
        request, "frameworks/list.html", {"rows": queries.listed(visible), "may_load": access.loads(request.user)}
    )


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
        "others": queries.siblings(access.visible_versions(request.user), found),
        "mappings": queries.mappings_of(found, access.visible_versions(request.user)),
        "may_publish": found.state == FrameworkVersion.State.DRAFT and access.loads(request.user),
    }
    return render(request, "frameworks/version.html", context)


@require_safe
@requires("framework.view")
def framework_whole(request: HttpRequest, framework: str, version: str) -> HttpResponse:
    """Every question with its levels on one page, to print."""
    found = access.version_for(request.user, framework, version)
    return render(request, "frameworks/whole.html", {"version": found, "outline": queries.outline(found)})


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
def framework_compare(request: HttpRequest, framework: str, version: str, earlier: str) -> HttpResponse:
    """What changed from an earlier version to this one."""
    later = access.version_for(request.user, framework, version)
    before = access.version_for(request.user, framework, earlier)
    context = {
        "version": later,
        "before": before,
        "older": {"title": before.version},
        "newer": {"title": later.version},
        "compared": comparison.compare(queries.framework_of(before), queries.framework_of(later)),
        "mapping": queries.mapping_between(before, later),
    }
    return render(request, "frameworks/compare.html", context)


@require_safe
@requires("framework.view")
def framework_mapping(
    request: HttpRequest, framework: str, version: str, other: str, other_version: str
) -> HttpResponse:
    """How the questions of one version correspond to another's: a concordance or a crosswalk, line by line."""
    source = access.version_for(request.user, framework, version)
    target = access.version_for(request.user, other, other_version)
    mapping = queries.mapping_between(source, target)
    if mapping is None:
        raise Http404
    lines = queries.lines(mapping)
    context = {
        "version": source,
        "target": target,
        "mapping": mapping,
        "about": queries.about(mapping),
        "lines": [(line, words.rule(line.rule, line.count)) for line in lines],
        "counted": words.counted(lines),
    }
    return render(request, "frameworks/mapping.html", context)


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
