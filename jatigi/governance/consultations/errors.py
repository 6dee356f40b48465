"""Every refusal of this package: a stable code, what is wrong, what to do. One catalogue."""

from jatigi.foundation.files.problems import Phrase
from jatigi.foundation.files.problems import phrase as _
from jatigi.governance.assessments.errors import Refused as Refused

#: code → (HTTP status, what is wrong, what to do)
CATALOGUE: dict[str, tuple[int, Phrase, Phrase]] = {
    "not_your_role": (
        403,
        _("Your role here does not allow this."),
        _("Ask the coordinator to do it, or to give you the role."),
    ),
    "nothing_chosen": (422, _("Nothing was chosen."), _("Tick at least one line.")),
    # consultations
    "consultation.exists": (
        409,
        _("A consultation “%(code)s” is there already."),
        _("Choose another short name, or open that one."),
    ),
    "consultation.elsewhere": (
        422,
        _("“%(code)s” belongs to another jurisdiction."),
        _("Choose one of this consultation's own."),
    ),
    "consultation.not_now": (
        409,
        _("This cannot be done while the consultation is “%(state)s”."),
        _("Open the page again: someone may have moved it meanwhile."),
    ),
    "consultation.dates": (422, _("It would end before it begins."), _("Correct one of the two dates.")),
    "consultation.untitled": (422, _("The consultation has no title."), _("Write one, in at least one language.")),
    "silence.no_notice": (
        422,
        _("Silence can only count for those who were told beforehand, in writing."),
        _("Attach the notice that was sent, with its date, before the deadline."),
    ),
    "silence.too_late": (
        422,
        _("The deadline must lie after the notice and after today."),
        _("Choose a later deadline."),
    ),
    "silence.running": (
        409,
        _("The deadline announced cannot be moved forward once the notice is out."),
        _("Give more time if you wish: choose a later deadline."),
    ),
    # who is asked
    "attendee.unknown": (
        422,
        _("“%(institution)s” is not asked in this consultation."),
        _("Invite it first."),
    ),
    "attendee.spoke": (
        409,
        _("“%(institution)s” has already taken a position."),
        _("It stays among those asked. Note that it was absent, if so."),
    ),
    "delegation.itself": (422, _("An institution does not delegate to itself."), _("Choose another one.")),
    "delegation.chain": (
        422,
        _("“%(institution)s” has delegated itself: a delegation is not passed on."),
        _("Choose an institution that speaks for itself."),
    ),
    # items
    "item.elsewhere": (
        422,
        _("What is put to institutions must belong to the round of this consultation."),
        _("Choose from the lists of the page."),
    ),
    "item.withdrawn": (
        409,
        _("This point was withdrawn from the consultation."),
        _("Open the page again; what was said on it is kept."),
    ),
    "session.elsewhere": (
        422,
        _("This session is not on the programme of this consultation."),
        _("Open the page again and choose from the list."),
    ),
    "session.times": (422, _("The session would end before it begins."), _("Correct one of the two times.")),
    "session.in_use": (
        409,
        _("Papers, points, remarks or minutes hang on this session."),
        _("Take them off first, or keep the session."),
    ),
    # what stays of the event
    "minutes.empty": (422, _("The minutes are empty."), _("Write them in at least one language.")),
    "minutes.too_long": (
        422,
        _("The minutes have %(found)s characters; %(most)s are accepted."),
        _("Shorten them, or write them session by session."),
    ),
    "minutes.newer": (
        409,
        _("Someone else has saved these minutes meanwhile."),
        _("Read theirs below. What you wrote is kept; save it again if it should replace theirs."),
    ),
    "picture.no_picture": (422, _("This file is no picture."), _("Choose a picture in PNG or JPEG.")),
    "picture.no_words": (
        422,
        _("A picture needs words: what it shows."),
        _("Write a sentence for those who cannot see it, in at least one language."),
    ),
    # positions
    "position.not_yours": (
        403,
        _("You do not speak for this institution here."),
        _("Ask the coordinator to enter its position with its letter, or the institution to delegate to yours."),
    ),
    "position.no_stance": (422, _("No position was chosen."), _("Choose one of the four.")),
    "position.no_reason": (
        422,
        _("A reservation or an objection needs its reason."),
        _("Write it in a sentence or two; you may ask that it stay confidential."),
    ),
    "position.no_letter": (
        422,
        _("A position entered in an institution's place needs its letter."),
        _("Attach the letter or the message by which it was given."),
    ),
    "position.newer": (
        409,
        _("Someone else of “%(institution)s” has taken a position meanwhile."),
        _("Read it first. What you wrote is kept below; save it again if it should replace theirs."),
    ),
    "position.subject_changed": (
        409,
        _("The text you read was changed meanwhile."),
        _("Read it again below. What you wrote is kept."),
    ),
    "position.too_late": (
        409,
        _("The deadline passed at %(time)s."),
        _("What you wrote is kept below: send it to the coordinator, who can enter it with your letter."),
    ),
    "position.evidence_elsewhere": (
        422,
        _("A piece of evidence is not of this jurisdiction, or not yours to read."),
        _("Choose from the list."),
    ),
    # remarks
    "remark.empty": (422, _("The remark is empty."), _("Write something.")),
    "remark.no_voice": (
        422,
        _("A remark needs to say who speaks: an institution, an organisation or the public."),
        _("Choose who speaks, and the organisation where it has no account here."),
    ),
    "remark.too_long": (
        422,
        _("The remark has %(found)s characters; %(most)s are accepted."),
        _("Shorten it, or send it in two parts."),
    ),
    "remark.closed": (
        409,
        _("Remarks were accepted until %(time)s."),
        _("Write to the institution that leads the consultation."),
    ),
    "remark.too_many": (
        429,
        _("Up to %(most)s remarks can be sent from one place in an hour."),
        _("What you wrote is kept below: send it again at %(time)s."),
    ),
    "remark.hidden_for": (
        422,
        _("What is hidden says why."),
        _("Choose a reason: whoever wrote it reads it with their receipt."),
    ),
    "remark.moderated": (
        409,
        _("This remark was moderated already."),
        _("Open the page again."),
    ),
    # the rapporteur's record
    "record.nobody": (
        422,
        _("Nobody who can speak here is called “%(typed)s”."),
        _("Type a few letters of an institution's name, or a voice with its organisation, as “diaspora: its name”."),
    ),
    "record.several": (
        422,
        _("“%(typed)s” may be %(several)s."),
        _("Type a letter or a word more."),
    ),
    "record.no_point": (
        422,
        _("There is no point “%(typed)s”."),
        _("Give its number in the list, or leave it empty for a remark on the whole."),
    ),
    "record.not_yours": (
        403,
        _("Only who wrote this in the room can take it back."),
        _("Ask them, or answer it as any remark."),
    ),
    "record.too_late": (
        409,
        _("What was recorded can be taken back for one minute; it is past."),
        _("It stays in the record. Add a remark that corrects it."),
    ),
    "record.referred_to": (
        409,
        _("Something refers to this remark already."),
        _("It stays in the record. Add a remark that corrects it."),
    ),
    # dispositions
    "disposition.no_reason": (
        422,
        _("Every answer given needs its reason."),
        _("Write what was decided and why, or take it from a template."),
    ),
    "disposition.no_change": (
        422,
        _("What is rejected or deferred causes no change."),
        _("Choose “accepted” or “in part”, or leave the change out."),
    ),
    "disposition.change_unknown": (
        422,
        _("The change named is not there: that text has no revision of this number after the remark."),
        _("Make the change first, in the ordinary way; then name it here."),
    ),
    "disposition.newer": (
        409,
        _("Someone else has answered this meanwhile."),
        _("Read their answer; save yours again if it should replace it."),
    ),
    "disposition.nothing_chosen": (422, _("Nothing was chosen."), _("Tick at least one line.")),
    # returned drafts
    "word.taken": (
        409,
        _("This very file was taken in already, on %(day)s."),
        _("Open what was read from it, below."),
    ),
    "word.nothing": (
        422,
        _("The file has neither comments nor tracked changes."),
        _("Ask that changes be made with “track changes” switched on, or enter the position by hand."),
    ),
    "word.too_much": (
        422,
        _("The file has %(found)s comments and changes; %(most)s are accepted."),
        _("Ask for the changes that matter, or compare the two files and enter the position by hand."),
    ),
    "word.another": (
        422,
        _("The file is not a draft of this profile: none of its paragraphs is known here."),
        _("Send out the draft from the profile's page, and have that file sent back."),
    ),
}


def refused(code: str, /, **values: object) -> Refused:
    """The refusal with that code; ``values`` fill the blanks of its messages.

    Raises:
        KeyError: for a code that is not in the catalogue, which is always a slip in the program.
    """
    status, message, advice = CATALOGUE[code]
    return Refused(code, Phrase(message.msgid, values), Phrase(advice.msgid, values), status)
