"""Django settings: one file for all sizes. What differs between installations comes from the environment.

``GONGKAI_HOME`` folder of data (default ``./var``) · ``GONGKAI_DATABASE`` address of a database (default
SQLite in that folder) · ``GONGKAI_HOSTS`` names the site answers to, by comma. Importing writes nothing.
"""

import os

from django.utils.functional import SimpleLazyObject

from gongkai.ledger import home

DEBUG = os.environ.get("GONGKAI_DEBUG") == "1"
ALLOWED_HOSTS = [name for name in os.environ.get("GONGKAI_HOSTS", "localhost,127.0.0.1").split(",") if name]
# Made and read on first use: commands that sign nothing need no key.
SECRET_KEY = SimpleLazyObject(home.secret_key)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "gongkai.organs",
    "gongkai.ledger",
    "gongkai.casework",
    "gongkai.records",
    "gongkai.foi",
    "gongkai.hotline",
    "gongkai.oversight",
    "gongkai.reports",
]
AUTH_USER_MODEL = "organs.Person"
MIDDLEWARE: list[str] = []

DATABASES = {"default": home.database(os.environ.get("GONGKAI_DATABASE", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
