"""Work at the desk: records of these days at every stage of clearance: something to do for each post."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.casework.secrecy import SecrecyLevel
from gongkai.demo.content.documents import document, explainer
from gongkai.demo.content.guides import approval_results
from gongkai.demo.content.news import news
from gongkai.demo.content.notices import notices
from gongkai.demo.people import acting
from gongkai.demo.register import Register
from gongkai.demo.sample_year import BEIJING, organ_of
from gongkai.records import services
from gongkai.records.clearance import OPEN_STATES, Verdict
from gongkai.records.content import Content
from gongkai.records.facts import ExplainerForm, Openness
from gongkai.records.services import Standing
from gongkai.records.workbench import begun_by

REVIEWERS = {"first": "yishen", "second": "ershen", "third": "sanshen", "secrecy": "baomi"}
STEPS = tuple(REVIEWERS)
AUTHORS = ("jiaoti", "chengguan", "lianluo")


@dataclass(slots=True)
class _Desk:
    """The people at work today; every act a few minutes after the one before, the last of them now."""

    today: date
    at: datetime

    def later(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def draft(self, login: str, whose: str, kind: str, content: Content) -> Standing:
        by = acting(login, self.today)
        return services.draft(kind, organ_of(whose), content, by=by, at=self.later())

    def submit(self, login: str, there: Standing) -> Standing:
        by = acting(login, self.today)
        return services.submit(there.subject, sha256=there.sha256, by=by, at=self.later())

    def approve(self, there: Standing, step: str) -> Standing:
        level, basis = (SecrecyLevel.NONE, "不在保密事项范围内") if step == "secrecy" else (None, "")
        return services.decide(
            there.subject,
            step,
            Verdict.APPROVED,
            sha256=there.sha256,
            by=acting(REVIEWERS[step], self.today),
            at=self.later(),
            level=level,
            basis=basis,
        )

    def up_to(self, login: str, there: Standing, steps: int) -> Standing:
        """Submitted, with so many steps approved."""
        there = self.submit(login, there)
        for step in STEPS[:steps]:
            there = self.approve(there, step)
        return there


@transaction.atomic
def begin_work(register: Register, now: datetime) -> int:
    """Begin the work of these days; how many records. Nothing where the desk has been used already."""
    began_at = now - timedelta(hours=2)
    today = began_at.astimezone(BEIJING).date()  # just after midnight, the work began yesterday
    if any(begun_by(acting(login, today), *OPEN_STATES).exists() for login in AUTHORS):
        return 0
    desk = _Desk(today, began_at)
    # Shortly after midnight the first of these acts are still of the day before.
    began = desk.at.astimezone(BEIJING).date()
    news_of = _news_of(register, began)
    desk.draft("jiaoti", "教育体育局", "news", news_of(11, "bumen-dongtai"))
    waiting = desk.draft("jiaoti", "教育体育局", "notice", _notice(register, "教育体育局", began))
    desk.up_to("jiaoti", waiting, 0)
    second = desk.draft("chengguan", "城关镇", "news", news_of(17, "xiangzhen-dongtai"))
    desk.up_to("chengguan", second, 1)
    late = desk.draft("chengguan", "城关镇", "notice", _late(_notice(register, "城关镇", today), today))
    desk.up_to("chengguan", late, 2)
    secrecy = desk.draft("jiaoti", "教育体育局", "news", news_of(27, "bumen-dongtai"))
    desk.up_to("jiaoti", secrecy, 3)
    cleared = desk.draft("lianluo", "office", "news", news_of(20, "weishi-yaowen"))
    desk.up_to("lianluo", cleared, 4)
    _returned(desk, news_of(40, "bumen-dongtai"))
    _scheduled(desk, news_of(60, "weishi-yaowen"), now)
    _policy(desk)
    _withheld(desk, register)
    return 11


def _news_of(register: Register, today: date) -> Callable[[int, str], Content]:
    """News of these days, for a column."""

    def make(number: int, column: str) -> Content:
        content = news(register.seed + 1, number, today, register.picture)
        return content.but(column=column, made_on=today - timedelta(days=1), other_columns=())

    return make


def _notice(register: Register, whose: str, today: date) -> Content:
    own = (each for each in notices(register.seed + 1, [today], register.picture) if each.whose == whose)
    return next(each.content for each in own if each.type == "notice")


def _late(content: Content, today: date) -> Content:
    """Made so long ago that the twenty working days are over."""
    return content.but(made_on=today - timedelta(days=45))


def _returned(desk: _Desk, content: Content) -> None:
    there = desk.up_to("jiaoti", desk.draft("jiaoti", "教育体育局", "news", content), 1)
    services.decide(
        there.subject,
        "second",
        Verdict.RETURNED,
        sha256=there.sha256,
        by=acting(REVIEWERS["second"], desk.today),
        at=desk.later(),
        remarks="第三段的数字请与台账核对，并补充数据来源。",
    )


def _scheduled(desk: _Desk, content: Content, now: datetime) -> None:
    there = desk.up_to("lianluo", desk.draft("lianluo", "office", "news", content), 4)
    some_day = datetime.combine(desk.today + timedelta(days=2), datetime.min.time(), BEIJING)
    services.publish(
        there.subject,
        sha256=there.sha256,
        by=acting("jingban", desk.today),
        at=max(desk.later(), now),
        publish_at=some_day + timedelta(hours=9),
    )


def _policy(desk: _Desk) -> None:
    """A document in clearance with its explainer planned and drafted beside it."""
    by = acting("lianluo", desk.today)
    content, _ = document(3, desk.today - timedelta(days=2))
    there = desk.draft("lianluo", "office", "normative_document", content)
    services.plan_explainer(
        there.subject,
        forms=[ExplainerForm.TEXT],
        due_on=desk.today + timedelta(days=3),
        outline="背景、适用范围、主要标准、办理方式",
        by=by,
        at=desk.later(),
    )
    beside = desk.draft("lianluo", "office", "explainer", explainer(3, desk.today - timedelta(days=1)))
    services.link_explainer(there.subject, beside.subject, by=by, at=desk.later())
    desk.up_to("lianluo", there, 2)


def _withheld(desk: _Desk, register: Register) -> None:
    """A record that is open on request only, registered with its ground: to be assessed again in a year."""
    each = next(iter(approval_results(register.seed + 1, [desk.today])))
    content = each.content.but(
        title=f"{each.content.title}（附企业申报材料）", openness=Openness.ON_REQUEST, ground="OGI 15"
    )
    desk.up_to("jiaoti", desk.draft("jiaoti", "教育体育局", "approval_result", content), 4)
