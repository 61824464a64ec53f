"""What had happened to a clock by a day, and whether it can have happened at all.

Refuse the impossible, enter the unlawful: a consultation answered before it was sent is refused here; one
answered too late is counted for what it is worth in ``working``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from gongkai.law.deadlines import Deadline
from gongkai.law.errors import GongkaiError
from gongkai.law.events import Event, Extend, Pause, Restart, impossible

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


def within_reach(day: date) -> date:
    """The day, if a clock can be computed for it.

    Raises: GongkaiError.
    """
    if not EARLIEST <= day <= LATEST:
        raise GongkaiError(
            "day_out_of_reach",
            f"日期{day.isoformat()}不合理，应在{EARLIEST.year}年至{LATEST.year}年之间。请核对。",
            day=day,
        )
    return day


def happened_by(events: Iterable[Event], as_of: date | None) -> list[Event]:
    """The events as they stood at the end of a day, in date order: later ends are still open."""
    known = [each for event in events if (each := _as_of(event, as_of)) is not None]
    return sorted(set(known), key=lambda each: (_days(each), repr(each)))


def _days(event: Event) -> tuple[date, ...]:
    if isinstance(event, Extend):
        return (event.approved_on,)
    if isinstance(event, Pause):
        return (event.sent_on,)
    return (event.asked_on or event.on or date.max, event.on or date.max)


def _as_of(event: Event, as_of: date | None) -> Event | None:
    if as_of is None:
        return event

    def known(day: date | None) -> date | None:
        return day if day is not None and day <= as_of else None

    if isinstance(event, Extend):
        # A notice of the extension that has not gone out yet may still go out in time.
        return replace(event, notified_on=known(event.notified_on)) if known(event.approved_on) else None
    if isinstance(event, Pause):
        if not known(event.sent_on):
            return None
        return replace(event, reached_on=known(event.reached_on), ended_on=known(event.ended_on))
    seen = replace(
        event, asked_on=known(event.asked_on), reached_on=known(event.reached_on), on=known(event.on)
    )
    return seen if seen.asked_on or seen.on else None


def require_possible(rule: Deadline, start: date, events: Sequence[Event]) -> None:
    """Refuse events that cannot happen to this clock or cannot have happened in this order.

    Raises: GongkaiError saying what is wrong and what to do.
    """
    for event in events:
        if isinstance(event, Extend):
            if not rule.extension:
                raise impossible(f"“{rule.title}”不能延长。", rule.law)
            _in_order(rule, start, ("批准延期", event.approved_on), ("告知申请人", event.notified_on))
        elif isinstance(event, Pause):
            if event.party not in rule.pauses:
                raise impossible(f"“{rule.title}”没有“{event.party}”这种扣除。", rule.law)
            sent, reached = ("发出征求意见书", event.sent_on), ("收到征求意见书", event.reached_on)
            _in_order(rule, start, sent, reached, ("提出意见", event.ended_on))
        else:
            if event.reason not in rule.restarts:
                raise impossible(f"“{rule.title}”没有“{event.reason}”这种重新起算。", rule.law)
            title = rule.restarts[event.reason].title
            told = (f"{title}告知送达", event.reached_on)
            _in_order(rule, start, (f"告知{title}", event.asked_on), told, (title, event.on))
    _require_once(rule, events)


def _in_order(rule: Deadline, start: date, *dates: tuple[str, date | None]) -> None:
    before_name, before = rule.starts, start
    for name, day in dates:
        if day is None:
            continue
        within_reach(day)
        if day < before:
            raise impossible(
                f"“{name}”（{day.isoformat()}）不能早于“{before_name}”（{before.isoformat()}）。请核对日期。",
                rule.law,
            )
        before_name, before = name, day


def _require_once(rule: Deadline, events: Sequence[Event]) -> None:
    for reason, restart in rule.restarts.items():
        asked = [each for each in events if isinstance(each, Restart) and each.reason == reason]
        if restart.once and len(asked) > 1:
            raise impossible(
                f"告知{restart.title}只能一次性作出，不能再次告知；{restart.title}后内容仍不明确的，"
                f"按“{restart.title}后仍不明确”答复。",
                restart.law,
                reason=reason,
            )
