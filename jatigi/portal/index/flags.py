"""Which of several rows a page shows: of a round's releases one, of a country's rounds one, of a text's rows one."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from jatigi.portal.models import PublishedInstrument, PublishedRelease

# What the country itself published goes before what the project rebuilt.
PREFERENCE = {"official": 2, "reconstructed": 1, "fictional": 0}
NEEDED = ("pk", "kind", "origin", "jurisdiction", "round", "reference_date", "as_known_at", "shown", "current")


def mark_all() -> None:
    """Mark every row anew."""
    for releases in _by_jurisdiction(PublishedRelease.objects.only(*NEEDED)).values():
        _mark(releases)
    mark_instruments(None)


def mark_jurisdiction(code: str) -> None:
    """Mark the releases of one country anew."""
    _mark(list(PublishedRelease.objects.filter(jurisdiction=code).only(*NEEDED)))


def _by_jurisdiction(releases: Iterable[PublishedRelease]) -> dict[str, list[PublishedRelease]]:
    found: dict[str, list[PublishedRelease]] = defaultdict(list)
    for release in releases:
        found[release.jurisdiction].append(release)
    return found


def _mark(releases: Collection[PublishedRelease]) -> None:
    """``shown``: the best of each round. ``current``: of those, the one with the latest reference date."""
    by_round: dict[str, list[PublishedRelease]] = defaultdict(list)
    for release in releases:
        by_round[release.round].append(release)
    shown = [max(group, key=_better) for group in by_round.values()]
    assessments = [release for release in shown if release.kind == "assessment"]
    current = max(assessments, key=lambda one: (PREFERENCE[one.origin] > 0, one.reference_date, one.pk), default=None)
    ids = [release.pk for release in releases]
    mine = PublishedRelease.objects.filter(pk__in=ids)
    mine.update(shown=False, current=False)
    mine.filter(pk__in=[release.pk for release in shown]).update(shown=True)
    if current is not None:
        mine.filter(pk=current.pk).update(current=True)


def _better(release: PublishedRelease) -> tuple[int, str, int]:
    number = release.pk.rsplit("-", 1)[-1]
    return PREFERENCE[release.origin], release.as_known_at, int(number) if number.isdigit() else 0


def mark_instruments(codes: Collection[str] | None) -> None:
    """``lead``: of a text that several countries hold, the row known best (the newest). ``None`` means every text."""
    rows = PublishedInstrument.objects.all()
    if codes is not None:
        rows = rows.filter(code__in=codes)
    best: dict[str, tuple[str, str, int]] = {}
    for code, known_at, jurisdiction, pk in rows.values_list("code", "release__as_known_at", "jurisdiction", "pk"):
        best[code] = max(best.get(code, ("", "", 0)), (known_at, jurisdiction, pk))
    rows.filter(lead=True).update(lead=False)
    leads = [pk for _, _, pk in best.values()]
    for start in range(0, len(leads), 500):
        PublishedInstrument.objects.filter(pk__in=leads[start : start + 500]).update(lead=True)
