"""What packages above tell those below: which describes which kind of subject (``assessments.subjects.describe``), and
who may open files kept for a purpose of its own (``accounts.downloads``)."""

from collections.abc import Mapping, Sequence

from jatigi.foundation.accounts.downloads import FileGuard
from jatigi.governance.assessments import subjects
from jatigi.governance.assessments.subjects import Describer
from jatigi.governance.consultations.access import may_open_letter
from jatigi.governance.followup.queries.subjects import recommendations
from jatigi.governance.profiles.queries.subjects import paragraphs

DESCRIBERS: Mapping[str, Describer] = {
    "answer": subjects.answers,
    "finding": subjects.findings,
    "paragraph": paragraphs,
    "recommendation": recommendations,
}
FILE_GUARDS: Sequence[FileGuard] = (may_open_letter,)
