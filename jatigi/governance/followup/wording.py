"""Words that people read, by id. Lazy: each page says them in its language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, Promise]

CAME_FROM: Words = {
    "finding": pgettext_lazy("recommendation", "From a finding"),
    "floor": pgettext_lazy("recommendation", "From the room"),
    "document": pgettext_lazy("recommendation", "From a public document"),
}
RECOMMENDATION_STATES: Words = {
    "draft": pgettext_lazy("recommendation", "Draft"),
    "adopted": pgettext_lazy("recommendation", "Adopted"),
    "merged": pgettext_lazy("recommendation", "Merged"),
    "split": pgettext_lazy("recommendation", "Split"),
    "dropped": pgettext_lazy("recommendation", "Dropped"),
}
ACCEPTANCE: Words = {
    "unknown": pgettext_lazy("acceptance", "Response not documented"),
    "accepted": pgettext_lazy("acceptance", "Accepted"),
    "in_part": pgettext_lazy("acceptance", "Accepted in part"),
    "noted": pgettext_lazy("acceptance", "Noted"),
}
METHODS: Words = {
    "points": pgettext_lazy("ballot", "Points to spread"),
    "hands": pgettext_lazy("ballot", "Show of hands"),
}
BALLOT_STATES: Words = {
    "open": pgettext_lazy("ballot", "Open"),
    "closed": pgettext_lazy("ballot", "Closed"),
}
PLAN_STATES: Words = {
    "draft": pgettext_lazy("plan", "Draft"),
    "adopted": pgettext_lazy("plan", "Adopted"),
    "ended": pgettext_lazy("plan", "Ended"),
}
#: « Aucune pièce disponible » is a status of its own: neither done nor not done.
PROGRESS: Words = {
    "not_started": pgettext_lazy("progress", "Not started"),
    "under_way": pgettext_lazy("progress", "Under way"),
    "done": pgettext_lazy("progress", "Done"),
    "blocked": pgettext_lazy("progress", "Blocked"),
    "abandoned": pgettext_lazy("progress", "Abandoned"),
    "no_evidence": pgettext_lazy("progress", "No evidence available"),
}
#: The columns of a plan's tables: each status, then what nobody reported.
COLUMNS: Words = {**PROGRESS, "not_reported": pgettext_lazy("progress", "Not reported yet")}
#: A status that rests on one word alone (DESIGN §5).
DECLARED: Words = {
    "not_started": _("declared not started by %(who)s"),
    "under_way": _("declared under way by %(who)s"),
    "done": _("declared done by %(who)s"),
    "blocked": _("declared blocked by %(who)s"),
    "abandoned": _("declared abandoned by %(who)s"),
    "no_evidence": _("without evidence, according to %(who)s"),
}
VERDICTS: Words = {
    "confirmed": pgettext_lazy("verdict", "Confirmed"),
    "not_confirmed": pgettext_lazy("verdict", "Not confirmed"),
    "more_needed": pgettext_lazy("verdict", "More evidence is needed"),
}
FUNDING: Words = {
    "secured": pgettext_lazy("funding", "Secured"),
    "sought": pgettext_lazy("funding", "Sought"),
    "spent": pgettext_lazy("funding", "Spent"),
}
EFFORTS: Words = {
    "light": _("An order or an instruction"),
    "medium": _("A decree or a budget line"),
    "heavy": _("A law or a service"),
}
STAGES: Words = {
    "named": _("Named in the sector’s strategy"),
    "budgeted": _("Budgeted"),
    "acted_on": _("Acted on"),
    "measured": _("Measured"),
}
LINKS: Words = {
    "attributed": pgettext_lazy("attribution", "Attributed by"),
    "confirmed": pgettext_lazy("attribution", "Confirmed by"),
    "disputed": pgettext_lazy("attribution", "Disputed"),
}
REPORT_KINDS: Words = {
    "annual": _("Annual follow-up report"),
    "gcm": _("Voluntary review for the Global Compact"),
}
#: What happened to a recommendation, for the line of its history.
STEPS: Words = {
    "worded": pgettext_lazy("history", "Worded"),
    "adopt": pgettext_lazy("history", "Adopted"),
    "reopen": pgettext_lazy("history", "Adoption taken back"),
    "respond": pgettext_lazy("history", "Government’s response recorded"),
    "merge": pgettext_lazy("history", "Merged with others"),
    "split": pgettext_lazy("history", "Split into several"),
    "drop": pgettext_lazy("history", "Taken out"),
    "restore": pgettext_lazy("history", "Brought back"),
}
#: How far institutions agree on an order, in a sentence.
AGREEMENT: Words = {
    "very_strong": _("Institutions put the recommendations in almost the same order."),
    "strong": _("Institutions largely agree on the order."),
    "moderate": _("Institutions agree on the order in part."),
    "weak": _("Institutions agree little on the order."),
    "hardly": _("Institutions hardly agree on the order."),
    "": _("Whether institutions agree cannot be said: fewer than two set priorities, or nobody preferred anything."),
}
#: What became of an expected movement: the heads of the closed loop.
RESULTS: Words = {
    "done_moved": _("Done, and the answer changed as expected"),
    "done_not_moved": _("Done, without the change expected"),
    "moved_without": _("The answer changed, no action officially done"),
    "not_done": _("Not done"),
    "too_early": _("Too early to say"),
    "not_documented": _("Not documented"),
}
#: What each of these heads means, in a sentence.
RESULTS_MEAN: Words = {
    "done_moved": _("That one came of the other is said only where somebody attributes or confirms it."),
    "done_not_moved": _(
        "The action is officially done; the answer stands where it stood, or short of what was expected."
    ),
    "moved_without": _("The answer changed as expected, but nothing shows officially that an action was done."),
    "not_done": _("The day has come; the action is officially not done, and the answer has not changed as expected."),
    "too_early": _("The day set for the change came after this round’s reference date."),
    "not_documented": _("An answer or the action’s status is not known, or the two answers differ for another reason."),
}
#: The choices of whoever records a claim, in a sentence each.
LINKS_MEAN: Words = {
    "attributed": _("Attributed: a source says that the action brought it about"),
    "confirmed": _("Confirmed: dated evidence of both rounds shows it"),
    "disputed": _("Disputed: a source says otherwise"),
}
