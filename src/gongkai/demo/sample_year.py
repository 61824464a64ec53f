"""The sample year as facts: the figures of `sample.toml` over real working days; same seed, same facts."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.casework import facts as casework
from gongkai.demo.words import Words, bureaus
from gongkai.foi import facts as foi
from gongkai.hotline import facts as hotline
from gongkai.law.calendar import is_working_day
from gongkai.ledger.kinds import Fact
from gongkai.oversight import facts as oversight
from gongkai.records import facts as records
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


class SampleYear:
    """Makes the happenings of the year, group by group; the same order and content on every run."""

    def __init__(self) -> None:
        self.figures = sample()
        self.year: int = self.figures["year"]
        self.office: str = self.figures["office"]
        self.days = working_days(self.year)
        self.words = Words(self.figures["seed"])
        self.titles: dict[str, str] = {}

    def groups(self) -> list[tuple[str, int, Callable[[], Iterator[Happening]]]]:
        """Name, number of subjects and maker of each group, in the order in which they are entered."""
        figures, other = self.figures["records"], self.figures["hotline"]
        plain = figures["directory"] - figures["normative_documents"]
        return [
            ("政务动态", figures["news"], lambda: self._records("news", figures["news"], records.Genre.NEWS)),
            ("信息公开目录", plain, lambda: self._records("entry", plain, records.Genre.DIRECTORY_ENTRY)),
            ("规范性文件与解读", figures["normative_documents"], self._policies),
            ("互动交流", figures["exchanges"], self._exchanges),
            ("县长专线", other["county"], lambda: self._tickets(hotline.Line.COUNTY, other["county"])),
            ("市长专线转办", other["city"], lambda: self._tickets(hotline.Line.CITY, other["city"])),
            ("专线简报", other["briefings"], self._briefings),
            ("依申请公开", len(self.figures["applications"]), self._applications),
            ("培训与检查", len(self.figures["oversight"]["trainings"]), self._oversight),
            ("填报数字", len(self.figures["declared"]) - 1, self._declared),
        ]

    def _spread(self, count: int) -> list[date]:
        """``count`` working days over the whole year, in order."""
        return [self.days[index * len(self.days) // count] for index in range(count)]

    def _later(self, day: date, working_days_later: int) -> date:
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

    def _record(self, subject: str, genre: records.Genre, on: date, doc_no: str = "") -> Iterator[Happening]:
        made_on = on - timedelta(days=self.words.random.randrange(0, 4)) if on.month > 1 else on
        yield self._at(records.Made(genre=genre, doc_no=doc_no), subject, made_on)
        yield self._at(records.Cleared(openness=records.Openness.PROACTIVE), subject, on)
        yield self._at(records.Published(genre=genre), subject, on)

    def _records(self, name: str, count: int, genre: records.Genre) -> Iterator[Happening]:
        for number, on in enumerate(self._spread(count), start=1):
            subject = f"record:{self.year}-{name}-{number:04d}"
            self.titles[subject] = self.words.news() if name == "news" else self.words.entry(number)
            yield from self._record(subject, genre, on)

    def _policies(self) -> Iterator[Happening]:
        figures = self.figures["records"]
        for number, on in enumerate(self._spread(figures["normative_documents"]), start=1):
            subject = f"record:{self.year}-document-{number:04d}"
            self.titles[subject] = self.words.policy(number - 1)
            yield from self._record(
                subject, records.Genre.NORMATIVE_DOCUMENT, on, f"尉政〔{self.year}〕{number}号"
            )
            if number > figures["explainers"]:
                continue
            explainer = f"record:{self.year}-explainer-{number:04d}"
            self.titles[explainer] = f"{self.titles[subject][4:-3]}解读"
            lag = self.words.random.choice((0, 0, 2, 6))  # the report admits that explainers lag behind
            yield from self._record(explainer, records.Genre.EXPLAINER, self._later(on, lag))
            yield self._at(records.Explained(explainer=explainer), subject, self._later(on, lag))

    def _exchanges(self) -> Iterator[Happening]:
        for number, on in enumerate(self._spread(self.figures["records"]["exchanges"]), start=1):
            subject = f"exchange:{self.year}-{number:03d}"
            self.titles[subject] = self.words.question()
            yield self._at(hotline.ExchangePublished(), subject, on)

    def _tickets(self, line: hotline.Line, count: int) -> Iterator[Happening]:
        pick = self.words.random
        codes = list(bureau_codes())
        latest = self.days[-8]  # all were closed within the year
        for number, day in enumerate(self._spread(count), start=1):
            on = min(day, latest)
            subject = f"hotline:{self.year}-{line.value}-{number:04d}"
            category, self.titles[subject] = self.words.matter()
            appeal = pick.choice(tuple(hotline.Appeal)[:5])
            to = pick.choice(codes)
            replied = self._later(on, pick.randrange(1, 5))
            yield self._at(hotline.Received(line=line, appeal=appeal, category=category), subject, on)
            yield self._at(hotline.Assigned(to=to), subject, on)
            yield self._at(hotline.Replied(), subject, replied, organ=to)
            closed = self._later(replied, 1)
            yield self._at(hotline.Closed(line=line, resolved=pick.random() < 0.86), subject, closed)
            reached = pick.random() < 0.9
            satisfied = pick.random() < 0.88 if reached else None
            yield self._at(
                hotline.CalledBack(reached=reached, satisfied=satisfied), subject, self._later(closed, 1)
            )

    def _briefings(self) -> Iterator[Happening]:
        for issue in range(1, self.figures["hotline"]["briefings"] + 1):
            month_end = [day for day in self.days if day.month == issue][-1]
            deed = hotline.BriefingIssued(year=self.year, issue=issue)
            yield self._at(deed, f"briefing:{self.year}-{issue:02d}", month_end)

    def _applications(self) -> Iterator[Happening]:
        for each in self.figures["applications"]:
            subject = f"foi:{each['number']}"
            mail = f"mail:{each['number']}"
            known = each["with_unit_on"]
            arrived = casework.MailArrived(carrier=casework.Carrier.POST_SIGNED, becomes=subject)
            yield self._at(arrived, mail, each["signed_on"])
            if each.get("went_astray"):
                wrong = next(iter(bureau_codes()))
                yield self._at(casework.MailHandedOver(to=wrong), mail, each["signed_on"], step="astray")
            yield self._at(casework.MailHandedOver(to=self.office), mail, known, step="to-unit")
            received = foi.Received(
                applicant=foi.ApplicantKind.NATURAL_PERSON,
                intake=foi.Intake.POST_SIGNED,
                submitted_on=each["posted_on"],
                arrived_on=each["signed_on"],
            )
            yield self._at(received, subject, each["signed_on"], known=known)
            decided = foi.Decided(
                outcome=foi.Outcome.GRANTED,
                doc_no=f"尉政办公复〔{self.year}〕{int(each['number'][-4:])}号",
            )
            yield self._at(decided, subject, each["decided_on"])
            yield self._at(foi.Delivered(manner=foi.Manner.POST), subject, each["delivered_on"])
            if "cause" in each:
                explained = casework.LatenessExplained(
                    cause=casework.Cause.MAIL_ASTRAY,
                    organ=self.office,
                    apologised=True,
                    note=each["cause"],
                )
                yield self._at(explained, subject, each["decided_on"])

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
