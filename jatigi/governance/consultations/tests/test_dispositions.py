"""Everything said is answered, with a reason and the change it caused; nothing discussed is edited from here."""

from jatigi.foundation.text import Text
from jatigi.governance.assessments.changes import findings
from jatigi.governance.assessments.models import AnswerRevision
from jatigi.governance.assessments.tests.world import text
from jatigi.governance.consultations.changes import dispositions, remarks
from jatigi.governance.consultations.changes.dispositions import Answered
from jatigi.governance.consultations.changes.remarks import Said
from jatigi.governance.consultations.models import Disposition, Position, Remark
from jatigi.governance.consultations.tests.acts import refusal
from jatigi.governance.consultations.tests.world import World

YES, NO = Answered("accepted", text("Retenu"), change_due=True), Answered("rejected", text("Écarté"))


def objected(world: World) -> Position:
    return world.takes("objects", "Ce constat est dépassé.").position


def test_a_position_is_answered_and_answered_again(world: World) -> None:
    position = objected(world)
    dispositions.dispose(position, NO, by=world.cast.coumba)
    assert refusal(lambda: dispositions.dispose(position, YES, by=world.cast.aminata)) == "disposition.newer"
    again = Answered("partly", text("En partie"), after=1)
    assert dispositions.dispose(position, again, by=world.cast.aminata).number == 2
    assert Disposition.objects.count() == 2


def test_an_answer_needs_a_reason_and_only_what_accepts_changes_something(world: World) -> None:
    position = objected(world)
    empty = Answered("accepted", Text("fr", {}))
    assert refusal(lambda: dispositions.dispose(position, empty, by=world.cast.coumba)) == "disposition.no_reason"
    both = Answered("rejected", text("Non"), change_due=True)
    assert refusal(lambda: dispositions.dispose(position, both, by=world.cast.coumba)) == "disposition.no_change"
    assert refusal(lambda: dispositions.dispose(position, YES, by=world.cast.kadi)) == "not_your_role"


def test_a_change_is_named_only_once_it_is_there(world: World) -> None:
    position = objected(world)
    dispositions.dispose(position, YES, by=world.cast.coumba)
    name = lambda: dispositions.name_change(position, world.gap.subject, by=world.cast.coumba)  # noqa: E731
    assert refusal(name) == "disposition.change_unknown"
    written = findings.Written(world.gap.dimension, "gap", text("Mis à jour"), [world.answer])
    findings.edit_finding(world.gap, written, by=world.cast.boubacar)
    named = name()
    assert (named.outcome, named.changed, named.change_due) == ("accepted", world.gap.subject, False)


def test_a_new_coding_agreed_by_the_ordinary_way_is_the_change(world: World) -> None:
    position = world.takes("objects", "Le niveau est trop haut.", item=world.on_answer).position
    dispositions.dispose(position, YES, by=world.cast.coumba)
    before = AnswerRevision.objects.count()
    world.agreed("rights.health", "absent", by=world.cast.fanta, cause="other_judgement")
    named = dispositions.name_change(position, world.answer.subject, by=world.cast.coumba)
    assert named.changed_number == 2
    assert AnswerRevision.objects.count() == before + 1  # by the review, not by the consultation


def test_many_lines_are_answered_alike_in_one_act(world: World) -> None:
    lines: list[Position | Remark] = [objected(world)]
    said = Said(text("Une remarque"), voice="diaspora", organisation="Conseil de base")
    lines.append(remarks.write_remark(world.room, said, by=world.cast.aminata, source="floor"))
    made = dispositions.dispose_many(lines, NO, by=world.cast.coumba)
    assert [one.outcome for one in made] == ["rejected", "rejected"]
    assert refusal(lambda: dispositions.dispose_many([], NO, by=world.cast.coumba)) == "disposition.nothing_chosen"
