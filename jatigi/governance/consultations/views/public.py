"""The public consultation: the coordinator opens it and moderates; anyone writes, without an account."""

import uuid
from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jatigi.foundation.accounts.access_rules import public, requires
from jatigi.foundation.accounts.limits import Limit, Spent, after
from jatigi.governance.consultations import access, wording
from jatigi.governance.consultations.changes import meetings
from jatigi.governance.consultations.changes import remarks as changes
from jatigi.governance.consultations.errors import Refused, refused
from jatigi.governance.consultations.forms.public import PublicForm, ReceiptForm, SayForm
from jatigi.governance.consultations.models import MODERATION, Consultation, Remark
from jatigi.governance.consultations.queries import remarks as queries
from jatigi.governance.consultations.views import shell

FROM_ONE_PLACE: Final = Limit(10)  # remarks, in an hour
LOOKED_UP: Final = Limit(60)  # receipts: they are long, and not to be guessed
PRIVATE: Final = "private, no-store"


# ---------- on the desk ----------


@requires("consultation.write")
def settings(request: HttpRequest, code: str) -> HttpResponse:
    """When anyone may write, what invites them and what they agree to; what they wrote waits here."""
    consultation = access.consultation_for(request.user, code, "consultation.write")
    form = PublicForm(request.POST or None, consultation=consultation)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            meetings.open_to_public(consultation, **form.given(), by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("Saved. Anyone with the address can write while it is open."))
            return redirect("public_consultation", code)
    return shell.page(
        request,
        "public_settings.html",
        consultation,
        status=problem.status if problem else 200,
        form=form,
        problem=problem,
        is_public=changes.is_public(consultation),
        waiting=queries.waiting_of(consultation)[:100],
        moderated=queries.moderated_of(consultation)[:100],
        counts=queries.counts_of(consultation),
        reasons=list(wording.HIDDEN_FOR.items()),
    )


@require_POST
@requires("remark.moderate")
def moderate(request: HttpRequest, code: str, remark: uuid.UUID, moderation: str) -> HttpResponse:
    """Show what someone wrote, or hide it and say why."""
    consultation = access.consultation_for(request.user, code, "remark.moderate")
    found = access.remark_for(request.user, consultation, str(remark), "remark.moderate")
    if moderation not in MODERATION[1:]:
        raise Http404
    hidden_for = request.POST.get("hidden_for", "") if moderation == "hidden" else ""
    try:
        changes.moderate(found, moderation, by=shell.me(request), hidden_for=hidden_for)
    except Refused as refusal:
        shell.tell(request, refusal)
    else:
        shell.done(request, _("It is published.") if moderation == "kept" else _("It is hidden; its receipt says why."))
    return redirect("public_consultation", code)


# ---------- in public ----------


def _open(code: str) -> Consultation:
    """A consultation that is or was open to the public; any other is not there."""
    found = Consultation.objects.select_related("jurisdiction").filter(pk=code).exclude(public_from=None).first()
    if found is None or found.state == "planned":
        raise Http404
    return found


@public
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, code: str) -> HttpResponse:
    """The page on which anyone writes; what is sent twice is there once."""
    consultation = _open(code)
    form = SayForm(request.POST or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            return _page(request, "received.html", consultation, remark=_said(request, consultation, form))
        except Refused as refusal:
            problem = refusal
    status = problem.status if problem else 422 if form.errors else 200
    return _page(request, "say.html", consultation, status=status, form=form, problem=problem)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """What became of a remark, for whoever holds its receipt. The number never stands in an address."""
    consultation = _open(code)
    form = ReceiptForm(request.POST or None)
    found, problem = None, None
    if request.method == "POST" and form.is_valid():
        try:
            _spend(request, "receipt", LOOKED_UP)
        except Refused as refusal:
            problem = refusal
        else:
            found = queries.receipt_of(consultation, form.cleaned_data["receipt"])
            if found is None:
                form.add_error("receipt", _("No remark of this consultation has that receipt. Look at each letter."))
    status = problem.status if problem else 404 if form.errors else 200
    return _page(request, "receipt.html", consultation, status=status, receipt_form=form, found=found, problem=problem)


def _page(
    request: HttpRequest, template: str, consultation: Consultation, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {
        "consultation": consultation,
        "is_public": changes.is_public(consultation),
        "is_over": queries.is_over(consultation),
        "most": changes.MOST,
        **more,
    }
    if template == "say.html":
        context["shown"] = queries.shown_of(consultation)
    response = render(request, f"consultations/public/{template}", context, status=status)
    response.headers["Cache-Control"] = PRIVATE
    return response


def _said(request: HttpRequest, consultation: Consultation, form: SayForm) -> Remark:
    """The remark as it was taken in, now or by the same form before.

    Raises:
        Refused: ``remark.too_many``, and as :func:`changes.write_public_remark`.
    """
    given = form.cleaned_data
    before = Remark.objects.filter(consultation=consultation, source="public", pk=given["id"]).first()
    if before is not None and str(before.text) == given["text"].strip():
        return before
    _spend(request, "say", FROM_ONE_PLACE)
    try:
        return _write(consultation, form, given["id"] if before is None else None)
    except IntegrityError:  # another remark has that id: the form is not one of ours, or it was sent at the same moment
        return _write(consultation, form, None)


def _write(consultation: Consultation, form: SayForm, id: uuid.UUID | None) -> Remark:
    given = form.cleaned_data
    return changes.write_public_remark(
        consultation, given["text"], form.lang, voice=given["voice"], organisation=given["organisation"], id=id
    )  # fmt: skip


def _spend(request: HttpRequest, what: str, limit: Limit) -> None:
    """Count one more from that place. The address is kept as a keyed hash, for an hour.

    Raises:
        Refused: ``remark.too_many``.
    """
    place = salted_hmac("consultations.public", str(get_adapter(request).get_client_ip(request))).hexdigest()
    key, now = f"{what}:{place}", timezone.now()
    spent: Spent | None = cache.get(key)
    left = after(spent, limit, now) if spent is not None else Spent(now, 1)
    if left is None:
        assert spent is not None
        raise refused("remark.too_many", most=limit.most, time=wording.moment(spent.since + limit.span))
    cache.set(key, left, limit.span.total_seconds())
