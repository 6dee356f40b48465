"""A round's own page (the coordinator's dashboard, or progress in words), its settings, and opening a new one."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from jatigi.foundation.accounts.access import jurisdiction_for
from jatigi.foundation.accounts.access_rules import requires
from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.text import Text
from jatigi.governance.assessments import access
from jatigi.governance.assessments.changes import rounds as changes
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.forms.rounds import OpenRoundForm, SettingsForm, both_languages
from jatigi.governance.assessments.models import Approval, Assignment, Finding, Round
from jatigi.governance.assessments.queries import answers, progress, quality, rounds
from jatigi.governance.assessments.queries.findings import findings_of
from jatigi.governance.assessments.rules.evidence import ToReverify
from jatigi.governance.assessments.rules.quality import Check
from jatigi.governance.assessments.rules.rounds import is_open, path
from jatigi.governance.assessments.views import shell
from jatigi.governance.frameworks.models import Node


@dataclass(frozen=True)
class StepLine:
    """One stage of the round's path: done, current (doing) or still to come (open)."""

    state: str
    glyph: str


@dataclass(frozen=True)
class MatrixRow:
    """One institution's counts, dimension by dimension; ``institution`` None: nobody is asked."""

    institution: Institution | None
    cells: list[tuple[Node, progress.Count | None]]
    total: progress.Count


@dataclass(frozen=True)
class Reverify:
    """An indicator to look at again, with the institution that is asked."""

    standing: answers.Standing
    institution: Institution | None


@dataclass(frozen=True)
class Ended:
    """A text that has ended, with what rests on it: several answers often share one ending."""

    first: answers.Standing
    rows: list[Reverify]

    @property
    def instrument(self) -> str:
        """Code of the text."""
        return self.first.state.ref


@dataclass(frozen=True)
class LateLine:
    """What one institution is late with."""

    institution: Institution | None
    count: int
    dimensions: list[tuple[Node, int]]
    days: int
    asked_at: datetime.datetime | None


@dataclass(frozen=True)
class Checked:
    """A quality check with the address where each place is put right."""

    check: Check
    places: list[tuple[str, quality.Place, Text]]  # address, place, what the indicator or finding is called


@requires("round.view")
def round_page(request: HttpRequest, code: str) -> HttpResponse:
    """The dashboard for whoever leads the round; for the others how far it is, in words."""
    round = access.round_for(request.user, code, "round.view")
    powers = shell.Powers(shell.me(request), round.jurisdiction_id)
    moves = rounds.next_moves(round, request.user)
    found = progress.progress(round)
    standings = answers.standings(round)
    common: dict[str, Any] = {
        "progress": found,
        "left": found.total.asked - found.total.handed_in,
        "steps": _steps(round),
        "taken": rounds.steps_of(round),
        "moves": moves,
        "approval": Approval.objects.filter(round=round).first(),
        "open": is_open(round.state),
        "changed": rounds.changed_since_closed(round),
    }
    if not powers.round_assign:
        return shell.page(request, "round.html", round, **common, **_in_words(round, found))
    findings = Finding.objects.filter(round=round).exclude(state="dropped")
    names = {one.indicator.code: one.name for one in found.asked} | {one.code: one.text for one in findings}
    assigned = {a.indicator_id: a for a in Assignment.objects.filter(round=round).select_related("institution")}
    return shell.page(
        request,
        "dashboard.html",
        round,
        **common,
        matrix=_matrix(found),
        by_dimension=[(node, found.by_dimension[node.code]) for node in found.dimensions],
        by_person=[(one, found.by_person[str(one.public_id) if one else ""]) for one in found.persons],
        ended=_ended(standings, assigned),
        to_reverify=sum(isinstance(one.state, ToReverify) for one in standings),
        late=_late(progress.late(round), assigned),
        checks=[_checked(round, check, names) for check in quality.quality_checks(round)],
        findings=len(findings),
    )


def _in_words(round: Round, found: progress.Progress) -> dict[str, Any]:
    by_dimension = [(node, found.by_dimension[node.code]) for node in found.dimensions]
    reviewed = [one for one in findings_of(round) if one.state == "reviewed"]
    return {"by_dimension": by_dimension, "reviewed_findings": len(reviewed)}


def _steps(round: Round) -> list[StepLine]:
    states = list(path(round.origin))
    if round.state not in states:  # closed without publication
        states[-1] = round.state
    here = states.index(round.state)
    return [
        StepLine(
            state, "done" if place < here or place == len(states) - 1 == here else "doing" if place == here else "open"
        )
        for place, state in enumerate(states)
    ]


def _matrix(found: progress.Progress) -> list[MatrixRow]:
    rows = []
    for institution in found.institutions:
        code = institution.pk if institution else ""
        cells = [(node, found.cells.get((code, node.code))) for node in found.dimensions]
        rows.append(MatrixRow(institution, cells, found.by_institution[code]))
    return rows


def _ended(standings: list[answers.Standing], assigned: dict[int, Assignment]) -> list[Ended]:
    groups: dict[str, list[answers.Standing]] = defaultdict(list)
    for one in standings:
        groups[one.state.ref].append(one)
    return [
        Ended(some[0], [Reverify(one, _institution(assigned.get(one.indicator.pk))) for one in some])
        for some in groups.values()
    ]


def _institution(assignment: Assignment | None) -> Institution | None:
    return assignment.institution if assignment else None


def _late(found: list[progress.Late], assigned: dict[int, Assignment]) -> list[LateLine]:
    groups: dict[str, list[progress.Late]] = defaultdict(list)
    for one in found:
        groups[one.institution.pk if one.institution else ""].append(one)
    lines = []
    for some in groups.values():
        nodes: dict[str, tuple[Node, int]] = {}
        for one in some:
            node = one.indicator.dimension
            nodes[node.code] = (node, nodes.get(node.code, (node, 0))[1] + 1)
        asked = [at for one in some if (row := assigned.get(one.indicator.pk)) and (at := row.asked_at)]
        lines.append(
            LateLine(some[0].institution, len(some), list(nodes.values()), some[0].days, max(asked, default=None))
        )
    return lines


def _checked(round: Round, check: Check, names: Mapping[str, Text]) -> Checked:
    places = [(_fix(round, check, place), place, names[place.finding or place.indicator]) for place in check.places]
    return Checked(check, places)


def _fix(round: Round, check: Check, place: quality.Place) -> str:
    """Where a quality check's place is put right."""
    if place.finding:
        return reverse("finding", args=[round.pk, place.finding])
    if check.code == "unassigned":
        return reverse("assign", args=[round.pk]) + f"#i-{place.indicator}"
    if check.code in {"waiting", "open_thread", "disagreement", "own_review"}:
        return reverse("answer_detail", args=[round.pk, place.indicator])
    return reverse("answer", args=[round.pk, place.indicator])


# ---------- Settings, a new round ----------


@requires("round.settings")
def round_settings(request: HttpRequest, code: str) -> HttpResponse:
    """What may change while the round is under way."""
    round = access.round_for(request.user, code, "round.settings")
    form = SettingsForm.of(round, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changes.change_settings(
                round,
                by=shell.me(request),
                about=both_languages(form, "about", round.about),
                deadline=form.cleaned_data["deadline"],
                languages=form.ordered(),
                scores_public=form.cleaned_data["scores_public"],
            )
        except Refused as refusal:
            form.add_error(None, shell.told(refusal))
        else:
            shell.done(request, _("The settings are changed."))
            return redirect("round", code)
    return shell.page(request, "settings.html", round, form=form)


@requires("round.open")
def open_round(request: HttpRequest, jurisdiction: str) -> HttpResponse:
    """Open a new round."""
    place = jurisdiction_for(request.user, jurisdiction, "round.open")
    form = OpenRoundForm(request.POST or None, jurisdiction=place)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            opened = changes.open_round(
                by=shell.me(request),
                code=f"{place.pk}-{slugify(given['label'])}",
                jurisdiction=place,
                label=given["label"],
                framework=given["framework"],
                modules=list(given["modules"]),
                origin=given["origin"],
                reference_date=given["reference_date"],
                about=both_languages(form, "about"),
                deadline=given["deadline"],
                languages=form.ordered(),
                previous=given["previous"],
                scores_public=given["scores_public"],
            )
        except Refused as refusal:
            form.add_error(None, shell.told(refusal))
        else:
            shell.done(request, _("The round is open. Say who is asked what, then start the collection."))
            return redirect("assign", opened.pk)
    return render(request, "assessments/open_round.html", {"jurisdiction": place, "form": form})
