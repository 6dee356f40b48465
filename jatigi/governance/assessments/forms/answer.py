"""The assessor's form: what was posted becomes a draft's content, and a draft's content a judgement.

A draft's content is the JSON of :func:`..rules.judgements.read_content` with two keys of the page's own: ``still``
(is last round's answer still true: yes, no, later) and ``again`` (which of its citations were looked at again, as
``instrument:code`` or ``evidence:uuid``, with a number where one is cited twice).
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from jatigi.foundation.accounts.models import User
from jatigi.foundation.text import Text
from jatigi.governance.assessments.models import Round
from jatigi.governance.assessments.queries import register
from jatigi.governance.assessments.queries.answers import AnswerRow
from jatigi.governance.assessments.queries.citations import CitationRow, View
from jatigi.governance.assessments.queries.codings import RevisionRow
from jatigi.governance.assessments.rules.evidence import State, ToReverify
from jatigi.governance.assessments.rules.judgements import MOST_CITATIONS, Cited, Judged, read_content, write_content
from jatigi.governance.instruments import access as register_access

STILL = ("yes", "no", "later")
PLAIN = ("level", "value", "reasons", "reasons_lang", "confidence", "cause", "holds_on")
Content = dict[str, Any]


def read_post(post: QueryDict) -> Content:
    """The page's form as a draft's content."""
    content: Content = {name: post.get(name, "") for name in PLAIN}
    still = post.get("still", "")
    content["still"] = still if still in STILL else ""
    content["again"] = post.getlist("again")[:MOST_CITATIONS]
    content["citations"] = [
        cited for index in post.getlist("cite")[: MOST_CITATIONS + 1] if (cited := _read_citation(post, index))
    ]
    return content


def _read_citation(post: QueryDict, index: str) -> Content | None:
    thing = reference(post.get(f"cite-{index}-ref", ""))
    if thing is None:
        return None
    return {
        **thing,
        "place": post.get(f"cite-{index}-place", ""),
        "quote": post.get(f"cite-{index}-quote", ""),
        "quote_lang": post.get(f"cite-{index}-quote_lang", "") if post.get(f"cite-{index}-quote", "").strip() else "",
        "although_ended": post.get(f"cite-{index}-although") == "on",
    }


def reference(text: str) -> Content | None:
    """``instrument:code`` or ``evidence:uuid`` as the keys of a citation; None when it is neither."""
    kind, _, id = text.partition(":")
    if kind == "instrument" and id:
        return {"instrument": id[:100], "evidence": None}
    if kind != "evidence":
        return None
    try:
        return {"instrument": None, "evidence": str(uuid.UUID(id))}
    except ValueError:
        return None


def cite(content: Content, thing: Content) -> Content:
    """The content with one more citation; one that is cited already stays once, so that a double click is
    harmless."""
    citations = list(content.get("citations") or [])
    same = [
        c for c in citations if c.get("instrument") == thing["instrument"] and c.get("evidence") == thing["evidence"]
    ]
    return content if same else {**content, "citations": [*citations, {**EMPTY_CITATION, **thing}]}


EMPTY_CITATION: Content = {"place": "", "quote": "", "quote_lang": "", "although_ended": False}


def drop(content: Content, index: str) -> Content:
    """The content without its citation at that place."""
    citations = list(content.get("citations") or [])
    if index.isdigit() and int(index) < len(citations):
        del citations[int(index)]
    return {**content, "citations": citations}


def content_of(revision: RevisionRow) -> Content:
    """A revision handed in earlier as the content to go on from."""
    judged = Judged(
        level=revision.level,
        value=revision.value,
        reasons=revision.reasons,
        reasons_lang=revision.reasons_lang,
        confidence=revision.confidence,
        cause=revision.cause,
        holds_on=revision.holds_on,
        citations=tuple(replace(c.cited(), although_ended=c.although_ended) for c in revision.citations),
    )
    return write_content(judged)


def again_key(cited: CitationRow) -> str:
    """How the form names a citation of last round's answer."""
    return f"{cited.kind}:{cited.id}:{cited.position}"


def judged_from(content: Content, before: AnswerRow | None) -> Judged:
    """The content as a judgement: its own citations first, then those of last round that were looked at again."""
    judged = read_content(content)
    seen = set(content.get("again") or ())
    again = tuple(c.cited() for c in (before.citations if before else ()) if again_key(c) in seen)
    return replace(judged, citations=(*judged.citations, *again))


@dataclass(frozen=True)
class Line:
    """A citation in the form. ``state`` is what has become of the cited thing; ``readable`` False: not in the
    register or not for this person."""

    index: int
    ref: str
    thing: str
    title: Text | None
    cited: Cited
    state: State
    effect: Text | None
    fault: str

    @property
    def needs_word(self) -> bool:
        """Whether the person must say that they cite it although it has ended."""
        return isinstance(self.state, ToReverify) or self.cited.although_ended


def lines(round: Round, user: User, content: Content, faults: Mapping[str, str]) -> list[Line]:
    """The form's citations with their titles and states, in a constant number of queries."""
    cited = read_content(content).citations
    known = _readable(round, user, cited)
    view = View.of(round, None)
    return [_line(place, one, known, view, faults) for place, one in enumerate(cited)]


def _readable(round: Round, user: User, cited: Sequence[Cited]) -> register.Register:
    """Only what the person may read: a title must not leak through an address somebody guessed."""
    texts = register_access.visible_instruments(user).filter(pk__in={c.instrument for c in cited if c.instrument})
    pieces = register_access.visible_evidence(user).filter(pk__in=set(_pieces(cited)))
    codes, ids = texts.values_list("pk", flat=True), pieces.values_list("pk", flat=True)
    return register.read(round.jurisdiction, set(codes), set(ids))


def _pieces(cited: Sequence[Cited]) -> Iterator[str]:
    for one in cited:
        if one.evidence and (thing := reference(f"evidence:{one.evidence}")):
            yield thing["evidence"]


def _line(place: int, cited: Cited, known: register.Register, view: View, faults: Mapping[str, str]) -> Line:
    kind, id = ("instrument", cited.instrument) if cited.instrument else ("evidence", cited.evidence)
    entry = (known.instruments if cited.instrument else known.evidence).get(id or "")
    return Line(
        index=place,
        ref=f"{kind}:{id}",
        thing=entry.thing if entry else kind,
        title=entry.title if entry else None,
        cited=cited,
        state=view.state(entry.facts) if entry else None,
        effect=entry.effect if entry else None,
        fault=faults.get(f"citations.{place}", ""),
    )
