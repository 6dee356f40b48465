"""Languages: bilingual text with a source language and stale translations, partial dates, typography.

A *text* is what people write once and others translate. A translation is *stale* when its source changed after it
was made.
"""

from jatigi.foundation.text.dates import PartialDate
from jatigi.foundation.text.rules import Text, typeset

__all__ = ["PartialDate", "Text", "typeset"]
