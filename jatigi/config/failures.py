"""When the machine gives out in the middle of a request: no room on the disk, or a database that went away.

Whatever was being written is undone by its transaction; the person is told so, and when to try again.
"""

import errno
import logging
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from jatigi.foundation.web import errors

DISK_FULL = "53100"  # PostgreSQL's code
log = logging.getLogger(__name__)


def failure_of(error: BaseException) -> str:
    """``full``: no room; ``away``: the database does not answer; "" for anything else."""
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "full"
    if isinstance(error, DatabaseError) and (
        getattr(error.__cause__, "sqlstate", None) == DISK_FULL or "disk is full" in str(error)
    ):
        return "full"
    # SQLite says the same of a slip in the program: a table or column that is not there.
    if str(error).startswith("no such "):
        return ""
    return "away" if isinstance(error, OperationalError | InterfaceError) else ""


class FailuresMiddleware:
    """Answers 503 with words where a view failed for want of disk or database; the log has the whole error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this when a view raises."""
        what = failure_of(exception)
        if not what:
            return None
        log.error("%s failed: %s", request.path, what, exc_info=exception)
        return errors.unavailable(request, what=what)
