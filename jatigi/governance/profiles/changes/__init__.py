"""Every write to a profile, split by noun: ``paragraphs``, ``parts`` (title, figures, abbreviations, logos),
``loading``. One function is one act: one transaction, one audit entry."""

from jatigi.governance.profiles.changes.loading import WholeParagraph, enter_statistics, load_profile, open_profile
from jatigi.governance.profiles.changes.paragraphs import (
    drop_paragraph,
    reorder,
    review_paragraph,
    rewrite_paragraph,
    write_paragraph,
)
from jatigi.governance.profiles.changes.parts import (
    restore_part,
    retitle,
    set_abbreviations,
    set_logos,
    show_figures,
)
from jatigi.governance.profiles.errors import CLOSED, Refused
from jatigi.governance.profiles.recording import Shown, Written

__all__ = [
    "CLOSED",
    "Refused",
    "Shown",
    "WholeParagraph",
    "Written",
    "drop_paragraph",
    "enter_statistics",
    "load_profile",
    "open_profile",
    "reorder",
    "restore_part",
    "retitle",
    "review_paragraph",
    "rewrite_paragraph",
    "set_abbreviations",
    "set_logos",
    "show_figures",
    "write_paragraph",
]
