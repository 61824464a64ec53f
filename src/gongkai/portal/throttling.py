"""How often somebody may try (访问频率限制): counted in the database, one truth for all server processes.

Who tried is kept as a keyed digest for the length of a window, and a minute more at most while others try.
A crash of the database forgets it (its table is not logged): nobody who applies waits for the disk for it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection, models

from gongkai.casework import sealing
from gongkai.law.errors import GongkaiError

EVERY = timedelta(minutes=1)


class TooOften(GongkaiError):
    """Too many attempts: later again. ``context``: ``minutes`` until then."""


class Attempts(models.Model):
    """How many attempts of one kind there were in a window of time. ``who`` is a digest."""

    who = models.CharField("摘要", max_length=80, primary_key=True)
    count = models.PositiveIntegerField("次数")
    until = models.DateTimeField("到", db_index=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "portal_attempts"

    def __str__(self) -> str:
        return f"{self.count}"


@dataclass(frozen=True, slots=True)
class Gate:
    """A limit for somebody: ``name`` of the limit, ``who`` an address or a number."""

    name: str
    who: str

    def require(self, at: datetime) -> None:
        """Refuse where the limit is reached already. Raises ``TooOften``."""
        most, _ = settings.PUBLIC_LIMITS[self.name]
        key, until = self._window(at)
        tried = Attempts.objects.filter(pk=key).values_list("count", flat=True).first() or 0
        if tried >= most:
            raise _too_often(at, until)

    def note(self, at: datetime) -> None:
        """Count an attempt; what was counted in windows that are over goes."""
        key, until = self._window(at)
        _count(key, until, at)

    def admit(self, at: datetime) -> None:
        """Count an attempt, unless the limit is reached already: both at once. Raises ``TooOften``."""
        most, _ = settings.PUBLIC_LIMITS[self.name]
        key, until = self._window(at)
        if not _count(key, until, at, most):
            raise _too_often(at, until)

    def _window(self, at: datetime) -> tuple[str, datetime]:
        _, seconds = settings.PUBLIC_LIMITS[self.name]
        number = int(at.timestamp()) // seconds
        until = datetime.fromtimestamp((number + 1) * seconds, UTC)
        return sealing.digest(self.name, f"{number}/{self.who}"), until


def _count(key: str, until: datetime, at: datetime, most: int = 2**31 - 1) -> bool:
    """Count one more where there were fewer than ``most``; whether there were."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portal_attempts (who, count, until) VALUES (%s, 1, %s) "
            "ON CONFLICT (who) DO UPDATE SET count = portal_attempts.count + 1 "
            "WHERE portal_attempts.count < %s RETURNING count",
            [key, connection.ops.adapt_datetimefield_value(until), most],
        )
        counted = cursor.fetchone() is not None
    _forget(at)
    return counted


_forgot: dict[str, datetime] = {}


def _forget(at: datetime) -> None:
    """Forget who tried in windows that are over; once a minute is soon enough."""
    there = str(connection.settings_dict["NAME"])
    last = _forgot.get(there)
    if last is None or not timedelta() <= at - last < EVERY:
        Attempts.objects.filter(until__lt=at).delete()
        _forgot[there] = at


def _too_often(at: datetime, until: datetime) -> TooOften:
    minutes = max(1, -(-int((until - at).total_seconds()) // 60))
    return TooOften(
        "too_often",
        f"尝试次数过多，暂停受理。请约{minutes}分钟后再试；着急的，可以拨打本机关电话或者当面办理。",
        minutes=minutes,
    )


def reader_address(meta: dict[str, str]) -> str:
    """The network address of a reader, from what the server says of a request.

    Only the last address that our own proxy added is believed; of an IPv6 address its network counts.
    """
    address = meta.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = meta.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip() or address
    if ":" in address and "." not in address:
        return ":".join(address.split(":")[:4])
    return address
