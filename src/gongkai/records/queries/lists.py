"""Public records in lists: lines, counts, facets, columns; what is visible and nothing else.

Law: OGI 12, OGI 24.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import ExtractYear

from gongkai.organs.queries import names
from gongkai.records.addresses import article
from gongkai.records.models import Column, Record
from gongkai.records.queries.shown import ColumnView, Facet, Line, Wanted
from gongkai.records.types import type_of
from gongkai.records.validity import Validity

WALK = 1000


def live_ids(region: str, *, after: int = 0, limit: int = 100_000) -> list[int]:
    """The ids of what is public, growing: for making everything anew. ``after`` continues."""
    rows = Record.objects.filter(region=region, visible=True, pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def numbered(region: str, start: int, stop: int) -> list[tuple[str, datetime]]:
    """Address and last change of what is public among some numbers of the register, growing."""
    rows = Record.objects.filter(region=region, visible=True, pk__gte=start, pk__lt=stop).order_by("pk")
    return [
        (article(first_published_at, pk), changed_at)
        for pk, first_published_at, changed_at in rows.values_list("pk", "first_published_at", "changed_at")
    ]


def withdrawn_ids(region: str) -> list[int]:
    """The ids of what was public and was taken down: their addresses still answer."""
    rows = Record.objects.filter(region=region, withdrawn_on__isnull=False).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def still_visible(subjects: Collection[str]) -> set[str]:
    """Which of these subjects are public at this moment: the check before a hit is shown."""
    return set(Record.objects.filter(subject__in=subjects, visible=True).values_list("subject", flat=True))


def lines(region: str, wanted: Wanted, *, as_of: date, start: int = 0, limit: int = 20) -> list[Line]:
    """Public records, the newest first."""
    rows = _placed(region, wanted, as_of).order_by("-published_on", "-id")[start : start + limit]
    return _lines(rows, as_of)


def all_lines(region: str, wanted: Wanted, *, as_of: date) -> Iterator[Line]:
    """All of them, the oldest first: one walk, in which nothing is passed over twice."""
    last: Line | None = None
    while True:
        rows = _placed(region, wanted, as_of, after=last).order_by("published_on", "id")[:WALK]
        if not (found := _lines(rows, as_of)):
            return
        yield from found
        last = found[-1]


def count(region: str, wanted: Wanted, *, as_of: date) -> int:
    """How many public records there are."""
    return _placed(region, wanted, as_of).count()


def facets(region: str, wanted: Wanted, *, as_of: date) -> dict[str, list[Facet]]:
    """For each facet its values with counts, most first (years newest first), within what is asked for."""
    rows = _filtered(Record.objects.filter(region=region), wanted, as_of)
    if wanted.column:
        rows = rows.filter(Q(column__code=wanted.column) | Q(other_columns__code=wanted.column)).distinct()
    counted = {
        "organ": _counted(rows, "organ"),
        "topic": _counted(rows.exclude(topic=""), "topic"),
        "type": _counted(rows, "type"),
        "year": _counted(rows.annotate(year=ExtractYear("published_on")), "year"),
    }
    called = names([value for value, _ in counted["organ"]], as_of=as_of)
    titles = {
        "organ": lambda value: called.get(value, value),
        "topic": str,
        "type": lambda value: type_of(value).title,
        "year": lambda value: f"{value}年",
    }
    found = {
        name: [Facet(str(value), titles[name](value), n) for value, n in pairs]
        for name, pairs in counted.items()
    }
    found["year"].sort(key=lambda each: each.value, reverse=True)
    found["validity"] = _validities(rows, as_of)
    return found


def _counted(rows: QuerySet[Record], name: str) -> list[tuple[Any, int]]:
    return list(rows.values_list(name).annotate(n=Count("pk", distinct=True)).order_by("-n", name))


def _validities(rows: QuerySet[Record], as_of: date) -> list[Facet]:
    found = rows.exclude(validity="").aggregate(
        **{each.value: Count("pk", filter=validity_filter(each, as_of), distinct=True) for each in Validity}
    )
    return [Facet(each.value, each.title, found[each.value]) for each in Validity if found[each.value]]


def validity_filter(validity: str, as_of: date) -> Q:
    """The condition that a record has a validity on a day: its own term counts even before it is entered."""
    over = Q(lapses_on__isnull=False, lapses_on__lte=as_of)
    if validity == Validity.LAPSED:
        return Q(validity=Validity.LAPSED) | (Q(validity__in=[Validity.IN_FORCE, Validity.AMENDED]) & over)
    if validity in (Validity.IN_FORCE, Validity.AMENDED):
        return Q(validity=validity) & ~over
    return Q(validity=validity)


def columns(region: str) -> list[ColumnView]:
    """All columns of a region in their order; three queries."""
    main = _tallies(Record.objects.filter(region=region, visible=True), "column")
    more = _tallies(Record.objects.filter(region=region, visible=True), "other_columns")
    views = []
    for each in Column.objects.filter(region=region):
        tallies = [tally for tally in (main.get(each.pk), more.get(each.pk)) if tally]
        views.append(
            ColumnView(
                each.code,
                each.name,
                each.board,
                each.board_name,
                each.position,
                each.stale_working_days,
                sum(n for n, _ in tallies),
                max((day for _, day in tallies), default=None),
            )
        )
    return views


def _tallies(rows: QuerySet[Record], name: str) -> dict[int, tuple[int, date]]:
    found = (
        rows.exclude(**{f"{name}__isnull": True})
        .values_list(name)
        .annotate(n=Count("pk"), last=Max("published_on"))
    )
    return {pk: (n, last) for pk, n, last in found.order_by()}


def _filtered(rows: QuerySet[Record], wanted: Wanted, as_of: date) -> QuerySet[Record]:
    """Everything asked for but region and column."""
    rows = rows.filter(visible=True)
    if wanted.board:
        rows = rows.filter(column__board=wanted.board)
    if wanted.genres:
        rows = rows.filter(genre__in=wanted.genres)
    if wanted.types:
        rows = rows.filter(type__in=wanted.types)
    if wanted.organ:
        rows = rows.filter(organ=wanted.organ)
    if wanted.topic:
        rows = rows.filter(topic=wanted.topic)
    if wanted.doc_no:
        rows = rows.filter(doc_no=wanted.doc_no)
    if wanted.year is not None:
        rows = rows.filter(
            published_on__gte=date(wanted.year, 1, 1), published_on__lte=date(wanted.year, 12, 31)
        )
    if wanted.since is not None:
        rows = rows.filter(published_on__gte=wanted.since)
    if wanted.until is not None:
        rows = rows.filter(published_on__lte=wanted.until)
    if wanted.validity:
        rows = rows.filter(validity_filter(wanted.validity, as_of))
    return rows


def _placed(region: str, wanted: Wanted, as_of: date, after: Line | None = None) -> QuerySet[Record]:
    """The same within a column: those that have it as their main one, and those that have it besides;
    those only that come ``after`` a line, where one is given.

    Two index walks put together: an OR over both would read the whole region.
    """
    rows = _filtered(Record.objects.annotate(column_code=F("column__code")), wanted, as_of)
    if after is not None:
        rows = rows.filter(published_on__gte=after.published_on)
        rows = rows.exclude(published_on=after.published_on, pk__lte=after.id)
    of_region = rows.filter(region=region)
    if not wanted.column:
        return of_region
    column = Column.objects.filter(region=region, code=wanted.column).values_list("pk", flat=True).first()
    main = of_region.filter(column=column)
    if column is None or not Record.other_columns.through.objects.filter(column_id=column).exists():
        return main
    # A column is of one region: asked for again, SQLite would walk over all of it rather than the few here.
    return main.union(rows.filter(other_columns=column), all=True)


_LINE = (
    "id",
    "subject",
    "title",
    "abstract",
    "type",
    "genre",
    "organ",
    "column_code",
    "topic",
    "index_no",
    "doc_no",
    "made_on",
    "published_on",
    "first_published_at",
    "changed_at",
    "validity",
    "lapses_on",
)


def _lines(rows: QuerySet[Record], as_of: date) -> list[Line]:
    found = list(rows.values(*_LINE))
    called = names({each["organ"] for each in found}, as_of=as_of)
    return [_line(each, called, as_of) for each in found]


def _line(row: dict[str, Any], called: dict[str, str], as_of: date) -> Line:
    validity, lapses_on = row.pop("validity"), row.pop("lapses_on")
    if validity and Validity(validity).holds and lapses_on is not None and lapses_on <= as_of:
        validity = Validity.LAPSED.value
    column = row.pop("column_code") or ""
    return Line(**row, organ_name=called.get(row["organ"], row["organ"]), column=column, validity=validity)
