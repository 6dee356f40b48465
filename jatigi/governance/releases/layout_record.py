"""The tables of a release on what was said and what followed. Each is in a release only where it has rows.

``institution`` holds an id only with that institution's consent; where there is none, positions are counted. What was
said in confidence has no column at all.
"""

from typing import Final

from jatigi.governance.releases.layout_columns import JURISDICTION, ORIGIN, Column, Key, Table

KINDS: Final = ("interministerial", "technical_workshop", "public")
STANCES: Final = ("agrees", "reservation", "objects", "not_concerned", "no_observation", "awaited")
SUBJECTS: Final = ("answer", "finding", "paragraph", "recommendation")
OUTCOMES: Final = ("accepted", "partly", "rejected", "deferred")
CHANGES: Final = ("promised", "made")
PROGRESS: Final = ("not_started", "under_way", "done", "blocked", "abandoned", "no_evidence")
VERDICTS: Final = ("confirmed", "not_confirmed", "more_needed")
RESULTS: Final = ("done_moved", "done_not_moved", "moved_without", "not_done", "too_early", "not_documented")

_CONSULTATION = Column("consultation", "Consultation", "Consultation", required=True)
_ANSWERED = (
    Column("outcome", "Suite donnée", "Disposition", accepted=OUTCOMES),
    Column("reason", "Raison de la suite donnée", "Reason of the disposition", each=True),
    Column("change", "Modification promise ou faite", "Change promised or made", accepted=CHANGES),
    Column("changed_kind", "Sorte de ce qui a changé", "Kind of what changed", accepted=SUBJECTS),
    Column("changed", "Ce qui a changé", "What changed"),
)
_ACTION = (
    Column("plan", "Plan", "Plan", required=True),
    Column("action", "Action", "Action", required=True),
)

INSTITUTIONS = Table(
    "institutions",
    "Institutions nommées dans les autres tableaux",
    "Institutions named in the other tables",
    (
        ORIGIN,
        JURISDICTION,
        Column("id", "Identifiant", "Id", required=True),
        Column("name", "Nom", "Name", each=True),
        Column("abbreviation", "Sigle", "Abbreviation"),
    ),
    ("id",),
)
CONSULTATIONS = Table(
    "consultations",
    "Consultations et ateliers",
    "Consultations and workshops",
    (
        ORIGIN,
        JURISDICTION,
        Column("id", "Identifiant", "Id", required=True),
        Column("of_round", "Exercice sur lequel elle porte", "Round that it is on"),
        Column("kind", "Sorte", "Kind", accepted=KINDS, required=True),
        Column("title", "Titre", "Title", each=True),
        Column("about", "Objet", "About", each=True),
        Column("venue", "Lieu", "Venue", each=True),
        Column("starts_on", "Du", "From", "date"),
        Column("ends_on", "Au", "Until", "date"),
        Column("languages", "Langues parlées", "Languages spoken", "list"),
        Column("silence_deadline", "Fin du délai annoncé par écrit", "End of the period announced in writing",
               "datetime"),
        Column("organisers", "Qui l’a organisée, appuyée, financée", "Who organised, supported, paid for it", "array"),
        Column("sessions", "Programme", "Programme", "array"),
        Column("counts", "Ce que la source compte sans le lister", "What the source counts without listing", "array"),
        Column("asked", "Institutions consultées", "Institutions asked", "integer", required=True),
        Column("attended", "Institutions présentes", "Institutions present", "integer", required=True),
        Column("named", "Institutions consultées qui acceptent d’être nommées",
               "Institutions asked that agree to be named", "list"),
        Column("points", "Points soumis", "Points put", "integer", required=True),
        Column("remarks", "Observations et propositions reçues", "Remarks and proposals received", "integer",
               required=True),
        Column("answers", "Suites données, comptées", "Dispositions, counted", "array"),
        Column("sources", "Sources", "Sources", "array"),
    ),
    ("id",),
)  # fmt: skip
POSITIONS = Table(
    "positions",
    "Positions des institutions : nommées avec leur accord, sinon comptées ; le silence à part",
    "Positions of institutions: named with their consent, otherwise counted; silence apart",
    (
        ORIGIN,
        JURISDICTION,
        _CONSULTATION,
        Column("kind", "Sorte du point", "Kind of the point", accepted=SUBJECTS, required=True),
        Column("ref", "Point (identifiant)", "Point (id)", required=True),
        Column("stance", "Position", "Position", accepted=STANCES, required=True),
        Column("institution", "Institution, avec son accord", "Institution, with its consent"),
        Column("count", "Combien d’institutions", "How many institutions", "integer", required=True),
        Column("text_lang", "Langue du texte", "Language of the text"),
        Column("text", "Texte de la position", "Text of the position"),
        *_ANSWERED,
    ),
    ("consultation", "kind", "ref", "stance", "institution"),
    (Key("consultation", "consultations", "id"),),
)
REMARKS = Table(
    "remarks",
    "Observations et propositions publiques, avec la suite donnée",
    "Public remarks and proposals with their disposition",
    (
        ORIGIN,
        JURISDICTION,
        _CONSULTATION,
        Column("id", "Identifiant", "Id", required=True),
        Column("kind", "Sorte", "Kind", accepted=("comment", "change", "proposal"), required=True),
        Column("source", "Reçue par", "Received by",
               accepted=("web", "word", "floor", "letter", "public", "document"), required=True),
        Column("voice", "Qui parle", "Who speaks", required=True),
        Column("institution", "Institution, avec son accord", "Institution, with its consent"),
        Column("organisation", "Organisation que le document public nomme", "Organisation that the public text names"),
        Column("about_kind", "Sorte du point", "Kind of the point", accepted=SUBJECTS),
        Column("about", "Point (identifiant)", "Point (id)"),
        Column("text_lang", "Langue d’origine", "Original language"),
        Column("text", "Texte", "Text", each=True),
        Column("inserted", "Rédaction proposée", "Wording proposed"),
        *_ANSWERED,
    ),
    ("consultation", "id"),
    (Key("consultation", "consultations", "id"),),
)  # fmt: skip
RECOMMENDATIONS = Table(
    "recommendations",
    "Recommandations adoptées",
    "Recommendations adopted",
    (
        ORIGIN,
        JURISDICTION,
        Column("id", "Identifiant", "Id", required=True),
        Column("of_round", "Exercice", "Round"),
        Column("consultation", "Consultation dont elle vient", "Consultation that it comes from"),
        Column("came_from", "D’où elle vient", "Where it comes from", accepted=("finding", "floor", "document"),
               required=True),
        Column("text", "Recommandation", "Recommendation", each=True),
        Column("detail", "Précisions", "Detail", each=True),
        Column("recommended_on", "Datée", "Dated", "partial_date"),
        Column("gcm", "Objectifs du Pacte mondial", "Objectives of the Global Compact", "list"),
        Column("indicators", "Indicateurs", "Indicators", "list"),
        Column("dimensions", "Dimensions", "Dimensions", "list"),
        Column("findings", "Constats dont elle vient", "Findings that it comes from", "list"),
        Column("acceptance", "Réponse du gouvernement", "Response of the government",
               accepted=("unknown", "accepted", "in_part", "noted"), required=True),
        Column("response", "Réponse, dans ses mots", "Response in its words", each=True),
        Column("sources", "Sources", "Sources", "array"),
    ),
    ("id",),
)  # fmt: skip
PLANS = Table(
    "plans",
    "Plans d’action",
    "Action plans",
    (
        ORIGIN,
        JURISDICTION,
        Column("id", "Identifiant", "Id", required=True),
        Column("title", "Titre", "Title", each=True),
        Column("about", "Objet", "About", each=True),
        Column("starts", "Début", "Start", "partial_date"),
        Column("ends", "Fin", "End", "partial_date"),
        Column("state", "Adopté ou achevé", "Adopted or ended", accepted=("adopted", "ended"), required=True),
        Column("instrument", "Texte qui l’adopte", "Text that adopts it"),
        Column("axes", "Axes", "Axes", "array"),
        Column("sources", "Sources", "Sources", "array"),
    ),
    ("id",),
)
ACTIONS = Table(
    "actions",
    "Actions publiques, leur état selon l’institution et selon la validation",
    "Public actions, with their status by the institution and by validation",
    (
        ORIGIN,
        JURISDICTION,
        *_ACTION,
        Column("axis", "Axe", "Axis"),
        Column("title", "Titre", "Title", each=True),
        Column("about", "Objet", "About", each=True),
        Column("lead", "Chef de file", "Lead"),
        Column("partners", "Partenaires", "Partners", "list"),
        Column("starts", "Début", "Start", "partial_date"),
        Column("ends", "Fin", "End", "partial_date"),
        Column("recommendations", "Recommandations servies", "Recommendations served", "list"),
        Column("indicators", "Indicateurs servis", "Indicators served", "list"),
        Column("dimensions", "Dimensions", "Dimensions", "list"),
        Column("gcm", "Objectifs du Pacte mondial", "Objectives of the Global Compact", "list"),
        Column("instruments", "Textes", "Texts", "list"),
        Column("milestones", "Jalons", "Milestones", "array"),
        Column("funding", "Financement, montants inconnus laissés vides", "Funding, unknown amounts left empty",
               "array"),
        Column("standing", "Sur deux appuis, déclaré, ou rien", "Resting on two, declared, or nothing",
               accepted=("official", "declared", "not_reported"), required=True),
        Column("status", "État", "Status", accepted=PROGRESS),
        Column("own_status", "Selon l’institution", "By the institution", accepted=PROGRESS),
        Column("validated_status", "Selon la validation", "By validation", accepted=PROGRESS),
        Column("declared_by", "Qui le dit", "Who says so", "array"),
        Column("dropped_on", "Abandonnée le", "Dropped on", "date"),
        Column("dropped_reason", "Pourquoi", "Why", each=True),
        Column("sources", "Sources", "Sources", "array"),
    ),
    ("plan", "action"),
    (Key("plan", "plans", "id"),),
)  # fmt: skip
REPORTS = Table(
    "progress",
    "Comptes rendus, avec l’avis de la validation",
    "Progress reports with the verdict of validation",
    (
        ORIGIN,
        JURISDICTION,
        *_ACTION,
        Column("number", "Rang", "Number", "integer", required=True),
        Column("institution", "Institution", "Institution"),
        Column("declared_by", "Déclaré par", "Declared by", each=True),
        Column("due", "Attendu le", "Due", "date"),
        Column("recorded_at", "Enregistré le", "Recorded at", "datetime"),
        Column("happened_on", "Date des faits", "Date of the facts", "partial_date"),
        Column("status", "État", "Status", accepted=PROGRESS, required=True),
        Column("text", "Texte", "Text", each=True),
        Column("evidence", "Pièces", "Evidence", "list"),
        Column("instruments", "Textes", "Texts", "list"),
        Column("spent", "Dépensé", "Spent", "number"),
        Column("currency", "Monnaie", "Currency"),
        Column("verdict", "Avis de la validation", "Verdict of validation", accepted=VERDICTS),
        Column("verdict_status", "État selon la validation", "Status by validation", accepted=PROGRESS),
        Column("verdict_reason", "Raison de l’avis", "Reason of the verdict", each=True),
    ),
    ("plan", "action", "number"),
    (Key("plan", "plans", "id"),),
)
MOVEMENTS = Table(
    "movements",
    "Mouvements attendus, et ce qui s’est passé d’un exercice à l’autre",
    "Movements expected, and what happened from one round to the next",
    (
        ORIGIN,
        JURISDICTION,
        Column("plan", "Plan de l’action", "Plan of the action"),
        Column("action", "Action", "Action"),
        Column("recommendation", "Recommandation", "Recommendation"),
        Column("indicator", "Indicateur", "Indicator", required=True),
        Column("level_from", "Du niveau", "From level", required=True),
        Column("level_to", "Au niveau", "To level", required=True),
        Column("by", "D’ici", "By", "partial_date"),
        Column("previous_level", "Niveau à l’exercice précédent", "Level in the previous round"),
        Column("level", "Niveau", "Level"),
        Column("result", "Ce qui s’est passé", "What happened", accepted=RESULTS, required=True),
    ),
    ("plan", "action", "recommendation", "indicator"),
)
ATTRIBUTIONS = Table(
    "attributions",
    "Ce que l’on attribue à une action : qui l’affirme, ou les pièces datées qui le confirment",
    "What is attributed to an action: who says so, or the dated evidence that confirms it",
    (
        ORIGIN,
        JURISDICTION,
        *_ACTION,
        Column("number", "Rang", "Number", "integer", required=True),
        Column("recommendation", "Recommandation", "Recommendation"),
        Column("indicator", "Indicateur dont la réponse a bougé", "Indicator whose answer moved"),
        Column("link", "Attribué, confirmé ou contesté", "Attributed, confirmed or disputed",
               accepted=("attributed", "confirmed", "disputed"), required=True),
        Column("said_by", "Qui l’affirme", "Who says so", each=True),
        Column("reason", "Raison", "Reason", each=True),
        Column("evidence", "Pièces", "Evidence", "list"),
        Column("instruments", "Textes", "Texts", "list"),
        Column("sources", "Sources", "Sources", "array"),
    ),
    ("plan", "action", "number"),
    (Key("plan", "plans", "id"),),
)  # fmt: skip
#: In the order of a data package: who is named, what was said, what followed.
RECORD: Final = (
    INSTITUTIONS, CONSULTATIONS, POSITIONS, REMARKS, RECOMMENDATIONS, PLANS, ACTIONS, REPORTS, MOVEMENTS, ATTRIBUTIONS,
)  # fmt: skip
