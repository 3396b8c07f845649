"""All settings, in one file. What varies comes from the environment, through the readers of ``env``.

Development needs nothing set. ``NEWSARCHIVE_ENV=production`` refuses to start half-configured.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from newsarchive import env

BASE_DIR = env.ROOT
VAR = env.var()
PRODUCTION = env.is_production()


def _own_secret() -> str:
    """A secret for development, made once and kept in ``var/``. Of several processes that make one, the first wins."""
    file = VAR / "secret_key"
    if not file.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=VAR) as made, suppress(FileExistsError):
            made.write(secrets.token_urlsafe(50))
            made.flush()
            os.link(made.name, file)
    return file.read_text()


# The archive

ARCHIVE_NAME = env.text("ARCHIVE_NAME", "Newsarchive")
TIME_ZONE = env.time_zone("ARCHIVE_TIME_ZONE", "UTC")
INDEX_ROOT = VAR / "index"

# Django

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.required("SECRET_KEY", "a long random text that signs sessions") if PRODUCTION else _own_secret()
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or ([] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG is on in production. It shows settings and code to visitors.")
if PRODUCTION and (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts the archive answers to: news.example.org.")
if PRODUCTION and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("django-insecure")):
    raise ImproperlyConfigured("SECRET_KEY can be guessed. Use at least 50 random characters.")

INSTALLED_APPS = [
    "articles",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "newsarchive.middleware.true_address",
    "newsarchive.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    # Before static files are answered, so that they too carry the policy.
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsarchive.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "newsarchive.urls"
WSGI_APPLICATION = "newsarchive.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        "NAME": "rapid",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "rapid"],
        "OPTIONS": {"environment": "newsarchive.rapid.environment"},
    },
]
# What readers' pages are written in; the first has addresses without a prefix. The catalogues lie in articles/locale.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ja", "日本語")]
FORMAT_MODULE_PATH = "newsarchive.formats"
# What Django 6 does anyway: an address typed without a scheme is https.
FORMS_URLFIELD_ASSUME_HTTPS = True
USE_TZ = True
# Rendered pages that each web process keeps. None where templates are being worked on.
PAGE_CACHE_MEGABYTES = env.number("PAGE_CACHE_MEGABYTES", 0 if DEBUG else 32)

# The database. A web process waits less than a command does.

ROLE = env.choice("NEWSARCHIVE_ROLE", ("command", "web"))
TIMEOUTS = {
    "statement_timeout": "5s" if ROLE == "web" else "120s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s" if ROLE == "web" else "300s",
}
if PRODUCTION:
    env.required("DATABASE_URL", "the address of a PostgreSQL server of your own: postgresql://user:password@host/name")
_database = env.database("DATABASE_URL")
_options = _database["OPTIONS"]
# Without a host, and with a path for one, PostgreSQL is reached through a file, and knows who asks.
_over_network = _database["HOST"][:1] not in ("", "/")
if PRODUCTION and _over_network and not (_database["PASSWORD"] or {"passfile", "sslcert"} & _options.keys()):
    raise ImproperlyConfigured("DATABASE_URL names a server on the network and no password. Anyone could get in there.")
_timeouts = " ".join(f"-c {name}={value}" for name, value in TIMEOUTS.items())
_options["options"] = f"{_timeouts} {_options.get('options', '')}".strip()
if ROLE == "web":
    _options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 5}
DATABASES = {"default": _database | {"CONN_HEALTH_CHECKS": True}}

# Who may do what. Requests that come through one of our own proxies carry the visitor's address in a header.

TRUSTED_PROXIES = env.words("TRUSTED_PROXIES", "127.0.0.1")

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False

# What may be fetched although it lies inside one's own network or on an odd port: host:port, and nothing by default.
# An address handed in for import must not reach what runs on this very machine.

FETCH_ALLOW = env.places("FETCH_ALLOW")
_ourselves = {"localhost", "::1", "::", "0.0.0.0"}
if PRODUCTION and any(host in _ourselves or host.startswith("127.") for host, _ in FETCH_ALLOW):
    raise ImproperlyConfigured("FETCH_ALLOW names this machine itself. That is for tests, not for production.")
# Between two pages of one site that are fetched without anybody waiting for them.
FETCH_PAUSE_SECONDS = env.number("FETCH_PAUSE_SECONDS", 1, most=3600)
# How many days after it was last looked at the original of a story is looked at again; 0 is never.
LINK_CHECK_DAYS = env.number("LINK_CHECK_DAYS", 0, most=3650)

# Files

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "newsarchive.sheets.OneSheet"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 200
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
FILE_UPLOAD_PERMISSIONS = 0o644

# What a browser may do

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 365 * 24 * 60 * 60)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    # Asking browsers' makers to know this for ever is for the owner of the domain to decide.
    SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD")
    SILENCED_SYSTEM_CHECKS = ["security.W021"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# The JSON API

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    # An unknown parameter is ignored, "format" like any other.
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{ARCHIVE_NAME} API",
    "DESCRIPTION": "The archive's stories, by the same selections as its pages, feeds and exports.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
}

# Jobs

PROCRASTINATE_IMPORT_PATHS = [
    "articles.jobs.imports",
    "articles.jobs.links",
    "articles.jobs.rereadings",
    "articles.jobs.subscriptions",
    "articles.jobs.upkeep",
]

# Words on standard error, one line a record

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "trafilatura": {"level": "CRITICAL"},
        "htmldate": {"level": "CRITICAL"},
        "django.security.DisallowedHost": {"level": "ERROR"},
    },
}
