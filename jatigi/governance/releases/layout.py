"""What a release is made of, as tables: its files and the columns of its data. Pure Python, read by both sides.

``build`` writes from these tables, ``reader`` refuses whatever differs from them, ``datapackage.json`` describes them.
"""

from typing import Final

from jatigi.governance.releases.layout_columns import JURISDICTION as _JURISDICTION
from jatigi.governance.releases.layout_columns import ORIGIN as _ORIGIN
from jatigi.governance.releases.layout_columns import ORIGINS as ORIGINS
from jatigi.governance.releases.layout_columns import SEPARATOR as SEPARATOR
from jatigi.governance.releases.layout_columns import Column as Column
from jatigi.governance.releases.layout_columns import Key as Key
from jatigi.governance.releases.layout_columns import Table as Table
from jatigi.governance.releases.layout_record import RECORD as RECORD

SCHEMA: Final = 1
RELEASE_KINDS: Final = ("assessment", "dataset")

FACTS: Final = "release.json"
PROFILE: Final = "profile.json"
PACKAGE: Final = "datapackage.json"
MANIFEST: Final = "MANIFEST.sha256"
SIGNATURE: Final = "MANIFEST.sha256.sig"

_ROUND = Column("round", "Exercice d’évaluation", "Round", required=True)
_INDICATOR = Column("indicator", "Indicateur (identifiant)", "Indicator (id)", required=True)
_CONFIDENCES = ("low", "medium", "high")

ANSWERS = Table(
    "answers",
    "Réponses convenues, une par indicateur",
    "Agreed answers, one per indicator",
    (
        _ORIGIN,
        _JURISDICTION,
        _ROUND,
        _INDICATOR,
        Column("number", "Numéro montré au lecteur", "Number shown to readers"),
        Column("dimension", "Dimension", "Dimension", required=True),
        Column("level", "Niveau, unknown (inconnu) ou not_applicable (sans objet)", "Level, unknown or not_applicable"),
        Column("value", "Valeur mesurée (échelles de nombres)", "Measured value (number scales)", "number"),
        Column("confidence", "Confiance", "Confidence", accepted=_CONFIDENCES),
        Column("cause", "Pourquoi le niveau diffère de l’exercice précédent", "Why it differs from the last round"),
        Column("holds_on", "Date à laquelle la réponse vaut", "Day on which the answer holds", "date"),
        Column("recorded_at", "Enregistrée le", "Recorded at", "datetime"),
        Column("reasons_lang", "Langue des raisons", "Language of the reasons"),
        Column("reasons", "Raisons", "Reasons"),
        Column("overtaken_since", "Dépassée depuis", "Overtaken since", "partial_date"),
        Column("previous_level", "Niveau à l’exercice précédent", "Level in the previous round"),
        Column("overtaken_by", "Instrument cité qui a pris fin", "Cited instrument that ended"),
        Column(
            "support",
            "Appui : public, en partie interne, interne seulement, aucun",
            "Rests on: public, partly internal, internal evidence alone, nothing",
            accepted=("public", "partly_internal", "internal", "none"),
            required=True,
        ),
    ),
    ("jurisdiction", "round", "indicator"),
)
CITATIONS = Table(
    "citations",
    "Citations publiques, dans l’ordre donné par l’évaluateur",
    "Public citations, in the order given by the assessor",
    (
        _ORIGIN,
        _JURISDICTION,
        _ROUND,
        _INDICATOR,
        Column("position", "Rang dans la réponse", "Place within the answer", "integer", required=True),
        Column("kind", "Texte du registre ou autre pièce", "Instrument or other evidence",
               accepted=("instrument", "evidence"), required=True),
        Column("ref", "Identifiant de ce qui est cité", "Id of what is cited", required=True),
        Column("place", "Article, page ou paragraphe", "Article, page or paragraph"),
        Column("quote_lang", "Langue de l’extrait", "Language of the quote"),
        Column("quote", "Extrait", "Quote"),
    ),
    ("jurisdiction", "round", "indicator", "position"),
    (Key("indicator", "answers", "indicator"),),
)  # fmt: skip
NODE_KINDS: Final = ("framework", "dimension", "subdimension", "indicator")
SCORES = Table(
    "scores",
    "Décompte des niveaux et, si la juridiction les publie, notes avec intervalle",
    "Counts of levels and, where the jurisdiction publishes them, scores with their interval",
    (
        _ORIGIN,
        _JURISDICTION,
        _ROUND,
        Column("node", "Nœud du référentiel", "Node of the framework", required=True),
        Column("kind", "Sorte de nœud", "Kind of node", accepted=NODE_KINDS, required=True),
        Column("score", "Note, de 0 à 1", "Score, 0 to 1", "number"),
        Column("low", "Bas : tous les inconnus au pire", "Low: every unknown at worst", "number"),
        Column("high", "Haut : tous les inconnus au mieux", "High: every unknown at best", "number"),
        Column("coverage", "Part connue", "Share known", "number"),
        Column("class", "Classe", "Class"),
        Column("class_low", "Classe du bas", "Class of low"),
        Column("class_high", "Classe du haut", "Class of high"),
        Column("complete", "Réponses au niveau le plus haut", "Answers at the highest level", "integer"),
        Column("partial", "Réponses entre les deux", "Answers in between", "integer"),
        Column("absent", "Réponses au niveau le plus bas", "Answers at the lowest level", "integer"),
        Column("unknown", "Inconnues", "Unknown", "integer"),
        Column("not_applicable", "Sans objet", "Not applicable", "integer"),
        Column("measured", "Mesures chiffrées", "Measured numbers", "integer"),
    ),
    ("jurisdiction", "round", "node"),
)
INSTRUMENTS = Table(
    "instruments",
    "Registre des textes, politiques, accords et organismes, tel que connu",
    "Register of texts, policies, agreements and bodies, as known",
    (
        _ORIGIN,
        Column("id", "Identifiant", "Id", required=True),
        Column("kind", "Sorte", "Kind", required=True),
        Column("title", "Titre", "Title", each=True),
        Column("number", "Numéro", "Number"),
        Column("issuer", "Auteur", "Issuer", each=True),
        Column("adopted", "Adopté", "Adopted", "partial_date"),
        Column("in_force_from", "En vigueur depuis", "In force from", "partial_date"),
        Column("in_force_until", "En vigueur jusqu’à", "In force until", "partial_date"),
        Column("signed", "Signé par la juridiction", "Signed by the jurisdiction", "partial_date"),
        Column("ratified", "Ratifié (ou adhésion)", "Ratified (or accession)", "partial_date"),
        Column("left", "Participation terminée", "Participation ended", "partial_date"),
        Column("status", "Vérifié, de mémoire ou contesté", "Verified, recalled or disputed",
               accepted=("verified", "recalled", "disputed"), required=True),
        Column("recalled_fields", "Champs non vérifiés", "Fields not verified", "list"),
        Column("subjects", "Sujets", "Subjects", "list"),
        Column("summary", "Résumé", "Summary", each=True),
        Column("note", "Note", "Note", each=True),
        Column("superseded_by", "Remplacé par", "Superseded by", "list"),
        Column("sources", "Sources", "Sources", "array"),
        Column("claims", "Versions des faits contestés", "Claims about disputed facts", "array"),
        Column("end_note", "Comment il a pris fin", "How it ended", each=True),
        Column("creates", "Organismes créés", "Bodies created", "list"),
        Column("effects", "Effets juridiques constatés", "Legal effects found", "array"),
    ),
    ("id",),
)  # fmt: skip
EVIDENCE = Table(
    "evidence",
    "Pièces publiques autres que les textes du registre",
    "Public evidence other than instruments",
    (
        _ORIGIN,
        Column("id", "Identifiant", "Id", required=True),
        Column("kind", "Sorte", "Kind", required=True),
        Column("title", "Titre", "Title", each=True),
        Column("text", "Ce qu’elle montre", "What it shows", each=True),
        Column("dated", "Datée", "Dated", "partial_date"),
        Column("url", "Adresse", "Address"),
        Column("publisher", "Éditeur", "Publisher"),
        Column("confidence", "Confiance", "Confidence", accepted=_CONFIDENCES),
        Column("value", "Chiffre, tel qu’imprimé", "Figure, as printed"),
        Column("unit", "Unité", "Unit", each=True),
        Column("definition", "Définition", "Definition", each=True),
        Column("accessed", "Consultée", "Accessed", "partial_date"),
    ),
    ("id",),
)
FINDINGS = Table(
    "findings",
    "Constats : bonnes pratiques, marges de progrès, « depuis lors »",
    "Findings: good practices, gaps, since then",
    (
        _ORIGIN,
        _JURISDICTION,
        _ROUND,
        Column("id", "Identifiant", "Id", required=True),
        Column("dimension", "Dimension", "Dimension", required=True),
        Column("kind", "Sorte", "Kind", accepted=("good_practice", "gap", "since_then"), required=True),
        Column("text", "Constat", "Finding", each=True),
        Column(
            "answers", "Réponses sur lesquelles il repose (indicateurs)", "Answers it rests on (indicators)", "list"
        ),
        Column("instruments", "Textes sur lesquels il repose", "Instruments it rests on", "list"),
        Column("evidence", "Pièces sur lesquelles il repose", "Evidence it rests on", "list"),
    ),
    ("jurisdiction", "round", "id"),
)
PLACES = Table(
    "places",
    "La juridiction et ses parties à la date de référence",
    "The jurisdiction and its parts on the reference date",
    (
        Column("code", "Code", "Code", required=True),
        Column("kind", "Sorte", "Kind", required=True),
        Column("name", "Nom", "Name", each=True),
        Column("parent", "Partie de", "Part of"),
        Column("exists_from", "Existe depuis", "Exists from", "partial_date"),
        Column("exists_until", "A existé jusqu’à", "Existed until", "partial_date"),
    ),
    ("code",),
)
TABLES: Final = (ANSWERS, CITATIONS, SCORES, INSTRUMENTS, EVIDENCE, FINDINGS, PLACES)
#: Every table that a release may have; those of ``RECORD`` only where they have rows.
ALL: Final = (*TABLES, *RECORD)
