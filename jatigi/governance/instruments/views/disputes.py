"""Facts on which sources differ: recording them, choosing, settling, and putting a mistake right."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.text import Text
from jatigi.governance.instruments import access, words
from jatigi.governance.instruments.changes import disputes as changes
from jatigi.governance.instruments.dispute_forms import ClaimForm, DisputeForm, OneClaimForm, SettleForm
from jatigi.governance.instruments.errors import Refused
from jatigi.governance.instruments.forms import ReasonForm
from jatigi.governance.instruments.models import Claim, Instrument
from jatigi.governance.instruments.queries.disputes import disputable, stands
from jatigi.governance.instruments.views.instruments import me, place_of


@requires("instrument.write")
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Record that sources differ on a fact; ``?field=`` names it, its value stands there as the first version."""
    row = access.instrument_for(request.user, code, "instrument.write")
    there = set(row.claims.values_list("field", flat=True))
    fields = [field for field in disputable(row) if field not in there]
    asked = request.GET.get("field", "")
    initial = {"field": asked, "value_1": stands(row, asked)} if asked in fields else {}
    form = DisputeForm(
        request.POST or None, fields=[(one, _named(request, row, one)) for one in fields], sources=_sources(row),
        initial=initial,
    )  # fmt: skip

    def act() -> None:
        changes.record_dispute(
            row, form.cleaned_data["field"], form.claims(), chosen=form.chosen(), by=me(request), reason=_reason(form)
        )

    lead = _("Every version is kept and shown. A source that is not in the list is added to the entry first.")
    links = [(reverse("edit_instrument", args=[row.pk]), _("Add a source to the entry"))]
    return _page(request, row, form, act, _("Sources differ"), _("It is recorded that sources differ."), lead, links)


@requires("instrument.write")
def choose(request: HttpRequest, code: str, field: str) -> HttpResponse:
    """Which version of a disputed fact the register takes."""
    row, claims = _disputed(request, code, field)
    if not claims:
        return redirect("instrument", row.pk)
    chosen = next((str(claim.pk) for claim in claims if claim.chosen), ClaimForm.NONE)
    texts = {"reason": _given(claims)}
    form = ClaimForm(request.POST or None, claims=_options(claims), initial={"claim": chosen}, texts=texts)

    def act() -> None:
        claim = next((one for one in claims if str(one.pk) == form.cleaned_data["claim"]), None)
        changes.choose_claim(row, field, claim, by=me(request), reason=_reason(form))

    title = _("Sources differ: %(field)s") % {"field": _named(request, row, field)}
    return _page(
        request, row, form, act, title, _("The choice and its reason are recorded."), links=_takebacks(row, claims)
    )


@requires("instrument.write")
def add(request: HttpRequest, code: str, field: str) -> HttpResponse:
    """One more version of a disputed fact."""
    row, claims = _disputed(request, code, field)
    if not claims:
        return redirect("instrument", row.pk)
    form = OneClaimForm(request.POST or None, sources=_sources(row))

    def act() -> None:
        changes.add_claim(row, field, form.claim(), by=me(request))

    title = _("One more version: %(field)s") % {"field": _named(request, row, field)}
    lead = _("What was chosen stays chosen until someone changes it.")
    return _page(request, row, form, act, title, _("The version is recorded."), lead)


@requires("instrument.write")
def settle(request: HttpRequest, code: str, field: str) -> HttpResponse:
    """Say that a fact is no longer disputed."""
    row, claims = _disputed(request, code, field)
    if not claims:
        return redirect("instrument", row.pk)
    form = SettleForm(request.POST or None, texts={"reason": _given(claims)})

    def act() -> None:
        changes.settle_dispute(row, field, by=me(request), reason=_reason(form))

    title = _("Settle: %(field)s") % {"field": _named(request, row, field)}
    lead = _("The version taken holds from now on. All versions stay readable, and the fact can be opened again.")
    return _page(request, row, form, act, title, _("The fact is settled."), lead)


@requires("instrument.write")
def reopen(request: HttpRequest, code: str, field: str) -> HttpResponse:
    """Say that sources differ after all."""
    row, claims = _disputed(request, code, field)
    if not claims:
        return redirect("instrument", row.pk)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        changes.reopen_dispute(row, field, by=me(request), reason=form.cleaned_data["reason"])

    title = _("Open again: %(field)s") % {"field": _named(request, row, field)}
    return _page(request, row, form, act, title, _("The fact is open again."))


@requires("instrument.write")
def withdraw(request: HttpRequest, code: str, field: str) -> HttpResponse:
    """Take back a dispute recorded by mistake."""
    row, claims = _disputed(request, code, field)
    if not claims:
        return redirect("instrument", row.pk)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        changes.withdraw_dispute(row, field, by=me(request), reason=form.cleaned_data["reason"])

    title = _("Take back: %(field)s") % {"field": _named(request, row, field)}
    lead = _("For a dispute recorded by mistake: its versions go. A fact that is now clear is settled instead.")
    return _page(request, row, form, act, title, _("Taken back."), lead)


@requires("instrument.write")
def withdraw_claim(request: HttpRequest, code: str, field: str, pk: int) -> HttpResponse:
    """Take back one version recorded by mistake."""
    row, _claims = _disputed(request, code, field)
    claim = get_object_or_404(Claim.objects.select_related("instrument"), pk=pk, instrument=row, field=field)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        changes.withdraw_claim(claim, by=me(request), reason=form.cleaned_data["reason"])

    lang = get_language() or "fr"
    title = _("Take back the version “%(value)s”") % {"value": words.claimed(claim.value, lang)}
    return _page(request, row, form, act, title, _("Taken back."))


def _disputed(request: HttpRequest, code: str, field: str) -> tuple[Instrument, list[Claim]]:
    """The text and what is claimed of a fact. A fact that texts do not have is not there."""
    row = access.instrument_for(request.user, code, "instrument.write")
    claims = list(row.claims.filter(field=field).select_related("source").order_by("id"))
    if not claims and field not in disputable(row):
        raise Http404
    return row, claims


def _named(request: HttpRequest, row: Instrument, field: str) -> str:
    lang = get_language() or "fr"
    return words.disputed_field(field, words.place_named(field, place_of(request, row), lang))


def _sources(row: Instrument) -> list[tuple[str, str]]:
    return [(str(one.pk), f"{one.position}. {one.publisher}") for one in row.sources.all()]


def _options(claims: list[Claim]) -> list[tuple[str, str]]:
    lang = get_language() or "fr"
    return [
        (str(claim.pk), f"{words.claimed(claim.value, lang)} ({claim.source.publisher if claim.source else '–'})")
        for claim in claims
    ]


def _takebacks(row: Instrument, claims: list[Claim]) -> list[tuple[str, str]]:
    """Where a version recorded by mistake is taken back: those that are not chosen, while two others stay."""
    if len(claims) < 3:
        return []
    lang = get_language() or "fr"
    return [
        (
            reverse("withdraw_claim", args=[row.pk, one.field, one.pk]),
            _("Take back the version “%(value)s”") % {"value": words.claimed(one.value, lang)},
        )
        for one in claims
        if not one.chosen
    ]


def _given(claims: list[Claim]) -> Text:
    return next((claim.reason for claim in claims if claim.reason), Text.of({}))


def _reason(form: Any) -> Text:
    return Text.of(form.texts("reason"), source=get_language() or "fr")


def _page(
    request: HttpRequest,
    row: Instrument,
    form: Form,
    act: Callable[[], None],
    title: str,
    done: str,
    lead: str = "",
    links: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """The form; when it was sent and holds, the act, or why it is refused."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, f"{refusal} {refusal.advice}")
        else:
            messages.success(request, done)
            return redirect("instrument", row.pk)
    context = {
        "form": form,
        "place": place_of(request, row),
        "instrument": row,
        "title": title,
        "lead": lead,
        "links": links,
    }
    return render(request, "instruments/form.html", context)
