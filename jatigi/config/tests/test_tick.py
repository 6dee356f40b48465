"""`jatigi tick`: what the day asks for is done once, however often it runs."""

from typing import Any

import pytest
from django.core import mail
from typer.testing import CliRunner

from jatigi.config.commands import app
from jatigi.governance.followup.tests.planned import Planned
from jatigi.governance.followup.tests.world import World


@pytest.fixture
def world(cast: Any) -> World:
    return World(cast)


def tick(*given: str) -> Any:
    return CliRunner().invoke(app, ["tick", *given])


def test_reminders_go_out_once_a_day_asks_for_them(world: World) -> None:
    Planned(world).adopt()
    assert tick("--today", "2026-05-01").output == ""
    first = tick("--today", "2026-07-10")
    assert (first.exit_code, first.output) == (0, f"reminders: {world.cast.kadi.email}: 1\n")
    assert tick("--today", "2026-07-10").output == ""
    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_away_is_told_and_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_args: object, **_more: object) -> None:
        raise ConnectionRefusedError("no mail server")

    Planned(world).adopt()
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", unreachable)
        failed = tick("--today", "2026-07-10")
    assert failed.exit_code == 1
    assert "no mail server" in failed.output
    assert tick("--today", "2026-07-10").exit_code == 0
    assert len(mail.outbox) == 1


def test_a_day_that_is_none_is_refused(db: None) -> None:
    refused = tick("--today", "tomorrow")
    assert refused.exit_code == 2
    assert "2026-07-01" in refused.output
