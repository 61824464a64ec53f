"""How promptly organs answer (依申请公开办理情况), for the public: by organ and year, no single person in it.

Counted from the status rows, which are the ledger read. A case counts in the year and for the organ that
received it; it is finished when its answer was delivered, or when it was withdrawn. Law: OGI 33; OGI 50.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from django.db.models import Count, Q

from gongkai.casework.counting import working_days
from gongkai.casework.models import StatusRow
from gongkai.foi.casekind import APP
from gongkai.foi.status import Phase
from gongkai.law.calendar import calendar as calendar_at
from gongkai.organs.queries import names

FEWEST = 5
"""Of fewer finished cases nothing is told but how many: whoever knows of one would know of the rest."""
FINISHED = (Phase.DELIVERED.value, Phase.ARCHIVED.value, Phase.WITHDRAWN.value)


@dataclass(frozen=True, slots=True)
class Promptness:
    """What an organ did with the applications of a year.

    ``on_time``, ``late`` and ``median_days`` (working days from receipt to delivery) are ``None`` where
    they would tell of single persons.
    """

    organ: str
    name: str
    received: int
    finished: int
    open: int
    on_time: int | None
    late: int | None
    median_days: float | None


@dataclass(frozen=True, slots=True)
class Year:
    """A year by organ, the one with most applications first, and all together."""

    year: int
    organs: tuple[Promptness, ...]
    whole: Promptness


@dataclass(slots=True)
class _Sum:
    """What is added up for one organ; ``days`` are working days with how many took so long."""

    received: int = 0
    late: int = 0
    days: Counter[int] = field(default_factory=Counter)

    @property
    def finished(self) -> int:
        """How many are finished."""
        return self.days.total()


def year_of(region: str, year: int, *, as_of: date) -> Year:
    """The figures of the applications received in a year, as they stand; one query, and one for names."""
    rows = (
        StatusRow.objects.filter(
            app=APP, region=region, received_on__gte=date(year, 1, 1), received_on__lte=date(year, 12, 31)
        )
        .values_list("organ", "received_on", "closed_on", Q(late_days__gt=0))
        .annotate(number=Count("pk"), finished=Count("pk", filter=Q(phase__in=FINISHED)))
        .order_by()
    )
    calendar, whole, sums = calendar_at(as_of), _Sum(), defaultdict[str, _Sum](_Sum)
    for organ, received_on, closed_on, late, number, finished in rows:
        for each in (sums[organ], whole):
            each.received += number
            if finished:
                each.late += finished if late else 0
                each.days[working_days(received_on, closed_on, calendar)] += finished
    called, hidden = names(sums, as_of=as_of), _hidden(sums)
    organs = [_told(code, called.get(code, code), each, code in hidden) for code, each in sums.items()]
    return Year(
        year,
        tuple(sorted(organs, key=lambda each: (-each.received, each.organ))),
        _told("", "合计", whole, 0 < whole.finished < FEWEST),
    )


def years(region: str) -> list[int]:
    """The years in which applications were received, the latest first; one query."""
    rows = StatusRow.objects.filter(app=APP, region=region, received_on__isnull=False)
    return list(rows.order_by("-received_on__year").values_list("received_on__year", flat=True).distinct())


def _hidden(sums: Mapping[str, _Sum]) -> set[str]:
    """The organs of which nothing is told but counts: those with few finished cases, and so many more that
    what is missing from the sum is of at least ``FEWEST`` cases, lest it be reckoned back.

    >>> sorted(_hidden({"a": _Sum(days=Counter({9: 1})), "b": _Sum(days=Counter({9: 6})), "c": _Sum()}))
    ['a', 'b']
    """
    some = sorted(
        (each for each in sums if sums[each].finished), key=lambda each: (sums[each].finished, each)
    )
    hidden: set[str] = set()
    missing = 0
    for each in some:
        if sums[each].finished >= FEWEST and (not missing or missing >= FEWEST):
            break
        hidden.add(each)
        missing += sums[each].finished
    return hidden


def _told(code: str, name: str, found: _Sum, hidden: bool) -> Promptness:
    shown = not hidden and found.finished > 0
    return Promptness(
        organ=code,
        name=name,
        received=found.received,
        finished=found.finished,
        open=found.received - found.finished,
        on_time=found.finished - found.late if shown else None,
        late=found.late if shown else None,
        median_days=float(median(sorted(found.days.elements()))) if shown else None,
    )
