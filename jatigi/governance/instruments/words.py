"""The words of the register as people read them: kinds, states, endings."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from jatigi.foundation.places.models import Place
from jatigi.foundation.text.dates import written
from jatigi.governance.instruments.rules import Ending

KINDS = {
    "convention": gettext_lazy("Convention"),
    "regional_act": gettext_lazy("Regional act"),
    "bilateral_agreement": gettext_lazy("Bilateral agreement"),
    "law": gettext_lazy("Law"),
    "decree": gettext_lazy("Decree"),
    "policy": gettext_lazy("Policy"),
    "plan": gettext_lazy("Plan"),
    "programme": gettext_lazy("Programme"),
    "institution": gettext_lazy("Institution"),
    "publication": gettext_lazy("Publication"),
}
MANY = {
    "convention": gettext_lazy("Conventions"),
    "regional_act": gettext_lazy("Regional acts"),
    "bilateral_agreement": gettext_lazy("Bilateral agreements"),
    "law": gettext_lazy("Laws"),
    "decree": gettext_lazy("Decrees"),
    "policy": gettext_lazy("Policies"),
    "plan": gettext_lazy("Plans"),
    "programme": gettext_lazy("Programmes"),
    "institution": gettext_lazy("Institutions"),
    "publication": gettext_lazy("Publications"),
}
STATUSES = {
    "verified": gettext_lazy("read in its source"),
    "recalled": gettext_lazy("not verified"),
    "disputed": gettext_lazy("sources differ"),
}
SUBJECTS = {
    "rights": gettext_lazy("Rights"),
    "labour": gettext_lazy("Labour"),
    "diaspora": gettext_lazy("Diaspora"),
    "data": gettext_lazy("Data"),
    "free-movement": gettext_lazy("Free movement"),
    "whole-of-government": gettext_lazy("Whole of government"),
    "safe-orderly-regular": gettext_lazy("Safe, orderly and regular migration"),
    "partnerships": gettext_lazy("Partnerships"),
    "well-being": gettext_lazy("Well-being"),
    "trafficking": gettext_lazy("Trafficking in persons"),
    "statelessness": gettext_lazy("Statelessness"),
    "children": gettext_lazy("Children"),
    "smuggling": gettext_lazy("Smuggling of migrants"),
    "crises": gettext_lazy("Crises"),
    "asylum": gettext_lazy("Asylum"),
}
EVIDENCE_KINDS = {
    "official_reply": gettext_lazy("Official reply"),
    "interview": gettext_lazy("Interview"),
    "statistic": gettext_lazy("Statistic"),
    "observation": gettext_lazy("Observation"),
    "document": gettext_lazy("Public document"),
}
CONFIDENCE = {
    "high": pgettext_lazy("confidence", "high"),
    "medium": pgettext_lazy("confidence", "medium"),
    "low": pgettext_lazy("confidence", "low"),
}
LEVEL_HINTS = {
    "absent": gettext_lazy("seems to show that there is nothing"),
    "partial": gettext_lazy("seems to show a part"),
    "complete": gettext_lazy("seems to show the whole"),
    "unclear": gettext_lazy("does not say clearly"),
}
FIELDS = {
    "title": gettext_lazy("Title"),
    "number": gettext_lazy("Number"),
    "issuer": gettext_lazy("Issued by"),
    "adopted": gettext_lazy("Adopted"),
    "in_force_from": gettext_lazy("In force from"),
    "in_force_until": gettext_lazy("In force until"),
}
PARTS = {
    "signed": gettext_lazy("Signed"),
    "ratified": gettext_lazy("Ratified or acceded"),
    "left": gettext_lazy("Left"),
}
PARTAKING = {
    "party": gettext_lazy("bound, not left"),
    "signed": gettext_lazy("signed only"),
    "left": gettext_lazy("left"),
}
EVENTS = {
    "adopted": gettext_lazy("Adopted"),
    "in_force_from": gettext_lazy("Comes into force"),
    "in_force_until": gettext_lazy("Ends"),
    "signed": gettext_lazy("Signed"),
    "ratified": gettext_lazy("Ratified or acceded"),
    "left": gettext_lazy("Left"),
    "superseded": gettext_lazy("Superseded"),
}
# What may rest on an entry, by the label of its model; packages above name theirs here.
RESTING = {
    "assessments.Citation": gettext_lazy("citations in codings and answers"),
    "assessments.Finding": gettext_lazy("findings"),
    "assessments.Figure": gettext_lazy("figures of a profile"),
    "profiles.ContextFigure": gettext_lazy("figures of a profile"),
    "profiles.ParagraphRevision": gettext_lazy("paragraphs of a profile"),
    "instruments.Evidence": gettext_lazy("other evidence"),
    "instruments.Succession": gettext_lazy("later texts that replace or amend it"),
    "instruments.Instrument": gettext_lazy("texts that create it"),
    "instruments.LegalEffect": gettext_lazy("recorded legal effects"),
    "instruments.Claim": gettext_lazy("versions of a disputed fact"),
}


def subject(code: str) -> str:
    """The name of a subject; one that a country added itself is shown as it is written, without hyphens."""
    return str(SUBJECTS[code]) if code in SUBJECTS else code.replace("-", " ").capitalize()


def how_it_ends(ending: Ending, lang: str) -> str:
    """What a notice says: what ended and when; of a participation, that a person has yet to look at what it means."""
    text = _ended(ending, lang)
    if ending.reason != "left" or ending.examined:
        return text
    return _("%(ending)s; effect to be examined") % {"ending": text}


def _ended(ending: Ending, lang: str) -> str:
    """Whole sentences for each precision of the date: French and English take other words for a day and a year."""
    known = ending.on is not None
    day = ending.on is not None and ending.on.iso.count("-") == 2
    on = {"on": written(ending.on, lang)} if ending.on is not None else {}
    if ending.reason == "left":
        text = _("participation ended on %(on)s") if day else _("participation ended in %(on)s")
        return text % on if known else _("participation ended, date not documented")
    if ending.reason == "superseded":
        text = _("superseded on %(on)s") if day else _("superseded in %(on)s")
        return text % on if known else _("superseded, date not documented")
    return (_("in force until %(on)s") if day else _("in force until the end of %(on)s")) % on


def disputed_field(field: str, place: str) -> str:
    """The name of a field on which sources differ. ``place``: the name of the place whose participation it is."""
    if not field.startswith("participation."):
        return str(FIELDS[field])
    which = field.rsplit(".", 1)[-1]
    return f"{PARTS[which]} ({place})"


def place_named(field: str, here: Place, lang: str) -> str:
    """The name of the place whose participation a disputed field is about; of ``here`` where it is about none."""
    code = field.split(".")[1] if field.startswith("participation.") else here.pk
    place = here if code == here.pk else Place.objects.filter(code=code).first()
    return place.name.text(lang) if place else code


def claimed(value: str, lang: str) -> str:
    """What a source claims: a date in words where it is one, otherwise as it is quoted."""
    try:
        return written(value, lang)
    except ValueError:
        return value
