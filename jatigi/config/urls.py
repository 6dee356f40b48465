"""Every address. Pages stand under the language; what is for machines does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from jatigi.config import views
from jatigi.foundation.accounts.downloads import download

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.language_home, name="language_home"),
    path("healthz", views.health, name="health"),
]
urlpatterns += i18n_patterns(
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("desk/files/<uuid:pk>/", download, name="stored_file"),
    path("desk/second-factor/", views.second_factor, name="second_factor"),
    path("desk/people/", include("jatigi.foundation.accounts.urls")),
    path("desk/frameworks/", include("jatigi.governance.frameworks.urls")),
    path("desk/instruments/", include("jatigi.governance.instruments.urls")),
    path("desk/rounds/", include("jatigi.governance.profiles.urls")),
    path("desk/rounds/<slug:code>/release/", include("jatigi.governance.releases.urls")),
    path("desk/rounds/<slug:code>/workbook/", include("jatigi.governance.assessments.workbook.urls")),
    path("desk/consultations/", include("jatigi.governance.consultations.urls")),
    path("desk/", include("jatigi.governance.followup.urls")),
    path("desk/", include("jatigi.governance.assessments.urls")),
    path("consultations/", include("jatigi.governance.consultations.urls.public")),
    path("", include("jatigi.portal.urls")),  # the public pages, last: theirs is the root
)

handler400 = "jatigi.foundation.web.errors.bad_request"
handler403 = "jatigi.foundation.web.errors.permission_denied"
handler404 = "jatigi.foundation.web.errors.page_not_found"
handler429 = "jatigi.foundation.web.errors.too_many"  # allauth's, after failed sign-ins
handler500 = "jatigi.foundation.web.errors.server_error"
