"""The clocks of an application: its facts as events of the law's clocks. Pure Python.

What the ledger holds may be unlawful or, in an import, even impossible for a clock: a second request for a
supplement, an extension of 21 days. The reading then leaves that one out and says so; it never fails.
Law: OGI 30; OGI 32; OGI 33; OGI 34; OGI 35; FEE2020 7.
"""

from datetime import date

from gongkai.casework.counting import Clock, term
from gongkai.foi.kinds import Letter, Relief
from gongkai.foi.status.consulting import pause_of
from gongkai.foi.status.life import Facts, Round, day_of
from gongkai.law.calendar import Calendar
from gongkai.law.clock import due
from gongkai.law.deadlines import Deadline, deadline
from gongkai.law.due import Breach, Due
from gongkai.law.errors import GongkaiError
from gongkai.law.events import Event, Extend, Pause, Restart
from gongkai.ledger.kinds import Entered

REPLY, ORDERED, DELAYED = "foi.reply", "foi.ordered_reply", "foi.delayed_reply"
NOTICE, ANSWER, PAYMENT = "foi.supplement_notice", "foi.supplement_answer", "foi.fee_payment"


def reply_clock(found: Round, as_of: date, calendar: Calendar) -> tuple[Clock, tuple[Breach, ...]]:
    """The clock of a round's reply, and what was done too late or cannot be counted."""
    asked_on = min(as_of, found.replied_on or as_of)
    start, working_days = found.opened.happened_on, found.opened.body.get("working_days")
    given = int(working_days) if working_days else None
    key = ORDERED if given else REPLY
    rule = deadline(key)
    events = [each for each in events_of(found.facts) if _concerns(each, rule)] if key == REPLY else []
    answer, left_out = _answer(key, start, events, max(asked_on, start), calendar, given)
    breaches = (*answer.breaches, *left_out)
    if (delayed := found.facts.last("foi.reply_delayed")) is not None:
        if delayed.happened_on <= answer.due_on:
            days = int(delayed.body["working_days"])
            answer = due(DELAYED, delayed.happened_on, calendar=calendar, given=days)
        else:
            why = f"延迟答复于{delayed.happened_on}告知，晚于答复期限{answer.due_on}，不生效"
            breaches += (Breach("delay_void", delayed.happened_on, why, "OGI 35"),)
    return Clock(answer, "organ", found.replied_on), breaches


def events_of(facts: Facts) -> list[Event]:
    """What happened to the reply clock: supplement, fee, consultations, extensions."""
    events: list[Event] = []
    upheld = facts.first("foi.supplement_upheld") is not None
    answers = iter(facts.all("foi.supplemented"))
    for asked in facts.all("foi.supplement_requested"):
        answer = next((each for each in answers if each.happened_on >= asked.happened_on), None)
        reached = facts.reached(Letter.SUPPLEMENT_REQUEST)
        events.append(Restart("supplement", asked.happened_on, reached, day_of(answer), confirmed=upheld))
    events += [_payment(facts, each) for each in facts.all("foi.fee_noticed") if not _waived(facts)]
    events += [pause_of(facts, each) for each in facts.all("foi.consultation_opened")]
    for each in facts.all("foi.extended"):
        days = int(each.body.get("working_days", 0))
        events.append(Extend(days, each.happened_on, facts.delivered(Letter.EXTENSION)))
    return events


def unanswered_supplement(facts: Facts) -> Entered | None:
    """The request for a supplement that still waits for its answer."""
    asked, answered = facts.last("foi.supplement_requested"), facts.last("foi.supplemented")
    return None if asked is None or (answered and answered.happened_on >= asked.happened_on) else asked


def unpaid_fee(facts: Facts) -> Entered | None:
    """The fee notice that still waits for its payment."""
    noticed = facts.last("foi.fee_noticed")
    return None if noticed is None or _waived(facts) or facts.first("foi.fee_paid") else noticed


def _payment(facts: Facts, noticed: Entered) -> Restart:
    paid = facts.first("foi.fee_paid")
    paid_on = paid.happened_on if paid and paid.happened_on >= noticed.happened_on else None
    if facts.first("foi.reopened", excused=Letter.FEE_NOTICE) and paid_on:
        # The head found just cause for paying late: the payment counts as if nothing had been missed.
        return Restart("fee", None, None, paid_on)
    reached = facts.reached(Letter.FEE_NOTICE) or noticed.happened_on
    return Restart("fee", noticed.happened_on, reached, paid_on)


def _waived(facts: Facts) -> bool:
    # Doubt D-030: a fee waived after the notice leaves the first term as it was.
    return facts.first("foi.fee_relieved", relief=Relief.WAIVED) is not None


def _concerns(event: Event, rule: Deadline) -> bool:
    """Whether a clock knows such an event at all."""
    if isinstance(event, Extend):
        return bool(rule.extension)
    return event.party in rule.pauses if isinstance(event, Pause) else event.reason in rule.restarts


def _answer(
    key: str, start: date, events: list[Event], as_of: date, calendar: Calendar, given: int | None
) -> tuple[Due, tuple[Breach, ...]]:
    """The clock's answer with the events that it accepts together; each one refused is a breach."""
    try:
        return due(key, start, events, as_of=as_of, calendar=calendar, given=given), ()
    except GongkaiError:
        pass
    kept: list[Event] = []
    refused: list[Breach] = []
    for each in sorted(events, key=lambda one: (_begun(one), repr(one))):
        try:
            due(key, start, [*kept, each], as_of=as_of, calendar=calendar, given=given)
        except GongkaiError as problem:
            why = f"该事项不计入期限：{problem.message}"
            refused.append(Breach("not_counted", _begun(each), why, problem.law))
        else:
            kept.append(each)
    return due(key, start, kept, as_of=as_of, calendar=calendar, given=given), tuple(refused)


def _begun(event: Event) -> date:
    if isinstance(event, Extend):
        return event.approved_on
    if isinstance(event, Pause):
        return event.sent_on
    return event.asked_on or event.on or date.min


def side_clocks(found: Round, calendar: Calendar) -> list[Clock]:
    """The other clocks of a round: for asking, for the applicant's answer, for paying."""
    facts, clocks = found.facts, []
    asked, answered = facts.first("foi.supplement_requested"), facts.last("foi.supplemented")
    if found.number == 1 and (answer := term(NOTICE, found.opened.happened_on, calendar)):
        clocks.append(Clock(answer, "organ", day_of(asked)))
    if asked is not None and asked.body.get("until"):
        told = facts.reached(Letter.SUPPLEMENT_REQUEST) or asked.happened_on
        until = date.fromisoformat(str(asked.body["until"]))
        if answer := term(ANSWER, min(told, until), calendar, until=until):
            clocks.append(Clock(answer, "applicant", day_of(answered)))
    noticed = facts.last("foi.fee_noticed")
    if noticed is not None and not _waived(facts):
        payment = _payment(facts, noticed)
        if answer := term(PAYMENT, payment.reached_on or noticed.happened_on, calendar):
            clocks.append(Clock(answer, "applicant", payment.on))
    return clocks
