"""The disclosure log as the public asks it (答复选登): what was released and not withdrawn, in public words.

Nothing here leads to an applicant: the entry has a number of its own, and no field of the case. Law: OGI 44.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai.casework.services import papers
from gongkai.foi import publicity
from gongkai.foi.kinds import ReleaseWithdrawal
from gongkai.foi.models import Release, ReleasedFile
from gongkai.foi.wording import WITHDRAWALS, outcome_title
from gongkai.organs.queries import names


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file of a released answer."""

    place: int
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A released answer as anybody reads it. ``id`` is that of this version, ``entry`` of the answer.

    ``withdrawn_on`` says that it was taken out: then there is only the reason, in code and words.
    """

    id: int
    region: str
    entry: int
    version: int
    subject: str
    organ: str
    organ_name: str
    outcome: str
    outcome_title: str
    title: str
    question: str
    answer: str
    answered_on: date
    released_on: date
    changed_at: datetime
    files: tuple[AnswerFile, ...] = ()
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = ""
    withdrawal_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is narrowed to; an empty value narrows nothing."""

    text: str = ""
    organ: str = ""
    year: int | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that the list can be narrowed to, and how many answers have it."""

    value: str
    title: str
    count: int


def _public(region: str) -> QuerySet[Release]:
    return Release.objects.filter(
        region=region, released_at__isnull=False, replaced_at__isnull=True, withdrawn_at__isnull=True
    )


def _narrowed(region: str, wanted: Wanted) -> QuerySet[Release]:
    found = _public(region)
    for word in wanted.text.split():
        found = found.filter(Q(title__contains=word) | Q(question__contains=word) | Q(answer__contains=word))
    if wanted.organ:
        found = found.filter(organ=wanted.organ)
    if wanted.year:
        found = found.filter(released_on__year=wanted.year)
    if wanted.outcome:
        found = found.filter(outcome=wanted.outcome)
    return found


def listed(region: str, wanted: Wanted, *, as_of: date, start: int = 0, most: int = 20) -> list[Answer]:
    """Released answers, the newest first; three queries, however many."""
    rows = _narrowed(region, wanted).order_by("-released_on", "-entry")[start : start + most]
    return _answers(list(rows), as_of)


def count(region: str, wanted: Wanted) -> int:
    """How many there are."""
    return _narrowed(region, wanted).count()


def facets(region: str, *, as_of: date) -> dict[str, list[Facet]]:
    """What the list can be narrowed to: organ, year, outcome; one query for all of them."""
    rows = (
        _public(region).values_list("organ", "released_on__year", "outcome").annotate(Count("pk")).order_by()
    )
    counted: dict[str, dict[str, int]] = {"organ": {}, "year": {}, "outcome": {}}
    for organ, year, outcome, number in rows:
        for key, value in (("organ", organ), ("year", str(year)), ("outcome", outcome)):
            counted[key][value] = counted[key].get(value, 0) + number
    called = names(counted["organ"], as_of=as_of)
    titles = {
        "organ": lambda value: called.get(value, value),
        "year": lambda value: f"{value}年",
        "outcome": outcome_title,
    }
    found = {}
    for key, values in counted.items():
        made = [Facet(value, titles[key](value), number) for value, number in values.items()]
        order: Any = (lambda each: each.value) if key == "year" else (lambda each: each.count)
        found[key] = sorted(made, key=order, reverse=True)
    return found


def entry(region: str, number: int, *, as_of: date) -> Answer | None:
    """The answer of a number as it stands: public, or withdrawn with its reason; ``None`` for no such."""
    rows = Release.objects.filter(
        region=region, entry=number, released_at__isnull=False, replaced_at__isnull=True
    )
    return next(iter(_answers(list(rows), as_of)), None)


def by_subject(subjects: Sequence[str], *, as_of: date) -> dict[str, Answer]:
    """Those of these subjects that are public, by subject."""
    wanted = Q(pk__in=())
    for each in subjects:
        if there := publicity.entry_in(each):
            wanted |= Q(region=there[0], entry=there[1])
    rows = Release.objects.filter(
        wanted, released_at__isnull=False, replaced_at__isnull=True, withdrawn_at__isnull=True
    )
    return {each.subject: each for each in _answers(list(rows), as_of)}


def everything(region: str, *, as_of: date, chunk: int = 500) -> Iterator[Answer]:
    """All released answers by number, a chunk at a time."""
    after = 0
    while rows := list(_public(region).filter(entry__gt=after).order_by("entry")[:chunk]):
        yield from _answers(rows, as_of)
        after = rows[-1].entry or 0


def file_of(region: str, number: int, place: int) -> tuple[AnswerFile, bytes] | None:
    """A file of a public answer with its content; nothing once the answer was withdrawn or replaced."""
    rows = ReleasedFile.objects.filter(release__in=_public(region).filter(entry=number), place=place)
    found = rows.select_related("paper").first()
    if found is None or found.paper.erased_at is not None:
        return None
    return _file(found), papers.content(found.paper)


def _answers(rows: Sequence[Release], as_of: date) -> list[Answer]:
    files: dict[int, list[AnswerFile]] = {each.pk: [] for each in rows if each.withdrawn_at is None}
    for each in ReleasedFile.objects.filter(release__in=files).select_related("paper").order_by("place"):
        files[each.release_id].append(_file(each))
    called = names({each.organ for each in rows}, as_of=as_of)
    return [_answer(each, called, tuple(files.get(each.pk, ()))) for each in rows]


def _answer(row: Release, called: dict[str, str], files: tuple[AnswerFile, ...]) -> Answer:
    assert row.entry and row.released_on and row.released_at, "only what was released is asked for"
    gone = row.withdrawn_at is not None
    return Answer(
        id=row.pk,
        region=row.region,
        entry=row.entry,
        version=row.version,
        subject=publicity.subject_of(row.region, row.entry),
        organ=row.organ,
        organ_name=called.get(row.organ, row.organ),
        outcome=row.outcome,
        outcome_title=outcome_title(row.outcome),
        title="" if gone else row.title,
        question="" if gone else row.question,
        answer="" if gone else row.answer,
        answered_on=row.answered_on,
        released_on=row.released_on,
        changed_at=row.withdrawn_at or row.released_at,
        files=files,
        withdrawn_at=row.withdrawn_at,
        withdrawal_reason=str(WITHDRAWALS[ReleaseWithdrawal(row.withdrawal_reason)]) if gone else "",
        withdrawal_text=row.withdrawal_text,
    )


def _file(row: ReleasedFile) -> AnswerFile:
    paper = row.paper
    return AnswerFile(row.place, paper.name, paper.media_type, paper.size, paper.sha256)
