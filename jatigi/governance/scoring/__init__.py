"""Scoring: numbers only. From answers to scores, intervals, coverage and classes, with NumPy and nothing of Django.

The words. A *unit* is one jurisdiction in one round. A *framework* is a tree of dimensions, sub-dimensions and
indicators. An *answer* is the level agreed for one indicator. *unknown*, *not applicable* and *absent* are three
things: an unknown answer widens the interval, one that does not apply leaves the sum, an absent one counts as zero.

The way of the data, each step a function that takes frozen values and returns frozen values::

    document ─ framework_from_document ─► Framework
    CSV ────── read_answers ─► Answers ── normalise ─► Values ── score_values ─► Scores ── rows ─► write_json, write_csv
    records ── gather ───────►    │                                └── score does both at once
                                  ├── count_levels ─► LevelCounts      (what pages lead with)
                                  └── ratings ─► krippendorff_alpha    (how far assessors agree)

In a notebook:

>>> from jatigi.governance.scoring import Record, framework_from_document, gather, rows, score
>>> presence = [{"id": "absent", "value": 0}, {"id": "partial", "value": 0.5}, {"id": "complete", "value": 1}]
>>> indicators = [{"id": f"rights.{name}", "scale": "presence"} for name in ("health", "school", "justice")]
>>> framework = framework_from_document({
...     "framework": "demo", "version": "1.0", "scales": {"presence": {"levels": presence}},
...     "dimensions": [{"id": "rights", "indicators": indicators}],
... })
>>> answers = gather(framework, [
...     Record("MLI", "2021", "rights.health", "partial"),
...     Record("MLI", "2021", "rights.school", "complete"),
... ])
>>> rights = next(row for row in rows(score(framework, answers)) if row["node"] == "rights")
>>> rights["score"], rights["low"], rights["high"], rights["coverage"]
(0.75, 0.5, 0.833333333333, 0.666666666667)

`rights.justice` was not answered: the score is the mean of the two known answers, the interval lets the third be
anything. Read `base` for the arithmetic, `judgements` for several assessors, `normalise` for measured numbers.
"""

from .agreement import Ratings, krippendorff_alpha, ratings
from .answers import read_answers
from .base import Scores, score, score_values
from .bounds import read_bounds, write_bounds
from .counts import LevelCounts, count_levels
from .documents import framework_from_document
from .errors import ADVICE, AnswersError, Problem, ScoringError
from .gathering import Record, gather
from .judgements import CONFIDENCES, Answers, Judgements, Unit
from .model import NOT_APPLICABLE, UNKNOWN, Class, Framework, Level, LevelScale, Node, NumberScale, Scale
from .normalise import Bounds, Values, data_bounds, normalise
from .priorities import Priorities, WithoutOne, kendall_w, prioritise
from .results import COLUMNS, Row, rows, write_csv, write_json

__all__ = [
    "ADVICE",
    "COLUMNS",
    "CONFIDENCES",
    "NOT_APPLICABLE",
    "UNKNOWN",
    "Answers",
    "AnswersError",
    "Bounds",
    "Class",
    "Framework",
    "Judgements",
    "Level",
    "LevelCounts",
    "LevelScale",
    "Node",
    "NumberScale",
    "Priorities",
    "Problem",
    "Ratings",
    "Record",
    "Row",
    "Scale",
    "Scores",
    "ScoringError",
    "Unit",
    "Values",
    "WithoutOne",
    "count_levels",
    "data_bounds",
    "framework_from_document",
    "gather",
    "kendall_w",
    "krippendorff_alpha",
    "normalise",
    "prioritise",
    "ratings",
    "read_answers",
    "read_bounds",
    "rows",
    "score",
    "score_values",
    "write_bounds",
    "write_csv",
    "write_json",
]
