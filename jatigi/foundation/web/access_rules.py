"""Each view says who may use it; see :mod:`jatigi.foundation.accounts.access_rules`, where the rules live."""

from jatigi.foundation.accounts.access_rules import PUBLIC, public, requires

__all__ = ["PUBLIC", "public", "requires"]
