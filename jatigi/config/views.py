"""The few answers that belong to no package: health, and the way from the bare address to a language."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from jatigi.foundation.accounts.access_rules import public


@public
def health(request: HttpRequest) -> HttpResponse:
    """For machines: the database answers. Nothing else is told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@public
def language_home(request: HttpRequest) -> HttpResponse:
    """From ``/`` to the home page in the visitor's language."""
    answer = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer
