"""The words by which entries are found, as stored beside them."""

from jatigi.governance.instruments import rules
from jatigi.governance.instruments.models import Evidence, Instrument


def of_instrument(row: Instrument) -> str:
    """The folded words of an instrument: code, number, titles, issuer, summary, in every language."""
    texts = [text for field in (row.title, row.issuer, row.summary) for text in field.plain().values()]
    return rules.folded([row.code, row.number, *texts])


def of_evidence(row: Evidence) -> str:
    """The folded words of evidence: code, publisher, function, title and what it shows, in every language."""
    texts = [text for field in (row.title, row.text) for text in field.plain().values()]
    return rules.folded([row.code, row.publisher, row.function, *texts])
