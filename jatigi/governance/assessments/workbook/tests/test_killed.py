"""Promise 19 for workbooks: a process killed at any step of an import leaves all of it or nothing."""

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from conftest import Cast
from jatigi.foundation.audit import queries as trail
from jatigi.foundation.audit.models import Entry
from jatigi.governance.assessments.models import Citation, CodingRevision, Draft
from jatigi.governance.assessments.tests.world import CODES, World
from jatigi.governance.assessments.workbook.changes import import_workbook
from jatigi.governance.assessments.workbook.read import open_workbook
from jatigi.governance.assessments.workbook.tests.conftest import asking
from jatigi.governance.assessments.workbook.tests.filling import COMPLETE, LAW_LINE, exported, filled

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(transactional_db: None) -> World:
    """The world, committed: a process that dies takes its open transaction with it, not the world."""
    return asking(Cast())


def written() -> tuple[int, int, int, int]:
    return (
        CodingRevision.objects.count(),
        Citation.objects.count(),
        Draft.objects.count(),
        Entry.objects.filter(action="workbook.import").count(),
    )


def in_a_process_killed_at(step: int, act: Callable[[], object]) -> bool:
    """Run the act in a process of its own that kills itself (signal 9) before its statement number ``step``. False: it
    came to its end first."""
    connection.close()  # each process opens its own
    child = os.fork()
    if child == 0:
        done = 0

        def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal done
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(count):
                act()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def test_an_import_killed_at_any_step_is_whole_or_not_there(asked: World) -> None:
    content = filled(exported(asked), {CODES[0]: COMPLETE, CODES[1]: {"level": COMPLETE["level"]}}, [LAW_LINE])
    raw = open_workbook(content, "instat.xlsx")
    before = written()
    step = 1
    while in_a_process_killed_at(step, lambda: import_workbook(asked.round, raw, by=asked.cast.boubacar)):
        assert written() == before, f"half written at statement {step}"
        step += 1
    assert step > 20  # it did come to the statements that write
    assert written() == (before[0] + 1, before[1] + 1, before[2] + 1, before[3] + 1)
    assert trail.verify()[1] == []
