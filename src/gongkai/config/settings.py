"""Django settings: one file for all sizes. What differs between installations comes from the environment.

``GONGKAI_HOME`` folder of data (default ``./var``) · ``GONGKAI_DATABASE`` address of a database (default
SQLite in that folder) · ``GONGKAI_HOSTS`` names the site answers to, by comma · ``GONGKAI_ADDRESS`` what
codes, feeds and open data begin addresses with (else ``site.toml``) · ``GONGKAI_HTTPS`` = 1 where browsers
come by https · ``GONGKAI_PROXY`` = 1 behind a proxy of one's own that sets X-Forwarded-For and
X-Forwarded-Proto · ``GONGKAI_SEARCH`` address of the search engine · ``GONGKAI_OIDC_…`` see ``config.login``
· ``GONGKAI_SMTP``, ``GONGKAI_GATEWAY`` see ``config.outgoing`` · ``GONGKAI_KEYS`` see ``casework.sealing``.
Importing writes nothing.
"""

import os

from django.utils.functional import SimpleLazyObject

from gongkai.config import migrations
from gongkai.config.login import *  # noqa: F403 - settings are one name space, by subject in files
from gongkai.config.login import AUTHENTICATION_BACKENDS, oidc_providers
from gongkai.config.logs import LOGGING
from gongkai.config.outgoing import *  # noqa: F403 - settings are one name space, by subject in files
from gongkai.config.public import *  # noqa: F403 - settings are one name space, by subject in files
from gongkai.config.site import *  # noqa: F403 - settings are one name space, by subject in files
from gongkai.config.site import STRUCTURE_APPS
from gongkai.ledger import home

__all__ = ["AUTHENTICATION_BACKENDS", "LOGGING"]

DEBUG = os.environ.get("GONGKAI_DEBUG") == "1"
HTTPS = os.environ.get("GONGKAI_HTTPS") == "1"
ALLOWED_HOSTS = [name for name in os.environ.get("GONGKAI_HOSTS", "localhost,127.0.0.1").split(",") if name]
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS] if HTTPS else []
# Made and read on first use: commands that sign nothing need no key.
SECRET_KEY = SimpleLazyObject(home.secret_key)

INSTALLED_APPS = [
    # The desk comes first: its templates stand in for those of the login application.
    "gongkai.desk",
    "gongkai.organs",
    "gongkai.ledger",
    "gongkai.casework",
    "gongkai.records",
    "gongkai.foi",
    "gongkai.hotline",
    "gongkai.oversight",
    "gongkai.reports",
    "gongkai.portal",
    "gongkai.portal.publishing",
    "gongkai.search",
    *STRUCTURE_APPS,
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "axes",
    "django_filters",
    "django_tables2",
    "django_htmx",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
AUTH_USER_MODEL = "organs.Person"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "gongkai.desk.middleware.ContentSecurity",
    "gongkai.portal.guarding.Sizes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongkai.desk.middleware.Acting",
    "gongkai.desk.middleware.Refusals",
    "gongkai.portal.editing.SiteEditors",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.desk.context.desk",
            ],
        },
    }
]

DATABASES = {"default": home.database(os.environ.get("GONGKAI_DATABASE", ""))}
DATABASES["default"].setdefault("CONN_MAX_AGE", 600)
MIGRATION_MODULES = migrations.MODULES
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # In the database, so that wrong codes of a second factor are counted once for all server processes.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "desk_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
# Dates as officials write them in lists (2020-06-10); prose uses its own filter.
FORMAT_MODULE_PATH = "gongkai.config.formats"

STATIC_URL = "/static/"
STATIC_ROOT = home.folder() / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = home.folder() / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

SESSION_COOKIE_AGE = 8 * 3600
"""A working day: whoever leaves the office is logged out by the evening."""
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "gongkai.desk.views.stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_SSL_REDIRECT = False
if os.environ.get("GONGKAI_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    AXES_IPWARE_PROXY_COUNT = 1
X_FRAME_OPTIONS = "SAMEORIGIN"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SOCIALACCOUNT_PROVIDERS = oidc_providers(os.environ)
DJANGO_TABLES2_TEMPLATE = "desk/lists/table.html"
