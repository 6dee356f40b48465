"""What every act checks first: the person's role, the round as it is now, that the round asks the indicator."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from jatigi.foundation.accounts.access import may
from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments import access, wording
from jatigi.governance.assessments.errors import Refused, refused
from jatigi.governance.assessments.models import Draft, Round
from jatigi.governance.assessments.queries.asked import asked_versions
from jatigi.governance.frameworks.models import FrameworkVersion, IndicatorVersion


def locked(code: str) -> Round:
    """The round as it is now, held until the act ends, so that nobody moves it meanwhile. Inside an audit entry
    only."""
    rounds = Round.objects.select_for_update(of=("self",), no_key=True)
    return rounds.select_related("jurisdiction", "framework").get(pk=code)


def check_role(by: User, permission: str, round: Round) -> None:
    """The person holds the permission in the round's jurisdiction.

    Raises:
        Refused: ``not_your_role``.
    """
    if not may(by, permission, round.jurisdiction_id):
        raise refused("not_your_role", place=wording.Words(round.jurisdiction.name))


def check_asked(round: Round, indicators: Iterable[IndicatorVersion]) -> None:
    """The round asks all these indicators.

    Raises:
        Refused: ``assignment.elsewhere`` for an indicator of another framework.
    """
    versions = set(asked_versions(round))
    for one in indicators:
        if one.version_id not in versions:
            raise refused("assignment.elsewhere", code=one.indicator.code)


def check_theirs(by: User, round: Round, indicator: IndicatorVersion) -> None:
    """Whoever writes as a contributor only writes where their institution is asked.

    Raises:
        Refused: ``coding.not_asked``.
    """
    kept = access.limited_to(by, round, "coding.write")
    if kept is not None and indicator.pk not in kept:
        raise refused("coding.not_asked")


def check_ties(round: Round, modules: Sequence[FrameworkVersion]) -> None:
    """A round is tied to published wordings and to an earlier round of the same jurisdiction.

    Raises:
        Refused: ``round.draft_framework``, ``round.module_elsewhere``, ``round.previous_elsewhere``.
    """
    for version in (round.framework, *modules):
        if version.state != FrameworkVersion.State.PUBLISHED:
            raise refused("round.draft_framework", version=version.key)
    for module in modules:
        if not _extends(module, round.framework):
            raise refused("round.module_elsewhere", version=module.key)
    previous = round.previous
    if previous is not None and (
        previous.jurisdiction_id != round.jurisdiction_id or previous.reference_date >= round.reference_date
    ):
        raise refused("round.previous_elsewhere")


def _extends(module: FrameworkVersion, framework: FrameworkVersion) -> bool:
    base = module.extends
    while base is not None and base.pk != framework.pk:
        base = base.extends
    return base is not None


def stale_draft(draft: Draft | None) -> Refused:
    """The refusal for an older tab: says when the newer one saved."""
    at = timezone.localtime(draft.saved_at) if draft else timezone.localtime()
    return refused("draft.stale", time=f"{at:%H:%M}")
