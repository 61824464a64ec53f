"""How often somebody may try (访问频率限制): counted in the database, one truth for all server processes.

Who tried is kept as a keyed digest for the length of a window, and not at all afterwards.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection, models

from gongkai.casework import sealing
from gongkai.law.errors import GongkaiError


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
            minutes = max(1, -(-int((until - at).total_seconds()) // 60))
            raise TooOften(
                "too_often",
                f"尝试次数过多，暂停受理。请约{minutes}分钟后再试；着急的，可以拨打本机关电话或者当面办理。",
                minutes=minutes,
            )

    def note(self, at: datetime) -> None:
        """Count an attempt; what was counted in windows that are over goes."""
        key, until = self._window(at)
        now, until = map(connection.ops.adapt_datetimefield_value, (at, until))
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO portal_attempts (who, count, until) VALUES (%s, 1, %s) "
                "ON CONFLICT (who) DO UPDATE SET count = portal_attempts.count + 1",
                [key, until],
            )
            cursor.execute("DELETE FROM portal_attempts WHERE until < %s", [now])

    def _window(self, at: datetime) -> tuple[str, datetime]:
        _, seconds = settings.PUBLIC_LIMITS[self.name]
        number = int(at.timestamp()) // seconds
        until = datetime.fromtimestamp((number + 1) * seconds, UTC)
        return sealing.digest(self.name, f"{number}/{self.who}"), until


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
