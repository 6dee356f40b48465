"""A framework of one's own at the desk: the empty workbook, a file that is looked at before it is taken in, and the
version that is published for ever.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files import yaml
from jatigi.foundation.files.archives import OFFICE_LIMITS
from jatigi.foundation.files.problems import DocumentError, Problem
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.frameworks import access, carrying, changes, comparison, export, mappings, queries, rules
from jatigi.governance.frameworks.excel import template_workbook
from jatigi.governance.frameworks.excel_reading import import_workbook
from jatigi.governance.frameworks.models import FrameworkVersion
from jatigi.governance.frameworks.structure import Framework


@require_safe
@requires("framework.load")
def framework_template(request: HttpRequest) -> HttpResponse:
    """The empty workbook with its instructions."""
    access.may_load(request.user)
    response = HttpResponse(template_workbook(), content_type=export.MEDIA_TYPES["xlsx"])
    response["Content-Disposition"] = 'attachment; filename="framework-template.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires("framework.load")
def framework_take_in(request: HttpRequest) -> HttpResponse:
    """Where a file is brought; sending it shows what it says, and writes nothing."""
    access.may_load(request.user)
    if request.method != "POST":
        return _page(request)
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        return _page(request, missing=True, status=422)
    try:
        framework = read(sent.read(OFFICE_LIMITS.size + 1), sent.name or "")
        return _preview(request, framework)
    except DocumentError as unfit:
        return _page(request, unfit=unfit, status=422)
    except carrying.CarriedError:
        return _page(request, lost=True, status=422)


@require_POST
@requires("framework.load")
def framework_keep(request: HttpRequest) -> HttpResponse:
    """Take in what the preview showed, as a draft."""
    access.may_load(request.user)
    try:
        framework = carrying.unpack(request.POST.get("carried", ""), _me(request))
        version = changes.load_framework(framework, by=_me(request)).version
    except carrying.CarriedError:
        return _page(request, lost=True, status=422)
    except DocumentError as unfit:
        return _page(request, unfit=unfit, status=422)
    except changes.Refused as refusal:
        return _page(request, refusal=refusal, status=409)
    messages.success(request, str(_("The framework is kept as a draft.")))
    return redirect("framework_version", version.framework_id, version.version)


@require_POST
@requires("framework.load")
def framework_publish(request: HttpRequest, framework: str, version: str) -> HttpResponse:
    """Publish a draft, for ever, when the person has said so."""
    access.may_load(request.user)
    found = access.version_for(request.user, framework, version)
    if request.POST.get("digest") != found.digest:
        messages.error(request, str(_("The draft has changed since you looked. Read it again.")))
        return redirect("framework_version", framework, version)
    if not request.POST.get("sure"):
        messages.error(request, str(_("Tick the box first: a published version never changes.")))
        return redirect("framework_version", framework, version)
    try:
        changes.publish_framework(found, by=_me(request))
    except changes.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(_("The version is published.")))
    return redirect("framework_version", framework, version)


def read(content: bytes, name: str) -> Framework:
    """The framework in an uploaded workbook or YAML file, checked.

    Raises:
        DocumentError: with every problem, each with its cell or line.
    """
    if name.lower().endswith(".xlsx"):
        return import_workbook(content, name, queries.resolve)
    if not name.lower().endswith((".yaml", ".yml")):
        found = _("another kind of file")
        raise DocumentError([Problem(name, 0, 0, (), found, ".xlsx, .yaml", _("Save it again in that format."))])
    document = yaml.read_bytes(content, name)
    if document.data.keys() & mappings.KINDS.keys():
        found = _("a concordance or a crosswalk")
        advice = _("Load it on the command line: jatigi framework load.")
        raise DocumentError([Problem(name, 0, 0, (), found, _("a framework"), advice)])
    return rules.check(document, queries.resolve)


@dataclass(frozen=True)
class Standing:
    """What is here already: the same version, and the latest published one to compare with."""

    same: FrameworkVersion | None
    latest: FrameworkVersion | None

    @property
    def is_closed(self) -> bool:
        """A published version of that number stands here."""
        return self.same is not None and self.same.state == FrameworkVersion.State.PUBLISHED


def _preview(request: HttpRequest, framework: Framework) -> HttpResponse:
    standing = Standing(queries.version_of(framework.key), queries.latest_published(framework.id))
    against = standing.same or standing.latest
    context = {
        "framework": framework,
        "title": queries.text_of(framework, framework.title),
        "outline": queries.plain_outline(framework),
        "standing": standing,
        "against": against,
        "older": {"title": against.version if against else ""},
        "newer": {"title": str(_("The file"))},
        "compared": comparison.compare(queries.framework_of(against), framework) if against else None,
        "carried": carrying.pack(framework, _me(request)),
    }
    return render(request, "frameworks/preview.html", context)


def _page(request: HttpRequest, *, status: int = 200, **more: object) -> HttpResponse:
    return render(request, "frameworks/take_in.html", more, status=status)


def _me(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404  # `requires` lets nobody else through
    return request.user
