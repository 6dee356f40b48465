"""Who speaks, from the few letters that a rapporteur types in the room."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Name:
    """Someone who may speak: an institution by its code and what it is called, shortest first."""

    code: str
    called: tuple[str, ...]


@dataclass(frozen=True)
class Speaker:
    """Who was meant. One of ``institution`` (a code) and ``voice`` (with the organisation's name, if any) is filled;
    neither when nobody fits or several do: then ``several`` names them."""

    institution: str = ""
    voice: str = ""
    organisation: str = ""
    several: tuple[str, ...] = field(default=())


def folded(text: str) -> str:
    """Without accents, case and punctuation, as people type in a hurry.

    >>> folded("  Société civile ")
    'societe civile'
    """
    plain = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("’", "'")).casefold()
    letters = "".join(one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    return " ".join(letters.split())


def find_speaker(typed: str, asked: Sequence[Name], others: Sequence[Name], voices: Mapping[str, str]) -> Speaker:
    """Who is meant by ``typed``: an institution that is asked, else another one, else a voice.

    A whole name or abbreviation wins over a beginning. Each word typed must begin a word of the name. A voice
    (``{id: word}``) may be followed by a colon and the organisation that speaks.

    >>> asked = [Name("instat", ("INSTAT", "Institut national de la statistique"))]
    >>> find_speaker("stat", asked, [], {}).institution
    'instat'
    >>> find_speaker("dia: HCME-France", asked, [], {"diaspora": "Diaspora organisation"})
    Speaker(institution='', voice='diaspora', organisation='HCME-France', several=())
    """
    head, colon, organisation = typed.partition(":")
    if not colon:
        for names in (asked, others):
            found = _meant(head, names)
            if len(found) == 1:
                return Speaker(institution=found[0].code)
            if found:
                return Speaker(several=tuple(one.called[0] for one in found))
    kinds = _meant(head, [Name(id, (word,)) for id, word in voices.items()])
    if len(kinds) == 1:
        return Speaker(voice=kinds[0].code, organisation=organisation.strip())
    return Speaker(several=tuple(one.called[0] for one in kinds))


def _meant(typed: str, names: Sequence[Name]) -> list[Name]:
    wanted = folded(typed)
    if not wanted:
        return []
    whole = [one for one in names if wanted in {folded(called) for called in one.called} | {one.code}]
    if whole:
        return whole
    return [one for one in names if any(_begins(wanted.split(), folded(called).split()) for called in one.called)]


def _begins(typed: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in typed)
