"""Who may do what: one literal table. A permission is held in a jurisdiction, through a role."""

COORDINATOR, ASSESSOR, CONTRIBUTOR, REVIEWER, VALIDATOR, PUBLISHER, OBSERVER = (
    "coordinator",
    "assessor",
    "contributor",
    "reviewer",
    "validator",
    "publisher",
    "observer",
)
ROLES = (COORDINATOR, ASSESSOR, CONTRIBUTOR, REVIEWER, VALIDATOR, PUBLISHER, OBSERVER)

EVERYONE = frozenset(ROLES)
INSIDERS = EVERYONE - {OBSERVER, CONTRIBUTOR}

PERMISSIONS: dict[str, frozenset[str]] = {
    # people
    "people.view": frozenset({COORDINATOR}),
    "role.grant": frozenset({COORDINATOR}),
    # frameworks
    "framework.view": EVERYONE,
    "framework.load": frozenset({COORDINATOR}),
    # the register
    "instrument.view": EVERYONE,
    "instrument.write": frozenset({COORDINATOR, ASSESSOR}),
    "instrument.effect": frozenset({COORDINATOR, REVIEWER}),
    "evidence.write": frozenset({COORDINATOR, ASSESSOR, CONTRIBUTOR}),
    "evidence.read_internal": frozenset({COORDINATOR, ASSESSOR, REVIEWER}),
    # rounds
    "round.view": EVERYONE,
    "round.open": frozenset({COORDINATOR}),
    "round.assign": frozenset({COORDINATOR}),
    "round.advance": frozenset({COORDINATOR}),
    "round.validate": frozenset({VALIDATOR}),
    "round.approve": frozenset({COORDINATOR}),
    "round.publish": frozenset({PUBLISHER}),
    "round.settings": frozenset({COORDINATOR}),
    # codings and answers
    "coding.view": INSIDERS,
    "coding.write": frozenset({COORDINATOR, ASSESSOR, CONTRIBUTOR}),
    "coding.review": frozenset({REVIEWER}),
    "coding.comment": frozenset({COORDINATOR, ASSESSOR, CONTRIBUTOR, REVIEWER}),
    "answer.view": EVERYONE,
    "workbook.export": frozenset({COORDINATOR, ASSESSOR}),
    "workbook.import": frozenset({COORDINATOR, ASSESSOR}),
    # findings and profile
    "finding.write": frozenset({COORDINATOR, ASSESSOR}),
    "finding.review": frozenset({REVIEWER}),
    "profile.view": INSIDERS,
    "profile.write": frozenset({COORDINATOR, ASSESSOR}),
    "profile.review": frozenset({REVIEWER}),
    # consultations
    "consultation.view": EVERYONE,
    "consultation.write": frozenset({COORDINATOR}),
    "consultation.record": frozenset({COORDINATOR, ASSESSOR}),
    "position.take": frozenset({CONTRIBUTOR}),
    "position.enter": frozenset({COORDINATOR}),
    "position.read_confidential": frozenset({COORDINATOR}),
    "remark.write": frozenset({COORDINATOR, ASSESSOR, CONTRIBUTOR}),
    "remark.moderate": frozenset({COORDINATOR}),
    "disposition.write": frozenset({COORDINATOR, REVIEWER}),
    # follow-up
    "recommendation.view": EVERYONE,
    "recommendation.write": frozenset({COORDINATOR, ASSESSOR}),
    "recommendation.respond": frozenset({COORDINATOR}),
    "ballot.open": frozenset({COORDINATOR}),
    "ballot.vote": frozenset({CONTRIBUTOR}),
    "ballot.record": frozenset({COORDINATOR, ASSESSOR}),
    "plan.view": EVERYONE,
    "plan.write": frozenset({COORDINATOR}),
    "progress.report": frozenset({COORDINATOR, CONTRIBUTOR}),
    "progress.validate": frozenset({VALIDATOR}),
    "followup.attribute": frozenset({COORDINATOR, ASSESSOR}),
    "report.write": frozenset({COORDINATOR, ASSESSOR}),
    # releases
    "release.view": INSIDERS,
    "release.build": frozenset({PUBLISHER, COORDINATOR}),
    "release.publish": frozenset({PUBLISHER}),
}

ALWAYS, OFFICIAL = "always", "official"
#: Which roles need a second factor, and when: always, or while their jurisdiction has an official round. What they sign
#: for, a stolen password must not be able to sign.
SECOND_FACTOR: dict[str, str] = {
    PUBLISHER: ALWAYS,
    VALIDATOR: ALWAYS,
    COORDINATOR: OFFICIAL,
}


def roles_with(permission: str) -> frozenset[str]:
    """The roles that carry ``permission``.

    Raises:
        KeyError: for a permission that is not in the table, which is always a slip in the code.
    """
    return PERMISSIONS[permission]
