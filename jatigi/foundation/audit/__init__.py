"""Who did what to what: append-only, chained.

An *entry* is one act; the *head* is the last link of the chain. Use ``audit.entry`` (see :mod:`.changes`).
"""

from typing import Any


def __getattr__(name: str) -> Any:
    # Models may not load before the app registry is ready, so the one public name is fetched at first use.
    if name in {"entry", "fingerprint"}:
        from jatigi.foundation.audit import changes

        return getattr(changes, name)
    raise AttributeError(name)
