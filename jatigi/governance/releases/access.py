"""Who may: the only door to a round's releases. "Not yours" and "not there" are both Http404."""

from django.http import Http404

from jatigi.foundation.accounts.access import Visitor
from jatigi.governance.assessments import access as rounds
from jatigi.governance.assessments.models import Round
from jatigi.governance.releases.models import Erratum, Release


def round_for(user: Visitor, code: str, permission: str) -> Round:
    """The round whose releases the person may see, build or publish."""
    return rounds.round_for(user, code, permission)


def release_for(user: Visitor, code: str, release_id: str, permission: str) -> Release:
    """A registered release of that round."""
    round = round_for(user, code, permission)
    found = Release.objects.filter(pk=release_id, round=round.pk, jurisdiction=round.jurisdiction_id).first()
    if found is None:
        raise Http404
    return found


def erratum_for(user: Visitor, code: str, release_id: str, number: int, permission: str) -> Erratum:
    """An erratum of that release."""
    release = release_for(user, code, release_id, permission)
    found = Erratum.objects.filter(release=release, number=number).first()
    if found is None:
        raise Http404
    return found
