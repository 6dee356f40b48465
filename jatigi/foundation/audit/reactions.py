"""How an act in one package is followed by another in a package above it, without knowing that package.

The table of what follows is ``jatigi/config/reactions.py``, named by the setting ``REACT``. Call :func:`react`
after the act's
transaction has ended: what follows is an act of its own.
"""

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string


def react(event: str, on: models.Model) -> None:
    """Run what follows ``event`` (the audit action's name), in the table's order."""
    import_string(settings.REACT)(event, on)
