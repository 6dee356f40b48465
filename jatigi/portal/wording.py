"""The words of the portal that come from ids: kinds, subjects, causes, confidence. English here, French in the
catalogue."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS = {
    "convention": _("Convention"),
    "regional_act": _("Regional act"),
    "bilateral_agreement": _("Bilateral agreement"),
    "law": _("Law"),
    "decree": _("Decree"),
    "policy": _("Policy"),
    "plan": _("Plan"),
    "programme": _("Programme"),
    "institution": _("Institution"),
    "publication": _("Publication"),
}
KINDS_MANY = {
    "convention": _("Conventions"),
    "regional_act": _("Regional acts"),
    "bilateral_agreement": _("Bilateral agreements"),
    "law": _("Laws"),
    "decree": _("Decrees"),
    "policy": _("Policies"),
    "plan": _("Plans"),
    "programme": _("Programmes"),
    "institution": _("Institutions"),
    "publication": _("Publications"),
}
SUBJECTS = {
    "asylum": _("Asylum and refugees"),
    "children": _("Children"),
    "crises": _("Crises"),
    "data": _("Data"),
    "diaspora": _("Diaspora"),
    "free-movement": _("Free movement"),
    "labour": _("Labour"),
    "partnerships": _("Partnerships"),
    "rights": _("Rights"),
    "safe-orderly-regular": _("Entry, stay and return"),
    "smuggling": _("Smuggling of migrants"),
    "statelessness": _("Statelessness"),
    "trafficking": _("Trafficking in persons"),
    "well-being": _("Well-being"),
    "whole-of-government": _("Institutions and strategy"),
}
STANDINGS = {"verified": _("Read in a source"), "recalled": _("Not verified"), "disputed": _("Sources disagree")}
CONFIDENCE = {"low": _("Low confidence"), "medium": _("Medium confidence"), "high": _("High confidence")}
CAUSES = {
    "first": _("First answer, or unchanged"),
    "policy_change": _("The policy or the law has changed"),
    "evidence_found": _("Evidence was found later"),
    "correction": _("An error is corrected"),
    "other_judgement": _("The same evidence is judged otherwise"),
    "instrument_change": _("The question has changed"),
}
EVIDENCE = {
    "document": _("Document"),
    "statistic": _("Statistic"),
    "official_reply": _("Official reply"),
    "interview": _("Interview"),
    "observation": _("Observation"),
}
FIELDS = {
    "title": pgettext_lazy("fact of a text", "Title"),
    "number": pgettext_lazy("fact of a text", "Number"),
    "issuer": pgettext_lazy("fact of a text", "Issued by"),
    "adopted": pgettext_lazy("fact of a text", "Adopted"),
    "in_force_from": pgettext_lazy("fact of a text", "In force since"),
    "in_force_until": pgettext_lazy("fact of a text", "In force until"),
    "signed": pgettext_lazy("fact of a text", "Signed"),
    "ratified": pgettext_lazy("fact of a text", "Ratified or acceded to"),
    "left": pgettext_lazy("fact of a text", "Left"),
    "participation": pgettext_lazy("fact of a text", "Participation"),
    "summary": pgettext_lazy("fact of a text", "Summary"),
    "supersedes": pgettext_lazy("fact of a text", "What it replaces"),
    "creates": pgettext_lazy("fact of a text", "What it creates"),
}
ORIGINS = {
    "official": pgettext_lazy("origin", "official"),
    "reconstructed": pgettext_lazy("origin", "reconstructed"),
    "fictional": pgettext_lazy("origin", "fictional"),
}
