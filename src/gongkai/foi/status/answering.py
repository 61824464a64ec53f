"""Rules of what answers an application and of what follows: sign, deliver, take back, archive. Pure Python.

Law: OGI 32; OGI 36; OGI 40; OGI 45; OGI 51.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from gongkai.foi.kinds import Letter, Outcome
from gongkai.foi.status.alarms import explained, letter_back
from gongkai.foi.status.consulting import Meaning
from gongkai.foi.status.grounds import YES, Answer, before_round, no, not_open, warned
from gongkai.foi.status.reading import LAPSES, Phase, Status

_OPENING = (Outcome.GRANTED, Outcome.ALREADY_PUBLIC)


def decide(now: Status, on: date, asked: dict[str, Any]) -> Answer:
    """Sign the decision."""
    if wrong := not_open(now) or before_round(now, on):
        return wrong
    if now.now is not None and now.now.round.opened.kind == "foi.redecision_ordered":
        return no("本件是责令重新答复，请用“重新答复”", "OGI 51")
    return _outcomes(now, asked.get("outcomes", ())) or _still_waiting(now) or YES


def redecide(now: Status, on: date, asked: dict[str, Any]) -> Answer:
    """Sign the new decision that was ordered."""
    if wrong := not_open(now) or before_round(now, on):
        return wrong
    if now.now is not None and now.now.round.opened.kind != "foi.redecision_ordered":
        return no("没有责令重新答复的决定或者判决", "OGI 51")
    return _outcomes(now, asked.get("outcomes", ())) or _still_waiting(now) or YES


def _outcomes(now: Status, outcomes: Iterable[Outcome]) -> Answer | None:
    """What an outcome stands on and is not there."""
    for each in outcomes:
        if each in LAPSES:
            return no("申请人逾期不补正、不缴费的，请用“认定逾期，不再处理”", "OGI 30")
        if each is Outcome.UNABLE_UNCLEAR_AFTER_SUPPLEMENT and not now.facts.first("foi.supplemented"):
            return no("没有补正过，不能按“补正后仍不明确”答复；请先告知补正", "OGI 30")
        if each is Outcome.NOT_PROCESSED_EXCESSIVE and not now.facts.first(
            "foi.reasons_given", reasonable=False
        ):
            return no("没有要求说明理由并认定理由不合理，不能按大量反复申请不予处理", "OGI 35")
        if each is Outcome.DENIED_THIRD_PARTY and not _third_party_asked(now):
            return warned("没有征求第三方意见，就以第三方合法权益为由不予公开", "OGI 32")
    return None


def _third_party_asked(now: Status) -> bool:
    return any(each.party == "third_party" for each in now.consultations)


def _still_waiting(now: Status) -> Answer | None:
    if now.waiting:
        return warned(f"本件{now.phase.label}，期限没有届满就答复", "OGI 30")
    if any(each.meaning is Meaning.AWAITED for each in now.consultations):
        return warned("征求意见还没有答复，也没有到期", "OGI 32")
    return None


def deliver(now: Status, on: date, asked: dict[str, Any]) -> Answer:
    """Deliver a letter, the decision unless said otherwise."""
    letter = asked.get("letter", Letter.DECISION)
    if letter is not Letter.DECISION:
        return _of_letter(now, on, letter, asked.get("ref", ""))
    if now.now is None or now.now.round.ended is None or now.now.round.ended.kind == "foi.withdrawn":
        return no("还没有签发答复书", "OGI 36")
    if on < now.now.round.ended.happened_on:
        return no(f"送达不能早于答复书的日期（{now.now.round.ended.happened_on}）")
    if now.now.round.replied_on and letter_back(now.now.round) is None:
        return no(f"答复书已于{now.now.round.replied_on}送达")
    if blocked := _third_party_untold(now):
        return blocked
    return YES


def _third_party_untold(now: Status) -> Answer | None:
    """Disclosure over an objection waits until the third party has been told why. Law: OGI 32."""
    assert now.now is not None and now.now.round.ended is not None, "asked of a decided application"
    said = {Outcome(each) for each in now.now.round.ended.body.get("items") or ()}
    opened = now.now.outcome in _OPENING or (
        now.now.outcome is Outcome.PARTIAL and Outcome.DENIED_THIRD_PARTY not in said
    )
    for each in now.consultations if opened else ():
        if each.party == "third_party" and each.meaning is Meaning.OBJECTED:
            told = now.now.round.facts.delivered(Letter.THIRD_PARTY_NOTICE, each.ref)
            if told is None:
                why = "第三方不同意公开；决定公开的，应当先把内容和理由书面告知第三方，再送达申请人"
                return no(why, "OGI 32")
    return None


_STANDS_ON = {
    Letter.SUPPLEMENT_REQUEST: "foi.supplement_requested",
    Letter.EXTENSION: "foi.extended",
    Letter.CONSULTATION: "foi.consultation_opened",
    Letter.FEE_NOTICE: "foi.fee_noticed",
    Letter.REASONS_DEMAND: "foi.reasons_demanded",
    Letter.DELAY: "foi.reply_delayed",
    Letter.THIRD_PARTY_NOTICE: "foi.consultation_closed",
}


def _of_letter(now: Status, on: date, letter: Letter, ref: str) -> Answer:
    """A letter of procedure goes out after the deed that it tells."""
    if letter not in _STANDS_ON:
        return YES
    said = {"ref": ref} if ref else {}
    told = now.facts.last(_STANDS_ON[letter], **said)
    if told is None:
        return no("没有要送达的这种文书，请先办理该事项")
    return YES if on >= told.happened_on else no(f"送达不能早于该文书的日期（{told.happened_on}）")


def withdraw(now: Status, on: date, _: dict[str, Any]) -> Answer:
    """The applicant withdraws."""
    if wrong := not_open(now) or before_round(now, on):
        return wrong
    if now.now is not None and now.now.round.opened.kind == "foi.redecision_ordered":
        return no("责令重新答复的件，应当作出答复", "OGI 51")
    return YES


def reopen(now: Status, on: date, _: dict[str, Any]) -> Answer:
    """The organ takes its decision back."""
    if not now.closed or now.now is None or now.now.round.ended is None:
        return no("本件还在办理，没有可以撤销的答复")
    ended = now.now.round.ended
    if ended.kind == "foi.redecided":
        return no("重新答复由复议机关或者法院责令，不能自行撤销", "OGI 51")
    return YES if on >= ended.happened_on else no(f"不能早于答复之日（{ended.happened_on}）")


def order_redecision(now: Status, on: date, _: dict[str, Any]) -> Answer:
    """A new decision was ordered."""
    if not now.closed or now.now is None or now.now.round.ended is None:
        return no("本件还没有答复，请先办结", "OGI 51")
    ended = now.now.round.ended
    if ended.kind == "foi.withdrawn":
        return no("申请已经撤回，没有答复", "OGI 51")
    return YES if on >= ended.happened_on else no(f"不能早于答复之日（{ended.happened_on}）")


def archive(now: Status, on: date, _: dict[str, Any]) -> Answer:
    """Close the file: nothing late goes unexplained."""
    if not now.closed or now.now is None:
        return no("本件还没有办结", "OGI 45")
    if now.phase is Phase.ARCHIVED:
        return no("已经归档", "OGI 45")
    if now.now.done_on is None:
        return no("答复书还没有送达，请先登记送达", "OGI 45")
    if now.late_days and not explained(now):
        why = f"本件逾期{now.late_days}个工作日，请先登记逾期原因和责任机关"
        return no(why, "OGI 47")
    return YES if on >= now.now.done_on else no(f"归档不能早于送达之日（{now.now.done_on}）", "OGI 45")
