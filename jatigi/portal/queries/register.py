"""The register of texts: search, filters, one text with all that is said of it and who cites it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from jatigi.portal import wording
from jatigi.portal.index.register import folded
from jatigi.portal.models import PublishedAnswer, PublishedCitation, PublishedInstrument, PublishedRelease
from jatigi.portal.queries.rounds import Dispute, disputes_in

PER_PAGE = 30
MOST_ROUNDS = 12  # whose citing answers are listed


@dataclass(frozen=True)
class Search:
    """What the reader asked the list for; unknown values are as if nothing was asked."""

    words: str = ""
    kind: str = ""
    subject: str = ""
    standing: str = ""
    country: str = ""
    order: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Search":
        """From the query of the address."""

        def one(name: str, accepted: Mapping[str, object]) -> str:
            value = query.get(name, "")
            return value if value in accepted else ""

        return cls(
            query.get("q", "")[:200].strip(),
            one("kind", wording.KINDS),
            one("subject", wording.SUBJECTS),
            one("standing", wording.STANDINGS),
            query.get("country", "")[:20],
            one("order", {"title": ""}),
        )

    @property
    def asks(self) -> bool:
        """Something narrows the list."""
        return bool(self.words or self.kind or self.subject or self.standing or self.country)


@dataclass(frozen=True)
class Listing:
    """A page of the register and what the filters offer."""

    search: Search
    page: Page[PublishedInstrument]
    total: int
    countries: list[PublishedRelease]


def listing(query: Mapping[str, str]) -> Listing:
    """The register, the newest texts first; those without a date come last."""
    search = Search.of(query)
    rows = _narrowed(search)
    lists = ("code", "jurisdiction", "category", "title", "number", "dated", "in_force_until", "left", "standing",
             "superseded_by", "subjects")  # fmt: skip
    rows = rows.select_related("release").order_by("-dated", "code").only(*lists, "release__built_for")
    paginator = Paginator(rows, PER_PAGE)
    countries = PublishedRelease.objects.filter(current=True).only("jurisdiction", "name", "origin")
    return Listing(
        search,
        paginator.get_page(query.get("page")),
        PublishedInstrument.objects.filter(lead=True).count(),
        sorted(countries, key=lambda one: folded([one.name.text("fr")])),
    )


def _narrowed(search: Search) -> QuerySet[PublishedInstrument]:
    rows = PublishedInstrument.objects.filter(
        **({"jurisdiction": search.country} if search.country else {"lead": True})
    )
    for word in folded([search.words]).split():
        rows = rows.filter(search__contains=word)
    if search.kind:
        rows = rows.filter(category=search.kind)
    if search.subject:
        rows = rows.filter(search__contains=f"|{search.subject}|")
    if search.standing:
        rows = rows.filter(standing=search.standing)
    return rows


@dataclass(frozen=True)
class Fact:
    """One dated or named fact of a text; ``recalled`` when no source confirms it."""

    field: str
    value: object
    date: bool = False
    recalled: bool = False


@dataclass
class Citing:
    """The answers of one round that rest on a text."""

    release: PublishedRelease
    answers: list[PublishedAnswer] = field(default_factory=list)


@dataclass(frozen=True)
class Instrument:
    """A text with all that its page shows."""

    row: PublishedInstrument
    facts: list[Fact]
    disputes: list[Dispute]
    participation: list[PublishedInstrument]
    citing: list[Citing]
    more: int
    successors: list[PublishedInstrument]
    predecessors: list[PublishedInstrument]
    creates: list[PublishedInstrument]
    created_by: list[PublishedInstrument]


DATES = ("adopted", "in_force_from", "in_force_until")


def instrument(code: str) -> Instrument:
    """The text, from the row known best; participation from every country's own.

    Raises:
        Http404: no published register holds it.
    """
    lead = PublishedInstrument.objects.filter(code=code, lead=True).select_related("release").first()
    if lead is None:
        raise Http404("no such text")
    codes = {*lead.superseded_by, *lead.creates}
    mine = Q(jurisdiction=lead.jurisdiction)
    other = Q(code__in=codes) | Q(superseded_by__icontains=f'"{code}"') | Q(creates__icontains=f'"{code}"')
    related = {one.code: one for one in PublishedInstrument.objects.filter(mine & other).order_by("dated", "code")}
    citing, more = _citing(code)
    return Instrument(
        lead,
        _facts(lead),
        disputes_in(lead),
        _participation(code),
        citing,
        more,
        [related[one] for one in lead.superseded_by if one in related],
        [one for one in related.values() if code in one.superseded_by],
        [related[one] for one in lead.creates if one in related],
        [one for one in related.values() if code in one.creates],
    )


def _facts(row: PublishedInstrument) -> list[Fact]:
    facts = [Fact("number", row.number), Fact("issuer", row.issuer)]
    facts += [Fact(name, getattr(row, name), date=True) for name in DATES]
    recalled = set(row.recalled_fields)
    return [
        Fact(one.field, one.value, one.date, one.field in recalled)
        for one in facts
        if one.value or one.field in recalled
    ]


def _participation(code: str) -> list[PublishedInstrument]:
    """Every country's own row of a text that it signed, joined or left, by code."""
    rows = PublishedInstrument.objects.filter(code=code).exclude(signed="", ratified="", left="")
    wanted = ("jurisdiction", "signed", "ratified", "left", "release__name")
    return list(rows.select_related("release").only(*wanted).order_by("jurisdiction"))


def _citing(code: str) -> tuple[list[Citing], int]:
    """The answers that cite the text, by the latest shown rounds, and how many further rounds do."""
    of_text = PublishedCitation.objects.filter(ref=code, cited="instrument")
    rounds = PublishedRelease.objects.filter(Exists(of_text.filter(release=OuterRef("pk"))), shown=True)
    ids = list(rounds.order_by("-reference_date", "jurisdiction").values_list("pk", flat=True))
    few = ids[:MOST_ROUNDS]
    releases = PublishedRelease.objects.only("jurisdiction", "name", "label", "origin").in_bulk(few)
    answers = (
        PublishedAnswer.objects.filter(pk__in=of_text.filter(release__in=few).values("answer_id"))
        .select_related("indicator")
        .defer("indicator__document", "indicator__question", "reasons")
        .order_by("indicator__position")
    )
    groups = {pk: Citing(releases[pk]) for pk in few}
    for answer in answers:
        groups[answer.release_id].answers.append(answer)
    return list(groups.values()), len(ids) - len(few)
