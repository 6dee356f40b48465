"""Who takes part in a text, what takes its place, and what its end means."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.places.models import Place
from jatigi.foundation.text import Text
from jatigi.governance.instruments import access
from jatigi.governance.instruments.changes import participation as changes
from jatigi.governance.instruments.errors import Refused
from jatigi.governance.instruments.forms import (
    DepartureForm,
    EffectForm,
    ParticipationForm,
    ReasonForm,
    SuccessionForm,
)
from jatigi.governance.instruments.models import Instrument, Participation, Succession
from jatigi.governance.instruments.views.instruments import me


def _entry(request: HttpRequest, code: str, permission: str) -> tuple[Instrument, Place]:
    """The text and the jurisdiction for which the person writes; what concerns one place needs rights there only."""
    row = access.instrument_for(request.user, code)
    asked = row.jurisdiction_id or request.GET.get("jurisdiction") or None
    place = access.place_for(request.user, asked, permission)
    return row, place


def _answer(
    request: HttpRequest, form: Form, row: Instrument, place: Place, title: str, lead: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "instrument": row, "place": place, "title": title, "lead": lead}
    return render(request, "instruments/form.html", context, status=status)


@requires("instrument.write")
def participate(request: HttpRequest, code: str) -> HttpResponse:
    """When the jurisdiction signed and ratified."""
    row, place = _entry(request, code, "instrument.write")
    part = Participation.objects.filter(instrument=row, place=place).first()
    initial = {"signed": part.signed, "ratified": part.ratified} if part else {}
    form = ParticipationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            changes.record_participation(row, place, **form.cleaned_data, by=me(request))
        except Refused as refusal:
            form.add_error(None, f"{refusal} {refusal.advice}")
        else:
            messages.success(request, _("The participation is recorded."))
            return redirect("instrument", row.pk)
    return _answer(request, form, row, place, _("Participation"))


@requires("instrument.write")
def unparticipate(request: HttpRequest, code: str) -> HttpResponse:
    """Take back a participation recorded by mistake."""
    row, place = _entry(request, code, "instrument.write")
    if not Participation.objects.filter(instrument=row, place=place).exists():
        return redirect("instrument", row.pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changes.withdraw_participation(row, place, by=me(request), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, f"{refusal} {refusal.advice}")
        else:
            messages.success(request, _("Taken back."))
            return redirect("instrument", row.pk)
    lead = _("For a participation recorded by mistake. A participation that ended is recorded as an end instead.")
    return _answer(request, form, row, place, _("Take the participation back"), lead)


@requires("instrument.write")
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """From when the jurisdiction takes no part any more."""
    row, place = _entry(request, code, "instrument.write")
    part = Participation.objects.filter(instrument=row, place=place).first()
    form = DepartureForm(request.POST or None, initial={"left": part.left} if part else {})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            changes.end_participation(row, place, left=data["left"], by=me(request), reason=data["reason"])
        except Refused as refusal:
            form.add_error(None, f"{refusal} {refusal.advice}")
        else:
            messages.success(request, _("Recorded. Answers that rest on this text are marked from now on."))
            return redirect("instrument", row.pk)
    lead = _("Answers that rest on this text will show as overtaken, or to be re-verified in an open round.")
    return _answer(request, form, row, place, _("End of the participation"), lead)


@requires("instrument.write")
def succeed(request: HttpRequest, code: str) -> HttpResponse:
    """A later text that takes the place of this one, or amends it."""
    row = access.instrument_for(request.user, code, "instrument.write")
    place = _entry(request, code, "instrument.write")[1]
    others = access.visible_instruments(request.user).exclude(pk=row.pk).order_by("kind", "code")
    form = SuccessionForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            changes.record_succession(data["later"], row, kind=data["kind"], on=data["on"], by=me(request))
        except Refused as refusal:
            form.add_error(None, f"{refusal} {refusal.advice}")
        else:
            messages.success(request, _("The later text is recorded."))
            return redirect("instrument", row.pk)
    return _answer(request, form, row, place, _("A later text"))


@requires("instrument.write")
def unsucceed(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take back a succession recorded by mistake."""
    row = access.instrument_for(request.user, code, "instrument.write")
    place = _entry(request, code, "instrument.write")[1]
    succession = get_object_or_404(Succession.objects.select_related("earlier"), pk=pk, earlier=row)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        changes.withdraw_succession(succession, by=me(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("Taken back."))
        return redirect("instrument", row.pk)
    return _answer(request, form, row, place, _("Take back what was recorded"))


@requires("instrument.effect")
def effect(request: HttpRequest, code: str) -> HttpResponse:
    """What the ending means in law."""
    row, place = _entry(request, code, "instrument.effect")
    form = EffectForm(request.POST or None, initial={"holds_on": localdate()})
    if request.method == "POST" and form.is_valid():
        text = Text.of(form.texts("text"), source=get_language() or "fr")
        try:
            changes.record_legal_effect(row, place, text=text, holds_on=form.cleaned_data["holds_on"], by=me(request))
        except Refused as refusal:
            form.add_error(None, f"{refusal} {refusal.advice}")
        else:
            messages.success(request, _("The legal effect is recorded."))
            return redirect("instrument", row.pk)
    lead = _("Say what still binds, what no longer does, and on what this rests. Earlier records stay.")
    return _answer(request, form, row, place, _("Legal effect"), lead)
