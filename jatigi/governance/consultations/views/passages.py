"""The draft as it is read together: each paragraph with what was said on its passages, and the form to say more."""

import uuid

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import Institution
from jatigi.governance.assessments.models import Subject
from jatigi.governance.assessments.subjects import describe
from jatigi.governance.consultations import access, guards
from jatigi.governance.consultations.changes import remarks as changes
from jatigi.governance.consultations.errors import Refused
from jatigi.governance.consultations.forms.remarks import RemarkForm
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.consultations.queries import drafts
from jatigi.governance.consultations.queries.remarks import heard_of
from jatigi.governance.consultations.views import shell

DISCUSSED = ("paragraph", "finding")


@requires("consultation.view")
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """The draft profile with the remarks beside it, in the page's language."""
    consultation = access.consultation_for(request.user, code, "consultation.view")
    chapters = drafts.draft_of(consultation, heard_of(shell.me(request), consultation), _language())
    return shell.page(
        request,
        "draft.html",
        consultation,
        chapters=chapters,
        remarked=sum(len(one.remarks) for chapter in chapters for one in chapter.passages),
        may_comment=_may_comment(request, consultation),
    )


@requires("remark.write")
def comment(request: HttpRequest, code: str, subject: uuid.UUID) -> HttpResponse:
    """Comment on a passage of one paragraph: ``?quote=`` and ``?at=`` are what was selected on the page."""
    consultation = access.consultation_for(request.user, code, "remark.write")
    found = Subject.objects.filter(pk=subject, round=consultation.round_id, kind__in=DISCUSSED).first()
    said = describe([found]).get(subject) if found else None
    if found is None or said is None:
        raise Http404
    lang = _language()
    heard = [one for one in heard_of(shell.me(request), consultation) if one.remark.subject_id == subject]
    numbered = [drafts.Said(number, one) for number, one in enumerate(heard, 1)]
    return _write(request, consultation, found, drafts.passages_of(said, numbered, lang))


@requires("remark.write")
def write_remark(request: HttpRequest, code: str) -> HttpResponse:
    """A remark on the whole: a proposal, say, in the words of who made it."""
    return _write(request, access.consultation_for(request.user, code, "remark.write"), None, None)


def _write(
    request: HttpRequest, consultation: Consultation, subject: Subject | None, passages: drafts.Passages | None
) -> HttpResponse:
    form = RemarkForm(
        request.POST or None,
        initial={"quote": request.GET.get("quote", ""), "at": request.GET.get("at")},
        institutions=_institutions(request, consultation),
        records=guards.may_record(shell.me(request), consultation),
        words="".join(part.text for part in passages.parts) if passages else None,
        words_lang=passages.lang if passages else "",
    )
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            made = changes.write_remark(consultation, form.said(), by=shell.me(request), subject=subject)
        except Refused as refusal:
            problem = refusal
        else:
            shell.done(request, _("Your remark is kept; it will be answered."))
            if subject is None:
                return redirect(reverse("remarks", args=(consultation.pk,)) + f"#r-{made.pk}")
            return redirect(reverse("consultation_draft", args=(consultation.pk,)) + f"#s-{subject.pk}")
    return shell.page(
        request,
        "comment.html",
        consultation,
        status=problem.status if problem else 200,
        form=form,
        passages=passages,
        problem=problem,
        may_comment=_may_comment(request, consultation),
    )


def _may_comment(request: HttpRequest, consultation: Consultation) -> bool:
    user = shell.me(request)
    if consultation.state != "open" or not may(user, "remark.write", consultation.jurisdiction_id):
        return False
    return _institutions(request, consultation).exists()


def _institutions(request: HttpRequest, consultation: Consultation) -> QuerySet[Institution]:
    """In whose name the person may write: any here for who keeps the record, else those one speaks for."""
    user = shell.me(request)
    if guards.may_record(user, consultation):
        return Institution.objects.filter(jurisdiction=consultation.jurisdiction_id).order_by("code")
    return access.speaks_for(user, consultation)


def _language() -> str:
    return (get_language() or "fr").split("-")[0]
