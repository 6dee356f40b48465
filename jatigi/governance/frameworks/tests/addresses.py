"""The addresses of the whole site, with the frameworks' among them wherever the site stands at present."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from jatigi.config import urls

_OURS = "desk/frameworks/"
_present = {str(one.pattern) for tree in urls.urlpatterns for one in getattr(tree, "url_patterns", [])}
urlpatterns = list(urls.urlpatterns)
if _OURS not in _present:
    urlpatterns += i18n_patterns(path(_OURS, include("jatigi.governance.frameworks.urls")))
