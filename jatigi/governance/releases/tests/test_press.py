"""The press room: it reopens when it has closed, says what went wrong, and leaves nobody waiting."""

import dataclasses
import json

import pytest

from jatigi.governance.profiles.model import Profile
from jatigi.governance.releases import layout, press


@pytest.fixture
def profile(files: dict[str, bytes]) -> Profile:
    return Profile.from_json(json.loads(files[layout.PROFILE]))


def printed(profile: Profile) -> bytes:
    with press.Press(["fr"], only="note.fr.docx") as at_work:
        at_work.order(profile)
        return at_work.printed()["note.fr.docx"]


def test_one_room_prints_again_and_again_the_same(profile: Profile, files: dict[str, bytes]) -> None:
    assert printed(profile) == printed(profile) == files["note.fr.docx"]


def test_a_room_that_has_closed_is_opened_again(profile: Profile) -> None:
    first = printed(profile)
    room = press._ROOM._process
    assert room is not None
    room.kill()
    room.wait()
    assert printed(profile) == first


def test_a_room_that_ends_with_the_order_in_hand_is_opened_again(profile: Profile) -> None:
    with press.Press(["fr"], only="note.fr.docx") as at_work:
        room = press._ROOM._process
        assert room is not None
        room.kill()  # perhaps seen at once, perhaps only when the order goes unanswered: both must do
        at_work.order(profile)
        assert at_work.printed()["note.fr.docx"]


def test_what_cannot_be_printed_is_said(profile: Profile) -> None:
    with pytest.raises(press.PressError, match="font"), press.Press(["fr"], only="profile.fr.pdf") as at_work:
        at_work.order(dataclasses.replace(profile, country={"fr": "漢", "en": "漢"}))
        at_work.printed()
