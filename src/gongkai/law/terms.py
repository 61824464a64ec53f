"""Terms in natural days, months and years (以日、月、年计的期限).

The starting day does not count; a term in months ends on the corresponding day; when the last day is a day
off, the next working day takes its place. Law: CIVIL 201.1; CIVIL 202; CIVIL 203.1.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from gongkai.law.calendar import ONE_DAY, Calendar
from gongkai.law.deadlines import Deadline
from gongkai.law.due import Breach, Due, Step
from gongkai.law.errors import GongkaiError
from gongkai.law.events import Event, Extend
from gongkai.law.parameters import UNITS, Value, parameter


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months later; in a shorter month its last day.

    >>> add_months(date(2025, 8, 31), 6), add_months(date(2024, 2, 29), 12)
    (datetime.date(2026, 2, 28), datetime.date(2025, 2, 28))

    Law: CIVIL 202
    """
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def natural_term(
    rule: Deadline, start: date, events: Sequence[Event], calendar: Calendar, length: Value
) -> Due:
    """The due day of a term in natural days, months or years, with its explanation."""
    count = int(length.value)
    unit = UNITS[rule.unit]
    steps = [Step(start, "start", f"{rule.starts}，当日不计入，自次日起算", "CIVIL 201.1")]
    last = _after(start, count, rule.unit)
    unextended_on, rolled = _roll(last, calendar)
    due_on, breaches, granted = unextended_on, [], False
    for event in events:
        if not isinstance(event, Extend):
            continue
        law = _require_allowed(rule, start, event, granted)
        if late := _too_late(event, unextended_on, law):
            breaches.append(late)
            steps.append(Step(event.approved_on, "void", late.why, law))
            continue
        granted = True
        last = _after(last, event.days, rule.unit)
        due_on, rolled = _roll(last, calendar)
        why = f"批准延长{event.days}{unit}，自原期限起连续计算，至{last.isoformat()}"
        steps.append(Step(event.approved_on, "extension", why, law))
    total = f"第{(last - start).days}日" if rule.unit == "natural_days" else f"{count}{unit}届满"
    steps.append(Step(last, "term", f"{total}，最后一日", "CIVIL 202" if "日" not in total else length.law))
    steps += rolled
    assumed = sorted({step.on.year for step in rolled if step.assumed})
    return Due(
        clock=rule.key,
        title=rule.title,
        received=start,
        starts_on=start,
        due_on=due_on,
        unextended_on=unextended_on,
        length=count,
        unit=rule.unit,
        law=length.law,
        steps=tuple(sorted(steps, key=lambda step: step.on)),
        because=tuple(f"{year}年放假安排尚未公布或录入，最后一日是否顺延暂按星期推算" for year in assumed),
        breaches=tuple(breaches),
    )


def _after(day: date, count: int, unit: str) -> date:
    if unit == "natural_days":
        return day + timedelta(days=count)
    return add_months(day, count * (12 if unit == "years" else 1))


def _roll(last: date, calendar: Calendar) -> tuple[date, list[Step]]:
    """The last day or, when it is a day off, the next working day; with the days in between."""
    # Doubt D-009: any day off, not statutory holidays alone, moves the last day.
    day, steps = last, []
    known = calendar.assume(day)
    while not known.working:
        steps.append(Step(day, "off", known.why, known.law, assumed=known.assumed))
        day += ONE_DAY
        known = calendar.assume(day)
    if steps or known.assumed:
        why = f"最后一日是休息日，顺延至{day.isoformat()}（{known.why}）" if steps else known.why
        steps.append(Step(day, "rolled", why, "CIVIL 203.1", assumed=known.assumed))
    return day, steps


def _require_allowed(rule: Deadline, start: date, event: Extend, granted: bool) -> str:
    most = parameter(rule.extension).on(start)
    unit = UNITS[rule.unit]
    if not 1 <= event.days <= int(most.value):
        message = f"延长{event.days}{unit}不行：“{rule.title}”最长延长{most.value}{unit}，且至少1{unit}。"
        raise GongkaiError("extension_too_long", message, law=most.law, days=event.days)
    if granted:
        raise GongkaiError("extension_twice", f"“{rule.title}”已经延长过，不能再次延长。", law=most.law)
    return most.law


def _too_late(event: Extend, unextended_on: date, law: str) -> Breach | None:
    for what, day in (("批准", event.approved_on), ("告知", event.notified_on)):
        if day is not None and day > unextended_on:
            why = f"延期于{day.isoformat()}{what}，晚于原期限{unextended_on.isoformat()}，延期不生效"
            return Breach("extension_void", day, why, law)
    return None
