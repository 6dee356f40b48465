"""Who may: the only door to a round's profile and its paragraphs."""

from django.http import Http404

from jatigi.foundation.accounts.access import Visitor
from jatigi.governance.assessments import access as rounds
from jatigi.governance.assessments.models import Round
from jatigi.governance.profiles.models import Paragraph, Profile


def round_for(user: Visitor, code: str, permission: str) -> Round:
    """The round whose profile the person may see or write."""
    return rounds.round_for(user, code, permission)


def profile_for(user: Visitor, code: str, permission: str) -> Profile:
    """The profile of a round; one that was not opened is not there."""
    round = round_for(user, code, permission)
    found = Profile.objects.filter(pk=round.pk).first()
    if found is None:
        raise Http404
    found.round = round
    return found


def paragraph_for(user: Visitor, code: str, paragraph: str, permission: str) -> Paragraph:
    """A paragraph of a round's profile that was not dropped."""
    profile = profile_for(user, code, permission)
    found = (
        Paragraph.objects.select_related("dimension")
        .filter(profile=profile, code=paragraph, dropped_at=None)
        .first()
    )  # fmt: skip
    if found is None:
        raise Http404
    found.profile = profile
    return found
