"""What may enter a release: one literal table of fields. Freezing reads these and nothing else from the working tables.

A field that is not here cannot be published by mistake: no other column is ever fetched. Journals, drafts, threads,
people, files, approvals and internal evidence have no line at all.
"""

from collections.abc import Mapping
from typing import Final

from jatigi.governance.profiles.record.public import RECORD_FIELDS

PUBLIC_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "assessments.Round": (
        "code",
        "jurisdiction_id",
        "jurisdiction__name",
        "label",
        "framework_id",
        "origin",
        "about",
        "reference_date",
        "languages",
        "lead_language",
        "previous_id",
        "scores_public",
    ),
    "assessments.AnswerRevision": (
        "id",  # joins citations to their revision; it does not leave
        "answer__indicator__indicator__code",
        "level",
        "value",
        "reasons",
        "reasons_lang",
        "confidence",
        "cause",
        "holds_on",
        "recorded_at",
    ),
    "assessments.Citation": (
        "answer_revision_id",  # as above
        "position",
        "instrument_id",
        "evidence__code",
        "evidence__publishable",
        "place",
        "quote",
        "quote_lang",
    ),
    "assessments.Finding": ("pk", "code", "dimension__code", "kind", "text"),
    "frameworks.IndicatorVersion": ("indicator__code", "number", "dimension__code"),
    "frameworks.FrameworkVersion": ("id", "framework_id", "version", "extends_id", "document"),
    "frameworks.Mapping": ("kind", "source__framework_id", "source__version", "target__framework_id",
                           "target__version", "document"),
    "instruments.Instrument": (
        "code",
        "kind",
        "title",
        "number",
        "issuer",
        "adopted",
        "in_force_from",
        "in_force_until",
        "end_note",
        "subjects",
        "summary",
        "note",
        "status",
        "recalled_fields",
    ),
    "instruments.Participation": ("instrument_id", "signed", "ratified", "left"),
    "instruments.Succession": ("later_id", "earlier_id"),
    "instruments.Source": ("id", "instrument_id", "position", "url", "publisher", "says", "accessed"),
    "instruments.Claim": ("instrument_id", "field", "value", "source_id", "chosen", "reason"),
    "instruments.LegalEffect": ("instrument_id", "text", "holds_on"),
    "instruments.Evidence": (
        "code",
        "kind",
        "title",
        "text",
        "dated",
        "url",
        "publisher",
        "function",  # of who spoke in an interview, who agreed to be cited; never a name
        "accessed",
        "value",
        "unit",
        "definition",
        "confidence",
    ),
    "releases.Erratum": (
        "release_id",
        "number",
        "indicator",
        "wrong",
        "right",
        "since",
        "recorded_at",
    ),
    "places.Place": ("code", "kind", "name", "parent_id", "exists_from", "exists_until"),
    **RECORD_FIELDS,
}  # fmt: skip
