"""Who is asked what: several indicators at once, and reminders."""

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.assessments import access, wording
from jatigi.governance.assessments.changes import assignments as changes
from jatigi.governance.assessments.errors import Refused
from jatigi.governance.assessments.forms.rounds import AssignForm, chosen
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries import indicators, progress
from jatigi.governance.assessments.queries.asked import asked
from jatigi.governance.assessments.views import shell
from jatigi.governance.assessments.views.indicators import Group
from jatigi.governance.frameworks.models import IndicatorVersion


@requires("round.assign")
def assign(request: HttpRequest, code: str) -> HttpResponse:
    """The list of indicators with boxes to tick, and what to do with those ticked."""
    round = access.round_for(request.user, code, "round.assign")
    form = AssignForm(request.POST or None, jurisdiction=round.jurisdiction)
    ticked = chosen(request.POST.getlist("indicator"))
    status = 200
    if request.method == "POST" and form.is_valid() and _knows_whom(request, form):
        try:
            _apply(request, round, form, [one for one in asked(round) if one.pk in set(ticked)])
        except Refused as refusal:
            form.add_error(None, shell.told(refusal))
            status = refusal.status
        else:
            return redirect("assign", code)
    rows = indicators.indicator_list(round, shell.me(request))
    groups: dict[str, list[indicators.IndicatorRow]] = defaultdict(list)
    for row in rows:
        groups[row.dimension].append(row)
    return shell.page(
        request,
        "assign.html",
        round,
        status=status,
        form=form,
        ticked=ticked,
        groups=[Group(n, some[0].indicator.dimension.title, some) for n, some in enumerate(groups.values(), 1)],
        free=sum(row.institution is None and row.assessor is None for row in rows),
        total=len(rows),
        only_free="free" in request.GET,
    )


def _knows_whom(request: HttpRequest, form: AssignForm) -> bool:
    if request.POST.get("do") == "ask" and form.cleaned_data["institution"] is None:
        form.add_error("institution", _("Choose whom to ask."))
    return not form.errors


def _apply(request: HttpRequest, round: Round, form: AssignForm, ticked: list[IndicatorVersion]) -> None:
    user, given = shell.me(request), form.cleaned_data
    if request.POST.get("do") == "ask":
        number = changes.ask_institution(round, given["institution"], ticked, by=user, due=given["due"])
        words = ngettext("%(n)s question is asked of %(who)s.", "%(n)s questions are asked of %(who)s.", number)
        shell.done(request, words % {"n": number, "who": wording.called(given["institution"])})
        return
    if request.POST.get("do") == "free":
        number = changes.assign(round, ticked, by=user, institution=None, assessor=None, due=None)
    else:
        number = changes.assign(
            round,
            ticked,
            by=user,
            institution=given["institution"] or changes.KEEP,
            assessor=given["assessor"] or changes.KEEP,
            due=given["due"] or changes.KEEP,
        )
    words = ngettext("%(n)s assignment is changed.", "%(n)s assignments are changed.", number)
    shell.done(request, words % {"n": number})


@require_POST
@requires("round.assign")
def remind(request: HttpRequest, code: str) -> HttpResponse:
    """Ask again for what is late: one institution (``institution``), or all of them."""
    round = access.round_for(request.user, code, "round.assign")
    wanted = request.POST.get("institution", "")
    late: dict[str, list[progress.Late]] = defaultdict(list)
    for one in progress.late(round):
        if one.institution is not None and wanted in ("", one.institution.pk):
            late[one.institution.pk].append(one)
    try:
        for some in late.values():
            institution = some[0].institution
            assert institution is not None
            changes.ask_institution(round, institution, [one.indicator for one in some], by=shell.me(request))
    except Refused as refusal:
        shell.tell(request, refusal)
    else:
        names = ", ".join(wording.called(asked_one) for some in late.values() if (asked_one := some[0].institution))
        shell.done(request, _("Asked again: %(names)s.") % {"names": names or _("nobody")})
    return redirect("round", code)
