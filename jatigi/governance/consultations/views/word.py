"""The draft in Word: sent out, come back, looked at, taken in."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.files.archives import OFFICE_LIMITS, ArchiveError
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.models import StoredFile
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.files.queries import read_file
from jatigi.governance.consultations import access, guards
from jatigi.governance.consultations.changes import returns as changes
from jatigi.governance.consultations.errors import Refused, refused
from jatigi.governance.consultations.forms.word import ReturnForm
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.consultations.queries import drafts
from jatigi.governance.consultations.queries.remarks import heard_of, returns_of
from jatigi.governance.consultations.views import shell
from jatigi.governance.consultations.word.placing import Placed, Target, place
from jatigi.governance.consultations.word.reading import Returned, read_returned


@dataclass(frozen=True)
class Look:
    """A file between being sent and being taken in: what was read, where each thing goes."""

    file: StoredFile
    institution: Institution
    lang: str
    confidential: bool
    placed: list[Placed]
    targets: list[Target]

    @property
    def homeless(self) -> int:
        """How many things belong to no paragraph that is known."""
        return sum(one.target is None for one in self.placed)


@requires("remark.write")
def word(request: HttpRequest, code: str) -> HttpResponse:
    """The draft to send out, the files that came back; sending one shows what stands in it."""
    consultation = access.consultation_for(request.user, code, "remark.write")
    form = ReturnForm(
        request.POST or None, request.FILES or None, institutions=_institutions(request, consultation)
    )  # fmt: skip
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_received(request, consultation, form.cleaned_data))
        except Refused as refusal:
            problem = refusal
        except ArchiveError as unfit:
            form.add_error("file", f"{unfit.problem.found}. {unfit.problem.advice}".strip())
        except DocumentError as unfit:
            form.add_error("file", shell.unfit_words(unfit))
    heard = heard_of(shell.me(request), consultation)
    return shell.page(
        request,
        "word.html",
        consultation,
        status=problem.status if problem else 422 if form.errors else 200,
        form=form,
        problem=problem,
        drafts=_drafts(consultation),
        returns=returns_of(shell.me(request), consultation, heard),
        may_send=consultation.state == "open" and bool(_institutions(request, consultation)),
    )


def _drafts(consultation: Consultation) -> list[tuple[str, str]]:
    """The draft's files: language and address."""
    round = consultation.round
    if round is None or not drafts.has_draft(consultation):
        return []
    return [(lang, reverse("profile_draft", args=(round.pk, lang))) for lang in round.languages]


def _institutions(request: HttpRequest, consultation: Consultation) -> QuerySet[Institution]:
    """In whose name the person may send a file: any here for who keeps the record, else those one speaks for."""
    user = shell.me(request)
    if guards.may_record(user, consultation):
        return Institution.objects.filter(jurisdiction=consultation.jurisdiction_id).order_by("code")
    return access.speaks_for(user, consultation)


def _received(request: HttpRequest, consultation: Consultation, given: dict[str, Any]) -> str:
    """Keep the file and give the address where it is looked at. What cannot be read or taken in is not kept.

    Raises:
        Refused: ``word.nothing``, ``word.another``, ``word.taken``.
        ArchiveError, DocumentError: the file is not taken in.
    """
    upload, institution = given["file"], given["institution"]
    content = upload.read(OFFICE_LIMITS.size + 1)
    returned = read_returned(content, upload.name or "")
    lang = _lang(consultation, returned)
    _check_ours(returned, place(returned.found, drafts.targets_of(consultation, lang)))
    user = shell.me(request)
    file = store_file(
        content, name=upload.name or "", jurisdiction=consultation.jurisdiction, restricted=True, by=user
    )  # fmt: skip
    changes.check_not_taken(consultation, institution, file)
    address = reverse("look_at_word", args=(consultation.pk, file.pk, institution.pk))
    return address + ("?confidential=1" if given["confidential"] else "")


def _check_ours(returned: Returned, placed: list[Placed]) -> None:
    if not returned.found:
        raise refused("word.nothing")
    if all(one.target is None for one in placed) and returned.marks:
        raise refused("word.another")


def _lang(consultation: Consultation, returned: Returned) -> str:
    """The draft's language: what the file says, if the round speaks it, else the round's own."""
    round = consultation.round
    if round is None:
        return str((consultation.languages or ["fr"])[0])
    return returned.lang if returned.lang in round.languages else round.lead_language


@requires("remark.write")
def look(request: HttpRequest, code: str, file: uuid.UUID, institution: str) -> HttpResponse:
    """What was read, where each thing goes, what has lost its place; what is ticked is taken in."""
    consultation = access.consultation_for(request.user, code, "remark.write")
    seen = _look(request, consultation, file, institution)
    problem = None
    ticked = {one.number for one in seen.placed if not one.found.resolved}
    moved: dict[int, uuid.UUID] = {}
    if request.method == "POST":
        ticked = {int(one) for one in request.POST.getlist("take") if one.isdecimal() and len(one) < 6}
        moved = _moved(request, seen)
        chosen = changes.Chosen(
            [one for one in seen.placed if one.number in ticked], seen.lang, moved, seen.confidential
        )  # fmt: skip
        try:
            if not ticked:
                raise refused("nothing_chosen")
            made = changes.take_return(consultation, seen.institution, seen.file, chosen, by=shell.me(request))
        except Refused as refusal:
            problem = refusal
        else:
            count = made.remarks.count()
            words = ngettext(
                "%(n)s remark is taken in and waits for an answer.",
                "%(n)s remarks are taken in and wait for an answer.",
                count,
            )
            shell.done(request, words % {"n": count})
            return redirect(reverse("remarks", args=(code,)) + f"?returned={made.pk}")
    return shell.page(
        request,
        "word_look.html",
        consultation,
        status=problem.status if problem else 200,
        look=seen,
        ticked=ticked,
        rows=[(one, str(moved.get(one.number, ""))) for one in seen.placed],
        problem=problem,
    )


def _look(request: HttpRequest, consultation: Consultation, file: uuid.UUID, institution: str) -> Look:
    """The file as the person who sent it looks at it; nobody else's."""
    user = shell.me(request)
    stored = StoredFile.objects.filter(
        pk=file, jurisdiction=consultation.jurisdiction_id, stored_by=user.public_id, restricted=True
    ).first()
    spoken_for = _institutions(request, consultation).filter(pk=institution).first()
    if stored is None or spoken_for is None or not stored.name.endswith(".docx"):
        raise Http404
    returned = read_returned(read_file(stored), stored.name)
    lang = _lang(consultation, returned)
    targets = drafts.targets_of(consultation, lang)
    confidential = request.GET.get("confidential") == "1"
    return Look(stored, spoken_for, lang, confidential, place(returned.found, targets), targets)


def _moved(request: HttpRequest, seen: Look) -> dict[int, uuid.UUID]:
    """The paragraphs that the person chose for what had lost its place."""
    known = {str(one.subject): one.subject for one in seen.targets}
    chosen = {one.number: request.POST.get(f"place-{one.number}", "") for one in seen.placed if one.target is None}
    return {number: known[value] for number, value in chosen.items() if value in known}
