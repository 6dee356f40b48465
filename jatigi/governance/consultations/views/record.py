"""The rapporteur's page: by the keyboard, one line for each thing said; what is typed survives a lost connection."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.text import Text
from jatigi.foundation.web.templatetags.jatigi import t_plain
from jatigi.governance.consultations import access
from jatigi.governance.consultations.changes import record as changes
from jatigi.governance.consultations.changes.remarks import Said, write_remark
from jatigi.governance.consultations.errors import Refused, refused
from jatigi.governance.consultations.forms.record import RecordForm
from jatigi.governance.consultations.models import Consultation, Item, Remark, Session
from jatigi.governance.consultations.queries import record as queries
from jatigi.governance.consultations.queries import rooms
from jatigi.governance.consultations.rules.record import find_speaker
from jatigi.governance.consultations.views import shell


@requires("consultation.record")
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Record what is said. A page that asks for JSON gets the line to show, or what is wrong; others are led on."""
    consultation = access.consultation_for(request.user, code, "consultation.record")
    sessions = list(consultation.sessions.all())
    form = RecordForm(
        request.POST or None, consultation=consultation, sessions=sessions, initial=_initial(request, consultation)
    )
    problem, made = None, None
    if request.method == "POST":
        try:
            made = _write(request, consultation, form) if form.is_valid() else None
        except Refused as refusal:
            problem = refusal
        if request.headers.get("Accept") == "application/json":
            return _answer(request, consultation, form, made, problem)
        if made is not None:
            kept = {name: str(form.cleaned_data.get(name) or "") for name in ("point", "session", "lang")}
            return redirect(f"{request.path}?{urlencode({name: one for name, one in kept.items() if one})}")
    return _show(request, consultation, form, problem)


def _initial(request: HttpRequest, consultation: Consultation) -> dict[str, Any]:
    """The point, the session and the language stay those of the last line."""
    spoken = [*consultation.languages, get_language() or "fr"]
    kept = {name: request.GET[name] for name in ("point", "session", "lang") if name in request.GET}
    return {"lang": spoken[0], **kept}


def _show(request: HttpRequest, consultation: Consultation, form: RecordForm, problem: Refused | None) -> HttpResponse:
    points, speakers = rooms.points_of(consultation, timezone.now()), queries.speakers_of(consultation)
    form.initial["shown"] = ",".join(str(point.item.pk) for point in points)
    status = problem.status if problem else 422 if form.is_bound and form.errors else 200
    return shell.page(
        request,
        "record.html",
        consultation,
        status=status,
        form=form,
        points=points,
        speakers=speakers,
        problem=problem,
        entries=queries.entries_of(consultation, points),
        takes_back=_takes_back(request),
        known={
            "points": {point.number: _heading(point) for point in points},
            "asked": [one.called for one in speakers.asked],
            "others": [one.called for one in speakers.others],
            "voices": list(speakers.voices.values()),
            "words": _words(),
        },
    )


def _heading(point: rooms.Point) -> str:
    if point.said is None:
        return _("taken out meanwhile")
    return t_plain(point.said.heading if point.said.kind == "answer" else point.said.words)


def _write(request: HttpRequest, consultation: Consultation, form: RecordForm) -> Remark:
    given = form.cleaned_data
    if (there := _there(consultation, given["id"])) is not None:
        return there
    item, said = _item(consultation, form), _said(consultation, form, request.POST.get("kind", ""))
    session = Session.objects.filter(consultation=consultation, code=given.get("session") or "").first()
    try:
        return write_remark(
            consultation,
            said,
            by=shell.me(request),
            source="floor",
            subject=item.subject if item else None,
            session=session or (item.session if item else None),
            id=given["id"],
        )
    except IntegrityError:
        if (there := _there(consultation, given["id"])) is not None:  # sent twice at the same moment
            return there
        raise


def _there(consultation: Consultation, id: UUID | None) -> Remark | None:
    """The line, where it has arrived before and only the answer was lost on the way."""
    return Remark.objects.filter(pk=id, consultation=consultation, source="floor").first() if id else None


def _item(consultation: Consultation, form: RecordForm) -> Item | None:
    typed = str(form.cleaned_data["point"]).strip()
    if not typed:
        return None
    shown = form.items() or list(
        Item.objects.filter(consultation=consultation, withdrawn_at=None).values_list("pk", flat=True)
    )
    number = int(typed) if typed.isdecimal() else 0
    if not 1 <= number <= len(shown):
        raise refused("record.no_point", typed=typed)
    item = Item.objects.select_related("subject", "session").filter(consultation=consultation, pk=shown[number - 1])
    found = item.first()
    if found is None:
        raise refused("record.no_point", typed=typed)
    return found


def _said(consultation: Consultation, form: RecordForm, kind: str) -> Said:
    given, speakers = form.cleaned_data, queries.speakers_of(consultation)
    who = find_speaker(given["who"], speakers.asked, speakers.others, speakers.voices)
    if who.several:
        names = ", ".join(who.several[:5]) + (" …" if len(who.several) > 5 else "")
        raise refused("record.several", typed=given["who"], several=names)
    if not (who.institution or who.voice):
        raise refused("record.nobody", typed=given["who"])
    return Said(
        Text.of({given["lang"]: given["text"].strip()}, source=given["lang"]),
        kind="proposal" if kind == "proposal" else "comment",
        voice=who.voice or "institution",
        institution=Institution.objects.get(pk=who.institution) if who.institution else None,
        organisation=who.organisation[:200],
    )


def _answer(
    request: HttpRequest, consultation: Consultation, form: RecordForm, made: Remark | None, problem: Refused | None
) -> JsonResponse:
    if made is None:
        words = [str(one) for errors in form.errors.values() for one in errors]
        told = {"error": str(problem), "advice": str(problem.advice)} if problem else {"error": " ".join(words)}
        return JsonResponse({"advice": "", **told}, status=problem.status if problem else 422)
    points = rooms.points_of(consultation, timezone.now())
    entry = next((one for one in queries.entries_of(consultation, points) if one.remark.pk == made.pk), None)
    context = {"entry": entry, "consultation": consultation, "takes_back": _takes_back(request)}
    row = render_to_string("consultations/_said.html", context, request=request) if entry else ""
    return JsonResponse({"row": row})


def _takes_back(request: HttpRequest) -> dict[str, Any]:
    """Whose lines of the last minute can be taken back: those of the person."""
    return {"by": shell.me(request).pk, "since": timezone.now() - changes.TAKE_BACK}


@require_POST
@requires("consultation.record")
def take_back(request: HttpRequest, code: str, id: UUID) -> HttpResponse:
    """Take back a line just recorded."""
    consultation = access.consultation_for(request.user, code, "consultation.record")
    remark = access.remark_for(request.user, consultation, str(id), "consultation.record")
    try:
        changes.take_back(remark, by=shell.me(request))
    except Refused as refusal:
        shell.tell(request, refusal)
    else:
        shell.done(request, _("Taken back: it is not in the record."))
    return redirect("consultation_record", code)


def _words() -> dict[str, str]:
    """What the page says about saving; the script reads them from the page, in its language."""
    return {
        "waiting": _("Kept on this device; it is sent when there is a connection."),
        "sending": _("Sending…"),
        "refused": _("Not recorded:"),
        "correct": _("Correct it"),
        "drop": _("Leave it out"),
        "whole": _("On the whole"),
        "no_point": _("There is no such point."),
        "nobody": _("Nobody found yet"),
        "several": _("or"),
        "saved": _("Everything is recorded."),
        "unsent": _("%(number)s to be sent"),
    }
