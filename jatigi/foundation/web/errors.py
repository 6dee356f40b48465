"""Pages for what went wrong: in the visitor's language, without blame, with a next step.

Wired in the address table: ``handler400 = "jatigi.foundation.web.errors.bad_request"`` and so on; a form that is
refused as forged goes to ``CSRF_FAILURE_VIEW = "jatigi.foundation.web.errors.csrf_failure"``.
"""

import datetime
import functools
import math
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation


def in_the_visitors_language(handler: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An error may come before the language is known: take it from the address, else from the browser."""

    @functools.wraps(handler)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        lang = translation.get_language_from_path(request.path_info)
        with translation.override(lang or translation.get_language_from_request(request)):
            return handler(request, *args, **kwargs)

    return answered


def _page(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    """The page; for machines the bare status, they have no use for words to a reader."""
    if request.path_info.startswith("/api/"):
        return JsonResponse({"status": status}, status=status)
    return render(request, template, context, status=status)


@in_the_visitors_language
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or what was sent cannot be understood."""
    return _page(request, "400.html", 400)


@in_the_visitors_language
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not for this. What may not be known to exist answers 404 instead."""
    return _page(request, "403.html", 403)


@in_the_visitors_language
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not yours; both answer alike."""
    return _page(request, "404.html", 404)


@in_the_visitors_language
def too_many(
    request: HttpRequest, exception: Exception | None = None, *, until: datetime.datetime | None = None,
    now: datetime.datetime | None = None, most: int = 0, what: str = "",
) -> HttpResponse:  # fmt: skip
    """429: too much in a while. Says what the limit is and from when it goes on; after failed sign-ins neither is
    known."""
    response = _page(request, "429.html", 429, until=until, most=most, what=what)
    if until is not None and now is not None:
        response.headers["Retry-After"] = str(max(1, math.ceil((until - now).total_seconds())))
    return response


@in_the_visitors_language
def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Asks nothing of the database, which may be what failed."""
    return _page(request, "500.html", 500)


@in_the_visitors_language
def unavailable(request: HttpRequest, *, what: str) -> HttpResponse:
    """503: the machine gave out. ``what``: ``full`` (the disk) or ``away`` (the database, which is asked nothing)."""
    response = _page(request, "503.html", 503, what=what)
    response.headers["Retry-After"] = "60"
    return response


@in_the_visitors_language
def csrf_failure(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:
    """403 of a form that came from elsewhere, or whose cookie is gone. Readers are not told the inner reason."""
    return _page(request, "403_csrf.html", 403)
