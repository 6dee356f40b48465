"""The form of one paragraph: its text in each language, what it rests on, what it will look like, its revisions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries.answers import answers_of
from jatigi.governance.frameworks.models import Node
from jatigi.governance.instruments import access as register
from jatigi.governance.profiles import access, changes, editing, previews, rules, wording
from jatigi.governance.profiles.changes import Refused, Written
from jatigi.governance.profiles.forms import ParagraphForm
from jatigi.governance.profiles.models import Paragraph, Profile
from jatigi.governance.profiles.queries import paragraph_rows, propositions, revisions_of
from jatigi.governance.profiles.queries.paragraphs import ParagraphRow, support_of
from jatigi.governance.profiles.rests import FIELDS, Chosen, Rests
from jatigi.governance.profiles.rules import Support
from jatigi.governance.profiles.views import anchor, me, page

Start = tuple[Text, Support]


@requires("profile.write")
def write(request: HttpRequest, code: str, section: str) -> HttpResponse:
    """A new paragraph. The lead of a dimension may start from its findings (``?propose``), any from a paragraph that
    was taken out (``?from=CODE``)."""
    profile = access.profile_for(request.user, code, "profile.write")
    name, _dot, dimension = section.partition(".")
    node = editing.dimensions_of(profile.round).get(dimension) if dimension else None
    if name not in rules.SECTIONS or (name == "dimension") != (node is not None):
        raise Http404
    proposed = propositions(profile.round).get(dimension) if "propose" in request.GET else None
    start: Start | None = None
    if proposed is not None:
        support = Support(dict.fromkeys(proposed.answers, 0), proposed.instruments, proposed.evidence)
        start = proposed.text, support
    elif "from" in request.GET:
        start = _taken_out(profile, request.GET["from"])

    def save(written: Written) -> str:
        return changes.write_paragraph(profile, name, written, by=me(request), dimension=node).code

    return _form(
        request, profile.round, None, start, save, title=_title(name, node), section=name, dimension=dimension,
        proposed=proposed,
    )  # fmt: skip


@requires("profile.write")
def rewrite(request: HttpRequest, code: str, paragraph: str) -> HttpResponse:
    """A paragraph in its languages side by side; saving makes a new revision. ``?from=NUMBER`` starts from an earlier
    one."""
    found = access.paragraph_for(request.user, code, paragraph, "profile.write")
    round = found.profile.round
    row = next(one for one in paragraph_rows(round) if one.paragraph.code == found.code)
    revisions = revisions_of(found)
    asked = next((one for one in revisions if str(one.number) == request.GET.get("from", "")), None)
    start = (asked.text, support_of(asked)) if asked is not None else None

    def save(written: Written) -> str:
        cause, number = request.POST.get("cause", "updated"), request.POST.get("number", "")
        changes.rewrite_paragraph(found, written, by=me(request), cause=cause, number=int(number))
        return found.code

    return _form(
        request, round, row, start, save, title=_title(found.section, found.dimension), section=found.section,
        dimension=found.dimension.code if found.dimension else "", advice=editing.advice_of(round, row),
        revisions=editing.compared(round, revisions), asked=asked,
    )  # fmt: skip


def _form(
    request: HttpRequest, round: Round, row: ParagraphRow | None, start: Start | None, save: Any, *, section: str,
    dimension: str, **more: Any,
) -> HttpResponse:  # fmt: skip
    """The form as it is first shown, while sources are looked for, looked at, refused or saved."""
    looking = request.method == "POST" and bool({"find", "htmx"} & _asks(request))
    form = ParagraphForm(
        request.POST if request.method == "POST" and not looking else None,
        round=round, row=row, readable=register.visible_evidence(request.user),
        initial={name: request.POST.get(name) for name in request.POST} if looking else None,
    )  # fmt: skip
    if start is not None and request.method == "GET":
        editing.fill(form, *start)
    printed = None
    if form.is_bound and form.is_valid():
        if "look" in request.POST:
            printed = previews.paragraph_of(round, answers_of(round), form.written())
        elif (code := _saved(form, save)) is not None:
            return _said(request, round, section, form.written(), code, is_new=row is None)
    context = {"form": form, "row": row, "printed": printed, **more}
    context |= _rests(request, round, row, form, section, dimension)
    template = "_rests.html" if "htmx" in _asks(request) else "paragraph.html"
    return page(request, template, round, **context)


def _asks(request: HttpRequest) -> set[str]:
    """``find``: sources are looked for; ``htmx``: by a page that replaces a part of itself."""
    htmx = {"htmx"} if getattr(request, "htmx", False) and request.method == "POST" else set()
    return htmx | ({"find"} if "find" in request.POST else set())


def _saved(form: ParagraphForm, save: Any) -> str | None:
    try:
        code: str = save(form.written())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    return code


def _said(
    request: HttpRequest, round: Round, section: str, written: Written, code: str, *, is_new: bool
) -> HttpResponse:
    """Back to the sections; where the paragraph names nothing it rests on, back to where that is said."""
    done = _("The paragraph is saved.") if is_new else _("The paragraph is saved. It waits for a reviewer.")
    messages.success(request, done)
    if section not in rules.WITHOUT_SUPPORT and not (written.answers or written.instruments or written.evidence):
        messages.warning(request, _("It names nothing it rests on yet. A release is refused until it does."))
        return redirect(reverse("profile_rewrite", args=[round.pk, code]) + "#rests")
    return redirect(anchor(round, code))


def _rests(
    request: HttpRequest, round: Round, row: ParagraphRow | None, form: ParagraphForm, section: str, dimension: str
) -> dict[str, Any]:
    """What is ticked, what was found, what is offered."""
    if request.method == "POST":
        chosen = Chosen(*(request.POST.getlist(name) for name in FIELDS))
    elif any(name in form.initial for name in FIELDS):
        chosen = Chosen(*(form.initial.get(name, ()) for name in FIELDS))
    else:
        chosen = Chosen.of(row.support if row else None)
    text = request.POST.get("q", "")[:200]
    rests = Rests(round, answers_of(round), form.readable, row.support if row else None)
    return {
        "chosen": rests.chosen(chosen),
        "found": rests.found(text, chosen),
        "offered": rests.offered(dimension, chosen),
        "text": text,
        "unsupported": section not in rules.WITHOUT_SUPPORT and not chosen,
        "free": section in rules.WITHOUT_SUPPORT,
    }


def _taken_out(profile: Profile, code: str) -> Start:
    """What a paragraph that was taken out last said."""
    found = Paragraph.objects.filter(profile=profile, code=code).exclude(dropped_at=None).first()
    revision = found.revisions.order_by("-number").first() if found else None
    if revision is None:
        raise Http404
    return revision.text, support_of(revision)


def _title(section: str, node: Node | None) -> str:
    lang = (get_language() or "fr").split("-")[0]
    return node.title.text(lang) if node is not None else wording.section_title(section, lang)
