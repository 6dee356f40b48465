"""Reads: the content model of a round's profile, and what its paragraphs still lack."""

from jatigi.governance.profiles.queries.content import profile_of
from jatigi.governance.profiles.queries.paragraphs import (
    Check,
    ParagraphRow,
    checks,
    paragraph_rows,
    propositions,
    revisions_of,
)

__all__ = ["Check", "ParagraphRow", "checks", "paragraph_rows", "profile_of", "propositions", "revisions_of"]
