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
CONSULTATIONS = {
    "interministerial": _("Interministerial consultation"),
    "technical_workshop": _("Technical workshop"),
    "public": _("Public consultation"),
}
#: Silence is never agreement, whatever was announced.
STANCES = {
    "agrees": pgettext_lazy("position", "Agrees"),
    "reservation": pgettext_lazy("position", "Agrees with a reservation"),
    "objects": pgettext_lazy("position", "Objects"),
    "not_concerned": pgettext_lazy("position", "Not concerned"),
    "no_observation": pgettext_lazy("position", "No observation received"),
    "awaited": pgettext_lazy("position", "Has not spoken"),
}
OUTCOMES = {
    "accepted": pgettext_lazy("disposition", "Accepted"),
    "partly": pgettext_lazy("disposition", "Accepted in part"),
    "rejected": pgettext_lazy("disposition", "Rejected"),
    "deferred": pgettext_lazy("disposition", "Deferred"),
    "": pgettext_lazy("disposition", "Not answered"),
}
CHANGES = {"promised": pgettext_lazy("disposition", "Change promised"), "made": pgettext_lazy("disposition", "Changed")}
REMARKS = {
    "comment": pgettext_lazy("remark", "Comment"),
    "change": pgettext_lazy("remark", "Change proposed"),
    "proposal": pgettext_lazy("remark", "Proposal"),
}
VOICES = {
    "institution": _("Institution"),
    "diaspora": _("Diaspora organisation"),
    "local": _("Local actor"),
    "civil_society": _("Civil society"),
    "private_sector": _("Private sector"),
    "partner": _("Partner"),
    "person": _("Member of the public"),
    "unknown": pgettext_lazy("voice", "Not documented"),
}
PARTS = {
    "organiser": pgettext_lazy("consultation", "Organised by"),
    "partner": pgettext_lazy("consultation", "With"),
    "funder": pgettext_lazy("consultation", "Paid for by"),
}
CAME_FROM = {
    "finding": pgettext_lazy("recommendation", "From a finding"),
    "floor": pgettext_lazy("recommendation", "From the room"),
    "document": pgettext_lazy("recommendation", "From a public document"),
}
ACCEPTANCE = {
    "unknown": pgettext_lazy("acceptance", "Response not documented"),
    "accepted": pgettext_lazy("acceptance", "Accepted"),
    "in_part": pgettext_lazy("acceptance", "Accepted in part"),
    "noted": pgettext_lazy("acceptance", "Noted"),
}
PROGRESS = {
    "not_started": pgettext_lazy("progress", "Not started"),
    "under_way": pgettext_lazy("progress", "Under way"),
    "done": pgettext_lazy("progress", "Done"),
    "blocked": pgettext_lazy("progress", "Blocked"),
    "abandoned": pgettext_lazy("progress", "Abandoned"),
    "no_evidence": pgettext_lazy("progress", "No evidence available"),
    "not_reported": pgettext_lazy("progress", "Nothing reported"),
}
#: Of the actions that serve a recommendation; ``none`` has none.
STATUSES = {**PROGRESS, "none": pgettext_lazy("progress", "No action yet")}
VERDICTS = {
    "confirmed": pgettext_lazy("verdict", "Confirmed"),
    "not_confirmed": pgettext_lazy("verdict", "Not confirmed"),
    "more_needed": pgettext_lazy("verdict", "More evidence is needed"),
}
FUNDING = {
    "secured": pgettext_lazy("funding", "Secured"),
    "sought": pgettext_lazy("funding", "Sought"),
    "spent": pgettext_lazy("funding", "Spent"),
}
PLANS = {"adopted": pgettext_lazy("plan", "Adopted"), "ended": pgettext_lazy("plan", "Ended")}
LINKS = {
    "attributed": pgettext_lazy("attribution", "Attributed by"),
    "confirmed": pgettext_lazy("attribution", "Confirmed by"),
    "disputed": pgettext_lazy("attribution", "Disputed by"),
}
RESULTS = {
    "done_moved": _("Done, and moved"),
    "done_not_moved": _("Done, not moved"),
    "moved_without": _("Moved without the action"),
    "not_done": _("Not done"),
    "too_early": _("Too early to say"),
    "not_documented": _("Not documented"),
}
POINTS = {
    "answer": _("Answer"),
    "finding": _("Finding"),
    "paragraph": _("Paragraph of the profile"),
    "recommendation": _("Recommendation"),
}
#: What a source counts without listing.
COUNTED = {
    "panels": pgettext_lazy("counted", "panels"),
    "communications": pgettext_lazy("counted", "communications"),
    "sessions": pgettext_lazy("counted", "sessions"),
    "participants": pgettext_lazy("counted", "participants"),
    "institutions": pgettext_lazy("counted", "institutions"),
    "days": pgettext_lazy("counted", "days"),
}
