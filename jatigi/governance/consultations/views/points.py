"""What is put to the institutions: chosen in bulk from the round, put in order, placed in a session, withdrawn."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.assessments.models import Subject
from jatigi.governance.assessments.subjects import describe
from jatigi.governance.consultations import access, wording
from jatigi.governance.consultations.changes import items as changes
from jatigi.governance.consultations.errors import Refused, refused
from jatigi.governance.consultations.models import Consultation, Item, Session
from jatigi.governance.consultations.queries import offers, rooms
from jatigi.governance.consultations.rules.order import moved
from jatigi.governance.consultations.views import shell


@requires("consultation.view")
def points(request: HttpRequest, code: str) -> HttpResponse:
    """The points in the order of the room; the coordinator reorders, places and withdraws them here."""
    consultation = access.consultation_for(request.user, code, "consultation.view")
    return _show(request, consultation)


def _show(request: HttpRequest, consultation: Consultation, problem: Refused | None = None) -> HttpResponse:
    withdrawn = list(
        Item.objects.filter(consultation=consultation).exclude(withdrawn_at=None).select_related("subject")
    )
    said = describe(one.subject for one in withdrawn)
    return shell.page(
        request,
        "points.html",
        consultation,
        status=problem.status if problem else 200,
        points=rooms.points_of(consultation, timezone.now()),
        withdrawn=[(one, said.get(one.subject_id)) for one in withdrawn],
        sessions=list(consultation.sessions.all()),
        problem=problem,
        may_change=consultation.state != "closed",
    )


@requires("consultation.write")
def put(request: HttpRequest, code: str) -> HttpResponse:
    """Choose from the round what to put to the institutions, kind by kind (``?kind=``), whole dimensions at once."""
    consultation = access.consultation_for(request.user, code, "consultation.write")
    free = list(offers.free_of(consultation).values())
    counts = {kind: sum(one.kind == kind for one in free) for kind in wording.SUBJECT_KINDS}
    kind = request.GET.get("kind") or next((kind for kind, number in counts.items() if number), "answer")
    problem = None
    if request.method == "POST":
        wanted = _ids(request.POST.getlist("subject"))
        found = {one.pk: one for one in Subject.objects.filter(pk__in=wanted, round=consultation.round_id)}
        session = Session.objects.filter(consultation=consultation, code=request.POST.get("session", "")).first()
        chosen = [found[id] for id in wanted if id in found]
        try:
            if not chosen:
                raise refused("nothing_chosen")
            changes.put(consultation, chosen, by=shell.me(request), session=session)
        except Refused as refusal:
            problem = refusal
        else:
            words = ngettext("%(n)s point is put to the institutions.", "%(n)s points are put to the institutions.",
                             len(chosen))  # fmt: skip
            shell.done(request, words % {"n": len(chosen)})
            return redirect("consultation_points", code)
    return shell.page(
        request,
        "put.html",
        consultation,
        status=problem.status if problem else 200,
        kind=kind if kind in counts else "answer",
        counts=counts,
        groups=offers.grouped(consultation, (one for one in free if one.kind == kind)),
        ticked=set(request.POST.getlist("subject")),
        sessions=list(consultation.sessions.all()),
        problem=problem,
    )


@require_POST
@requires("consultation.write")
def order(request: HttpRequest, code: str) -> HttpResponse:
    """Move one point: up, down, or to the place that was typed."""
    consultation = access.consultation_for(request.user, code, "consultation.write")
    items = list(Item.objects.filter(consultation=consultation, withdrawn_at=None).values_list("pk", flat=True))
    item = _number(request.POST.get("item"))
    if item in items:
        to = {"up": items.index(item) - 1, "down": items.index(item) + 1}.get(request.POST.get("move", ""))
        if to is None:
            to = (_number(request.POST.get("to")) or items.index(item) + 1) - 1
        try:
            changes.order_items(consultation, moved(items, item, to), by=shell.me(request))
        except Refused as refusal:
            return _show(request, consultation, refusal)
    answer = redirect("consultation_points", code)
    answer["Location"] += f"#point-{item}" if item in items else ""
    return answer


@require_POST
@requires("consultation.write")
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Say in which session the ticked points are discussed."""
    consultation = access.consultation_for(request.user, code, "consultation.write")
    session = Session.objects.filter(consultation=consultation, code=request.POST.get("session", "")).first()
    wanted = [number for number in map(_number, request.POST.getlist("item")) if number is not None]
    try:
        changes.place_items(consultation, wanted, session, by=shell.me(request))
    except Refused as refusal:
        return _show(request, consultation, refusal)
    shell.done(request, _("The points stand in that session.") if session else _("The points stand in no session."))
    return redirect("consultation_points", code)


@require_POST
@requires("consultation.write")
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a point off the list; what was said on it is kept."""
    consultation = access.consultation_for(request.user, code, "consultation.write")
    item = access.item_for(request.user, consultation, pk, "consultation.write")
    try:
        changes.withdraw(item, by=shell.me(request))
    except Refused as refusal:
        return _show(request, consultation, refusal)
    shell.done(request, _("Withdrawn. What was said on it is kept; it can be put again."))
    return redirect("consultation_points", code)


@require_POST
@requires("consultation.write")
def put_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put a withdrawn point again."""
    consultation = access.consultation_for(request.user, code, "consultation.write")
    item = access.item_for(request.user, consultation, pk, "consultation.write")
    try:
        changes.put(consultation, [item.subject], by=shell.me(request), session=item.session)
    except Refused as refusal:
        return _show(request, consultation, refusal)
    shell.done(request, _("The point is put again."))
    return redirect("consultation_points", code)


def _ids(given: list[str]) -> list[uuid.UUID]:
    """The ids that are any; the rest is left out, as what is not there."""
    found = []
    for one in given:
        try:
            found.append(uuid.UUID(one))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _number(given: str | None) -> int | None:
    return int(given) if given and given.isdecimal() and len(given) < 19 else None
