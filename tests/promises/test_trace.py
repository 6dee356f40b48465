"""Promise 11: any answer can be followed back to who judged what on which text, and who reviewed it when."""

from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.models import AnswerRevision
from jatigi.governance.assessments.tests.world import LAW, PROTOCOL, World


def test_an_answer_is_followed_back_to_its_texts_and_people(world: World) -> None:
    answer = world.agreed(cites=(LAW, PROTOCOL))
    revision = AnswerRevision.objects.get(answer=answer)
    read = revision.from_coding
    assert read is not None
    assert (read.coding.assessor, read.recorded_by) == (world.cast.boubacar, world.cast.boubacar)
    assert revision.recorded_by == world.cast.coumba
    cited = [(c.instrument_id, c.place) for c in revision.citations.all()]
    assert cited == [("law-2004", "art. 3"), ("protocol-1979", "art. 2")]
    assert cited == [(c.instrument_id, c.place) for c in read.citations.all()]
    acts = {(entry.action, entry.actor) for entry in Entry.objects.all()}
    assert ("coding.submit", str(world.cast.boubacar.public_id)) in acts
    assert ("coding.accept", str(world.cast.coumba.public_id)) in acts
