"""What waits for one person in each of several rounds, in a constant number of queries."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments import access
from jatigi.governance.assessments.models import Assignment, Coding, Draft, Finding, Round


@dataclass(frozen=True)
class Waiting:
    """Numbers for one round. ``assigned``: asked of the person or, where no person is named, of their institution,
    and not handed in by anyone yet. Contributors: all that their institution is asked."""

    returned: int
    assigned: int
    drafts: int
    to_review: int
    findings: int


def waiting_for(user: User, rounds: Sequence[Round]) -> dict[str, Waiting]:
    """By round code."""
    codes = [round.pk for round in rounds]
    codings = Coding.objects.filter(round__in=codes)
    returned = Counter(codings.filter(assessor=user, state="returned").values_list("round", flat=True))
    to_review = Counter(codings.filter(state="submitted").exclude(assessor=user).values_list("round", flat=True))
    drafts = Counter(Draft.objects.filter(round__in=codes, user=user).values_list("round", flat=True))
    submitted = Finding.objects.filter(round__in=codes, state="submitted").values_list("round", "writers")
    findings = Counter(round for round, writers in submitted if str(user.public_id) not in writers)
    kept = [round.pk for round in rounds if access.is_kept_to_institution(user, round.jurisdiction_id, "coding.write")]
    assigned = _assigned(user, codes, kept)
    return {
        code: Waiting(returned[code], assigned[code], drafts[code], to_review[code], findings[code]) for code in codes
    }


def _assigned(user: User, codes: list[str], kept: list[str]) -> Counter[str]:
    theirs = Q(assessor=user)
    if user.institution_id is not None:
        theirs |= Q(assessor=None, institution=user.institution_id) | Q(round__in=kept, institution=user.institution_id)
    asked = Assignment.objects.filter(theirs, round__in=codes).values_list("round", "indicator")
    handed_in = set(
        Coding.objects.filter(round__in=codes, state__in=("submitted", "accepted")).values_list("round", "indicator")
    )
    return Counter(round for round, indicator in asked if (round, indicator) not in handed_in)
