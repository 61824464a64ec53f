"""Random streams of possible facts over several years, organs and subjects, for fold, SQL and ledger alike.

*Possible* is what services let through: nothing is decided twice unless the first decision was taken back
before, nothing is taken back before it was entered. Everything else is free: late entry in any order,
openings known after closings, voids of anything, several organs, days anywhere in five years.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from gongkai.casework import facts as casework
from gongkai.foi import facts as foi
from gongkai.hotline import facts as hotline
from gongkai.ledger.facts import Voided
from gongkai.ledger.kinds import Entered, Fact, body_of
from gongkai.oversight import facts as oversight
from gongkai.records import facts as records
from gongkai.reports.facts import FigureDeclared

REGION = "410223"
ORGANS = ("410223-01", "410223-02", "410223-03")
FIRST = date(2018, 1, 1)
YEARS = range(2018, 2024)
DECLARED = ("proactive.a20_5.licensing.decisions", "proactive.a20_6.penalty.change", "work.boards.count")
MONEY = ("proactive.a20_9.procurement.procurement_amount", "proactive.a20_8.admin_fees.fee_amount_wan")


@dataclass(frozen=True)
class Act:
    """Something that is entered: a deed with its subject, days, and the act (by name) that it takes back."""

    name: str
    deed: Fact
    subject: str
    organ: str
    happened_on: date
    entered_at: datetime
    voids: str = ""


def at(day: date, lag_days: int = 0, minutes: int = 0) -> datetime:
    """A moment some days after a day."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(days=lag_days, minutes=minutes)


def entered(acts: list[Act]) -> list[Entered]:
    """The acts as the ledger would hold them, numbered in their order."""
    number = {act.name: seq for seq, act in enumerate(acts, start=1)}
    return [
        Entered(
            number[act.name],
            act.deed.kind,
            act.subject,
            act.organ,
            REGION,
            act.happened_on,
            act.entered_at,
            body_of(act.deed),
            number[act.voids] if act.voids else None,
        )
        for act in acts
    ]


def _after(draw: Any, day: date, most: int = 700) -> date:
    days = draw(st.sampled_from((0, 1, 20, 60)) | st.integers(0, most))
    return min(day + timedelta(days=days), date(2023, 12, 31))


class Case:
    """Draws the acts of one subject: each later one not before the one before, in day and in entry."""

    def __init__(self, draw: Any, subject: str, organ: str) -> None:
        self.draw, self.subject, self.organ = draw, subject, organ
        self.acts: list[Act] = []
        self.day = FIRST + timedelta(days=draw(st.integers(0, 5 * 365)))
        self.known = at(self.day)

    def act(self, deed: Fact, *, voids: str = "", late: bool = False) -> str:
        """One more act; ``late`` acts may be entered after those that follow."""
        self.day = _after(self.draw, self.day) if self.acts else self.day
        lag = self.draw(st.sampled_from((0, 0, 0, 1, 40, 400)))
        moment = at(self.day, lag, len(self.acts))
        if not late:
            moment = self.known = max(moment, self.known + timedelta(seconds=1))
        name = f"{self.subject}/{len(self.acts)}"
        self.acts.append(Act(name, deed, self.subject, self.organ, self.day, moment, voids))
        return name

    def maybe(self, of: int = 2) -> bool:
        """Chance."""
        return self.draw(st.integers(1, of)) == 1


def _void(case: Case, name: str) -> None:
    taken = next(each for each in case.acts if each.name == name)
    case.known = max(case.known, taken.entered_at)
    case.act(Voided(reason="登记有误"), voids=name)


def _application(case: Case) -> None:
    draw = case.draw
    applicant, intake = draw(st.sampled_from(foi.ApplicantKind)), draw(st.sampled_from(foi.Intake))
    received = case.act(foi.Received(applicant=applicant, intake=intake), late=True)
    for _ in range(draw(st.integers(0, 2))):
        outcome = draw(st.sampled_from(foi.Outcome))
        closing = case.act(foi.Withdrawn() if case.maybe(5) else foi.Decided(outcome=outcome))
        if not case.maybe(3):
            break
        if case.maybe():
            case.act(foi.Reopened(reason="答复有误"), voids=closing)
        else:
            _void(case, closing)
    if case.maybe(8):
        _void(case, received)
    if case.maybe(6):
        for _ in range(draw(st.integers(1, 3))):
            _late(case)


def _late(case: Case) -> None:
    cause = case.draw(st.sampled_from(casework.Cause))
    case.act(casework.LatenessExplained(cause=cause, apologised=case.maybe()))


def _record(case: Case) -> None:
    genre = case.draw(st.sampled_from(records.Genre))
    case.act(records.Made(genre=genre))
    if case.maybe(6):
        return
    published = case.act(records.Published(genre=genre), late=case.maybe(3))
    if case.maybe(3):
        closing = case.act(
            records.Repealed(genre=genre)
            if case.maybe()
            else records.TakenDown(genre=genre, reason=records.TakeDownReason.EXPIRED)
        )
        if case.maybe(4):
            _void(case, closing)
    if case.maybe(8):
        _void(case, published)


def _dispute(case: Case) -> None:
    result = case.draw(st.sampled_from(oversight.Result))
    if case.maybe():
        case.act(oversight.ReconsiderationFiled(), late=True)
        deed: Fact = oversight.ReconsiderationConcluded(result=result)
    else:
        after = case.maybe()
        case.act(oversight.LawsuitFiled(after_reconsideration=after), late=True)
        deed = oversight.LawsuitConcluded(after_reconsideration=after, result=result)
    if case.maybe():
        concluded = case.act(deed)
        if case.maybe(4):
            _void(case, concluded)


def _ticket(case: Case) -> None:
    line = case.draw(st.sampled_from(hotline.Line))
    case.act(hotline.Received(line=line, appeal=hotline.Appeal.HELP))
    for number in range(case.draw(st.integers(0, 3))):
        closed = case.act(hotline.Closed(line=line))
        if case.maybe(5):
            _void(case, closed)
        elif case.maybe():
            case.act(hotline.Reopened(line=line, round=number + 2))
        else:
            break
    if case.maybe(4):  # a late ticket is no late application
        _late(case)


def _figure(case: Case) -> None:
    draw, year = case.draw, case.draw(st.sampled_from(YEARS))
    cell = draw(st.sampled_from(DECLARED + MONEY))
    case.subject, case.day = f"figure:{year}/{cell}", date(year, 12, 31)
    case.known = at(case.day)
    for _ in range(draw(st.integers(1, 3))):
        unit = draw(st.sampled_from(("元", "万元"))) if cell in MONEY else ""
        value = Decimal(draw(st.integers(0, 9999)))
        name = case.act(FigureDeclared(cell=cell, value=value, year=year, unit=unit, evidence="统计表"))
        if case.maybe(4):
            _void(case, name)


MAKERS = {"foi": _application, "record": _record, "dispute": _dispute, "hotline": _ticket, "figure": _figure}


@st.composite
def streams(draw: Any, makers: tuple[str, ...] = tuple(MAKERS), most: int = 12) -> list[Act]:
    """A stream of possible acts, in the order in which they are entered."""
    acts: list[Act] = []
    for number in range(draw(st.integers(1, most) | st.just(most))):
        maker = draw(st.sampled_from(makers))
        case = Case(draw, f"{maker}:{number}", draw(st.sampled_from(ORGANS)))
        MAKERS[maker](case)
        acts += [replace(each, name=f"{number}/{each.name}") for each in _renamed(case.acts, number)]
    return sorted(acts, key=lambda each: (each.entered_at, each.name))


def _renamed(acts: list[Act], number: int) -> list[Act]:
    return [replace(each, voids=f"{number}/{each.voids}") if each.voids else each for each in acts]


moments = st.one_of(
    st.none(),
    st.integers(0, 6 * 365).map(lambda days: at(FIRST, days)),
)
scopes = st.sampled_from(((ORGANS[0],), ORGANS[:2], ORGANS))
