"""Why an act on a release cannot be done: one catalogue of stable codes, what is wrong and what to do."""

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _


class Refused(Exception):
    """Nothing was published, taken in or withdrawn. ``code`` is stable; ``message`` and ``advice`` are for people."""

    def __init__(self, code: str, **values: object) -> None:
        message, advice = CATALOGUE[code]
        self.code = code
        self.message, self.advice = Phrase(message.msgid, values), advice
        super().__init__(code)

    def __str__(self) -> str:
        return f"{self.message} {self.advice}"


CATALOGUE: dict[str, tuple[Phrase, Phrase]] = {
    "release.already_published": (
        _("The release %(id)s is published already."),
        _("Someone else may have been faster; open the page again."),
    ),
    "release.id_taken": (
        _("Another release is registered as %(id)s."),
        _("Build it again: it will follow the one that is published."),
    ),
    "release.not_of_this_round": (
        _("The release %(id)s does not belong to the round %(round)s."),
        _("Publish it from its own round, or take it in with `release import`."),
    ),
    "release.unknown_round": (
        _("There is no round %(round)s here."),
        _("Take in another country’s release with `release import`."),
    ),
    "release.follows_another": (
        _("The release follows “%(predecessor)s”, but the last one is “%(latest)s”."),
        _("Build it again, so that it follows the last one."),
    ),
    "release.embargo": (
        _("The approval asks to wait until %(day)s."),
        _("Publish on that day, or record another approval."),
    ),
    "release.withdrawn_already": (
        _("The release %(id)s was withdrawn already."),
        _("Open the page again."),
    ),
    "release.reason_missing": (
        _("A withdrawal needs a reason."),
        _("Write in a sentence why; it is kept with the release."),
    ),
    "release.unknown_licence": (
        _("The licence “%(licence)s” is not offered."),
        _("Choose one of the list."),
    ),
    "release.erratum_gone": (
        _("The release states erratum %(number)s of %(id)s, which was taken back."),
        _("Build it again."),
    ),
    "erratum.not_ours": (
        _("The release %(id)s was published by somebody else."),
        _("Write to its publisher; only they can correct it."),
    ),
    "erratum.text_missing": (
        _("A text is missing in: %(languages)s."),
        _("Say what is wrong and what is right in each language of the release."),
    ),
    "erratum.to_come": (
        _("The day %(day)s is still to come."),
        _("Give the day since which the right version is known, today at the latest."),
    ),
    "erratum.unknown_indicator": (
        _("The release %(id)s has no indicator “%(indicator)s”."),
        _("Choose an indicator of the release, or the release as a whole."),
    ),
    "erratum.carried": (
        _("The release %(id)s states this erratum already."),
        _("Record another erratum that corrects it."),
    ),
    "erratum.taken_back": (
        _("The erratum was taken back already."),
        _("Open the page again."),
    ),
}
