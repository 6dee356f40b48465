"""The desk's pages for what a profile has beside its paragraphs: title, figures of the context, abbreviations, logos.

Each shows what the document will look like and what stood there before, which can be taken again.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.files.changes import store_file
from jatigi.foundation.files.problems import DocumentError
from jatigi.foundation.text import Text
from jatigi.governance.instruments import access as register
from jatigi.governance.instruments.models import Evidence
from jatigi.governance.profiles import access, changes, rules, wording
from jatigi.governance.profiles.changes import Refused
from jatigi.governance.profiles.compose import number_as_printed
from jatigi.governance.profiles.forms_parts import (
    STANDINGS,
    AbbreviationsForm,
    FigureForm,
    LogoForm,
    NewLogoForm,
    TitleForm,
    lines_of,
)
from jatigi.governance.profiles.models import ContextFigure, Logo, PartRevision, Profile
from jatigi.governance.profiles.previews import chart_of, context_of
from jatigi.governance.profiles.queries import parts
from jatigi.governance.profiles.views import me, page

PAGES = {
    "title": "profile_title",
    "figures": "profile_figures",
    "abbreviations": "profile_abbreviations",
    "logos": "profile_logos",
}
Item = TypeVar("Item")


@requires("profile.write")
def title(request: HttpRequest, code: str) -> HttpResponse:
    """The title in each language, and how the cover begins with it."""
    profile = access.profile_for(request.user, code, "profile.write")
    form = TitleForm(request.POST or None, round=profile.round, title=profile.title, initial=_number(profile, "title"))
    shown = profile.title
    if request.method == "POST" and form.is_valid():
        shown = form.text()
        if "look" not in request.POST and _done(
            request, form, _("The title is saved."),
            lambda: changes.retitle(profile, shown, by=me(request), number=form.cleaned_data["number"]),
        ):  # fmt: skip
            return redirect("profile_title", profile.pk)
    covers = [(lang, shown.text(lang), lang in shown.unfit([lang])) for lang in profile.round.languages]
    return _page(request, "title.html", profile, "title", form=form, covers=covers)


@requires("profile.write")
def figures(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of the context in their order; statistics of the register that can be added."""
    profile = access.profile_for(request.user, code, "profile.write")
    stored = parts.figures_of(profile)
    if request.method == "POST":
        order = moved(stored, request.POST.get("do", ""), lambda one: one.evidence.code)
        if order is not None:
            shown = parts.as_shown(order)
            act = lambda: changes.show_figures(profile, shown, by=me(request), number=_given(request))  # noqa: E731
            _told(request, act, _("The figures of the context are changed."))
        return redirect("profile_figures", profile.pk)
    text = request.GET.get("q", "")[:200]
    lang = _lang(profile)
    found, count = parts.statistics_at_hand(profile, register.visible_evidence(request.user), text)
    lines = [
        {
            "figure": one,
            "value": number_as_printed(one.evidence.value, lang),
            "group": wording.figure_group(one.group, lang),
            "standing": STANDINGS[one.standing],
            "first": place == 0,
            "last": place == len(stored) - 1,
        }
        for place, one in enumerate(stored)
    ]
    template = "_statistics.html" if getattr(request, "htmx", False) else "figures.html"
    return _page(
        request, template, profile, "figures", lines=lines, count=count, text=text,
        found=[(one, number_as_printed(one.value, lang)) for one in found],
        number=parts.latest_number(profile, "figures"), context=context_of(profile.round, lang), shown_lang=lang,
    )  # fmt: skip


@requires("profile.write")
def figure(request: HttpRequest, code: str, statistic: str) -> HttpResponse:
    """One figure of the context: added when it was not shown yet."""
    profile = access.profile_for(request.user, code, "profile.write")
    piece = get_object_or_404(
        register.visible_evidence(request.user),
        jurisdiction=profile.round.jurisdiction_id, code=statistic, kind=Evidence.Kind.STATISTIC,
    )  # fmt: skip
    stored = parts.figures_of(profile)
    there = next((one for one in stored if one.evidence_id == piece.pk), None)
    lang = _lang(profile)
    form = FigureForm(request.POST or None, round=profile.round, lang=lang, initial=_figure(profile, stored, there))
    shown = there
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        shown = ContextFigure(
            evidence=piece, group=data["group"], standing=data["standing"], series=data["series"],
            upright=data["upright"],
        )  # fmt: skip
        order = [shown if one is there else one for one in stored] + ([] if there else [shown])
        if "look" not in request.POST and _done(
            request, form, _("The figure is saved."),
            lambda: changes.show_figures(profile, parts.as_shown(order), by=me(request), number=data["number"]),
        ):  # fmt: skip
            return redirect("profile_figures", profile.pk)
    return _page(
        request, "figure.html", profile, "figures", form=form, piece=piece, there=there,
        value=number_as_printed(piece.value, lang),
        chart=chart_of(shown, lang) if shown else None, standing=STANDINGS[shown.standing] if shown else "",
    )  # fmt: skip


def _figure(profile: Profile, stored: Sequence[ContextFigure], there: ContextFigure | None) -> dict[str, Any]:
    initial = _number(profile, "figures")
    if there is None:
        return {**initial, "group": stored[-1].group if stored else rules.GROUPS[0], "standing": "other"}
    lines = lines_of(there.series, profile.round.languages)
    return {**initial, "group": there.group, "standing": there.standing, "series": lines, "upright": there.upright}


@requires("profile.write")
def abbreviations(request: HttpRequest, code: str) -> HttpResponse:
    """The list of abbreviations, one a line, and how the annex prints it."""
    profile = access.profile_for(request.user, code, "profile.write")
    languages = list(profile.round.languages)
    stored = parts.abbreviations_of(profile)
    lines = "\n".join(" | ".join([one.short, *(one.long.text(lang) for lang in languages)]) for one in stored)
    form = AbbreviationsForm(
        request.POST or None, languages=languages, old={one.short: one.long for one in stored},
        initial={**_number(profile, "abbreviations"), "lines": lines},
    )  # fmt: skip
    shown: list[tuple[str, Text]] = [(one.short, one.long) for one in stored]
    if request.method == "POST" and form.is_valid():
        shown = sorted(form.abbreviations(), key=lambda one: one[0])
        number = form.cleaned_data["number"]
        if "look" not in request.POST and _done(
            request, form, _("The abbreviations are saved."),
            lambda: changes.set_abbreviations(profile, shown, by=me(request), number=number),
        ):  # fmt: skip
            return redirect("profile_abbreviations", profile.pk)
    lang = _lang(profile)
    listed = [(short, long.text(lang), any(long.is_stale(one) for one in long.texts)) for short, long in shown]
    return _page(request, "abbreviations.html", profile, "abbreviations", form=form, listed=listed, shown_lang=lang)


@requires("profile.write")
def logos(request: HttpRequest, code: str) -> HttpResponse:
    """The logos of the last page in their order, and the form that brings one more."""
    profile = access.profile_for(request.user, code, "profile.write")
    stored = parts.logos_of(profile)
    if request.method == "POST" and "do" in request.POST:
        order = moved(stored, request.POST["do"], lambda one: str(one.file_id))
        if order is not None:
            placed = parts.as_placed(order)
            act = lambda: changes.set_logos(profile, placed, by=me(request), number=_given(request))  # noqa: E731
            _told(request, act, _("The logos are changed."))
        return redirect("profile_logos", profile.pk)
    form = NewLogoForm(
        request.POST or None, request.FILES or None, round=profile.round, initial=_number(profile, "logos")
    )
    if request.method == "POST" and form.is_valid() and _done(
        request, form, _("The logo is saved."), lambda: _add_logo(request, profile, stored, form)
    ):  # fmt: skip
        return redirect("profile_logos", profile.pk)
    languages = profile.round.languages
    lines = [
        {
            "logo": one,
            "unfit": bool(one.alt.unfit(languages)),
            "first": place == 0,
            "last": place == len(stored) - 1,
        }
        for place, one in enumerate(stored)
    ]
    number = parts.latest_number(profile, "logos")
    return _page(request, "logos.html", profile, "logos", form=form, lines=lines, number=number)


def _add_logo(request: HttpRequest, profile: Profile, stored: Sequence[Logo], form: NewLogoForm) -> None:
    upload, by = form.cleaned_data["file"], me(request)
    file = store_file(upload.read(), name=upload.name, jurisdiction=profile.round.jurisdiction, restricted=False, by=by)
    placed = [*parts.as_placed(stored), (file, form.text())]
    changes.set_logos(profile, placed, by=by, number=form.cleaned_data["number"])


@requires("profile.write")
def logo(request: HttpRequest, code: str, pk: UUID) -> HttpResponse:
    """What one logo shows, in words."""
    profile = access.profile_for(request.user, code, "profile.write")
    stored = parts.logos_of(profile)
    here = next((one for one in stored if one.file_id == pk), None)
    if here is None:
        raise Http404
    form = LogoForm(request.POST or None, round=profile.round, alt=here.alt, initial=_number(profile, "logos"))
    if request.method == "POST" and form.is_valid():
        placed = [(one.file, form.text() if one is here else one.alt) for one in stored]
        number = form.cleaned_data["number"]
        if _done(
            request, form, _("The logo is saved."),
            lambda: changes.set_logos(profile, placed, by=me(request), number=number),
        ):  # fmt: skip
            return redirect("profile_logos", profile.pk)
    return _page(request, "logo.html", profile, "logos", form=form, logo=here)


@require_POST
@requires("profile.write")
def restore(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """Take an earlier revision of a part again."""
    profile = access.profile_for(request.user, code, "profile.write")
    if part not in PAGES:
        raise Http404
    revision = get_object_or_404(PartRevision, profile=profile, part=part, number=_digits(request, "revision"))
    act = lambda: changes.restore_part(profile, revision, by=me(request), number=_given(request))  # noqa: E731
    _told(request, act, _("The earlier version stands again."))
    return redirect(PAGES[part], profile.pk)


def moved(items: Sequence[Item], do: str, key: Callable[[Item], str]) -> list[Item] | None:
    """The items after ``up:KEY``, ``down:KEY`` or ``out:KEY``; None when there is nothing to do."""
    what, _colon, named = do.partition(":")
    order = list(items)
    here = next((place for place, one in enumerate(order) if key(one) == named), None)
    if here is None:
        return None
    if what == "out":
        del order[here]
        return order
    there = here - 1 if what == "up" else here + 1
    if what not in ("up", "down") or not 0 <= there < len(order):
        return None
    order[here], order[there] = order[there], order[here]
    return order


def _lang(profile: Profile) -> str:
    lang = (get_language() or "fr").split("-")[0]
    return lang if lang in profile.round.languages else profile.round.lead_language


def _number(profile: Profile, part: str) -> dict[str, int]:
    return {"number": parts.latest_number(profile, part)}


def _digits(request: HttpRequest, name: str) -> int:
    number = request.POST.get(name, "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


def _given(request: HttpRequest) -> int:
    """The revision that the person had before them."""
    return _digits(request, "number")


def _done(request: HttpRequest, form: Form, text: str, act: Callable[[], None]) -> bool:
    """Do it and say so, or say on the form why not."""
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    except DocumentError as error:
        form.add_error(None, [str(problem) for problem in error.problems])
        return False
    messages.success(request, text)
    return True


def _told(request: HttpRequest, act: Callable[[], None], text: str) -> None:
    """Do it and say so, or say why not, above the page that follows."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, text)


def _page(request: HttpRequest, template: str, profile: Profile, part: str, **more: Any) -> HttpResponse:
    return page(request, template, profile.round, profile=profile, part=part, revisions=_earlier(profile, part), **more)


def _earlier(profile: Profile, part: str) -> list[dict[str, Any]]:
    lang = _lang(profile)
    return [
        {"revision": one, "says": ", ".join(text.text(lang) for text in one.says if text)}
        for one in parts.revisions_of_part(profile, part)
    ]
