"""Reads shaped for a page and for the packages above, split by noun: ``endings``, ``register``, ``evidence``.

Every one has a constant number of queries.
"""

from jatigi.governance.instruments.queries.endings import all_endings_for, endings_for, facts_for
from jatigi.governance.instruments.queries.evidence import FoundEvidence, search_evidence
from jatigi.governance.instruments.queries.register import Found, search_register

__all__ = [
    "Found",
    "FoundEvidence",
    "all_endings_for",
    "endings_for",
    "facts_for",
    "search_evidence",
    "search_register",
]
