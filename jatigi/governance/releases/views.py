"""The release of a round on the desk: looking at what would be public, its licence, publishing, errata, withdrawing."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import User
from jatigi.foundation.audit.reactions import react
from jatigi.foundation.files.crypto import CryptoError
from jatigi.foundation.files.problems import DocumentError
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.views import shell
from jatigi.governance.releases import access, changes, preparing, queries, words
from jatigi.governance.releases.forms import ErratumForm, LicenceForm
from jatigi.governance.releases.models import Release
from jatigi.governance.releases.press import PressError
from jatigi.governance.releases.refusals import Refused
from jatigi.governance.releases.review import preview, review_of

TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_GET
@requires("release.view")
def review(request: HttpRequest, code: str) -> HttpResponse:
    """What would be public, what changed, what stands against it, and the releases so far."""
    round = access.round_for(shell.me(request), code, "release.view")
    page = review_of(round)
    documents = [(name, *words.document(name)) for name in page.documents]
    form = LicenceForm(initial={"licence": page.facts["licence"]["id"]})
    context = shell.of(request, round, page=page, documents=documents, licence_form=form)
    return render(request, "releases/review.html", context)


@require_GET
@requires("release.view")
def preview_document(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One document as it would be printed now. It is not sealed, and its name says so."""
    round = access.round_for(shell.me(request), code, "release.view")
    try:
        content = preview(round, name)
    except PressError as error:
        messages.error(request, _("The document cannot be printed: %(why)s") % {"why": error})
        return redirect("release", code)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=TYPES[Path(name).suffix])
    preview_word = _("preview")
    kept = f"{round.pk}-{round.origin}-{preview_word}-{name}"
    response["Content-Disposition"] = content_disposition_header(False, kept) or ""
    return response


@require_POST
@requires("release.publish")
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Build the release, seal it and make it public."""
    user = shell.me(request)
    round = access.round_for(user, code, "release.publish")
    if request.POST.get("sure") != "yes":
        messages.error(request, _("Tick that you have read what will be public; then publish."))
        return redirect("release", code)
    try:
        release = _built_and_published(round, user)
    except preparing.NotReady:
        messages.error(request, _("The round cannot be released yet; the list says why."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    except (PressError, CryptoError, DocumentError) as error:
        messages.error(request, _("The release could not be built: %(why)s") % {"why": error})
    except OSError as error:
        messages.error(request, _("The release could not be written: %(why)s") % {"why": error.strerror})
    else:
        react("release.publish", release)
        messages.success(request, _("%(id)s is published.") % {"id": release.pk})
    return redirect("release", code)


def _built_and_published(round: Round, user: User) -> Release:
    """Builds beside the releases, so that publishing is a rename; the built copy goes with the folder."""
    with tempfile.TemporaryDirectory(dir=settings.VAR, prefix="building-") as out:
        built = preparing.release_into(round, Path(out), key=queries.key_folder() / "release.key")
        return changes.publish_release(built, by=user, round=round.pk)


@require_GET
@requires("release.view")
def download(request: HttpRequest, code: str, release_id: str) -> FileResponse:
    """The zip of a registered release."""
    release = access.release_for(shell.me(request), code, release_id, "release.view")
    path = queries.zip_of(release.pk)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type="application/zip")


@require_POST
@requires("release.publish")
def licence(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the licence of the next release."""
    user = shell.me(request)
    round = access.round_for(user, code, "release.publish")
    try:
        changes.set_licence(round, request.POST.get("licence", ""), by=user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The next release goes out under this licence."))
    return redirect("release", code)


@require_http_methods(["GET", "POST"])
@requires("release.view")
def errata(request: HttpRequest, code: str, release_id: str) -> HttpResponse:
    """The errata of a release; a publisher writes another one."""
    user = shell.me(request)
    release = access.release_for(user, code, release_id, "release.view")
    round = access.round_for(user, code, "release.view")
    asked = queries.indicators_of(release)
    form = ErratumForm(request.POST or None, languages=release.languages, asked=asked)
    if request.method == "POST":
        access.release_for(user, code, release_id, "release.publish")
        if form.is_valid():
            try:
                made = changes.record_erratum(release, by=user, **form.written())
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Erratum %(number)s is recorded.") % {"number": made.number})
                return redirect("release_errata", code, release_id)
    found = [(one, asked.get(one.indicator)) for one in queries.errata_of(release.pk)]
    context = shell.of(request, round, release=release, errata=found, form=form)
    return render(request, "releases/errata.html", context, status=400 if form.errors else 200)


@require_POST
@requires("release.publish")
def take_back(request: HttpRequest, code: str, release_id: str, number: int) -> HttpResponse:
    """Take back an erratum that no release carries yet."""
    user = shell.me(request)
    erratum = access.erratum_for(user, code, release_id, number, "release.publish")
    try:
        changes.take_back_erratum(erratum, by=user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Erratum %(number)s is taken back.") % {"number": number})
    return redirect("release_errata", code, release_id)


@require_POST
@requires("release.publish")
def withdraw(request: HttpRequest, code: str, release_id: str) -> HttpResponse:
    """Take a release off the public side."""
    user = shell.me(request)
    release = access.release_for(user, code, release_id, "release.publish")
    try:
        changes.withdraw_release(release, by=user, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        react("release.withdraw", release)
        messages.success(request, _("%(id)s is withdrawn.") % {"id": release.pk})
    return redirect("release", code)
