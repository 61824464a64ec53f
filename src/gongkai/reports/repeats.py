"""Requests that two organs report (转办重复): a request passed on, and registered again where it came to.

Who passes a request on keeps the duty to reply and counts it. Where the organ it came to has registered it
too, each counts it in its own report; in a table that holds both it stands once, with the organ that passed
it on, and both are listed. Law: OGI 36(5); OGI 50
"""

from collections.abc import Sequence

from gongkai.ledger import reading
from gongkai.ledger.kinds import Entered, standing
from gongkai.organs.queries import names
from gongkai.reports.cells import fill
from gongkai.reports.consolidation.repeating import Repeat
from gongkai.reports.counting import count
from gongkai.reports.format import Format
from gongkai.reports.report import Cell, Number
from gongkai.reports.selects import Question

FOUND = "reports.repeat_found"


def repeats(form: Format, question: Question) -> tuple[Repeat, ...]:
    """The requests that stand twice among the organs asked for, with what the second adds to each cell."""
    known_at, through_seq = question.known_at, question.through_seq
    entered = reading.facts(question.region, kinds=[FOUND], known_at=known_at, through_seq=through_seq)
    found = {each.subject.partition(":")[2]: str(each.body["of"]) for each in entered}
    if not found:
        return ()
    of_subject: dict[str, list[Entered]] = {each: [] for each in {*found, *found.values()}}
    told = reading.facts(
        question.region, subjects=list(of_subject), known_at=known_at, through_seq=through_seq
    )
    for each in told:
        of_subject[each.subject].append(each)
    organs = {subject: organ_of(facts) for subject, facts in of_subject.items()}
    called = names(set(organs.values()))
    return tuple(
        Repeat(
            subject,
            called.get(organs[subject], organs[subject]),
            of,
            called.get(organs[of], organs[of]),
            _cells(form, of_subject[subject], question),
        )
        for subject, of in sorted(found.items())
        if {organs[subject], organs[of]} <= {*question.organs}
    )


def organ_of(facts: Sequence[Entered]) -> str:
    """The organ that received a request; empty where none did, or where that was taken back."""
    return next((each.organ for each in standing(facts) if each.kind == "foi.received"), "")


def _cells(form: Format, facts: Sequence[Entered], question: Question) -> dict[str, Number]:
    filled = fill(form, facts, year=question.year, organs=question.organs).cells
    return {cell_id: cell.value for cell_id, cell in filled.items() if cell.value}


def count_once(form: Format, question: Question) -> dict[str, Cell]:
    """The cells of a format, each request in them once."""
    cells = count(form, question).cells
    for repeat in repeats(form, question):
        for cell_id, more in repeat.cells.items():
            value = cells[cell_id].value
            assert value is not None, "what a request adds to was counted"
            cells[cell_id] = Cell(value - more)
    return cells
