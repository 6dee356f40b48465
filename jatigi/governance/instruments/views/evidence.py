"""Other evidence: official replies, interviews, statistics, observations, public documents."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.places.models import Place
from jatigi.governance.instruments import access, words
from jatigi.governance.instruments.changes import evidence as changes
from jatigi.governance.instruments.errors import Refused
from jatigi.governance.instruments.evidence_forms import EvidenceFilterForm, EvidenceForm
from jatigi.governance.instruments.models import Evidence
from jatigi.governance.instruments.queries.evidence import matching_evidence
from jatigi.governance.instruments.queries.register import register_of
from jatigi.governance.instruments.views.instruments import cited, me
from jatigi.governance.instruments.views.register import PAGE


@requires("instrument.view")
def evidence_list(request: HttpRequest) -> HttpResponse:
    """The evidence that the person may read, the latest first."""
    place = access.place_for(request.user, request.GET.get("jurisdiction") or None, "instrument.view")
    form = EvidenceFilterForm(request.GET)
    form.is_valid()
    data = form.cleaned_data
    rows = matching_evidence(access.visible_evidence(request.user).filter(jurisdiction=place), data.get("q", ""))
    if data.get("kind"):
        rows = rows.filter(kind=data["kind"])
    if data.get("publishable"):
        rows = rows.filter(publishable=data["publishable"] == "yes")
    page = Paginator(rows.order_by("-dated", "code"), PAGE).get_page(request.GET.get("page"))
    context = {
        "place": place,
        "form": form,
        "page": page,
        "rows": [(one, words.EVIDENCE_KINDS[one.kind]) for one in page],
        "filtered": any(data.values()),
        "may_write": place.pk in access.places_with(request.user, "evidence.write"),
    }
    return render(request, "instruments/evidence_list.html", context)


@requires("instrument.view")
def evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One piece of evidence."""
    row = access.evidence_for(request.user, str(pk))
    visible = access.visible_instruments(request.user)
    context = {
        "evidence": row,
        "place": row.jurisdiction,
        "kind": words.EVIDENCE_KINDS[row.kind],
        "confidence": words.CONFIDENCE[row.confidence],
        "hint": words.LEVEL_HINTS.get(row.level_hint, ""),
        "instruments": visible.filter(evidence=row).order_by("code"),
        "may_change": access.may_change(request.user, row),
    }
    return render(request, "instruments/evidence.html", context)


@requires("evidence.write")
def add(request: HttpRequest) -> HttpResponse:
    """A new piece of evidence."""
    place = access.place_for(request.user, request.GET.get("jurisdiction") or None, "evidence.write")
    form = _form(request, place)
    if request.method == "POST" and form.is_valid():
        try:
            row = changes.add_evidence(
                form.facts(), jurisdiction=place, by=me(request), file=_kept(request, form, place)
            )
        except (Refused, DocumentError) as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("The evidence is recorded."))
            return redirect("evidence", row.pk)
    return render(
        request, "instruments/form.html", {"form": form, "place": place, "title": _("Add evidence"), "upload": True}
    )


@requires("evidence.write")
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct a piece of evidence, with the reason."""
    row = access.evidence_for(request.user, str(pk), "evidence.write")
    form = _form(request, row.jurisdiction, row)
    if request.method == "POST" and form.is_valid():
        try:
            file = _kept(request, form, row.jurisdiction)
            changes.edit_evidence(row, form.facts(), by=me(request), reason=form.cleaned_data["reason"], file=file)
        except (Refused, DocumentError) as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("The evidence is corrected."))
            return redirect("evidence", row.pk)
    context = {
        "form": form,
        "place": row.jurisdiction,
        "title": _("Correct the evidence"),
        "evidence": row,
        "upload": True,
    }
    return render(request, "instruments/form.html", context)


@requires("evidence.write")
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask before evidence is taken away; say what rests on it when it cannot be."""
    row = access.evidence_for(request.user, str(pk), "evidence.write")
    context: dict[str, Any] = {"evidence": row, "place": row.jurisdiction}
    if request.method == "POST":
        try:
            changes.delete_evidence(row, by=me(request))
        except Refused as refusal:
            context |= {"evidence": get_object_or_404(Evidence, pk=pk), "refusal": refusal, "cited": cited(refusal)}
            return render(request, "instruments/delete.html", context, status=409)
        messages.success(request, _("The evidence is deleted."))
        return redirect("evidence_list")
    return render(request, "instruments/delete.html", context)


def _form(request: HttpRequest, place: Place, row: Evidence | None = None) -> EvidenceForm:
    instruments = register_of(place.pk).order_by("kind", "code")
    return EvidenceForm(request.POST or None, request.FILES or None, evidence=row, instruments=instruments)


def _kept(request: HttpRequest, form: EvidenceForm, place: Place) -> StoredFile | None:
    """The uploaded file, stored; encrypted when the evidence is internal."""
    upload = form.cleaned_data.get("file")
    if not upload:
        return None
    by: User = me(request)
    form.facts().check()  # nothing is stored for what will be refused
    restricted = not form.cleaned_data["publishable"]
    return store_file(upload.read(), name=upload.name, jurisdiction=place, restricted=restricted, by=by)


_FIELDS = {
    "interview.function": "function",
    "interview.consent": "consent",
    "register.dates": "observed_until",
    "reason.missing": "reason",
}


def _tell(form: EvidenceForm, refusal: Refused | DocumentError) -> None:
    """Put the refusal beside the field it is about."""
    if isinstance(refusal, DocumentError):
        form.add_error("file", [str(problem) for problem in refusal.problems])
    else:
        form.add_error(_FIELDS.get(refusal.code), f"{refusal} {refusal.advice}")
