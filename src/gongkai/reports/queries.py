"""Questions about reports: computed from the ledger, as known at a moment; filed or not; changed since."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.law.errors import GongkaiError
from gongkai.ledger.kinds import Entered
from gongkai.organs import queries as organ_queries
from gongkai.organs.kinds import Organ
from gongkai.organs.models import OrganRow
from gongkai.reports import prose
from gongkai.reports.consolidation import Repeat
from gongkai.reports.counting import facts_behind
from gongkai.reports.format import WORK_ID, Format, format_for, load_format
from gongkai.reports.repeats import count_once, repeats
from gongkai.reports.report import Cell, Report
from gongkai.reports.selects import Question
from gongkai.reports.traces import Trace, recipe_of_cell, traced

SCOPES = ("organ", "subtree")
"""Whose figures: an organ's own (本机关), or those of all organs under it as well (本地区)."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose report: the organ as it stood at the year's end, and the codes whose facts it answers for."""

    organ: Organ
    scope: str
    codes: tuple[str, ...]


def whose(asked: str, year: int, scope: str = "organ") -> Whose:
    """The organ that a code or part of a name means, with all whose facts its report of a year holds.

    These are its own and those of organs whose work it has taken over by the year's end (merged, abolished
    with a successor): it carries on their open cases. ``subtree`` adds the organs that were under it at any
    time of the year, with their predecessors.

    Raises ``UnknownOrgan``, ``AmbiguousOrgan``.
    """
    if scope not in SCOPES:
        raise GongkaiError(
            "unknown_scope", f"没有“{scope}”这种口径，可用：organ（本机关）、subtree（连同下级）。"
        )
    first, last = date(year, 1, 1), date(year, 12, 31)
    organ = organ_queries.find(asked, as_of=last)
    codes = [organ.code] if scope == "organ" else organ_queries.subtree_during(organ.code, first, last)
    edge = codes
    while edge:
        ended = OrganRow.objects.filter(successor__in=edge, ended_on__lte=last).exclude(code__in=codes)
        edge = sorted(ended.values_list("code", flat=True))
        codes = codes + edge
    return Whose(organ, scope, tuple(codes))


def question_of(
    whom: Whose, year: int, known_at: datetime | None = None, through_seq: int | None = None
) -> Question:
    """The question to the ledger behind a report."""
    return Question(whom.organ.region, whom.codes, year, known_at, through_seq)


def compute(
    organ: str,
    year: int,
    *,
    known_at: datetime | None = None,
    through_seq: int | None = None,
    scope: str = "organ",
    with_prose: bool = True,
) -> Report:
    """The annual report of an organ for a year, computed from facts as known at a moment (or now).

    ``organ`` is a code or a part of a name, ``scope`` one of `SCOPES`. The prose of sections 一, 五 and 六 is
    made of sentences whose numbers cite cells; where it cannot be made, ``notes`` say why. A request that
    two of its organs report stands in it once, and ``notes`` list both. Law: OGI 50
    """
    whom = whose(organ, year, scope)
    form = format_for(year)
    question = question_of(whom, year, known_at, through_seq)
    report = Report(
        format=form.id,
        organ=whom.organ.name,
        year=year,
        cells=count_once(form, question),
        title=f"{whom.organ.name}{year}年{form.title}",
    )
    report.notes += [each.text for each in repeats(form, question)]
    if with_prose:
        _write_prose(report, whom, count_once(load_format(WORK_ID), question))
    return report


def _write_prose(report: Report, whom: Whose, work: dict[str, Cell]) -> None:
    assert report.year is not None
    kind = "government" if whom.scope == "subtree" else "department"
    try:
        report.sections = prose.compose(
            {**report.cells, **work}, organ=report.organ, year=report.year, kind=kind
        )
    except GongkaiError as problem:
        report.notes.append(f"正文没有写成：{problem.message}")


def work(organ: str, year: int, *, known_at: datetime | None = None, scope: str = "organ") -> dict[str, Cell]:
    """Our own statistics of an organ's year (format ``work``): ``work.news.count`` and the like."""
    return count_once(load_format(WORK_ID), question_of(whose(organ, year, scope), year, known_at))


def repeats_of(organ: str, year: int, *, known_at: datetime | None = None) -> tuple[Repeat, ...]:
    """The requests of a year that two organs under an organ report, passed on by the one to the other."""
    return repeats(format_for(year), question_of(whose(organ, year, "subtree"), year, known_at))


def facts_of_cell(
    organ: str, year: int, cell_id: str, *, known_at: datetime | None = None, scope: str = "organ"
) -> list[Entered]:
    """The facts behind one cell, by day; none for a sum, whose parts have theirs. Raises ``UnknownCell``."""
    question = question_of(whose(organ, year, scope), year, known_at)
    return facts_behind(recipe_of_cell(_form_of(cell_id, year), cell_id), question)


def trace(
    organ: str, year: int, cell_id: str, *, known_at: datetime | None = None, scope: str = "organ"
) -> Trace:
    """What stands behind a cell: its facts, its declarations with their evidence, or its parts.

    Raises ``UnknownCell``.
    """
    form = _form_of(cell_id, year)
    recipe = recipe_of_cell(form, cell_id)
    question = question_of(whose(organ, year, scope), year, known_at)
    return traced(form, recipe, count_once(form, question), facts_behind(recipe, question))


def trace_of(
    organ: str, year: int, cell_id: str, *, known_at: datetime | None = None, scope: str = "organ"
) -> str:
    """The same in Chinese, for reading, with the requests that are behind it twice and in it once."""
    whom = whose(organ, year, scope)
    text = trace(organ, year, cell_id, known_at=known_at, scope=scope).text()
    twice = repeats(_form_of(cell_id, year), question_of(whom, year, known_at))
    lines = [each.text for each in twice if cell_id in each.cells]
    return "\n".join([f"{whom.organ.name} · {year}年 · {text}", *lines])


def _form_of(cell_id: str, year: int) -> Format:
    return load_format(WORK_ID) if cell_id.startswith("work.") else format_for(year)
