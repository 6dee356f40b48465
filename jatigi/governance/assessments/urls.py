"""The desk: rounds, indicators, review, findings, answers. Under ``desk/``."""

from django.urls import path

from jatigi.governance.assessments.views import (
    answer,
    answers,
    assignments,
    codings,
    findings,
    home,
    indicators,
    moves,
    review,
    rounds,
)

ROUND = "rounds/<slug:code>/"
INDICATOR = f"{ROUND}indicators/<str:indicator>/"
FINDING = f"{ROUND}findings/<slug:finding>/"

urlpatterns = [
    path("", home.desk, name="desk"),
    path("open/<slug:jurisdiction>/", rounds.open_round, name="open_round"),
    path(ROUND, rounds.round_page, name="round"),
    path(f"{ROUND}settings/", rounds.round_settings, name="round_settings"),
    path(f"{ROUND}move/<slug:action>/", moves.move, name="move_round"),
    path(f"{ROUND}assign/", assignments.assign, name="assign"),
    path(f"{ROUND}remind/", assignments.remind, name="remind"),
    path(f"{ROUND}indicators/", indicators.indicators, name="round_indicators"),
    path(f"{ROUND}next/", indicators.next_unanswered, name="next_unanswered"),
    path(INDICATOR, answer.answer, name="answer"),
    path(f"{INDICATOR}draft/", answer.save_draft, name="save_draft"),
    path(f"{INDICATOR}journal/", answer.add_journal, name="add_journal"),
    path(f"{INDICATOR}evidence/", answer.add_new_evidence, name="cite_new_evidence"),
    path("codings/<int:pk>/withdraw/", codings.withdraw, name="withdraw_coding"),
    path("codings/<int:pk>/revisions/", codings.revisions, name="coding_revisions"),
    path("codings/<int:pk>/comment/", codings.comment, name="comment_coding"),
    path("threads/<int:pk>/resolve/", codings.resolve, name="resolve_thread"),
    path(f"{ROUND}review/", review.queue, name="review_queue"),
    path(f"{ROUND}review/<int:pk>/", review.coding, name="review_coding"),
    path(f"{ROUND}review/<int:pk>/accept/", review.accept, name="accept_coding"),
    path(f"{ROUND}review/<int:pk>/return/", review.give_back, name="return_coding"),
    path(f"{ROUND}findings/", findings.findings, name="round_findings"),
    path(f"{ROUND}write/", findings.write, name="write_finding"),
    path(FINDING, findings.finding, name="finding"),
    path(f"{FINDING}edit/", findings.edit, name="edit_finding"),
    path(f"{FINDING}submit/", findings.submit, name="submit_finding"),
    path(f"{FINDING}drop/", findings.drop, name="drop_finding"),
    path(f"{FINDING}review/", findings.review, name="review_finding"),
    path(f"{FINDING}return/", findings.give_back, name="return_finding"),
    path(f"{ROUND}answers/", answers.answers, name="round_answers"),
    path(f"{ROUND}answers/<str:indicator>/", answers.answer_detail, name="answer_detail"),
]
