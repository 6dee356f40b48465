"""Words that people read, by id. Lazy: each page says them in its language."""

import datetime

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, Promise]

KINDS: Words = {
    "interministerial": _("Interministerial consultation"),
    "technical_workshop": _("Technical workshop"),
    "public": _("Public consultation"),
}
STATES: Words = {
    "planned": pgettext_lazy("consultation", "Planned"),
    "open": pgettext_lazy("consultation", "Open"),
    "closed": pgettext_lazy("consultation", "Closed"),
}
#: What a body does for a consultation.
PARTS: Words = {
    "organiser": _("Convened by"),
    "partner": _("With"),
    "funder": _("Paid for by"),
}
SESSION_KINDS: Words = {
    "plenary": _("Plenary"),
    "panel": _("Panel"),
    "group": _("Working group"),
    "other": _("Other session"),
}
ATTENDANCE: Words = {
    "unknown": pgettext_lazy("attendance", "Not documented"),
    "attended": pgettext_lazy("attendance", "Present"),
    "absent": pgettext_lazy("attendance", "Absent"),
    "excused": pgettext_lazy("attendance", "Excused"),
}
#: Silence always reads so, whatever was announced: it is never agreement.
STANDINGS: Words = {
    "agrees": pgettext_lazy("position", "Agrees"),
    "reservation": pgettext_lazy("position", "Agrees with a reservation"),
    "objects": pgettext_lazy("position", "Objects"),
    "not_concerned": pgettext_lazy("position", "Not concerned"),
    "no_observation": pgettext_lazy("position", "No observation received"),
    "awaited": pgettext_lazy("position", "Awaited"),
}
SUBJECT_KINDS: Words = {
    "answer": _("Answer"),
    "finding": _("Finding"),
    "paragraph": _("Paragraph of the profile"),
    "recommendation": _("Recommendation"),
}
REMARK_KINDS: Words = {
    "comment": pgettext_lazy("remark", "Comment"),
    "change": pgettext_lazy("remark", "Change proposed"),
    "proposal": pgettext_lazy("remark", "Proposal"),
}
SOURCES: Words = {
    "web": pgettext_lazy("remark source", "On the site"),
    "word": pgettext_lazy("remark source", "Word file"),
    "floor": pgettext_lazy("remark source", "In the room"),
    "letter": pgettext_lazy("remark source", "Letter"),
    "public": pgettext_lazy("remark source", "Public consultation"),
    "document": pgettext_lazy("remark source", "Public document"),
}
VOICES: Words = {
    "institution": _("Institution"),
    "diaspora": _("Diaspora organisation"),
    "local": _("Local actor"),
    "civil_society": _("Civil society"),
    "private_sector": _("Private sector"),
    "partner": _("Partner"),
    "person": _("Member of the public"),
    "unknown": pgettext_lazy("voice", "Not documented"),
}
MODERATION: Words = {
    "pending": pgettext_lazy("remark", "Waiting"),
    "kept": pgettext_lazy("remark", "Shown"),
    "hidden": pgettext_lazy("remark", "Hidden"),
}
HIDDEN_FOR: Words = {
    "personal_data": _("It names a person or tells how to reach one"),
    "insult": _("It insults or threatens"),
    "off_topic": _("It is about something else"),
    "repeated": _("It was written before, in the same words"),
    "advertising": _("It advertises"),
}
OUTCOMES: Words = {
    "accepted": pgettext_lazy("disposition", "Accepted"),
    "partly": pgettext_lazy("disposition", "Accepted in part"),
    "rejected": pgettext_lazy("disposition", "Rejected"),
    "deferred": pgettext_lazy("disposition", "Deferred"),
}
PROGRESS: Words = {
    "open": pgettext_lazy("disposition", "Not answered yet"),
    "promised": pgettext_lazy("disposition", "Change promised"),
    "changed": pgettext_lazy("disposition", "Changed"),
    "answered": pgettext_lazy("disposition", "Answered"),
    "spoke_again": pgettext_lazy("disposition", "The institution has spoken again"),
}


def moment(at: datetime.datetime) -> str:
    """A moment as people read it, in the language in use: « 28 juillet 2021 à 17 h 00 »."""
    return formats.date_format(timezone.localtime(at), "DATETIME_FORMAT")
