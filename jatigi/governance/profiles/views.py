"""The desk's pages of a profile: its sections and paragraphs, the form of one paragraph, the preview."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import is_valid_path
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import User
from jatigi.foundation.text import Text
from jatigi.foundation.web.templatetags.jatigi import address
from jatigi.governance.assessments.models import Round
from jatigi.governance.profiles import access, changes, editing, wording
from jatigi.governance.profiles.changes import CLOSED, Refused
from jatigi.governance.profiles.models import Logo, Profile
from jatigi.governance.profiles.queries import profile_of
from jatigi.governance.profiles.render_web import page_of

WAYS = (
    ("", pgettext_lazy("navigation", "Round"), "round.view", True),
    ("findings/", pgettext_lazy("navigation", "Findings"), "finding.write", False),
    ("answers/", pgettext_lazy("navigation", "Answers"), "answer.view", False),
    ("profile/", pgettext_lazy("navigation", "Profile"), "profile.view", True),
    ("profile/preview/", pgettext_lazy("navigation", "Preview"), "profile.view", False),
    ("release/", pgettext_lazy("navigation", "Release"), "release.view", False),
)


@requires("profile.view")
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Sections at the left, paragraphs with what they rest on and what is wrong with them."""
    round = access.round_for(request.user, code, "profile.view")
    stored = Profile.objects.filter(pk=round.pk).first()
    if stored is None:
        return page(request, "closed.html", round)
    board = editing.board_of(round, stored)
    around = editing.around_of(round, stored)
    taken_out = editing.taken_out(stored)
    return page(request, "overview.html", round, board=board, profile=stored, around=around, taken_out=taken_out)


@require_POST
@requires("profile.write")
def open_profile(request: HttpRequest, code: str) -> HttpResponse:
    """Open the profile with a title in every language."""
    round = access.round_for(request.user, code, "profile.write")
    title = Text.of(
        {
            lang: f"{round.jurisdiction.name.text(lang)}, {round.label}: "
            f"{wording.gettext('Migration governance profile', lang)}"
            for lang in round.languages
        },
        source=round.lead_language,
    )
    return _act(request, round, lambda: changes.open_profile(round, title, by=me(request)), _("The profile is open."))


@require_POST
@requires("profile.review")
def review(request: HttpRequest, code: str, paragraph: str) -> HttpResponse:
    """Agree with a paragraph that someone else wrote."""
    found = access.paragraph_for(request.user, code, paragraph, "profile.review")
    number = _number(request)
    return _act(
        request, found.profile.round, lambda: changes.review_paragraph(found, by=me(request), number=number),
        _("The paragraph is reviewed."), found.code,
    )  # fmt: skip


@require_POST
@requires("profile.write")
def drop(request: HttpRequest, code: str, paragraph: str) -> HttpResponse:
    """Take a paragraph out."""
    found = access.paragraph_for(request.user, code, paragraph, "profile.write")
    return _act(
        request, found.profile.round, lambda: changes.drop_paragraph(found, by=me(request)),
        _("The paragraph is taken out. Its revisions are kept."),
    )  # fmt: skip


@require_POST
@requires("profile.write")
def move(request: HttpRequest, code: str, paragraph: str) -> HttpResponse:
    """Move a paragraph up or down in its section."""
    found = access.paragraph_for(request.user, code, paragraph, "profile.write")
    round = found.profile.round
    order = editing.moved(round, found, up=request.POST.get("way") == "up")
    if order is None:
        return redirect(anchor(round, found.code))
    return _act(
        request, round, lambda: changes.reorder(found.profile, order, by=me(request)), _("The order is changed."),
        found.code,
    )  # fmt: skip


@requires("profile.view")
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """The profile as the web shows it, drafts among it."""
    round = access.round_for(request.user, code, "profile.view")
    lang = (get_language() or "fr").split("-")[0]
    shown = page_of(profile_of(round, with_drafts=True), lang if lang in round.languages else round.lead_language)
    logos = Logo.objects.filter(profile=round.pk, file__restricted=False)
    return page(request, "preview.html", round, page=shown, logos=logos)


def me(request: HttpRequest) -> User:
    """The person who is signed in."""
    assert isinstance(request.user, User)  # `requires` lets nobody else through
    return request.user


def _number(request: HttpRequest) -> int:
    number = request.POST.get("number", "")
    return int(number) if number.isascii() and number.isdigit() else 0


def page(request: HttpRequest, template: str, round: Round, **more: Any) -> HttpResponse:
    """A page of a round's profile, with its ways and what the person may do."""
    user, place = me(request), round.jurisdiction_id
    ways = [
        (address(f"desk/rounds/{round.pk}/{path}"), label, exact)
        for path, label, permission, exact in WAYS
        if may(user, permission, place)
    ]
    context = {
        "round": round,
        "ways": [way for way in ways if is_valid_path(way[0])],
        "may_write": may(user, "profile.write", place) and round.state not in CLOSED,
        "closed": round.state in CLOSED,
        "may_review": may(user, "profile.review", place),
        **more,
    }
    return render(request, f"profiles/{template}", context)


def anchor(round: Round, paragraph: str = "") -> str:
    """Where a paragraph stands among the sections."""
    return address(f"desk/rounds/{round.pk}/profile/") + (f"#p-{paragraph}" if paragraph else "")


def _done(request: HttpRequest, round: Round, text: str, paragraph: str = "") -> HttpResponse:
    messages.success(request, text)
    return redirect(anchor(round, paragraph))


def _act(request: HttpRequest, round: Round, act: Any, text: str, paragraph: str = "") -> HttpResponse:
    """Do it and say so, or say why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(anchor(round, paragraph))
    return _done(request, round, text, paragraph)
