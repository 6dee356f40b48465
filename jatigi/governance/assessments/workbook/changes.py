"""Taking a workbook in: one act, one entry, all of it or nothing."""

from jatigi.foundation import audit
from jatigi.foundation.accounts.models import User
from jatigi.governance.assessments import guards
from jatigi.governance.assessments.changes import drafts
from jatigi.governance.assessments.errors import refused
from jatigi.governance.assessments.handing_in import hand_in
from jatigi.governance.assessments.models import Coding, Draft, Round
from jatigi.governance.assessments.rules.judgements import write_content
from jatigi.governance.assessments.workbook.preview import MARK, Preview, Row, preview
from jatigi.governance.assessments.workbook.read import Raw


def import_workbook(round: Round, raw: Raw, *, by: User, digest: str = "") -> Preview:
    """Take in what the workbook changes: complete answers are handed in, the others kept as the person's drafts.

    Everything is compared anew with the round as it stands, held until all is written. ``digest``: what the preview
    that the person saw was made of (:attr:`.Preview.digest`); when the round has changed since, nothing is written.

    Raises:
        DocumentError: as :func:`.preview.preview`.
        Refused: ``not_your_role``; ``workbook.not_theirs``; ``coding.stale`` when the preview has been overtaken.
    """
    with audit.entry("workbook.import", by=by, kind=Coding._meta.label, round=round.pk) as record:
        now = guards.locked(round.pk)
        done = preview(raw, now, by)
        if digest and digest != done.digest:
            raise refused("coding.stale")
        for row in done.handed_in:
            revision = hand_in(now, row.question.indicator, row.judged, by=by)
            record.objects.append(str(revision.coding_id))
        for row in done.drafts:
            _keep(now, row, by)
        record.details |= {
            "institution": raw.manifest.institution,
            "handed_in": [row.question.code for row in done.handed_in],
            "drafts": [row.question.code for row in done.drafts],
            "refused": sorted({row.question.code for row in done.rows if row.conflicts or row.outcome == "refused"}),
        }
    return done


def _keep(round: Round, row: Row, by: User) -> None:
    """Autosave's own function: drafts are not audited one by one."""
    mine = Draft.objects.filter(round=round, indicator=row.question.indicator, user=by).first()
    content = {**write_content(row.judged), MARK: True}
    drafts.save_draft(round, row.question.indicator, by=by, content=content, version=mine.version if mine else 0)
