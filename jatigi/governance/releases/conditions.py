"""Why a round cannot be released: every reason with its code, what is wrong, and where it is put right.

A release is refused as long as one reason is left. What the profile's paragraphs lack is found by
:func:`jatigi.governance.profiles.queries.checks`.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.db.models import Max
from django.utils import timezone

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.assessments.models import AnswerRevision, Finding, Round, Step
from jatigi.governance.assessments.queries.answers import AnswerRow, answers_of
from jatigi.governance.assessments.queries.register import read as register_of
from jatigi.governance.assessments.rules.evidence import ToReverify, is_later
from jatigi.governance.assessments.wording import ROUND_STATES, Words
from jatigi.governance.profiles.models import Paragraph, ParagraphRevision
from jatigi.governance.profiles.queries import checks as profile_checks

RELEASABLE = frozenset({"approved", "reviewed_by_project", "published"})
DECIDED = ("approved", "reviewed_by_project")

Place = Literal["round", "indicator", "finding", "paragraph", "profile"]


@dataclass(frozen=True)
class Reason:
    """One reason. ``place`` and ``ref`` lead to what must be put right: an indicator's code, a finding's, a
    paragraph's."""

    code: str
    message: Phrase
    place: Place = "round"
    ref: str = ""

    @property
    def advice(self) -> Phrase:
        """What to do, from the catalogue."""
        return ADVICE[self.code]

    def __str__(self) -> str:
        return f"{self.message} {self.advice}"


ADVICE: dict[str, Phrase] = {
    "round_state": _("Lead the round to its approval, or to the project’s review of a reconstruction."),
    "answer_not_agreed": _("Have the reviewer accept it, or leave the indicator unknown."),
    "answer_changed": _("Have the round approved or reviewed again, so that what is published is what was approved."),
    "answer_to_reverify": _("Look at the evidence again and record the answer anew."),
    "finding_changed": _("Have the round approved or reviewed again, so that what is published is what was approved."),
    "finding_later_evidence": _("Move it under “Since then”, or let it rest on evidence of its time."),
    "text_missing": _("Write the text in that language, or take the language out of the round’s languages."),
    "text_stale": _("Bring the translation up to date with its source."),
    "profile_missing": _("Write the profile of the round."),
    "title_missing": _("Write the title of the profile in that language."),
    "title_stale": _("Bring the title of the profile up to date with its source."),
    "paragraph_unsupported": _("Name the answers and citations on which the paragraph rests."),
    "paragraph_outdated": _("Read the paragraph against the newer answer, and save it again."),
    "paragraph_missing": _("Write the paragraph in that language."),
    "paragraph_stale": _("Bring the translation of the paragraph up to date with its source."),
    "paragraph_unreviewed": _("Have someone else than its author read the paragraph."),
    "paragraph_changed": _(
        "Have the round approved or reviewed again, so that what is published is what was approved."
    ),
    "bounds": _("Give the scale fixed goalposts, or wait for a second round."),
}
PROFILE: dict[str, Phrase] = {
    "profile_missing": _("The round has no profile."),
    "title_missing": _("The profile has no title in %(what)s."),
    "title_stale": _("The profile’s title is outdated in %(what)s."),
    "paragraph_unsupported": _("The paragraph %(paragraph)s names nothing on which it rests."),
    "paragraph_outdated": _("The paragraph %(paragraph)s is older than the answers on which it rests (%(what)s)."),
    "paragraph_missing": _("The paragraph %(paragraph)s is missing in %(what)s."),
    "paragraph_stale": _("The paragraph %(paragraph)s is outdated in %(what)s."),
    "paragraph_unreviewed": _("The paragraph %(paragraph)s has not been reviewed."),
}


@dataclass(frozen=True)
class Decision:
    """When the content was decided on: ``content`` for answers and findings, ``known`` for all of it, to the second."""

    content: datetime.datetime
    known: datetime.datetime


def decision_of(round: Round) -> Decision | None:
    """When the round was approved in writing, or a reconstruction reviewed by the project, for the last time.

    The project reviews the profile of a reconstruction paragraph by paragraph: its review ends with the last of them.
    """
    steps = Step.objects.filter(round=round, state_after__in=DECIDED)
    decided = steps.order_by("-at").values_list("at", flat=True).first()
    if decided is None:
        return None
    known = decided
    if round.origin == "reconstructed":
        read = Paragraph.objects.filter(profile=round.pk).aggregate(last=Max("reviewed_at"))["last"]
        known = max(decided, read or decided)
    return Decision(whole_second(decided), whole_second(known))


def whole_second(moment: datetime.datetime) -> datetime.datetime:
    """The moment, rounded up to the second: what a release states is what it was built from."""
    moment = moment.astimezone(datetime.UTC)
    return moment if not moment.microsecond else moment.replace(microsecond=0) + datetime.timedelta(seconds=1)


def reasons(
    round: Round, *, as_known_at: datetime.datetime | None = None, today: datetime.date | None = None
) -> list[Reason]:
    """Everything that stands against releasing the round.

    Without ``as_known_at`` the release is of what was approved, and nothing may have changed since. With it, what was
    known then is released again, and only what changed between the approval and that moment counts.
    """
    decided = decision_of(round)
    if round.state not in RELEASABLE or decided is None:
        stage = _("The round is at the stage “%(state)s”.", state=ROUND_STATES[round.state])
        found = [Reason("round_state", stage)]
    else:
        found = list(_changed(round, decided, as_known_at))
    rows = answers_of(round, as_known_at, today=today or timezone.localdate())
    return [*found, *_answers(rows), *_findings(round), *_texts(round), *_profile(round, as_known_at)]


def _changed(round: Round, decided: Decision, as_known_at: datetime.datetime | None) -> Iterator[Reason]:
    later = AnswerRevision.objects.filter(answer__round=round, recorded_at__gt=decided.content)
    if as_known_at is not None:
        later = later.filter(recorded_at__lte=as_known_at)
    codes = later.order_by("answer__indicator__position").values_list(
        "answer__indicator__number", "answer__indicator__indicator__code"
    )
    for number, code in dict.fromkeys(codes):
        message = _("The answer to indicator %(number)s changed after the approval.", number=number)
        yield Reason("answer_changed", message, "indicator", code)
    changed = Finding.objects.filter(round=round, state="reviewed", changed_at__gt=decided.content)
    for finding in changed.order_by("position"):
        message = _("The finding %(code)s changed after the approval.", code=finding.code)
        yield Reason("finding_changed", message, "finding", finding.code)
    written = ParagraphRevision.objects.filter(paragraph__profile=round.pk, recorded_at__gt=decided.known)
    if as_known_at is not None:
        written = written.filter(recorded_at__lte=as_known_at)
    for paragraph in written.order_by("paragraph__position").values_list("paragraph__code", flat=True).distinct():
        message = _("The paragraph %(paragraph)s changed after the approval.", paragraph=paragraph)
        yield Reason("paragraph_changed", message, "paragraph", paragraph)


def _answers(rows: Iterable[AnswerRow]) -> Iterator[Reason]:
    for row in rows:
        if row.answered and row.agreement != "agreed":
            message = _("The answer to indicator %(number)s is proposed, not agreed.", number=row.number)
            yield Reason("answer_not_agreed", message, "indicator", row.code)
        if isinstance(row.state, ToReverify):
            message = _(
                "What the answer to indicator %(number)s cites (%(ref)s) had ended.",
                number=row.number,
                ref=row.state.ref,
            )
            yield Reason("answer_to_reverify", message, "indicator", row.code)


def _profile(round: Round, as_known_at: datetime.datetime | None) -> Iterator[Reason]:
    for check in profile_checks(round, as_known_at):
        message = Phrase(PROFILE[check.code].msgid, {"paragraph": check.paragraph, "what": ", ".join(check.what)})
        yield Reason(check.code, message, "paragraph" if check.paragraph else "profile", check.paragraph)


def _findings(round: Round) -> Iterator[Reason]:
    found = list(
        Finding.objects.filter(round=round, state="reviewed")
        .exclude(kind="since_then")
        .prefetch_related("instruments", "evidence")
    )
    texts = {one.pk for finding in found for one in finding.instruments.all()}
    pieces = {one.pk for finding in found for one in finding.evidence.all()}
    known = register_of(round.jurisdiction, texts, pieces)
    for finding in found:
        entries = [known.entry(one.pk, None) for one in finding.instruments.all()]
        entries += [known.entry(None, one.pk) for one in finding.evidence.all()]
        for entry in entries:
            if is_later(entry.facts, round.reference_date):
                message = _(
                    "The finding %(code)s rests on what is later than the reference date: %(title)s.",
                    code=finding.code,
                    title=Words(entry.title),
                )
                yield Reason("finding_later_evidence", message, "finding", finding.code)


def _texts(round: Round) -> Iterator[Reason]:
    for lang in round.about.unfit(round.languages) if round.about else ():
        message = _("What the round is about is missing or outdated in “%(lang)s”.", lang=lang)
        yield Reason("text_stale" if lang in round.about.texts else "text_missing", message, "round")
    for finding in Finding.objects.filter(round=round, state="reviewed").order_by("position"):
        for lang in finding.text.unfit(round.languages):
            message = _("The finding %(code)s is missing or outdated in “%(lang)s”.", code=finding.code, lang=lang)
            code = "text_stale" if lang in finding.text.texts else "text_missing"
            yield Reason(code, message, "finding", finding.code)
