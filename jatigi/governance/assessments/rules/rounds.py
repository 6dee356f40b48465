"""The moves of a round: one literal table of (state, action, permission) → next state, with what must hold first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ALL = frozenset({"official", "reconstructed", "fictional"})
GOVERNMENT = frozenset({"official", "fictional"})  # the path that ends with an approval in writing
PROJECT = frozenset({"reconstructed"})  # rebuilt from public sources: reviewed by the project, never validated

#: The answers are fixed: what ends from now on overtakes them, it no longer puts them in doubt.
CLOSED_STATES = frozenset({"validated", "approved", "reviewed_by_project", "published", "closed"})
#: Codings and findings may be written and reviewed.
WORKING_STATES = frozenset({"collection", "review", "revised"})


@dataclass(frozen=True)
class Move:
    """One cell: who holds ``permission`` may take a round of one of ``origins`` from ``state`` to ``next`` when
    ``conditions`` hold.

    Conditions are names; what each asks is told by :data:`CONDITIONS`.
    """

    state: str
    action: str
    permission: str
    next: str
    origins: frozenset[str] = ALL
    conditions: tuple[str, ...] = ()


#: condition → code of the refusal when it does not hold
CONDITIONS: dict[str, str] = {
    "reason": "round.reason_missing",
    "something_handed_in": "round.nothing_handed_in",
    "all_reviewed": "round.codings_waiting",
    "nothing_to_reverify": "round.to_reverify",
    "findings_reviewed": "round.findings_waiting",
    "quality_met": "round.quality",
    "two_validators": "round.one_signature",
    "letter": "round.letter_missing",
    "embargo_over": "round.embargo",
    "not_the_approver": "round.own_approval",
}
CONTENT_READY = ("all_reviewed", "nothing_to_reverify", "findings_reviewed", "quality_met")
PUBLISHABLE = ("nothing_to_reverify", "embargo_over", "not_the_approver")

MOVES: tuple[Move, ...] = (
    Move("launch", "start", "round.advance", "collection"),
    Move("collection", "close_collection", "round.advance", "review", conditions=("something_handed_in",)),
    Move("review", "reopen", "round.advance", "collection", conditions=("reason",)),
    # the government's path
    Move("review", "send_draft", "round.advance", "draft_sent", GOVERNMENT, ("all_reviewed",)),
    Move("draft_sent", "reopen", "round.advance", "review", GOVERNMENT, ("reason",)),
    Move("draft_sent", "open_consultation", "round.advance", "consultation", GOVERNMENT),
    Move("draft_sent", "revise", "round.advance", "revised", GOVERNMENT),
    Move("consultation", "revise", "round.advance", "revised", GOVERNMENT),
    Move("revised", "send_draft", "round.advance", "draft_sent", GOVERNMENT, ("all_reviewed",)),
    Move("revised", "validate", "round.validate", "validated", GOVERNMENT, (*CONTENT_READY, "two_validators")),
    Move("validated", "reopen", "round.advance", "revised", GOVERNMENT, ("reason",)),
    Move("validated", "approve", "round.approve", "approved", GOVERNMENT, ("letter",)),
    Move("approved", "publish", "round.publish", "published", GOVERNMENT, PUBLISHABLE),
    Move("approved", "close", "round.approve", "closed", GOVERNMENT, ("reason",)),
    Move("approved", "reopen", "round.advance", "revised", GOVERNMENT, ("reason",)),
    Move("closed", "publish", "round.publish", "published", GOVERNMENT, PUBLISHABLE),
    Move("published", "reopen", "round.advance", "revised", GOVERNMENT, ("reason",)),  # for an erratum
    # the project's path
    Move("review", "review_by_project", "coding.review", "reviewed_by_project", PROJECT, CONTENT_READY),
    Move("reviewed_by_project", "reopen", "round.advance", "review", PROJECT, ("reason",)),
    Move("reviewed_by_project", "publish", "round.publish", "published", PROJECT, ("nothing_to_reverify",)),
    Move("published", "reopen", "round.advance", "review", PROJECT, ("reason",)),
)
ACTIONS = tuple(dict.fromkeys(move.action for move in MOVES))
#: Actions with a function of their own, since they record more than a step.
OWN_FUNCTION = frozenset({"validate", "approve"})


def move(state: str, action: str, origin: str) -> Move | None:
    """The cell of the table, None when the round cannot do that from there."""
    for candidate in MOVES:
        if (candidate.state, candidate.action) == (state, action) and origin in candidate.origins:
            return candidate
    return None


def moves_from(state: str, origin: str) -> tuple[Move, ...]:
    """What can be done next, in the order of the table."""
    return tuple(m for m in MOVES if m.state == state and origin in m.origins)


def is_open(state: str) -> bool:
    """Whether the answers may still change: an open round in the sense of DESIGN §5."""
    return state not in CLOSED_STATES


def signatures(steps: Iterable[Mapping[str, str]], digest: str) -> tuple[str, ...]:
    """Who has signed the content whose digest is ``digest``, since the round came to ``revised`` last.

    ``steps`` oldest first, each with ``action``, ``state_after``, ``by`` and ``digest``. A signature under other
    content does not count: what changed must be signed again.
    """
    signed: list[str] = []
    for step in steps:
        if step["action"] == "validate":
            if step["digest"] == digest and step["by"] not in signed:
                signed.append(step["by"])
        elif step["state_after"] == "revised":
            signed = []
    return tuple(signed)


def path(origin: str) -> tuple[str, ...]:
    """The states a round of that origin goes through when nothing goes back, for a progress line. Consultation is
    optional."""
    if origin == "reconstructed":
        return ("launch", "collection", "review", "reviewed_by_project", "published")
    return (
        "launch",
        "collection",
        "review",
        "draft_sent",
        "consultation",
        "revised",
        "validated",
        "approved",
        "published",
    )
