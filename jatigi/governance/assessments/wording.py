"""The words of this package as people read them, and values that take the reader's language when they are shown."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from jatigi.foundation.accounts.models import Institution
from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _
from jatigi.foundation.text import PartialDate, Text
from jatigi.foundation.text.dates import written

SMALL_WORD = 3  # letters: "de", "des", "of", "and"

ROUND_STATES: dict[str, Phrase] = {
    "launch": _("Launch"),
    "collection": _("Collection"),
    "review": _("Review"),
    "draft_sent": _("Draft sent to the government"),
    "consultation": _("Interministerial consultation"),
    "revised": _("Revised after comments"),
    "validated": _("Validated"),
    "approved": _("Approved in writing"),
    "reviewed_by_project": _("Reviewed by the project"),
    "published": _("Published"),
    "closed": _("Approved, not published"),
}
ROUND_ACTIONS: dict[str, Phrase] = {
    "start": _("Start the collection"),
    "close_collection": _("Close the collection"),
    "reopen": _("Go back one step"),
    "send_draft": _("Send the draft to the government"),
    "open_consultation": _("Open the consultation"),
    "revise": _("Take in the comments"),
    "validate": _("Validate"),
    "approve": _("Record the approval in writing"),
    "publish": _("Publish"),
    "close": _("Close without publishing"),
    "review_by_project": _("Close the project's review"),
}
ORIGINS: dict[str, Phrase] = {
    "official": _("official"),
    "reconstructed": _("rebuilt from public sources by the project"),
    "fictional": _("fictional"),
}
CODING_STATES: dict[str, Phrase] = {
    "none": _("Not begun"),
    "draft": _("Draft"),
    "open": _("Taken back"),
    "submitted": _("Handed in"),
    "returned": _("Returned"),
    "accepted": _("Accepted"),
}
FINDING_KINDS: dict[str, Phrase] = {
    "good_practice": _("Well-developed area"),
    "gap": _("Area with potential for further development"),
    "since_then": _("Since then"),
}
FINDING_STATES: dict[str, Phrase] = {
    "draft": _("Draft"),
    "submitted": _("Handed in"),
    "reviewed": _("Reviewed"),
    "dropped": _("Dropped"),
}
CONFIDENCE: dict[str, Phrase] = {"low": _("Low"), "medium": _("Medium"), "high": _("High")}
CAUSES: dict[str, Phrase] = {
    "first": _("First answer, or unchanged"),
    "policy_change": _("The policy or the law has changed"),
    "evidence_found": _("Evidence was found later"),
    "correction": _("An error is corrected"),
    "other_judgement": _("The same evidence is judged otherwise"),
    "instrument_change": _("The question has changed"),
}
ENDINGS: dict[str, Phrase] = {
    "ended": _("no longer in force"),
    "superseded": _("superseded"),
    "left": _("participation ended; effect to be examined"),
}
SPECIAL_LEVELS: dict[str, Phrase] = {"unknown": _("Unknown"), "not_applicable": _("Not applicable"), "": _("No answer")}


def _language() -> str:
    return (get_language() or "fr").split("-")[0]


@dataclass(frozen=True)
class Words:
    """A bilingual text in a message: shown in the reader's language."""

    text: Text

    def __str__(self) -> str:
        return self.text.text(_language())


@dataclass(frozen=True)
class Day:
    """A date in a message: « 29 janvier 2025 », "29 January 2025"; "date not documented" without one."""

    date: PartialDate | datetime.date | None

    def __str__(self) -> str:
        return written(self.date, _language()) if self.date else str(_("date not documented"))


@dataclass(frozen=True)
class Level:
    """A level in a message, by its label in the framework; the number on number scales."""

    levels: Sequence[Mapping[str, Any]]  # as in IndicatorVersion.levels
    id: str
    value: float | None = None

    def __str__(self) -> str:
        if self.value is not None:
            return f"{self.value:g}"
        for level in self.levels:
            if level["id"] == self.id:
                label = level["label"]
                return str(label.get(_language()) or next(iter(label.values()), self.id))
        return str(SPECIAL_LEVELS.get(self.id, self.id))


def called(institution: Institution) -> str:
    """How an institution is called where there is little room: by its abbreviation, else by its name."""
    return institution.abbreviation or institution.name.text(get_language() or "fr")


def short_title(title: str, most: int = 22) -> str:
    """The head of a title for a narrow column: whole words, without a small word or a comma at its end, then "…".

    "Approche associant l'ensemble du gouvernement" → "Approche associant…". Any framework's titles can be cut so; what
    is read aloud is the whole title.
    """
    if len(title) <= most:
        return title
    kept: list[str] = []
    for word in title.split():
        if kept and len(" ".join([*kept, word])) > most:
            break
        kept.append(word)
    while len(kept) > 1 and len(kept[-1].strip(",;:")) <= SMALL_WORD:
        kept.pop()
    return " ".join(kept).rstrip(",;:") + "…"
