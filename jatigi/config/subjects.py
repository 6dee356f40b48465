"""Which package describes which kind of subject: one table, read by ``assessments.subjects.describe``."""

from collections.abc import Mapping

from jatigi.governance.assessments import subjects
from jatigi.governance.assessments.subjects import Describer
from jatigi.governance.followup.queries.subjects import recommendations
from jatigi.governance.profiles.queries.subjects import paragraphs

DESCRIBERS: Mapping[str, Describer] = {
    "answer": subjects.answers,
    "finding": subjects.findings,
    "paragraph": paragraphs,
    "recommendation": recommendations,
}
