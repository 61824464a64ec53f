"""Alarms of an application (告警): what somebody has to look at, how urgently, and who.

An alarm is a reading of facts on a day, never a fact. Law: OGI 31; OGI 32; OGI 33; OGI 47.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.casework.counting import late_days, working_days
from gongkai.foi.kinds import Letter, Party
from gongkai.foi.status.consulting import Meaning
from gongkai.foi.status.life import Round
from gongkai.foi.status.reading import Phase, Status
from gongkai.foi.status.terms import ANSWER, PAYMENT, unanswered_supplement
from gongkai.law.calendar import ONE_DAY
from gongkai.law.parameters import parameter

TOLD_BY_DUE_DAY = ("overdue", "due_soon", "provisional")
HANDLER, HEAD, LEADER = "liaison", "head", "leader"


class Level(StrEnum):
    """How urgent it is, always said in a word and never by colour alone."""

    RED = "red"  # 告警
    AMBER = "amber"  # 提醒
    NOTE = "note"  # 注意


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something to look at since ``since``; ``to`` are the roles whose desk it belongs on."""

    code: str
    level: Level
    since: date
    why: str
    law: str
    to: tuple[str, ...] = (HANDLER,)


def alarms(now: Status) -> tuple[Alarm, ...]:
    """All alarms of an application on the day of its status, the most urgent first."""
    found = [*_unconfirmed(now), *_reply(now), *_asked(now), *_sought(now), *_after(now)]
    order = list(Level)
    return tuple(sorted(found, key=lambda each: (order.index(each.level), each.since, each.code)))


def alarm_days(now: Status) -> dict[str, date]:
    """From which day each alarm stands if nothing happens until then, by its code.

    Without those that the due day alone tells: overdue, due soon, provisional. ``contact_wanted`` stands on
    working days only. It is worked out as of the day of the last fact, so every later day is told by it.
    """
    days = {each.code: now.as_of for each in alarms(now) if each.code not in TOLD_BY_DUE_DAY}
    for code, day in _coming(now):
        days[code] = min(day, days.get(code, day))
    return days


def _coming(now: Status) -> Iterator[tuple[str, date]]:
    """Alarms of days to come: what was not answered by then."""
    if now.phase is Phase.UNCONFIRMED and (registered := now.facts.first("foi.registered")):
        tried = now.facts.last("foi.contact_tried")
        yield "contact_wanted", tried.happened_on + ONE_DAY if tried else registered.happened_on
    if now.now is None or now.closed:
        return
    facts = now.now.round.facts
    answer, payment = now.clock(ANSWER), now.clock(PAYMENT)
    if answer and unanswered_supplement(facts):
        yield "supplement_lapsed", max(answer.due_on + ONE_DAY, now.as_of)
    if payment and payment.done_on is None:
        yield "payment_lapsed", max(payment.due_on + ONE_DAY, now.as_of)
    for each in now.consultations:
        if each.due_on and each.answered_on is None:
            silence = "deemed_agreed" if each.party is Party.CO_MAKER else "third_party_silent"
            yield silence, max(each.due_on + ONE_DAY, now.as_of)
    if now.now.round.number == 1 and len(now.facts.listed) == 1 and not now.waiting:
        yield "untouched", max(_idle_from(now), now.as_of)


def _idle_from(now: Status) -> date:
    """The day from which an application lies longer than the house allows."""
    day = now.now.round.opened.happened_on
    left = int(parameter("foi.untouched_working_days").on(now.as_of).value) + 1
    while left:
        day += ONE_DAY
        left -= now.calendar.assume(day).working
    return day


def days_left(now: Status) -> int | None:
    """Working days left for the reply that is owed; None where none is owed or none can be told."""
    if now.due is None or now.now is None or now.now.done_on is not None or now.waiting:
        return None
    return working_days(now.as_of, now.due.due_on, now.calendar) if now.as_of < now.due.due_on else 0


def level_of(left: int, as_of: date) -> Level | None:
    """How urgent so few working days left are, by the house's own lines."""
    for key, level in (("foi.red_working_days", Level.RED), ("foi.amber_working_days", Level.AMBER)):
        if left <= int(parameter(key).on(as_of).value):
            return level
    return None


def _unconfirmed(now: Status) -> Iterator[Alarm]:
    if now.phase is not Phase.UNCONFIRMED:
        return
    registered = now.facts.first("foi.registered")
    tried = now.facts.last("foi.contact_tried")
    if registered is None or not now.calendar.assume(now.as_of).working:
        return
    if tried is None or tried.happened_on < now.as_of:
        why = "尚未与申请人确认收到，今天还没有联系记录，请联系并登记；确认之前期限不起算"
        yield Alarm("contact_wanted", Level.RED, registered.happened_on, why, "OGI 31(2)", (HANDLER, HEAD))


def _reply(now: Status) -> Iterator[Alarm]:
    left = days_left(now)
    if now.now is None or left is None or now.due_on is None:
        return
    law, due_on = now.now.clock.due.law, now.due_on
    if now.overdue_days:
        why = f"答复期限{due_on}已过，逾期{now.overdue_days}个工作日"
        yield Alarm("overdue", Level.RED, due_on, why, law, (HANDLER, HEAD, LEADER))
    elif level := level_of(left, now.as_of):
        to = (HANDLER, HEAD, LEADER) if level is Level.RED else (HANDLER,)
        yield Alarm("due_soon", level, now.as_of, f"答复期限{due_on}，还剩{left}个工作日", law, to)
    if now.now.clock.due.provisional:
        why = "；".join(now.now.clock.due.because)
        yield Alarm("provisional", Level.NOTE, now.as_of, f"期限暂定：{why}", law)
    if now.now.round.number == 1 and len(now.facts.listed) == 1:
        received_on = now.now.round.opened.happened_on
        idle = working_days(received_on, now.as_of, now.calendar)
        if idle > int(parameter("foi.untouched_working_days").on(now.as_of).value):
            why = f"{received_on}收到后{idle}个工作日无人办理；期限自收到之日起算，与何时受理无关"
            yield Alarm("untouched", Level.RED, received_on, why, "OGI 31", (HANDLER, HEAD))


def _asked(now: Status) -> Iterator[Alarm]:
    """What was asked of the applicant: asked too late, or not answered in its time."""
    if now.now is None or now.closed:
        return
    facts, codes = now.now.round.facts, {each.code for each in now.now.breaches}
    if "supplement_asked_late" in codes and not facts.first("foi.supplement_upheld"):
        why = "补正告知逾期，原期限不变；请负责人决定该告知是否仍然有效"
        yield Alarm("late_notice", Level.RED, now.as_of, why, "OGI 30", (HEAD,))
    answer, payment = now.clock(ANSWER), now.clock(PAYMENT)
    if answer and unanswered_supplement(facts) and answer.due_on < now.as_of:
        why = f"补正期限{answer.due_on}已过，尚未补正；请认定有无正当理由"
        yield Alarm("supplement_lapsed", Level.RED, answer.due_on, why, "OGI 30", (HANDLER, HEAD))
    if payment and payment.done_on is None and payment.due_on < now.as_of:
        why = f"缴费期限{payment.due_on}已过，尚未缴费；可以认定不再处理"
        yield Alarm("payment_lapsed", Level.RED, payment.due_on, why, "FEE2020 7", (HANDLER, HEAD))
    if facts.first("foi.extended") and facts.delivered(Letter.EXTENSION) is None:
        why = "延期告知书还没有送达记录；原期限届满前没有告知的，延期不生效"
        yield Alarm("extension_untold", Level.AMBER, now.as_of, why, "OGI 33.2")


def _sought(now: Status) -> Iterator[Alarm]:
    if now.closed:
        return
    for each in now.consultations:
        if each.meaning is Meaning.ORGAN_DECIDES and each.due_on and each.answered_on is None:
            why = f"第三方逾期（{each.due_on}）没有答复，不等于同意；由本机关决定是否公开"
            yield Alarm("third_party_silent", Level.AMBER, each.due_on, why, "OGI 32", (HANDLER, HEAD))
        if each.meaning is Meaning.DEEMED_AGREED and each.due_on and each.answered_on is None:
            why = f"共同制作机关逾期（{each.due_on}）没有答复，视为同意公开"
            yield Alarm("deemed_agreed", Level.NOTE, each.due_on, why, "OGI 34")


def _after(now: Status) -> Iterator[Alarm]:
    if now.now is None or not now.closed:
        return
    found: Round = now.now.round
    if now.phase is Phase.DECIDED and found.ended is not None:
        why = "答复书已经作出，还没有送达记录"
        yield Alarm("undelivered", Level.AMBER, found.ended.happened_on, why, "OGI 40")
    if (back := letter_back(found)) is not None:
        yield Alarm("returned", Level.AMBER, back, "答复书被退回，请核对地址后再次送达", "SERVICE2016")
    if now.late_days and not explained(now):
        why = f"逾期{now.late_days}个工作日，尚未登记原因和责任机关，不能归档"
        yield Alarm("lateness_unexplained", Level.RED, now.as_of, why, "OGI 47", (HANDLER, HEAD))


def explained(now: Status) -> bool:
    """Whether the cause of lateness and the organ that caused it are on record."""
    return any(each.body.get("organ") for each in now.facts.all("casework.lateness_explained"))


def apology_offered(now: Status) -> bool:
    """Whether a letter of apology is offered (致歉函): late, explained, and none went out yet."""
    told = now.facts.delivered(Letter.APOLOGY)
    return now.late_days > 0 and explained(now) and told is None


def letter_back(found: Round) -> date | None:
    """The day the decision letter came back, where it was not sent again since."""
    back = found.facts.last("foi.returned", letter=Letter.DECISION)
    sent = found.facts.last("foi.delivered", letter=Letter.DECISION)
    if back is None or (sent is not None and sent.happened_on > back.happened_on):
        return None
    return back.happened_on


def late_if_replied(now: Status, on: date) -> int:
    """By how many working days a reply on a day would be late."""
    return late_days(now.due_on, on, now.calendar) if now.due_on and not now.waiting else 0
