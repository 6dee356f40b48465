"""Public pages are the same for everyone until the index changes: browsers and proxies may keep them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language

from jatigi import __version__
from jatigi.foundation.accounts.access_rules import public
from jatigi.portal.models import Generation

MINUTES = 5
View = Callable[..., HttpResponse]


def refuse_nul(request: HttpRequest) -> None:
    """No id, word or name holds a NUL, and PostgreSQL fails on one.

    Raises:
        Http404: the address or its query does.
    """
    if "\x00" in request.path_info or any("\x00" in value for value in request.GET.values()):
        raise Http404("a NUL in the address")


def page(view: View) -> View:
    """A public page: open to anyone, and cached until the index changes.

    The ``ETag`` is of the index's generation, the program's version and the language; the address does the rest. People
    who are signed in see their own header, so their pages are never kept.
    """

    @public
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse_nul(request)
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        generation = Generation.objects.filter(pk=1).first()
        if generation is None:
            return view(request, *args, **kwargs)
        etag = quote_etag(f"{generation.digest[:20]}-{__version__}-{get_language()}")
        changed = int(generation.changed_at.timestamp())
        kept = get_conditional_response(request, etag=etag, last_modified=changed)
        response = kept if isinstance(kept, HttpResponse) else view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response.headers["ETag"] = etag
            response.headers["Last-Modified"] = http_date(changed)
            patch_cache_control(response, public=True, max_age=MINUTES * 60)
            patch_vary_headers(response, ["Cookie"])
        return response

    return answered
