"""What the pages of this package call things."""

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _

FIELDS: dict[str, Phrase] = {
    "": _("new or gone"),
    "value": _("value"),
    "confidence": _("confidence"),
    "cause": _("why it differs from the last round"),
    "holds_on": _("the day on which it holds"),
    "reasons": _("reasons"),
    "overtaken_since": _("overtaken since"),
    "support": _("what it rests on"),
    "citations": _("citations"),
    "kind": _("kind"),
    "text": _("text"),
    "answers": _("answers it rests on"),
    "title": _("title"),
    "number": _("number"),
    "issuer": _("issuer"),
    "adopted": _("date of adoption"),
    "in_force_from": _("in force from"),
    "in_force_until": _("in force until"),
    "signed": _("date of signature"),
    "ratified": _("date of ratification"),
    "left": _("end of participation"),
    "status": _("status"),
    "recalled_fields": _("fields not verified"),
    "subjects": _("subjects"),
    "summary": _("summary"),
    "note": _("note"),
    "superseded_by": _("superseded by"),
    "sources": _("sources"),
    "claims": _("disputed facts"),
    "end_note": _("how it ended"),
    "creates": _("bodies created"),
    "effects": _("legal effects"),
    "dated": _("date"),
}
REASONS: dict[str, Phrase] = {
    "round_state": _("The round is not decided on"),
    "answer_not_agreed": _("Answers that are proposed, not agreed"),
    "answer_changed": _("Answers changed after the approval"),
    "answer_to_reverify": _("Answers to re-verify"),
    "finding_changed": _("Findings changed after the approval"),
    "finding_later_evidence": _("Findings that rest on later evidence"),
    "text_missing": _("Texts missing in a language"),
    "text_stale": _("Translations that are not up to date"),
    "profile_missing": _("No profile"),
    "title_missing": _("No title in a language"),
    "title_stale": _("A title that is not up to date"),
    "paragraph_unsupported": _("Paragraphs that rest on nothing"),
    "paragraph_outdated": _("Paragraphs older than their answers"),
    "paragraph_missing": _("Paragraphs missing in a language"),
    "paragraph_stale": _("Paragraphs whose translation is not up to date"),
    "paragraph_unreviewed": _("Paragraphs nobody else has read"),
    "paragraph_changed": _("Paragraphs changed after the approval"),
    "bounds": _("Scales without goalposts"),
}
DOCUMENTS: dict[str, Phrase] = {
    "pdf": _("Profile, PDF"),
    "word": _("Profile, Word"),
    "note": _("Note for the minister’s office, Word"),
}


def document(name: str) -> tuple[Phrase, str]:
    """What a document is, and its language: ``profile.fr.pdf``."""
    stem, lang, ending = name.split(".")
    return DOCUMENTS["note" if stem == "note" else "word" if ending == "docx" else "pdf"], lang
