"""The sample year as facts: the figures of `sample.toml` over real working days; same seed, same facts.

What was published enters with the records themselves (``register``), the applications through the desk
(``letters_of_the_year``), everything else here.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.demo.words import Words, bureaus, towns
from gongkai.hotline import facts as hotline
from gongkai.law.calendar import is_working_day
from gongkai.ledger.kinds import Fact
from gongkai.oversight import facts as oversight
from gongkai.reports import facts as reports

BEIJING = ZoneInfo("Asia/Shanghai")
ORIGIN = "sample-2020"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened in the sample year, ready for the ledger's batch door."""

    deed: Fact
    subject: str
    organ: str
    happened_on: date
    entered_at: datetime
    external_id: str


@cache
def sample() -> dict[str, Any]:
    """The figures of the sample year."""
    return tomllib.loads((files(__package__) / "sample.toml").read_text("utf-8"))


@cache
def working_days(year: int) -> tuple[date, ...]:
    """The working days of a year by the State Council's calendar."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=offset) for offset in range((date(year + 1, 1, 1) - first).days))
    return tuple(day for day in days if is_working_day(day).working)


def bureau_codes() -> dict[str, str]:
    """Code → name of the departments that the sample's tickets go to."""
    region = sample()["region"]
    return {f"{region}-{number:02d}": f"尉氏县{name}" for number, name in enumerate(bureaus(), start=11)}


def town_codes() -> dict[str, str]:
    """Code → name of the governments of the towns."""
    region = sample()["region"]
    return {f"{region}-{number:02d}": f"{name}人民政府" for number, name in enumerate(towns(), start=31)}


@cache
def organ_of(name: str) -> str:
    """The code of a department or town by its name without the county's; ``office`` and ``county`` too."""
    region = sample()["region"]
    known = {"county": f"{region}-00", "office": sample()["office"]}
    known |= dict(zip(bureaus(), bureau_codes(), strict=True))
    return (known | dict(zip(towns(), town_codes(), strict=True)))[name]


class SampleYear:
    """Makes the happenings of the year, group by group; the same order and content on every run."""

    def __init__(self) -> None:
        self.figures = sample()
        self.year: int = self.figures["year"]
        self.office: str = self.figures["office"]
        self.days = working_days(self.year)
        self.words = Words(self.figures["seed"])

    def groups(self) -> list[tuple[str, int, Callable[[], Iterator[Happening]]]]:
        """Name, number of subjects and maker of each group, in the order in which they are entered."""
        other = self.figures["hotline"]
        return [
            ("互动交流", self.figures["records"]["exchanges"], self._exchanges),
            ("县长专线", other["county"], lambda: self._tickets(hotline.Line.COUNTY, other["county"])),
            ("市长专线转办", other["city"], lambda: self._tickets(hotline.Line.CITY, other["city"])),
            ("专线简报", other["briefings"], self._briefings),
            ("培训与检查", len(self.figures["oversight"]["trainings"]), self._oversight),
            ("填报数字", len(self.figures["declared"]) - 1, self._declared),
        ]

    def spread(self, count: int) -> list[date]:
        """``count`` working days over the whole year, in order."""
        return [self.days[index * len(self.days) // count] for index in range(count)]

    def later(self, day: date, working_days_later: int) -> date:
        """A working day some working days on, kept within the year."""
        index = next(i for i, each in enumerate(self.days) if each >= day)
        return self.days[min(index + working_days_later, len(self.days) - 1)]

    def _at(
        self,
        deed: Fact,
        subject: str,
        on: date,
        *,
        organ: str = "",
        step: str = "",
        known: date | None = None,
    ) -> Happening:
        moment = datetime.combine(known or on, time(17, 0), BEIJING)
        name = step or deed.kind
        return Happening(deed, subject, organ or self.office, on, moment, f"{subject}/{name}")

    def _exchanges(self) -> Iterator[Happening]:
        for number, on in enumerate(self.spread(self.figures["records"]["exchanges"]), start=1):
            subject = f"exchange:{self.year}-{number:03d}"
            yield self._at(hotline.ExchangePublished(), subject, on)

    def _tickets(self, line: hotline.Line, count: int) -> Iterator[Happening]:
        pick = self.words.random
        codes = list(bureau_codes())
        latest = self.days[-8]  # all were closed within the year
        for number, day in enumerate(self.spread(count), start=1):
            on = min(day, latest)
            subject = f"hotline:{self.year}-{line.value}-{number:04d}"
            category, _ = self.words.matter()
            appeal = pick.choice(tuple(hotline.Appeal)[:5])
            to = pick.choice(codes)
            replied = self.later(on, pick.randrange(1, 5))
            yield self._at(hotline.Received(line=line, appeal=appeal, category=category), subject, on)
            yield self._at(hotline.Assigned(to=to), subject, on)
            yield self._at(hotline.Replied(), subject, replied, organ=to)
            closed = self.later(replied, 1)
            yield self._at(hotline.Closed(line=line, resolved=pick.random() < 0.86), subject, closed)
            reached = pick.random() < 0.9
            satisfied = pick.random() < 0.88 if reached else None
            yield self._at(
                hotline.CalledBack(reached=reached, satisfied=satisfied), subject, self.later(closed, 1)
            )

    def _briefings(self) -> Iterator[Happening]:
        for issue in range(1, self.figures["hotline"]["briefings"] + 1):
            month_end = [day for day in self.days if day.month == issue][-1]
            deed = hotline.BriefingIssued(year=self.year, issue=issue)
            yield self._at(deed, f"briefing:{self.year}-{issue:02d}", month_end)

    def _oversight(self) -> Iterator[Happening]:
        for number, each in enumerate(self.figures["oversight"]["trainings"], start=1):
            deed = oversight.Trained(topic=each["topic"], attendees=each["people"])
            yield self._at(deed, f"training:{self.year}-{number:02d}", each["on"])
        for number, each in enumerate(self.figures["oversight"]["inspections"], start=1):
            inspected = oversight.Inspected(topic=each["about"])
            yield self._at(inspected, f"inspection:{self.year}-{number:02d}", each["on"])

    def _declared(self) -> Iterator[Happening]:
        declared = dict(self.figures["declared"])
        evidence = declared.pop("evidence")
        on = date(self.year + 1, 1, 12)
        for cell, value in declared.items():
            deed = reports.FigureDeclared(
                cell=cell,
                value=Decimal(value),
                year=self.year,
                unit="元" if cell.endswith("_amount") else "",
                evidence=evidence,
            )
            yield self._at(deed, f"figure:{self.year}/{cell}", on)
