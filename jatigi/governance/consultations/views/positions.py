"""What institutions hold: each one's own list and the form in which it takes a position; who has not spoken."""

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.text import typeset
from jatigi.foundation.web.differences import Side
from jatigi.governance.assessments.subjects import Described, describe
from jatigi.governance.consultations import access, wording
from jatigi.governance.consultations.changes import positions as changes
from jatigi.governance.consultations.errors import Refused
from jatigi.governance.consultations.forms.positions import MEANINGS, PositionForm, initial_of
from jatigi.governance.consultations.guards import silence_of
from jatigi.governance.consultations.models import Consultation, Item, PositionRevision
from jatigi.governance.consultations.queries import positions as queries
from jatigi.governance.consultations.rules.positions import in_time
from jatigi.governance.consultations.views import shell
from jatigi.governance.instruments import access as register


@requires("consultation.view")
def positions(request: HttpRequest, code: str) -> HttpResponse:
    """An institution's own list; for the coordinator, who has spoken and who has not (``?institution=`` opens one)."""
    user = shell.me(request)
    consultation = access.consultation_for(user, code, "consultation.view")
    own = queries.institutions_of(user, consultation)
    wanted = request.GET.get("institution", "")
    if access.sees_everyone(user, consultation):
        if not wanted:
            return _turnout(request, consultation)
        attendee = queries.attendee_of(consultation, wanted)
        own = [attendee.institution] if attendee else []
    chosen = next((one for one in own if one.pk == wanted), None) if wanted else next(iter(own), None)
    if chosen is None:
        raise Http404
    return _own_list(request, consultation, chosen, own)


def _own_list(
    request: HttpRequest, consultation: Consultation, chosen: Institution, own: list[Institution]
) -> HttpResponse:
    now, user = timezone.now(), shell.me(request)
    rows = queries.asked_of(consultation, chosen.pk, now)
    silence = silence_of(consultation)
    speaks = access.speaks_for(user, consultation).filter(pk=chosen.pk).exists()
    return shell.page(
        request,
        "positions.html",
        consultation,
        institution=chosen,
        institutions=own,
        attendee=queries.attendee_of(consultation, chosen.pk),
        places=queries.by_place(consultation, rows),
        total=len(rows),
        awaited=sum(one.held is None for one in rows),
        answered=sum(one.answer is not None for one in rows),
        reworded=sum(one.reworded for one in rows),
        silence=silence,
        passed=silence.passed(now),
        speaks=speaks,
        may_speak=_may_speak(request, consultation, speaks=speaks),
    )


def _may_speak(request: HttpRequest, consultation: Consultation, *, speaks: bool) -> bool:
    """Whether the person could take a position now: in time, or as the coordinator with a letter."""
    if access.sees_everyone(request.user, consultation):
        return consultation.state == "open"
    return speaks and in_time(consultation.state, silence_of(consultation), timezone.now())


def _turnout(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    now = timezone.now()
    rows = queries.turnout(consultation, now)
    title = consultation.title.text(get_language() or "fr")
    return shell.page(
        request,
        "turnout.html",
        consultation,
        rows=rows,
        silence=silence_of(consultation),
        passed=silence_of(consultation).passed(now),
        whole=sum(row.spoke == row.total for row in rows if row.total),
        points=rows[0].total if rows else 0,
        letter_subject=quote(_("Positions awaited: %(title)s") % {"title": title}),
        letter_body=quote(_reminder(request, consultation, title)),
    )


def _reminder(request: HttpRequest, consultation: Consultation, title: str) -> str:
    """The words of a reminder, to be sent from the coordinator's own mail."""
    words = [
        _("Good day,"),
        _("Points of “%(title)s” still wait for your institution's position. You find them here:") % {"title": title},
        request.build_absolute_uri(request.path),
    ]
    if consultation.silence_deadline:
        words.append(_("Deadline: %(time)s.") % {"time": wording.moment(consultation.silence_deadline)})
    return "\n\n".join(words)


@requires("consultation.view")
def position(request: HttpRequest, code: str, pk: int, institution: str) -> HttpResponse:
    """Take a position in an institution's name, or replace it: by its own people, its delegate's, or from its
    letter."""
    user = shell.me(request)
    consultation = access.consultation_for(user, code, "consultation.view")
    item = access.item_for(user, consultation, pk, "consultation.view")
    speaks = access.speaks_for(user, consultation).filter(pk=institution).exists()
    attendee = queries.attendee_of(consultation, institution)
    if attendee is None or not (speaks or access.sees_everyone(user, consultation)):
        raise Http404
    page = Page(request, item, attendee.institution, by_letter=not speaks)
    if request.method != "POST":
        return page.shown()
    if request.POST.get("do") == "find":
        return page.shown(looking=True)
    return page.saved()


class Page:
    """The form of one institution on one point, with what it must show beside: what changed since, and why it was not
    taken."""

    def __init__(self, request: HttpRequest, item: Item, institution: Institution, *, by_letter: bool) -> None:
        self.request, self.item, self.institution, self.by_letter = request, item, institution, by_letter
        self.consultation = item.consultation
        self.held = queries.position_of(item, institution.pk)
        self.said = describe([item.subject]).get(item.subject_id)

    def form(self) -> PositionForm:
        """The form as posted, or as it stands."""
        user, posted = shell.me(self.request), self.request.method == "POST"
        readable = register.visible_evidence(user).filter(jurisdiction=self.consultation.jurisdiction_id)
        return PositionForm(
            self.request.POST if posted else None,
            self.request.FILES if posted else None,
            initial=initial_of(self.held, get_language() or "fr"),
            evidence=readable,
            by_letter=self.by_letter,
        )

    def saved(self) -> HttpResponse:
        """Take the position; when it is refused, show why, above what was typed."""
        form, letter = self.form(), None
        if not form.is_valid():
            return self.shown(form=form)
        try:
            letter = shell.kept_letter(self.request, self.consultation, form.cleaned_data.get("letter"))
            made = changes.take_position(
                self.item, self.institution, form.taken(), by=shell.me(self.request), letter=letter
            )
        except DocumentError as unfit:
            form.add_error("letter", shell.unfit_words(unfit))
            return self.shown(form=form)
        except Refused as refusal:
            self.held = queries.position_of(self.item, self.institution.pk)
            return self.shown(refusal, form=form)
        shell.done(self.request, self._said(made))
        return redirect(f"{_address(self.consultation, self.institution)}#point-{self.item.pk}")

    def _said(self, made: PositionRevision) -> str:
        if made.number == 1:
            return _("Your position is recorded.") if not self.by_letter else _("Its position is recorded.")
        return _("The new position is recorded. The one before is kept.")

    def shown(
        self, problem: Refused | None = None, *, form: PositionForm | None = None, looking: bool = False
    ) -> HttpResponse:
        """The page; whatever was typed stays."""
        form, said = form or self.form(), self.said
        ticked, query = _ticked(form), self.request.POST.get("q", "")
        more: dict[str, Any] = {
            "problem": problem,
            "form": form,
            "item": self.item,
            "said": said,
            "institution": self.institution,
            "by_letter": self.by_letter,
            "held": self.held,
            "changed": self._changed(form, problem),
            "newer": self.held[0] if problem and problem.code == "position.newer" and self.held else None,
            "stances": MEANINGS,
            "stance": form["stance"].value(),
            "seen": said.hash if said else "",
            "read": _words(said) if said else "",
            "after": self.held[0].number if self.held else 0,
            "evidence": queries.to_cite(
                shell.me(self.request), self.consultation, said.place if said else "", query=query, ticked=ticked
            ),
            "ticked": ticked,
            "query": query,
            "looking": looking,
            "attendee": queries.attendee_of(self.consultation, self.institution.pk),
            "silence": silence_of(self.consultation),
            "may_speak": _may_speak(self.request, self.consultation, speaks=not self.by_letter)
            and self.item.withdrawn_at is None
            and said is not None,
            "back": _address(self.consultation, self.institution),
        }
        status = problem.status if problem else 422 if form.is_bound and not looking and form.errors else 200
        return shell.page(self.request, "position.html", self.consultation, status=status, **more)

    def _changed(self, form: PositionForm, problem: Refused | None) -> tuple[Side, Side] | None:
        """What the text said when it was read, beside what it says now; None where it is the same."""
        if self.said is None:
            return None
        now = Side(_("Now"), fields=((_("Text"), _words(self.said)),))
        if problem is not None and problem.code == "position.subject_changed":
            return Side(_("When you opened the page"), fields=((_("Text"), str(form["read"].value() or "")),)), now
        last = self.held[0] if self.held else None
        if last is None or last.seen_hash == self.said.hash or not last.seen_words:
            return None
        return Side(_("When it last spoke"), fields=((_("Text"), _seen(last)),)), now


def _ticked(form: PositionForm) -> set[str]:
    given = form["evidence"].value() or []
    return {str(one) for one in given}


def _address(consultation: Consultation, institution: Institution) -> str:
    return f"{reverse('positions', args=(consultation.pk,))}?institution={institution.pk}"


def _words(said: Described) -> str:
    """The text as the page shows it: the level of an answer before its reasons."""
    lang = get_language() or "fr"
    words = typeset(said.words.text(lang), said.words.lang_of(lang))
    return f"{said.level_label.text(lang)}\n{words}" if said.level_label else words


def _seen(held: PositionRevision) -> str:
    lang = get_language() or "fr"
    words = typeset(held.seen_words.text(lang), held.seen_words.lang_of(lang))
    return f"{held.seen_level.text(lang)}\n{words}" if held.seen_level else words
