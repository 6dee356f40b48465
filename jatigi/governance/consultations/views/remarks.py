"""What people said in their own words, and what it was answered."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.access_rules import requires
from jatigi.governance.consultations import access, wording
from jatigi.governance.consultations.models import Consultation
from jatigi.governance.consultations.queries import remarks as queries
from jatigi.governance.consultations.queries.remarks import Sought
from jatigi.governance.consultations.views import shell

EACH = 50  # remarks on a page


@requires("consultation.view")
def remarks(request: HttpRequest, code: str) -> HttpResponse:
    """All remarks, by who speaks: proposals of the diaspora, of local actors, of civil society in their own words."""
    consultation = access.consultation_for(request.user, code, "consultation.view")
    user = shell.me(request)
    heard = queries.heard_of(user, consultation)
    sought = Sought(**{name: request.GET.get(name, "").strip() for name in Sought.__dataclass_fields__})
    kept = [one for one in heard if sought.keeps(one)]
    shown = Paginator(kept, EACH).get_page(request.GET.get("page"))
    return shell.page(
        request,
        "remarks.html",
        consultation,
        heard=queries.with_subjects(shown.object_list),
        shown=shown,
        found=len(kept),
        total=len(heard),
        sought=sought,
        voices=_voices(heard),
        choices=_choices(consultation, heard),
        waiting=queries.waiting_of(consultation).count() if _moderates(request, consultation) else 0,
        may_write_remark=consultation.state == "open" and may(user, "remark.write", consultation.jurisdiction_id),
    )


def _voices(heard: list[queries.Heard]) -> list[tuple[str, int]]:
    """Who speaks, with how many remarks, in the order of the words; those that said nothing are left out."""
    counts = {voice: sum(one.remark.voice == voice for one in heard) for voice in wording.VOICES}
    return [(voice, count) for voice, count in counts.items() if count]


def _choices(consultation: Consultation, heard: list[queries.Heard]) -> dict[str, list[tuple[str, object]]]:
    """What the list can be narrowed by, each only where there is something to choose."""
    sources = {one.remark.source for one in heard}
    kinds = {one.remark.kind for one in heard}
    states = {one.progress for one in heard}
    return {
        "kind": [(id, words) for id, words in wording.REMARK_KINDS.items() if id in kinds],
        "source": [(id, words) for id, words in wording.SOURCES.items() if id in sources],
        "progress": [(id, words) for id, words in wording.PROGRESS.items() if id in states],
    }


def _moderates(request: HttpRequest, consultation: Consultation) -> bool:
    return may(request.user, "remark.moderate", consultation.jurisdiction_id)
