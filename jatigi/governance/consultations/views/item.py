"""The page of a point: what it says, where the institutions stand, what was said on it, what was answered."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.consultations import access
from jatigi.governance.consultations.guards import silence_of
from jatigi.governance.consultations.queries import positions as queries
from jatigi.governance.consultations.rules.positions import in_time
from jatigi.governance.consultations.views import shell, sides


@requires("consultation.view")
def point(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A point with all that the person may see of what was said on it."""
    user = shell.me(request)
    consultation = access.consultation_for(user, code, "consultation.view")
    item = access.item_for(user, consultation, pk, "consultation.view")
    now = timezone.now()
    page = queries.point_page(user, consultation, item, now)
    silence = silence_of(consultation)
    open_now = item.withdrawn_at is None and page.point.said is not None
    return shell.page(
        request,
        "point.html",
        consultation,
        page=page,
        point=page.point,
        item=item,
        compared={one.revision.pk: sides.pairs([one.revision, *one.earlier]) for one in page.voices if one.earlier},
        speaks=list(access.speaks_for(user, consultation)) if open_now else [],
        in_time=in_time(consultation.state, silence, now),
        may_enter=open_now and consultation.state == "open" and access.sees_everyone(user, consultation),
        silence=silence,
        may_open=page.point.said is not None and may_open(request, page.point.said.kind, consultation.jurisdiction_id),
    )


#: the permission that the desk's page of each kind of subject asks for
OPENS = {
    "answer": "answer.view",
    "finding": "profile.view",
    "paragraph": "profile.write",
    "recommendation": "recommendation.view",
}


def may_open(request: HttpRequest, kind: str, jurisdiction: str) -> bool:
    """Whether the person may open the subject's own page on the desk."""
    return may(request.user, OPENS[kind], jurisdiction)
