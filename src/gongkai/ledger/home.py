"""Where an installation lives: its folder, its secret key, its database; how a command gets ready for them.

Importing this module needs no Django; only ``prepare`` loads it.
"""

import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from gongkai.law.errors import GongkaiError

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = "gongkai.config.settings"

SQLITE_ON_CONNECT = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON; "
    "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456; PRAGMA cache_size=-65536"
)
"""Readers never wait for the writer (WAL), a crash of the machine loses at most the last moments but never
corrupts; REPLACE fires the triggers that keep the ledger append-only (recursive_triggers)."""


def folder() -> Path:
    """The folder of this installation: ``GONGKAI_HOME``, else ``./var``. It need not exist yet."""
    return Path(os.environ.get("GONGKAI_HOME") or "var").expanduser().absolute()


def made_folder() -> Path:
    """The same, made if it is missing."""
    home = folder()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise GongkaiError(
            "home_not_writable",
            f"不能建立数据文件夹“{home}”：{problem.strerror}。"
            "请用环境变量 GONGKAI_HOME 另指一个可写的文件夹。",
            path=str(home),
        ) from None
    return home


def secret_key() -> str:
    """The key that signs sessions and links: made at random on first use, readable by its owner alone."""
    path = made_folder() / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    key = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w", encoding="ascii") as new:
        new.write(key)
    return key


def database(address: str = "") -> dict[str, Any]:
    """Django's description of the database at an address; without one, SQLite in the home folder.

    >>> database("postgresql://clerk:s%40fe@db.example:5433/gongkai?sslmode=require")["NAME"]
    'gongkai'
    >>> database("sqlite:////srv/gongkai/ledger.sqlite3")["NAME"]
    '/srv/gongkai/ledger.sqlite3'
    """
    if not address:
        return _sqlite(str(folder() / "gongkai.sqlite3"))
    url = urlsplit(address)
    name = unquote(url.path.removeprefix("/"))
    if url.scheme == "sqlite" and name:
        return _sqlite(name)
    if url.scheme in ("postgresql", "postgres") and name:
        options = dict(parse_qsl(url.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": options.pop("host", url.hostname or ""),
            "PORT": str(options.pop("port", url.port or "")),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    # The address may hold a password: the message names its scheme only.
    raise GongkaiError(
        "database_address",
        f"环境变量 GONGKAI_DATABASE 的写法不对（“{url.scheme or '空'}”）。"
        "应为 postgresql://用户:密码@主机:端口/库名，或者 sqlite:////绝对路径/文件名；不设则使用 SQLite。",
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": SQLITE_ON_CONNECT},
    }


def prepare(home: Path | None = None) -> Path:
    """Get ready to work: settings, apps, folder and an up-to-date database, quietly. For commands.

    ``home`` overrides ``GONGKAI_HOME`` for this process. Calling it again does nothing new.
    Returns the home folder. Raises ``GongkaiError`` where the folder or the database cannot be used.
    """
    if home is not None:
        os.environ["GONGKAI_HOME"] = str(Path(home).absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    place = made_folder()
    # Imported here: `gongkai check` must start without Django.
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        with _alone(place):
            if _behind():
                call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as problem:
        raise GongkaiError(
            "database_unreachable",
            f"数据库打不开：{str(problem).strip()}。请检查 GONGKAI_HOME 和 GONGKAI_DATABASE 的设置。",
        ) from problem
    return place


def _behind() -> bool:
    """Whether the database lacks a migration."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    return any(leaf not in loader.applied_migrations for leaf in loader.graph.leaf_nodes())


@contextmanager
def _alone(place: Path) -> "Iterator[None]":
    """One process at a time migrates an installation."""
    import fcntl

    with (place / ".migrating").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
