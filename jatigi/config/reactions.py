"""What must follow when something happens: one table, read here, instead of signals spread through the code.

Each reaction is its own act. A reaction that fails is reported and can be run again with the command beside it; what it
follows stays done.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from jatigi.foundation import audit
from jatigi.governance.assessments.changes import rounds
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.rules import rounds as rules
from jatigi.governance.releases import queries as releases
from jatigi.governance.releases import reader
from jatigi.governance.releases.models import Release
from jatigi.portal import index


def show_release(release: Release) -> None:
    """A published or imported release is entered in the portal's index. Again: ``jatigi site reindex``."""
    with audit.entry("portal.index", by=None, on=release):
        opened = releases.opened(release.pk)
        index.index_release(opened, releases.folder_of(release.pk), public_key=public_keys().get(opened.key_id, ""))


def close_round(release: Release) -> None:
    """The round of a published release becomes *published*, by whoever published, if it is not so yet.

    Again: nothing to do, the round's page offers the step while it is open.
    """
    published = Round.objects.filter(pk=release.round).first()
    if published is not None and rules.move(published.state, "publish", published.origin) is not None:
        rounds.move_round(published, "publish", by=release.registered_by)


def hide_release(release: Release) -> None:
    """A withdrawn release leaves the pages, and what it alone said with it. Again: ``jatigi site reindex``."""
    with audit.entry("portal.index", by=None, on=release):
        index.forget_release(release.pk, everything())


def everything() -> Iterator[tuple[reader.Release, Path]]:
    """Every published release, opened and verified, one at a time."""
    for release in releases.published_releases():
        yield releases.opened(release.pk), releases.folder_of(release.pk)


def public_keys() -> dict[str, str]:
    """The trusted public keys (PEM) by id, which readers are offered to check the seals themselves."""
    return {key_id: key.pem for key_id, key in releases.trusted().items()}


#: what happened → what follows
REACTIONS: dict[str, tuple[Callable[[Release], None], ...]] = {
    "release.publish": (show_release, close_round),
    "release.import": (show_release,),
    "release.withdraw": (hide_release,),
}


def react(event: str, release: Release) -> None:
    """Run what follows ``event``, in the table's order."""
    for follow in REACTIONS[event]:
        follow(release)
