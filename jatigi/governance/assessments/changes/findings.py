"""Findings: written by people, reviewed by another, or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass

from jatigi.foundation.accounts.models import User
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Answer, Finding, Round
from jatigi.governance.frameworks.models import Node
from jatigi.governance.instruments.models import Evidence, Instrument


@dataclass(frozen=True)
class Written:
    """What a person writes of a finding. ``kind``: good_practice | gap | since_then."""

    dimension: Node
    kind: str
    text: Text
    answers: Sequence[Answer] = ()
    instruments: Sequence[Instrument] = ()
    evidence: Sequence[Evidence] = ()


def write_finding(round: Round, written: Written, *, by: User, code: str = "") -> Finding:
    """Write a finding (state ``draft``). Without ``code`` one is made from the dimension.

    Raises:
        Refused: ``finding.later_evidence`` (→ since then), ``finding.unknown_is_no_gap``,
        ``finding.rests_on_nothing`` …
    """
    raise NotImplementedError


def edit_finding(finding: Finding, written: Written, *, by: User) -> None:
    """Rewrite a finding; one that was reviewed must be reviewed again."""
    raise NotImplementedError


def submit_finding(finding: Finding, *, by: User) -> None:
    """Hand a draft in for review."""
    raise NotImplementedError


def review_finding(finding: Finding, *, by: User) -> None:
    """Agree with a finding that someone else wrote."""
    raise NotImplementedError


def return_finding(finding: Finding, *, by: User, reason: str) -> None:
    """Give a finding back to its author."""
    raise NotImplementedError


def drop_finding(finding: Finding, *, by: User) -> None:
    """Take a finding out; its record stays."""
    raise NotImplementedError
