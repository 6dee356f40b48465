"""The program's addresses with this package's pages."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from jatigi.config.urls import *  # noqa: F403
from jatigi.config.urls import urlpatterns as program


def _nothing(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse()


_names = ("round", "indicators", "review", "findings", "answers")
urlpatterns = [
    *i18n_patterns(
        path("desk/", _nothing, name="desk"),
        *[path(f"desk/rounds/<code>/{name if name != 'round' else ''}", _nothing, name=name) for name in _names],
        path("desk/rounds/<slug:code>/release/", include("jatigi.governance.releases.urls")),
    ),
    *program,
]
