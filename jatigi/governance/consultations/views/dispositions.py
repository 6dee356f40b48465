"""Answering what was said: the queue, one line's answer, several at once, and naming the change that came of it."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.text import typeset
from jatigi.foundation.web.differences import Side
from jatigi.governance.assessments.models import Subject
from jatigi.governance.consultations import access
from jatigi.governance.consultations.changes import dispositions as changes
from jatigi.governance.consultations.errors import Refused
from jatigi.governance.consultations.forms.dispositions import MADE, AnswerForm, OutcomeForm
from jatigi.governance.consultations.models import Consultation, Position, ReasonTemplate, Remark
from jatigi.governance.consultations.queries import rooms
from jatigi.governance.consultations.queries.matrix import STEPS, Filter, Matrix, Row, matrix_of, texts_of
from jatigi.governance.consultations.queries.positions import reader_of
from jatigi.governance.consultations.views import shell
from jatigi.governance.consultations.views.item import may_open


@requires("disposition.write")
def dispositions(request: HttpRequest, code: str) -> HttpResponse:
    """What waits for an answer, first; ``?step=`` shows what is promised, changed, or answered, ``?point=`` one
    point's lines."""
    consultation = access.consultation_for(request.user, code, "disposition.write")
    return _queue(request, consultation, OutcomeForm())


def _queue(
    request: HttpRequest, consultation: Consultation, form: OutcomeForm, problem: Refused | None = None
) -> HttpResponse:
    whole = _whole(request, consultation)
    step = request.GET.get("step", "waiting")
    wanted = _filter(request, whole, step if step in STEPS else "waiting")
    ticked = set(request.POST.getlist("line"))
    return shell.page(
        request,
        "dispositions.html",
        consultation,
        status=problem.status if problem else 422 if form.is_bound and form.errors else 200,
        rows=whole.narrowed(wanted).rows,
        withheld=whole.withheld,
        counts=_counts(whole),
        step=wanted.step,
        point=wanted.point,
        form=form,
        ticked=ticked,
        templates=_templates(consultation),
        problem=problem,
        may_open={kind: may_open(request, kind, consultation.jurisdiction_id) for kind in _kinds(whole)},
    )


def _whole(request: HttpRequest, consultation: Consultation) -> Matrix:
    points = rooms.points_of(consultation, timezone.now())
    return matrix_of(consultation, reader_of(request.user, consultation), points)


def _counts(whole: Matrix) -> dict[str, int]:
    return {step: whole.count("open", "spoke_again") if step == "waiting" else whole.count(step) for step in STEPS}


def _kinds(whole: Matrix) -> set[str]:
    return {row.said.kind for row in whole.rows if row.said is not None}


def _filter(request: HttpRequest, whole: Matrix, step: str) -> Filter:
    given = request.GET.get("point", "")
    point = int(given) if given.isdecimal() and len(given) < 19 else 0
    number = next((one.number for one in whole.points if one.item.pk == point), 0)
    return Filter(point=point, number=number, step=step)


def _templates(consultation: Consultation) -> list[ReasonTemplate]:
    return list(ReasonTemplate.objects.filter(jurisdiction=consultation.jurisdiction_id).order_by("outcome", "code"))


@require_POST
@requires("disposition.write")
def answer_many(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the ticked lines alike."""
    consultation = access.consultation_for(request.user, code, "disposition.write")
    whole = _whole(request, consultation)
    taken = _taken(request, consultation)
    if taken is not None:
        return _queue(request, consultation, OutcomeForm(initial=taken))
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _queue(request, consultation, form)
    ticked = set(request.POST.getlist("line"))
    lines = [_thing(row) for row in whole.rows if str(row.id) in ticked]
    try:
        changes.dispose_many(lines, form.answered(), by=shell.me(request))
    except Refused as refusal:
        return _queue(request, consultation, form, refusal)
    words = ngettext("%(n)s line is answered.", "%(n)s lines are answered.", len(lines)) % {"n": len(lines)}
    shell.done(request, words)
    return redirect("dispositions", code)


def _thing(row: Row) -> Position | Remark:
    thing = row.line.position or row.line.remark
    assert thing is not None
    return thing


def _taken(request: HttpRequest, consultation: Consultation) -> dict[str, Any] | None:
    """What the form shows after a template was taken: its outcome and words, in place of those typed; None where
    nobody asked for one."""
    if request.POST.get("do") != "template":
        return None
    template = next((one for one in _templates(consultation) if one.code == request.POST.get("template")), None)
    kept = {name: value for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "do")}
    if template is None:
        return kept
    words = {f"reason_{lang}": text for lang, text in template.reason.plain().items()}
    return {**kept, "outcome": template.outcome, **words}


@requires("disposition.write")
def answer_position(request: HttpRequest, code: str, id: uuid.UUID) -> HttpResponse:
    """Answer what an institution holds."""
    return _answer(request, code, id)


@requires("disposition.write")
def answer_remark(request: HttpRequest, code: str, id: uuid.UUID) -> HttpResponse:
    """Answer a remark."""
    return _answer(request, code, id)


def _answer(request: HttpRequest, code: str, id: uuid.UUID) -> HttpResponse:
    consultation, whole, row = _line(request, code, id)
    texts = texts_of(consultation, whole.points)
    taken = _taken(request, consultation) if request.method == "POST" else None
    if request.method != "POST" or taken is not None:
        return _show(request, consultation, row, AnswerForm(initial=taken or _initial(row), texts=texts))
    form = AnswerForm(request.POST, texts=texts)
    if not form.is_valid():
        return _show(request, consultation, row, form)
    try:
        changes.dispose(_thing(row), form.answered(), by=shell.me(request))
    except Refused as refusal:
        consultation, _whole_now, row = _line(request, code, id)
        return _show(request, consultation, row, form, refusal)
    shell.done(request, _("Answered."))
    return redirect("dispositions", code)


def _line(request: HttpRequest, code: str, id: uuid.UUID) -> tuple[Consultation, Matrix, Row]:
    """The line, when the person may read it: nobody answers words that are not for them."""
    consultation = access.consultation_for(request.user, code, "disposition.write")
    whole = _whole(request, consultation)
    row = next((one for one in whole.rows if one.id == id), None)
    row = row or _unmarked(request, consultation, whole, id)
    if row is None:
        raise Http404
    return consultation, whole, row


def _unmarked(request: HttpRequest, consultation: Consultation, whole: Matrix, id: uuid.UUID) -> Row | None:
    """A position that asks for no answer (agrees, is not concerned) can be answered all the same."""
    held = next((one for one in rooms.latest_positions(consultation) if one.position_id == id), None)
    reader = reader_of(request.user, consultation)
    if held is None or not reader.reads(held.position.institution_id, confidential=held.confidential):
        return None
    line = rooms.Line(held.position, held, None, None, "open")
    number = next((one.number for one in whole.points if one.item.pk == held.position.item_id), 0)
    said = next((one.said for one in whole.points if one.item.pk == held.position.item_id), None)
    named = reader.names(held.position.institution_id, confidential=held.confidential)
    return Row(line, number, said, held.position.institution if named else None, moved=False, changed=None)


def _initial(row: Row) -> dict[str, Any]:
    """What an earlier answer said; where the text has changed since and a change was promised, that it is made."""
    found: dict[str, Any] = {"after": row.given}
    if row.answer is not None:
        words = {f"reason_{lang}": text for lang, text in row.answer.reason.plain().items()}
        found |= {"outcome": row.answer.outcome, **words}
    if row.said is not None:
        found["changed"] = str(row.said.subject)
        if row.moved:
            found["change"] = MADE
    return found


def _show(
    request: HttpRequest, consultation: Consultation, row: Row, form: AnswerForm, problem: Refused | None = None
) -> HttpResponse:
    given = list(_thing(row).dispositions.select_related("recorded_by").order_by("-number"))
    return shell.page(
        request,
        "answer.html",
        consultation,
        status=problem.status if problem else 422 if form.is_bound and form.errors else 200,
        row=row,
        form=form,
        problem=problem,
        after=row.given if problem or not form.is_bound else form["after"].value() or 0,
        given=given,
        reworded=_reworded(row),
        templates=_templates(consultation),
        may_open=row.said is not None and may_open(request, row.said.kind, consultation.jurisdiction_id),
    )


def _reworded(row: Row) -> tuple[Side, Side] | None:
    """What the institution had before it, beside what the text says now."""
    held, lang = row.line.revision, get_language() or "fr"
    if held is None or not row.moved or row.said is None or not held.seen_words:
        return None
    then = _words(held.seen_level.text(lang), typeset(held.seen_words.text(lang), held.seen_words.lang_of(lang)))
    now = _words(row.said.level_label.text(lang), typeset(row.said.words.text(lang), row.said.words.lang_of(lang)))
    return Side(_("When it was said"), fields=((_("Text"), then),)), Side(_("Now"), fields=((_("Text"), now),))


def _words(level: str, words: str) -> str:
    return f"{level}\n{words}" if level else words


@require_POST
@requires("disposition.write")
def name_change(request: HttpRequest, code: str, id: uuid.UUID) -> HttpResponse:
    """Name the change that was promised: the text on which it was said has another wording now."""
    consultation, _whole_now, row = _line(request, code, id)
    subject = Subject.objects.filter(pk=row.line.subject_id).first() if row.line.subject_id else None
    if subject is None:
        raise Http404
    try:
        changes.name_change(_thing(row), subject, by=shell.me(request))
    except Refused as refusal:
        shell.tell(request, refusal)
    else:
        shell.done(request, _("The change is named in the answer."))
    answer = redirect("dispositions", consultation.pk)
    answer["Location"] += "?step=promised"
    return answer
