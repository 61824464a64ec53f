"""The registration list of proactive disclosure (主动公开登记表) of any period. Law: OGI 4, OGI 17."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from gongkai.organs.queries import names
from gongkai.records.clearance import clearance
from gongkai.records.models import Decision, Record
from gongkai.records.types import type_of


@dataclass(frozen=True, slots=True)
class Registered:
    """A line of the list: what was published when, and who cleared it (Chinese title of the step, name).

    ``remark`` says what became of it: taken down, repealed, published in an emergency.
    """

    index_no: str
    subject: str
    title: str
    doc_no: str
    type_title: str
    organ: str
    organ_name: str
    column_name: str
    made_on: date | None
    published_on: date
    cleared_by: tuple[tuple[str, str], ...]
    remark: str


_VALIDITY = {"repealed": "已废止", "lapsed": "已失效", "amended": "已修改"}


def registration(
    region: str, since: date, until: date, *, organs: frozenset[str] | None = None
) -> list[Registered]:
    """What was published from ``since`` to ``until``, in the order of publication; three queries.

    ``organs`` keeps to these organs; what was taken down later is still in the list, with a remark.
    """
    rows = Record.objects.filter(region=region, published_on__gte=since, published_on__lte=until)
    if organs is not None:
        rows = rows.filter(organ__in=organs)
    rows = list(rows.select_related("column", "live_edition").order_by("published_on", "pk"))
    called = names({row.organ for row in rows}, as_of=until)
    clearers = _clearers(rows)
    return [
        Registered(
            index_no=row.index_no,
            subject=row.subject,
            title=row.title,
            doc_no=row.doc_no,
            type_title=type_of(row.type).title,
            organ=row.organ,
            organ_name=called.get(row.organ, row.organ),
            column_name=row.column.name if row.column else "",
            made_on=row.made_on,
            published_on=row.published_on,
            cleared_by=clearers.get(row.pk, ()),
            remark=remark_of(row),
        )
        for row in rows
    ]


def remark_of(row: Record) -> str:
    """What became of a publication: taken down, forced, repealed; empty where nothing did."""
    if row.withdrawn_on is not None:
        return f"{row.withdrawn_on} 撤下"
    if row.live_edition is not None and row.live_edition.forced:
        done = row.live_edition.forced_cleared_at is not None
        return "紧急发布，已补审" if done else "紧急发布，待补审"
    return _VALIDITY.get(row.validity, "")


def _clearers(rows: list[Record]) -> dict[int, tuple[tuple[str, str], ...]]:
    """Who cleared the live edition, step by step; for old records the paper."""
    found: dict[int, list[tuple[str, str]]] = {}
    editions = [row.live_edition_id for row in rows if row.live_edition_id is not None]
    # What was decided on the content that is live: a fingerprint, not a guess.
    decisions = Decision.objects.filter(edition__in=editions, verdict="approved").order_by("pk")
    for record, step, name, remarks in decisions.values_list(
        "edition__record_id", "step", "by__display_name", "remarks"
    ):
        found.setdefault(record, []).append(_line(step, name, remarks))
    return {pk: tuple(lines) for pk, lines in found.items()}


def _line(step: str, name: str, remarks: str) -> tuple[str, str]:
    known = clearance().steps.get(step)
    return (known.title, name) if known else ("纸质审查", remarks)


def cleared_by(row: Record) -> str:
    """Who cleared what is public, step by step, in words; of a row with its approvals at hand."""
    approved = getattr(row.live_edition, "approved", ())
    told = (_line(each.step, each.by.display_name, each.remarks) for each in approved)
    return "；".join(" ".join(each).strip() for each in told)


def with_approvals(rows: QuerySet[Record]) -> QuerySet[Record]:
    """The same rows with the approvals of what is public, for ``cleared_by``: one query for all of them."""
    approved = Decision.objects.filter(verdict="approved").select_related("by").order_by("pk")
    return rows.prefetch_related(Prefetch("live_edition__decisions", approved, to_attr="approved"))
