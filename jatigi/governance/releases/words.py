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
    "signed": _("signed"),
    "ratified": _("ratified"),
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
DOCUMENTS: dict[str, Phrase] = {
    "pdf": _("Profile, PDF"),
    "word": _("Profile, Word"),
    "note": _("Note for the minister’s office, Word"),
}


def document(name: str) -> tuple[Phrase, str]:
    """What a document is, and its language: ``profile.fr.pdf``."""
    stem, lang, ending = name.split(".")
    return DOCUMENTS["note" if stem == "note" else "word" if ending == "docx" else "pdf"], lang
