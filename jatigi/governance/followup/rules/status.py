"""What an action's status is, and on whose word.

An institution reports; a validator gives a verdict with a status of their own. Neither overwrites the other, and the
gap is shown. The official status rests on two: a report that a validator confirmed, or two sources that say the same;
anything less is « déclaré fait par … ».
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

NO_EVIDENCE: Final = "no_evidence"
CONFIRMED, NOT_CONFIRMED, MORE_NEEDED = "confirmed", "not_confirmed", "more_needed"
OFFICIAL, DECLARED, NOT_REPORTED = "official", "declared", "not_reported"


@dataclass(frozen=True)
class Reported:
    """One report with its latest verdict. ``source`` names whose word it is: an institution's code, or a publisher."""

    status: str
    source: str
    verdict: str = ""  # "" until a validator has spoken
    verdict_status: str = ""


@dataclass(frozen=True)
class Standing:
    """Where an action stands.

    ``standing`` is ``official``, ``declared`` or ``not_reported``; ``status`` is the official one, else what is
    declared; ``own`` and ``validated`` are the two statuses side by side ("" where there is none); ``by`` names whose
    word it is.
    """

    standing: str
    status: str
    own: str
    validated: str
    by: tuple[str, ...]

    @property
    def gap(self) -> bool:
        """Whether the institution and the validator disagree."""
        return bool(self.own and self.validated) and self.own != self.validated


def standing(reports: Sequence[Reported]) -> Standing:
    """Where an action stands after these reports, oldest first; the latest counts.

    >>> standing([Reported("done", "instat")]).standing
    'declared'
    """
    if not reports:
        return Standing(NOT_REPORTED, "", "", "", ())
    last = reports[-1]
    validated = last.verdict_status if last.verdict in (CONFIRMED, NOT_CONFIRMED) else ""
    if validated:
        return Standing(OFFICIAL, validated, last.status, validated, (last.source,))
    same = _latest_of_each(reports)
    agreeing = tuple(sorted(source for source, status in same.items() if status == last.status))
    if len(agreeing) >= 2 and last.status != NO_EVIDENCE:
        return Standing(OFFICIAL, last.status, last.status, "", agreeing)
    return Standing(DECLARED, last.status, last.status, "", (last.source,))


def done(standing: Standing) -> bool | None:
    """Whether the action is done, officially: True or False; None where it is only declared, or not reported."""
    if standing.standing != OFFICIAL or standing.status == NO_EVIDENCE:
        return None
    return standing.status == "done"


def _latest_of_each(reports: Sequence[Reported]) -> dict[str, str]:
    return {one.source: one.status for one in reports}
