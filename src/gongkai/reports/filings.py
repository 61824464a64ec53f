"""Questions about filed reports: which there are, who owes one, what came in since, what people judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.ledger import reading
from gongkai.ledger.kinds import KINDS, Entered
from gongkai.organs import queries as organ_queries
from gongkai.organs.kinds import Organ, OrganKind
from gongkai.reports.canonical import cells_from_json, digest
from gongkai.reports.cells import DECLARED
from gongkai.reports.counting import facts_behind
from gongkai.reports.facts import Verdict
from gongkai.reports.format import Recipe, load_format
from gongkai.reports.models import Filing
from gongkai.reports.queries import compute, question_of, whose
from gongkai.reports.repeats import count_once
from gongkai.reports.report import Cell, Report
from gongkai.reports.selects import Question
from gongkai.reports.traces import labels_of, line_of, written

OWE_A_REPORT = (OrganKind.OFFICE, OrganKind.DEPARTMENT, OrganKind.TOWNSHIP, OrganKind.AUTHORISED)
"""Organs that file a report of their own; the government's is made by its office. Law: OGI 49, OGI 54"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that would be filled otherwise today than it was filed, with the facts that made the difference.

    ``come`` are facts counted now and not then, ``gone`` those counted then and not now; ``causes`` what was
    entered since on the same subjects: a late decision, a taking-back, a new declaration.
    """

    cell_id: str
    label: str
    filed: Cell
    now: Cell
    come: tuple[Entered, ...] = ()
    gone: tuple[Entered, ...] = ()
    causes: tuple[Entered, ...] = ()

    def text(self) -> str:
        """The difference in Chinese."""
        lines = [f"{self.label}：报送时{written(self.filed)}，现在{written(self.now)}"]
        lines += [f"  此后登记  {line_of(each)}" for each in self.causes]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's verdict on a finding: the conclusion, the reason, the day and who gave it."""

    verdict: Verdict
    reason: str
    on: date
    by: str


def filings(organ: str, year: int, *, scope: str = "organ") -> list[Filing]:
    """All filings of an organ (its code) for a year, in their order; the last one holds."""
    return list(Filing.objects.filter(organ=organ, year=year, scope=scope).order_by("number"))


def of_organs(organs: Iterable[str]) -> list[Filing]:
    """All filings of organs (their codes), the latest year and filing first."""
    return list(Filing.objects.filter(organ__in=list(organs)).order_by("-year", "organ", "-number"))


def filed_report(filing: Filing) -> Report:
    """A report as it was filed."""
    organ = organ_queries.organ(filing.organ, as_of=date(filing.year, 12, 31))
    return Report(
        format=filing.format,
        organ=organ.name,
        year=filing.year,
        cells=cells_from_json(filing.cells),
        sections=dict(filing.sections),
        dated_on=filing.filed_on.isoformat(),
    )


def recomputed(filing: Filing) -> Report:
    """The report of a filing computed once more from what it pinned; its cells are those filed."""
    report = compute(
        filing.organ,
        filing.year,
        known_at=filing.known_at,
        through_seq=filing.last_seq,
        scope=filing.scope,
        with_prose=False,
    )
    report.sections = dict(filing.sections)
    return report


def holds(filing: Filing) -> bool:
    """Whether the filing is still what its fact pinned: neither its row nor the facts behind it changed."""
    again, filed = recomputed(filing), filed_report(filing)
    digests = {digest(each.format, each.cells, each.sections) for each in (again, filed)}
    return digests == {filing.digest}


def differences_since_filing(filing: Filing, *, known_at: datetime | None = None) -> list[Difference]:
    """What later facts change, cell by cell, with the facts that caused it; empty where nothing did.

    The filing itself never changes; a correction is filed anew. ``known_at`` asks as of an earlier moment.
    """
    form = load_format(filing.format)
    whom = whose(filing.organ, filing.year, filing.scope)
    then = question_of(whom, filing.year, filing.known_at, filing.last_seq)
    now = question_of(whom, filing.year, known_at)
    filed, today = cells_from_json(filing.cells), count_once(form, now)
    labels = labels_of(form)
    found = []
    for recipe in form.recipes():
        before, after = filed[recipe.cell_id], today[recipe.cell_id]
        if (before.value, before.kind) != (after.value, after.kind):
            moved = _moved(recipe, then, now)
            found.append(Difference(recipe.cell_id, labels[recipe.cell_id], before, after, *moved))
    return found


def _moved(recipe: Recipe, then: Question, now: Question) -> tuple[tuple[Entered, ...], ...]:
    """The facts that came, those that went, and what was entered since on their subjects."""
    earlier = {each.seq: each for each in facts_behind(recipe, then)}
    later = {each.seq: each for each in facts_behind(recipe, now)}
    come = tuple(each for seq, each in later.items() if seq not in earlier)
    gone = tuple(each for seq, each in earlier.items() if seq not in later)
    subjects = {each.subject for each in come + gone}
    if not subjects:
        return come, gone, ()
    touching = reading.facts(now.region, subjects=subjects, known_at=now.known_at, with_voided=True)
    return come, gone, tuple(each for each in touching if _new(each, then) and _can_move(each, recipe))


def _new(one: Entered, then: Question) -> bool:
    assert then.known_at is not None and then.through_seq is not None
    return one.entered_at > then.known_at or one.seq > then.through_seq


def _can_move(one: Entered, recipe: Recipe) -> bool:
    kind = KINDS.get(one.kind)
    spelled = kind is not None and bool(kind.opens or kind.closes)
    return one.voids is not None or spelled or one.kind in recipe.of or one.kind == DECLARED


def not_filed(region: str, year: int, *, known_at: datetime | None = None) -> list[Organ]:
    """The organs of a region that owe a report for a year and have filed none, by code.

    Those that existed at the year's end; ``known_at`` asks as of an earlier moment. Law: OGI 49
    """
    filed = {
        each.organ
        for each in reading.facts(region, kinds=["reports.filed"], since=date(year, 1, 1), known_at=known_at)
        if each.body.get("year") == year
    }
    owing = organ_queries.organs_of(region, as_of=date(year, 12, 31))
    return [each for each in owing if each.kind in OWE_A_REPORT and each.code not in filed]


def verdicts(
    region: str, fingerprints: Iterable[str], *, as_of: date, known_at: datetime | None = None
) -> dict[str, Judged]:
    """The last standing verdict on each finding that has one; one given ``until`` a day ends with it."""
    subjects = [f"finding:{each}" for each in fingerprints]
    judged: dict[str, Judged] = {}
    facts = reading.facts(region, kinds=["reports.finding_judged"], subjects=subjects, known_at=known_at)
    for each in sorted(facts, key=lambda one: (one.entered_at, one.seq)):
        until = each.body.get("until")
        fingerprint = str(each.body["fingerprint"])
        judged.pop(fingerprint, None)
        if until is None or as_of <= date.fromisoformat(until):
            judged[fingerprint] = Judged(
                Verdict(each.body["verdict"]), each.body.get("reason", ""), each.happened_on, each.entered_by
            )
    return judged
