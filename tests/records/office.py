"""A county office for tests: organs, people with posts, columns, and records at any stage."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from gongkai.casework.secrecy import SecrecyLevel
from gongkai.ledger.rows import BEIJING
from gongkai.organs import people
from gongkai.organs.acting import Actor, Role, actor_of
from gongkai.records import services
from gongkai.records.clearance import Verdict
from gongkai.records.content import Content
from gongkai.records.services import ColumnPlan, Standing
from invented_county import COUNTY, GOVERNMENT, HEALTH, OFFICE, START, TOWN, found_organs

NOW = datetime(2020, 6, 10, 9, 0, tzinfo=BEIJING)

STEPS = {
    "first": Role.FIRST_REVIEWER,
    "second": Role.SECOND_REVIEWER,
    "third": Role.THIRD_REVIEWER,
    "secrecy": Role.SECRECY_REVIEWER,
}


@dataclass
class Office:
    """Who is there: ``actors[role]`` is the person with that role over the whole county."""

    actors: dict[str, Actor] = field(default_factory=dict)
    at: datetime = NOW

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.__dict__["actors"][name]
        except KeyError:
            raise AttributeError(name) from None

    def later(self, **by) -> datetime:
        """Let time pass; returns the new instant."""
        self.at += timedelta(**(by or {"minutes": 5}))
        return self.at

    def draft(self, type_key: str = "notice", organ: str = HEALTH, **content) -> Standing:
        """A draft of the liaison of an organ."""
        return services.draft(type_key, organ, sample(**content), by=self.liaison, at=self.later())

    def submitted(self, type_key: str = "notice", **content) -> Standing:
        """A record waiting for its first step."""
        there = self.draft(type_key, **content)
        return services.submit(there.subject, sha256=there.sha256, by=self.liaison, at=self.later())

    def approve(self, there: Standing, step: str, **more) -> Standing:
        """One step approved by whoever holds it."""
        if step == "secrecy":
            more = {"level": SecrecyLevel.NONE, "basis": "不在保密事项范围内", **more}
        return services.decide(
            there.subject,
            step,
            Verdict.APPROVED,
            sha256=there.sha256,
            by=self.actors[step],
            at=self.later(),
            **more,
        )

    def cleared(self, type_key: str = "notice", **content) -> Standing:
        """A record with all approvals."""
        return self.clear(self.submitted(type_key, **content))

    def clear(self, there: Standing) -> Standing:
        """All steps of a submitted record."""
        for step in STEPS:
            there = self.approve(there, step)
        return there

    def live(self, type_key: str = "notice", **content) -> Standing:
        """A public record."""
        there = self.cleared(type_key, **content)
        return services.publish(there.subject, sha256=there.sha256, by=self.clerk, at=self.later())


def sample(**changed) -> Content:
    """Content fit for submission."""
    given = {
        "title": "关于做好防汛工作的通知",
        "abstract": "部署全县防汛工作。",
        "body": "<p>各乡镇人民政府：</p><p>现将有关事项通知如下。</p>",
        "topic": "减灾救灾",
        "column": "notices",
        "made_on": date(2020, 6, 8),
        "source": "县卫生健康委员会",
    }
    return Content(**{**given, **changed})


def person(login: str, post_of: dict[str, Role], **more) -> Actor:
    """A person who holds one post in each of these organs."""
    who = people.register(login, more.get("name", f"甲{login}"))
    for organ, role in post_of.items():
        people.appoint(who, people.set_up_post(organ, role).pk, valid_from=START)
    return actor_of(who, NOW.date())


def open_office() -> Office:
    """The office with its people."""
    found_organs()
    services.arrange_columns(
        COUNTY,
        [
            ColumnPlan("news", "尉氏要闻", "news-board", "尉氏新闻", 10),
            ColumnPlan("notices", "公示公告", "open-board", "政府信息公开", 20),
            ColumnPlan("documents", "规范性文件", "open-board", "政府信息公开", 60),
        ],
    )
    office = Office()
    office.actors["liaison"] = person("liaison", {HEALTH: Role.LIAISON})
    office.actors["stranger"] = person("stranger", {TOWN: Role.LIAISON})
    for step, role in STEPS.items():
        office.actors[step] = person(step, {GOVERNMENT: role})
    office.actors["clerk"] = person("clerk", {OFFICE: Role.CLERK})
    office.actors["leader"] = person("leader", {GOVERNMENT: Role.LEADER})
    office.actors["inspector"] = person("inspector", {OFFICE: Role.INSPECTOR})
    return office
