"""A framework between its preview and the decision: its document travels through the person's own page, signed.

Nothing is kept on the server meanwhile. The text is for one person, and ages.
"""

from django.core import signing

from jatigi.foundation.accounts.models import User
from jatigi.foundation.files import yaml
from jatigi.governance.frameworks import queries, rules
from jatigi.governance.frameworks.structure import Framework

HOURS = 12
LONGEST = 2_000_000  # characters; a page sends at most 2.5 MB


class CarriedError(ValueError):
    """The text is not one of ours, is another person's, is too old, or the framework is too large for a page."""


def pack(framework: Framework, by: User) -> str:
    """The framework as a text for a hidden field of the preview.

    Raises:
        CarriedError: it is too large.
    """
    text = signing.dumps(framework.document, salt=_salt(by), compress=True)
    if len(text) > LONGEST:
        raise CarriedError("too large")
    return text


def unpack(text: str, by: User) -> Framework:
    """The framework that :func:`pack` carried, checked again against what is stored by now.

    Raises:
        CarriedError: see there.
        DocumentError: its base went or changed meanwhile.
    """
    try:
        document = signing.loads(text, salt=_salt(by), max_age=HOURS * 3600)
    except signing.BadSignature as error:
        raise CarriedError("not ours, or too old") from error
    return rules.check(yaml.Document("", document), queries.resolve)


def _salt(by: User) -> str:
    return f"jatigi.framework.{by.public_id}"
