"""Settings. The environment decides where data lies and which database is used; see docs/operate/settings.md."""

import os
import secrets
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from jatigi.config import mail
from jatigi.foundation.web import security

PACKAGE = Path(__file__).resolve().parent.parent
CONTENT = PACKAGE / "_content" if (PACKAGE / "_content").is_dir() else PACKAGE.parent / "content"
VAR = Path(os.environ.get("JATIGI_VAR", "var")).resolve()
DEMO = os.environ.get("JATIGI_DEMO") == "1"
DEBUG = False
TESTING = "PYTEST_VERSION" in os.environ


def _secret() -> str:
    """The signing secret: from the environment, or made once and kept in the data directory (mode 600)."""
    if value := os.environ.get("JATIGI_SECRET"):
        return value
    path = VAR / "keys" / "secret"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


SECRET_KEY = _secret()
ALLOWED_HOSTS = os.environ.get("JATIGI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("JATIGI_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "jatigi.foundation.text",
    "jatigi.foundation.audit",
    "jatigi.foundation.places",
    "jatigi.foundation.files",
    "jatigi.foundation.accounts",
    "jatigi.foundation.web",
    "jatigi.governance.frameworks",
    "jatigi.governance.instruments",
    "jatigi.governance.assessments",
    "jatigi.governance.consultations",
    "jatigi.governance.followup",
    "jatigi.governance.profiles",
    "jatigi.governance.releases",
    "jatigi.portal",
]
# Our templates replace allauth's, so ours are looked up first.
INSTALLED_APPS.sort(key=lambda app: app != "jatigi.foundation.web")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "jatigi.foundation.web.security.HeadersMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Last, once it is known who asks for what.
    "jatigi.config.guards.SecondFactorMiddleware",
    "jatigi.config.guards.LimitsMiddleware",
    "jatigi.config.failures.FailuresMiddleware",
]

FORM_RENDERER = "jatigi.foundation.web.forms.Renderer"
CSRF_FAILURE_VIEW = "jatigi.foundation.web.errors.csrf_failure"
REACT = "jatigi.config.reactions.react"
#: What packages put into every working page: templates, and static modules.
DESK_PARTS = {"templates": ("assessments/_leaving.html",), "scripts": ("assessments/desk.js",)}
DESCRIBERS = "jatigi.config.subjects.DESCRIBERS"
FILE_GUARDS = "jatigi.config.subjects.FILE_GUARDS"
ROOT_URLCONF = "jatigi.config.urls"
WSGI_APPLICATION = "jatigi.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "jatigi.foundation.web.templatetags.jatigi",
            ],
        },
    }
]

if url := os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    DATABASES["default"]["TEST"] = {"NAME": os.environ.get("JATIGI_TEST_DB", "jatigi_test")}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(VAR / "jatigi.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                    "PRAGMA recursive_triggers=ON; PRAGMA busy_timeout=20000;"
                ),
            },
            # A file, not memory: threads of the live server share it without table locks.
            "TEST": {"NAME": str(VAR / "test.sqlite3")},
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "jatigi.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"} if not TESTING else False
# Failed sign-ins are counted in one table for all processes; in each one's memory the limits would multiply.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "jatigi_cache"}}
# Behind a web server of ours the visitor's address is the last one that it wrote down, not the web server's own.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("JATIGI_PROXY") == "1" else 0
SECOND_FACTOR_ENFORCED = not TESTING  # tests of the guard switch it on; for whom: accounts/permissions.py
MFA_ADAPTER = "jatigi.foundation.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
USERSESSIONS_TRACK_ACTIVITY = True
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
for _name, _value in mail.settings_of(os.environ.get("JATIGI_EMAIL_URL", "")).items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("JATIGI_EMAIL_FROM", "jatigi@localhost")
EMAIL_SUBJECT_PREFIX = ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Jatigi] "
EMAIL_TIMEOUT = 20  # seconds: a mail server that does not answer must not hold a page

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "config/locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Bamako"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "staticfiles": {
        # Tests serve the files where they lie; otherwise `demo` and `serve` gather, name by content and compress them.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

CONTENT_SECURITY_POLICY = security.CONTENT_SECURITY_POLICY
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
HTTPS = os.environ.get("JATIGI_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("JATIGI_PROXY") == "1" else None
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS: list[str] = []

# What a release says of whom it comes from, and the roles as people read them.
ROLE_NAMES = {
    "coordinator": _("coordinator"),
    "assessor": _("assessor"),
    "contributor": _("contributor"),
    "reviewer": _("reviewer"),
    "validator": _("validator"),
    "publisher": _("publisher"),
    "observer": _("observer"),
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
