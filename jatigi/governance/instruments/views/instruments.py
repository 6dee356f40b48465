"""One entry of the register: its page, and what people write on it."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import User
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.places.models import Place
from jatigi.governance.instruments import access, rules, words
from jatigi.governance.instruments.changes import instruments as changes
from jatigi.governance.instruments.errors import Refused
from jatigi.governance.instruments.forms import CopyForm, InstrumentForm, ReasonForm
from jatigi.governance.instruments.models import Instrument
from jatigi.governance.instruments.queries.detail import Detail, detail


@requires("instrument.view")
def instrument(request: HttpRequest, code: str) -> HttpResponse:
    """All that the register knows of a text."""
    row = access.instrument_for(request.user, code)
    place = place_of(request, row)
    shown = detail(
        row,
        place=place.pk,
        visible=access.visible_instruments(request.user),
        readable=access.visible_evidence(request.user),
    )
    context = _shown(request, shown, place)
    return render(request, "instruments/instrument.html", context)


def place_of(request: HttpRequest, row: Instrument) -> Place:
    """For whom a page tells participation and endings: the text's own jurisdiction, or the one the person asks for."""
    return access.place_for(request.user, row.jurisdiction_id or request.GET.get("jurisdiction"), "instrument.view")


def me(request: HttpRequest) -> User:
    """The person who is signed in."""
    assert isinstance(request.user, User)  # `requires` lets nobody else through
    return request.user


def _shown(request: HttpRequest, shown: Detail, place: Place) -> dict[str, Any]:
    row, lang = shown.instrument, get_language() or "fr"
    recalled = set(row.recalled_fields)
    dates = [
        (words.FIELDS[name], getattr(row, name), name in recalled)
        for name in ("adopted", "in_force_from", "in_force_until")
        if getattr(row, name) or name != "in_force_until"
    ]
    today = localdate()
    return {
        "shown": shown,
        "instrument": row,
        "place": place,
        "kind": words.KINDS[row.kind],
        "status": words.STATUSES[row.status],
        "recalled": recalled,
        "dates": dates,
        "subjects": [words.subject(code) for code in row.subjects],
        "endings": [_notice(ending, lang, today) for ending in shown.endings],
        "parts": [
            {
                "row": part,
                "dates": [
                    (words.PARTS[which], getattr(part, which), f"participation.{part.place_id}.{which}" in recalled)
                    for which in words.PARTS
                ],
            }
            for part in shown.participations
        ],
        "disputes": [_dispute(one, place, lang) for one in shown.disputes],
        "shared": row.kind in rules.SHARED,
        "takes_part": any(part.place_id == place.pk for part in shown.participations),
        "may_write": access.may(request.user, "instrument.write", row),
        "may_write_here": access.may_for(request.user, "instrument.write", row, place.pk),
        "may_effect": bool(shown.endings) and access.may_for(request.user, "instrument.effect", row, place.pk),
    }


def _notice(ending: rules.Ending, lang: str, today: datetime.date) -> dict[str, Any]:
    return {
        "ending": ending,
        "text": words.how_it_ends(ending, lang),
        "past": ending.on is None or ending.over_on(today),
    }


def _dispute(one: Any, place: Place, lang: str) -> dict[str, Any]:
    return {
        "field": one.field,
        "title": words.disputed_field(one.field, words.place_named(one.field, place, lang)),
        "claims": [
            {
                "value": words.claimed(claim.value, lang),
                "source": claim.source.publisher if claim.source else "",
                "chosen": claim.chosen,
            }
            for claim in one.claims
        ],
        "reason": one.reason,
        "settled_on": one.claims[0].settled_on,
        "chosen": any(claim.chosen for claim in one.claims),
    }


@requires("instrument.write")
def add(request: HttpRequest) -> HttpResponse:
    """A new entry."""
    place = access.place_for(request.user, request.GET.get("jurisdiction") or None, "instrument.write")
    form = InstrumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = changes.add_instrument(form.facts(), jurisdiction=place, by=me(request))
        except Refused as refusal:
            form.add_error(_field_of(refusal), f"{refusal} {refusal.advice}")
        else:
            messages.success(request, _("The text is in the register."))
            return redirect("instrument", row.pk)
    return render(request, "instruments/form.html", {"form": form, "place": place, "title": _("Add a text")})


@requires("instrument.write")
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct an entry, with the reason."""
    row = access.instrument_for(request.user, code, "instrument.write")
    form = InstrumentForm(request.POST or None, instrument=row)
    if request.method == "POST" and form.is_valid():
        try:
            changes.edit_instrument(row, form.facts(), by=me(request), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(_field_of(refusal), f"{refusal} {refusal.advice}")
        else:
            messages.success(request, _("The entry is corrected."))
            return redirect("instrument", row.pk)
    context = {"form": form, "place": place_of(request, row), "title": _("Correct the entry"), "instrument": row}
    return render(request, "instruments/form.html", context)


_FIELDS = {"register.dates": "in_force_until", "register.no_source": "source_publisher", "reason.missing": "reason"}


def _field_of(refusal: Refused) -> str | None:
    return _FIELDS.get(refusal.code)


@requires("instrument.write")
def archive(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a copy of the text as published."""
    row = access.instrument_for(request.user, code, "instrument.write")
    place = place_of(request, row)
    form = CopyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            copy = store_file(upload.read(), name=upload.name, jurisdiction=place, restricted=False, by=me(request))
        except DocumentError as error:
            form.add_error("file", [str(problem) for problem in error.problems])
        else:
            changes.attach_archived_copy(row, copy, by=me(request))
            messages.success(request, _("The copy is kept."))
            return redirect("instrument", row.pk)
    context = {"form": form, "place": place, "instrument": row, "title": _("Keep a copy"), "upload": True,
               "lead": _lead_of_copy(row)}  # fmt: skip
    return render(request, "instruments/form.html", context)


def _lead_of_copy(row: Instrument) -> str:
    if row.archived is None:
        return _("The text as it was published, so that it can still be read when its address no longer answers.")
    return _("A copy is kept already: %(name)s. The new one takes its place; the earlier one stays stored.") % {
        "name": row.archived.name
    }


@requires("instrument.write")
def unarchive(request: HttpRequest, code: str) -> HttpResponse:
    """Take back a copy kept by mistake, with the reason."""
    row = access.instrument_for(request.user, code, "instrument.write")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changes.withdraw_archived_copy(row, by=me(request), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, f"{refusal} {refusal.advice}")
        else:
            messages.success(request, _("The copy is taken back."))
            return redirect("instrument", row.pk)
    lead = _(
        "The entry shows no copy any more. The file stays stored under its hash, so that the trail can be checked."
    )
    context = {"form": form, "place": place_of(request, row), "instrument": row, "title": _("Take the copy back"),
               "lead": lead}  # fmt: skip
    return render(request, "instruments/form.html", context)


@requires("instrument.write")
def delete(request: HttpRequest, code: str) -> HttpResponse:
    """Ask before an entry is taken away; say what rests on it when it cannot be."""
    row = access.instrument_for(request.user, code, "instrument.write")
    context: dict[str, Any] = {"instrument": row, "place": place_of(request, row)}
    if request.method == "POST":
        try:
            changes.delete_instrument(row, by=me(request))
        except Refused as refusal:
            row = get_object_or_404(Instrument, pk=code)
            context |= {"instrument": row, "refusal": refusal, "cited": cited(refusal)}
            return render(request, "instruments/delete.html", context, status=409)
        messages.success(request, _("The entry is deleted."))
        return redirect("register")
    return render(request, "instruments/delete.html", context)


def cited(refusal: Refused) -> list[dict[str, Any]]:
    """What rests on an entry, in words."""
    return [
        {"what": words.RESTING.get(one.kind, one.kind), "count": one.count, "examples": one.examples}
        for one in refusal.cited
    ]
