"""What a paragraph must fulfil before it is released: pure rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jatigi.foundation.text.rules import Text

SECTIONS: Final = (
    "foreword",
    "objective",
    "method",
    "context",
    "dimension",
    "changes",
    "decisions",
    "sources",
    "credits",
    "funder",
    "disclaimer",
)
FRONT: Final = ("foreword", "objective", "method")
BACK: Final = ("credits", "funder", "disclaimer")
WITHOUT_SUPPORT: Final = frozenset({"foreword", "credits", "funder", "disclaimer"})
"""Sections that speak of the profile, not of the country: their paragraphs need name nothing they rest on."""
PARTS: Final = ("title", "figures", "abbreviations", "logos")
"""What a profile has beside its paragraphs; each keeps its revisions."""
STANDINGS: Final = ("un", "national", "other", "none_found")
GROUPS: Final = (
    "population",
    "emigrants",
    "immigrants",
    "remittances",
    "displacement",
    "refugees_abroad",
    "units",
)
"""Groups of figures, in the order in which they are shown."""


@dataclass(frozen=True)
class Support:
    """What a paragraph rests on. ``answers`` leads from indicator to the revision number it was written from."""

    answers: Mapping[str, int]
    instruments: Sequence[str] = ()
    evidence: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.answers or self.instruments or self.evidence)


def is_unsupported(section: str, support: Support) -> bool:
    """Whether the paragraph names nothing it rests on, and ought to."""
    return section not in WITHOUT_SUPPORT and not support


def outdated_answers(support: Support, latest: Mapping[str, int]) -> list[str]:
    """The indicators whose answer was revised since the paragraph was written, in code-point order.

    ``latest`` leads from indicator to the number of the newest revision; an answer that is no longer there counts too.
    """
    return sorted(one for one, number in support.answers.items() if latest.get(one) != number)


def unfit_languages(text: Text, languages: Iterable[str]) -> tuple[list[str], list[str]]:
    """The languages in which the text is missing, and those in which it is stale."""
    unfit = text.unfit(languages)
    return [one for one in unfit if one not in text.texts], [one for one in unfit if one in text.texts]


def is_confirmed(cause: str, dated_before: bool, dated_after: bool) -> bool:
    """A change of level is confirmed only as a change of policy with dated evidence in both rounds. Else it is
    attributed to its sources, or is a change of knowledge or judgement (DESIGN §5)."""
    return cause == "policy_change" and dated_before and dated_after


def shape_of(level: str, ordered: Sequence[str]) -> str:
    """How a level is drawn: the highest of its scale complete, the lowest absent, those between partial.

    ``ordered`` are the scale's level ids, lowest first; empty on a scale of numbers, whose answers are drawn partial.
    """
    if level in ("unknown", "not_applicable"):
        return level
    if not ordered or level not in ordered:
        return "partial"
    place = ordered.index(level)
    return "complete" if place == len(ordered) - 1 else "absent" if place == 0 else "partial"


def keeps_gap(levels: Iterable[str]) -> bool:
    """Whether a finding of potential may stand: what rests on unknown answers alone is to be documented, no gap."""
    known = list(levels)
    return not known or any(level != "unknown" for level in known)
