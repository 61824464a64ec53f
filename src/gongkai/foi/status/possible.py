"""May this deed be done now? One small rule for each deed, asked by screens and by services alike.

Law: OGI 30 to OGI 40; FEE2020. Pure Python.
"""

from datetime import date
from typing import Any

from gongkai.foi.status import answering
from gongkai.foi.status.acts import Act, Chance, How, ImpossibleAct, UnlawfulAct
from gongkai.foi.status.grounds import YES, Answer, Rule, before_round, no, not_open, warned
from gongkai.foi.status.reading import Phase, Status
from gongkai.foi.status.terms import (
    ANSWER,
    DELAYED,
    NOTICE,
    PAYMENT,
    REPLY,
    unanswered_supplement,
    unpaid_fee,
)
from gongkai.law.fees import tariffs
from gongkai.law.parameters import parameter


def chance(now: Status, act: Act, *, on: date | None = None, **asked: Any) -> Chance:
    """Whether a deed may be done, with its legal day ``on`` (the day of the status unless given).

    ``asked`` are the deed's own values where the rule looks at them: ``working_days``, ``ref``, ``letter``,
    ``outcomes``.
    """
    day = on or now.as_of
    return Chance(act, *(_day(now, act, day) or _RULES[act](now, day, asked)))


def chances(now: Status) -> tuple[Chance, ...]:
    """Every deed with what is to be said of it today."""
    return tuple(chance(now, each) for each in Act)


def require_possible(
    now: Status, act: Act, *, on: date | None = None, despite: str = "", **asked: Any
) -> str:
    """Refuse what cannot be; let what is unlawful pass for a reason (``despite``), and return the warning.

    Raises ``ImpossibleAct``; ``UnlawfulAct`` where the warning has not been answered.
    """
    found = chance(now, act, on=on, **asked)
    if found.how is How.IMPOSSIBLE:
        raise ImpossibleAct("impossible_act", f"不能{act.label}：{found.why}。", law=found.law, act=act)
    if found.how is How.WARNED and not despite.strip():
        raise UnlawfulAct(
            "unlawful_act",
            f"{act.label}不合规定：{found.why}。确已发生、必须登记的，请由负责人说明理由后登记。",
            law=found.law,
            act=act,
        )
    return found.why


def _day(now: Status, act: Act, on: date) -> Answer | None:
    """What is wrong with the day, whatever the deed."""
    if on > now.as_of:
        return no(f"{on}还没有到，请核对日期")
    begun = now.received_on or next((each.happened_on for each in now.facts), None)
    if begun is not None and on < begun and act is not Act.CONFIRM_RECEIPT:
        return no(f"{on}早于收到申请之日（{begun}），请核对日期")
    return None


def _confirm_receipt(now: Status, on: date, _: dict[str, Any]) -> Answer:
    registered = now.facts.first("foi.registered")
    if now.phase is not Phase.UNCONFIRMED or registered is None:
        return no(f"收到申请之日已经确定为{now.received_on}", "OGI 31")
    if on < registered.happened_on:
        return no(f"确认之日不能早于登记之日（{registered.happened_on}）", "OGI 31")
    return YES


def _try_contact(now: Status, _: date, __: dict[str, Any]) -> Answer:
    return YES if now.phase is Phase.UNCONFIRMED else no("收到申请之日已经确定，不必再联系确认", "OGI 31")


def _request_supplement(now: Status, on: date, _: dict[str, Any]) -> Answer:
    if wrong := not_open(now) or before_round(now, on):
        return wrong
    if earlier := now.facts.first("foi.supplement_requested"):
        why = f"补正只能一次性告知，已于{earlier.happened_on}告知；补正后仍不明确的，按“补正后仍不明确”答复"
        return no(why, "OGI 30")
    notice = now.clock(NOTICE)
    if notice and on > notice.due_on:
        why = f"告知补正应不晚于{notice.due_on}，现在告知已经逾期，答复期限不重新起算"
        return warned(why, "OGI 30")
    return YES


def _uphold_supplement(now: Status, _: date, __: dict[str, Any]) -> Answer:
    if wrong := not_open(now):
        return wrong
    codes = {each.code for each in now.breaches}
    if "supplement_asked_late" not in codes:
        return no("没有逾期的补正告知，不需要认定", "OGI 30")
    if now.facts.first("foi.supplement_upheld"):
        return no("已经认定有效", "OGI 30")
    return YES


def _supplement(now: Status, on: date, _: dict[str, Any]) -> Answer:
    if wrong := not_open(now):
        return wrong
    asked = unanswered_supplement(now.in_round)
    if asked is None:
        return no("没有尚待补正的告知，请先告知补正；申请人自行补充的材料作为文件附卷", "OGI 30")
    if on < asked.happened_on:
        return no(f"补正不能早于告知补正之日（{asked.happened_on}）", "OGI 30")
    return YES


def _find_lapsed(now: Status, on: date, _: dict[str, Any]) -> Answer:
    if wrong := not_open(now):
        return wrong
    answer, payment = now.clock(ANSWER), now.clock(PAYMENT)
    if unanswered_supplement(now.in_round):
        if answer is None:
            return no("补正告知没有写明合理的补正期限，不能认定逾期", "OGI 30")
        return YES if on > answer.due_on else no(f"补正期限到{answer.due_on}，还没有届满", "OGI 30")
    if payment and payment.done_on is None:
        return YES if on > payment.due_on else no(f"缴费期限到{payment.due_on}，还没有届满", "FEE2020 7")
    return no("没有告知补正或者收费，谈不上逾期", "OGI 30")


def _demand_reasons(now: Status, on: date, _: dict[str, Any]) -> Answer:
    if wrong := not_open(now) or before_round(now, on):
        return wrong
    return no("已经要求说明理由", "OGI 35") if now.facts.first("foi.reasons_demanded") else YES


def _give_reasons(now: Status, on: date, _: dict[str, Any]) -> Answer:
    if wrong := not_open(now):
        return wrong
    demanded = now.facts.first("foi.reasons_demanded")
    if demanded is None:
        return no("没有要求说明理由", "OGI 35")
    if now.facts.first("foi.reasons_given"):
        return no("申请人的理由已经登记", "OGI 35")
    return YES if on >= demanded.happened_on else no(f"不能早于要求之日（{demanded.happened_on}）")


def _delay(now: Status, on: date, _: dict[str, Any]) -> Answer:
    if wrong := not_open(now):
        return wrong
    given = now.facts.last("foi.reasons_given")
    if given is None or not given.body.get("reasonable"):
        return no("只有申请理由合理、按期答复确有困难的，才能延迟答复；一般情况请办理延期", "OGI 35")
    if now.clock(DELAYED):
        return no("已经确定延迟答复的期限", "OGI 35")
    if now.due_on and on > now.due_on:
        return warned(f"答复期限{now.due_on}已过，此时告知延迟答复不生效", "OGI 35")
    return YES


def _transfer(now: Status, _: date, __: dict[str, Any]) -> Answer:
    return not_open(now) or YES


def _consult(now: Status, on: date, asked: dict[str, Any]) -> Answer:
    if wrong := not_open(now) or before_round(now, on):
        return wrong
    if now.due_on and on > now.due_on:
        return warned(f"答复期限{now.due_on}已过，此时征求意见不能扣除已经逾期的时间", "OGI 33.3")
    return YES


def _close_consultation(now: Status, on: date, asked: dict[str, Any]) -> Answer:
    waiting = [each for each in now.consultations if each.answered_on is None]
    if "ref" in asked:
        waiting = [each for each in waiting if each.ref == asked["ref"]]
    if not waiting:
        return no("没有尚未答复的征求意见，请核对", "OGI 32")
    if "ref" in asked and on < waiting[0].sent_on:
        return no(f"答复不能早于发出之日（{waiting[0].sent_on}）", "OGI 32")
    return YES


def _extend(now: Status, on: date, asked: dict[str, Any]) -> Answer:
    if wrong := not_open(now) or before_round(now, on):
        return wrong
    assert now.now is not None and now.due is not None, "an open application has a clock"
    law = "OGI 33.2"
    if now.due.clock != REPLY:
        return no(f"“{now.due.title}”由具体决定给出，不能延期", now.due.law)
    most = int(parameter("foi.extension_working_days").on(now.due.received).value)
    days = asked.get("working_days", most)
    if not 1 <= days <= most:
        return no(f"延长{days}个工作日不行，最长{most}个工作日，至少1个", law)
    granted = [step for step in now.due.steps if step.kind == "extension"]
    if granted:
        return no(f"已于{granted[0].on}批准延期，不能再次延期", law)
    if now.waiting:
        return warned("期限正在等待申请人，收到后重新起算，现在延期届时失效", law)
    if on > now.due.unextended_on:
        return warned(f"答复期限{now.due.unextended_on}已过，此时批准延期不生效，本件仍属逾期", law)
    return YES


def _charge(now: Status, on: date, _: dict[str, Any]) -> Answer:
    if wrong := not_open(now) or before_round(now, on):
        return wrong
    first = min(each.start for each in tariffs())
    if on < first:
        return no(f"信息处理费自{first}起收取，此前不收费", "FEE2020 3")
    if earlier := now.facts.first("foi.fee_noticed"):
        return no(f"已于{earlier.happened_on}告知收费；按件、按量只能选一种", "FEE2020 3")
    if now.due_on and on > now.due_on:
        return warned(f"收费通知应在答复期限（{now.due_on}）内作出，逾期的不重新起算", "FEE2020 6")
    return YES


def _pay(now: Status, on: date, _: dict[str, Any]) -> Answer:
    if wrong := not_open(now):
        return wrong
    noticed = unpaid_fee(now.in_round)
    if noticed is None:
        return no("没有尚待缴纳的费用", "FEE2020 7")
    if on < noticed.happened_on:
        return no(f"缴费不能早于收费通知之日（{noticed.happened_on}）", "FEE2020 7")
    return YES


def _relieve(now: Status, _: date, __: dict[str, Any]) -> Answer:
    return YES if now.facts.first("foi.fee_noticed") else no("没有收费通知，谈不上减免或者退还", "OGI 42")


def _split(now: Status, _: date, __: dict[str, Any]) -> Answer:
    if wrong := not_open(now):
        return wrong
    received = now.facts.first("foi.received")
    if received is None or int(received.body.get("items", 1)) < 2:
        return no("只有一项申请内容，不用拆分", "FEE2020 4")
    if now.facts.first("foi.split"):
        return no("已经拆分过", "FEE2020 4")
    if now.facts.first(*_BINDING) or len(now.handlings) > 1:
        return no("已经征求意见、延期、收费或者答复过，历史不能再分开", "FEE2020 4")
    return YES


# What was done for the application as a whole and cannot be parted any more.
_BINDING = (
    "foi.consultation_opened",
    "foi.extended",
    "foi.fee_noticed",
    "foi.reasons_demanded",
    "foi.reply_delayed",
    "foi.reopened",
)

_RULES: dict[Act, Rule] = {
    Act.CONFIRM_RECEIPT: _confirm_receipt,
    Act.TRY_CONTACT: _try_contact,
    Act.REQUEST_SUPPLEMENT: _request_supplement,
    Act.UPHOLD_SUPPLEMENT: _uphold_supplement,
    Act.SUPPLEMENT: _supplement,
    Act.FIND_LAPSED: _find_lapsed,
    Act.DEMAND_REASONS: _demand_reasons,
    Act.GIVE_REASONS: _give_reasons,
    Act.DELAY: _delay,
    Act.TRANSFER: _transfer,
    Act.CONSULT: _consult,
    Act.CLOSE_CONSULTATION: _close_consultation,
    Act.EXTEND: _extend,
    Act.CHARGE: _charge,
    Act.PAY: _pay,
    Act.RELIEVE: _relieve,
    Act.SPLIT: _split,
    Act.DECIDE: answering.decide,
    Act.DELIVER: answering.deliver,
    Act.WITHDRAW: answering.withdraw,
    Act.REOPEN: answering.reopen,
    Act.ORDER_REDECISION: answering.order_redecision,
    Act.REDECIDE: answering.redecide,
    Act.ARCHIVE: answering.archive,
}
