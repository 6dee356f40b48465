"""The agreed answers of a round: the list, and one answer with its revisions and its history across rounds."""

from django.http import HttpRequest, HttpResponse

from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.assessments import access
from jatigi.governance.assessments.models import Coding
from jatigi.governance.assessments.queries import answers as queries
from jatigi.governance.assessments.queries import codings, indicators
from jatigi.governance.assessments.views import shell
from jatigi.governance.assessments.views.answering import choices
from jatigi.governance.assessments.views.comparing import pairs

LEVELS = ("unknown", "not_applicable")


@requires("answer.view")
def answers(request: HttpRequest, code: str) -> HttpResponse:
    """All answers, narrowed by dimension or level."""
    round = access.round_for(request.user, code, "answer.view")
    kept = access.limited_to(request.user, round, "answer.view")
    rows = [row for row in queries.answers_of(round) if kept is None or row.indicator.pk in kept]
    dimension, level = request.GET.get("dimension", ""), request.GET.get("level", "")
    shown = [row for row in rows if dimension in ("", row.dimension) and level in ("", row.level)]
    groups: dict[str, list[queries.AnswerRow]] = {}
    for row in shown:
        groups.setdefault(row.dimension, []).append(row)
    levels = {entry["id"]: entry["label"] for row in rows for entry in row.indicator.levels}
    return shell.page(
        request,
        "answers.html",
        round,
        groups=[(some[0].indicator, some) for some in groups.values()],
        shown=len(shown),
        answered=sum(row.answered for row in rows),
        total=len(rows),
        dimension=dimension,
        level=level,
        dimensions=list({row.dimension: row.indicator.dimension for row in rows}.items()),
        levels=[*levels, *LEVELS],
        sample=rows[0].indicator if rows else None,
    )


@requires("answer.view")
def answer_detail(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """One agreed answer: what it says and rests on, its revisions side by side, the other rounds."""
    round = access.round_for(request.user, code, "answer.view")
    asked = access.indicator_for(request.user, round, indicator, "answer.view")
    internal = access.may_read_internal(request.user, round)
    revisions = codings.answer_revisions(round, asked, internal=internal)
    powers = shell.Powers(shell.me(request), round.jurisdiction_id)
    handed_in = Coding.objects.filter(round=round, indicator=asked).exclude(state="open").select_related("assessor")
    return shell.page(
        request,
        "answer_detail.html",
        round,
        indicator=asked,
        last=revisions[-1] if revisions else None,
        pairs=pairs(asked, revisions),
        past=indicators.history(round, asked, internal=internal),
        choices=choices(asked),
        codings=list(handed_in.order_by("pk")) if powers.coding_view else [],
    )
