"""The words of the workbook, in both languages at once: one file serves whoever fills it in.

They are not in the catalogues: what a file of last month says must still be understood after a translation was
improved. Whoever changes a label keeps the old one readable (see :func:`read_label`).
"""

from collections.abc import Iterable, Mapping

Pair = tuple[str, str]  # French, English
BETWEEN = " · "

QUESTIONS, CITATIONS, REGISTER, NOTES, LISTS, MANIFEST = (
    "Questions",
    "Citations",
    "Registre",
    "Notice",
    "Listes",
    "Manifeste",
)
SHEETS = (NOTES, QUESTIONS, CITATIONS, REGISTER, LISTS, MANIFEST)

CONFIDENCE: Mapping[str, Pair] = {
    "low": ("Faible", "Low"),
    "medium": ("Moyenne", "Medium"),
    "high": ("Élevée", "High"),
}
CAUSES: Mapping[str, Pair] = {
    "first": ("Première réponse, ou inchangée", "First answer, or unchanged"),
    "policy_change": ("La politique ou la loi a changé", "The policy or the law has changed"),
    "evidence_found": ("Une preuve a été trouvée plus tard", "Evidence was found later"),
    "correction": ("Une erreur est corrigée", "An error is corrected"),
    "other_judgement": ("Les mêmes preuves sont jugées autrement", "The same evidence is judged otherwise"),
    "instrument_change": ("La question a changé", "The question has changed"),
}
SPECIAL: Mapping[str, Pair] = {
    "unknown": ("Inconnu", "Unknown"),
    "not_applicable": ("Sans objet", "Not applicable"),
}
LANGUAGES: Mapping[str, Pair] = {"fr": ("français", "French"), "en": ("anglais", "English")}
YES: Pair = ("oui", "yes")
STATES: Mapping[str, Pair] = {
    "none": ("À répondre", "To be answered"),
    "open": ("Reprise", "Taken back"),
    "submitted": ("Remise", "Handed in"),
    "returned": ("Renvoyée", "Returned"),
    "accepted": ("Acceptée", "Accepted"),
}

#: column → heading. Those of WRITTEN are filled in by people, the others are there to be read.
QUESTION_COLUMNS: Mapping[str, Pair] = {
    "id": ("identifiant", "identifier"),
    "question": ("N°", "No."),
    "question_fr": ("Question (français)", "Question (French)"),
    "question_en": ("Question (anglais)", "Question (English)"),
    "anchors_fr": ("Ce que veut dire chaque niveau (français)", "What each level means (French)"),
    "anchors_en": ("Ce que veut dire chaque niveau (anglais)", "What each level means (English)"),
    "guidance_fr": ("Ce qui compte (français)", "What counts (French)"),
    "guidance_en": ("Ce qui compte (anglais)", "What counts (English)"),
    "previous": ("Dernier exercice", "Last round"),
    "state": ("État", "State"),
    "level": ("Niveau", "Level"),
    "confidence": ("Confiance", "Confidence"),
    "cause": ("Cause du changement", "Cause of the change"),
    "reasons": ("Raisons", "Reasons"),
    "language": ("Langue des raisons", "Language of the reasons"),
}
CITATION_COLUMNS: Mapping[str, Pair] = {
    "question": ("N° de la question", "No. of the question"),
    "source": ("Texte ou preuve du registre", "Text or evidence of the register"),
    "place": ("Article, page", "Article, page"),
    "quote": ("Extrait", "Quote"),
    "quote_language": ("Langue de l’extrait", "Language of the quote"),
    "although": ("Cité bien que terminé", "Cited although it has ended"),
}
REGISTER_COLUMNS: Mapping[str, Pair] = {
    "source": ("Texte ou preuve", "Text or evidence"),
    "title_fr": ("Titre (français)", "Title (French)"),
    "title_en": ("Titre (anglais)", "Title (English)"),
    "number": ("Numéro, éditeur", "Number, publisher"),
    "adopted": ("Adopté, daté", "Adopted, dated"),
    "from": ("En vigueur depuis", "In force from"),
    "until": ("Jusqu’au", "Until"),
}
#: What people fill in, one fingerprint each, in this order. ``citations`` is all lines of the sheet for a question.
FIELDS = ("level", "confidence", "cause", "reasons", "language", "citations")
CITATIONS_HEADING: Pair = ("Citations", "Citations")


def both(pair: Pair) -> str:
    """« Partiel · Partial »; once where both are the same."""
    return pair[0] if pair[0] == pair[1] else BETWEEN.join(pair)


def heading(column: str) -> str:
    """How the sheet calls a column, in both languages; messages quote it so."""
    return both(QUESTION_COLUMNS.get(column) or CITATION_COLUMNS.get(column) or CITATIONS_HEADING)


def language_label(code: str) -> str:
    """« fr · français »: the code leads, so that any language can be written by its code."""
    return BETWEEN.join((code, LANGUAGES[code][0])) if code in LANGUAGES else code


def read_label(text: str, known: Mapping[str, Pair]) -> str | None:
    """The id behind a label: both languages, one of them, or the id itself; capital letters do not matter."""
    wanted = _plain(text)
    for id, pair in known.items():
        if wanted in {_plain(one) for one in (both(pair), *pair, id)}:
            return id
    return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def listed(known: Iterable[Pair]) -> str:
    """The labels that are accepted, for a message."""
    return ", ".join(both(pair) for pair in known)
