"""The processing fee (信息处理费): by item over the natural month, or by page; never both.

Law: OGI 42; FEE2020.
"""

from datetime import date
from decimal import Decimal

from gongkai.foi import facts
from gongkai.foi.errors import RefusedStep
from gongkai.foi.facts import Relief, Tariff
from gongkai.foi.letters.matter import Charge
from gongkai.foi.services.stepping import By, Step, step
from gongkai.foi.services.writing import write
from gongkai.foi.status import Act
from gongkai.foi.tallies import items_before
from gongkai.law.fees import Fee, fee


def charge(
    subject: str,
    tariff: Tariff,
    by: By,
    *,
    pages: int = 0,
    how_to_pay: str = "",
    on: date | None = None,
    despite: str = "",
) -> Fee | None:
    """Give a fee notice (收费通知), reckoned by the law's tariff; nobody types the amount.

    By item it counts what the same applicant asked for earlier in the natural month of receipt, whatever way
    it came; by page it needs the number of ``pages`` supplied. With ``how_to_pay`` the
    letter (收费通知书) is written. Returns the fee, None on a repeated press.

    Raises ``RefusedStep`` where nothing is to be paid. Law: FEE2020 3 to FEE2020 6
    """
    if (tariff is Tariff.BY_PAGE) != (pages > 0):
        raise RefusedStep(
            "one_tariff_only", "按件计收不填页数；按量计收请填写提供的页数。两种只能选一种。", law="FEE2020 3"
        )
    with step(subject, "foi.charge", Act.CHARGE, by, on=on, despite=despite) as taken:
        if taken.done is not None:
            return None
        reckoned = _reckoned(taken, tariff, pages)
        if not reckoned.yuan:
            raise RefusedStep(
                "nothing_to_pay", f"按标准不收费：{reckoned.text}。不用发收费通知。", law="FEE2020 3"
            )
        quantity = pages or taken.application.items.count()
        taken.enter(facts.FeeNoticed(amount=reckoned.yuan, tariff=tariff, quantity=quantity))
        taken.case.result |= {"reckoning": reckoned.text}
        if how_to_pay.strip():
            told = Charge(yuan=str(reckoned.yuan), reckoning=reckoned.text, how_to_pay=how_to_pay.strip())
            write(taken, "fee_notice", charge=told)
        return reckoned


def _reckoned(taken: Step, tariff: Tariff, pages: int) -> Fee:
    if tariff is Tariff.BY_PAGE:
        return fee(on=taken.on, pages=pages)
    return fee(on=taken.on, items=taken.application.items.count(), before=items_before(taken.application))


def pay(subject: str, amount: Decimal, by: By, *, on: date | None = None) -> None:
    """Enter that the fee was paid in full (登记缴费): the reply clock starts anew. Law: FEE2020 8

    Raises ``RefusedStep`` for another amount than was noticed, less what was reduced.
    """
    with step(subject, "foi.charge", Act.PAY, by, on=on) as taken:
        if taken.done is not None:
            return
        owed = _owed(taken)
        if amount != owed:
            raise RefusedStep("another_amount", f"应缴{owed}元，登记为{amount}元，请核对。", law="FEE2020 7")
        taken.enter(facts.FeePaid(amount=amount))


def relieve(
    subject: str, relief: Relief, amount: Decimal, reason: str, by: By, *, on: date | None = None
) -> None:
    """Waive, reduce or pay back a fee, with the reason (减免、退还). Law: OGI 42"""
    if not reason.strip():
        raise RefusedStep("no_reason", "请写明减免、退还的理由。", law="OGI 42")
    with step(subject, "foi.relieve", Act.RELIEVE, by, on=on) as taken:
        if taken.done is not None:
            return
        paid = taken.before.in_round.first("foi.fee_paid")
        if (relief is Relief.REFUNDED) != (paid is not None):
            raise RefusedStep(
                "which_relief", "已经缴费的办理退还，还没有缴费的办理免收、减收。", law="OGI 42"
            )
        most = Decimal(str(paid.body["amount"])) if paid is not None else _owed(taken)
        whole = relief is Relief.WAIVED
        if (
            not 0 < amount <= most
            or (whole and amount != most)
            or (relief is Relief.REDUCED and amount == most)
        ):
            raise RefusedStep("bad_amount", f"金额不对：应缴、已缴共{most}元，请核对。", law="OGI 42")
        taken.enter(facts.FeeRelieved(relief=relief, amount=amount, reason=reason.strip()))


def _owed(taken: Step) -> Decimal:
    noticed = taken.before.in_round.last("foi.fee_noticed")
    if noticed is None:
        return Decimal(0)
    less = sum(
        (Decimal(str(each.body["amount"])) for each in taken.before.in_round.all("foi.fee_relieved")),
        Decimal(0),
    )
    return Decimal(str(noticed.body["amount"])) - less
