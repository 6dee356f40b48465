"""Every address. Pages stand under the language; what is for machines does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = i18n_patterns(
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("desk/people/", include("jatigi.foundation.accounts.urls")),
    path("desk/instruments/", include("jatigi.governance.instruments.urls")),
)
