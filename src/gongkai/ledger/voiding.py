"""What may be taken back, and by what."""

from datetime import date, datetime

from django.db import connection

from gongkai.ledger import storing
from gongkai.ledger.errors import AlreadyVoided, RefusedFact, UnknownFact, VoidIsFinal
from gongkai.ledger.kinds import KINDS, Entered


def standing_fact(seq: int, region: str) -> Entered:
    """The fact of that number, if it can still be taken back.

    Raises ``UnknownFact`` where the region has none, ``VoidIsFinal`` where it takes another back itself,
    ``AlreadyVoided`` where it was taken back before.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COLUMNS FROM ledger_fact WHERE region = %s AND seq = %s".replace("COLUMNS", storing.READ),
            [region, seq],
        )
        line = cursor.fetchone()
        if line is None:
            raise UnknownFact("unknown_fact", f"本地区没有第{seq}号事实，请核对序号。", seq=seq)
        fact = storing.entered(line)
        if fact.voids is not None:
            raise VoidIsFinal(
                "void_is_final",
                f"第{seq}号事实本身是作废（撤回）记录，不能再作废；确需恢复的，请重新登记原事实。",
                seq=seq,
            )
        cursor.execute("SELECT seq FROM ledger_fact WHERE region = %s AND voids = %s", [region, seq])
        if earlier := cursor.fetchone():
            raise AlreadyVoided(
                "already_voided",
                f"第{seq}号事实已由第{earlier[0]}号作废，不能再次作废。",
                seq=seq,
                by_seq=earlier[0],
            )
    return fact


def require_voidable(
    kind: str, seq: int, region: str, subject: str, happened_on: date, entered_at: datetime
) -> None:
    """Refuse a taking-back that cannot be: of another subject, of the wrong kind, or before the fact
    itself.
    """
    target = standing_fact(seq, region)
    wrong = ""
    if target.subject != subject:
        wrong = f"第{seq}号事实的对象是“{target.subject}”，不是“{subject}”"
    elif (reopens := KINDS[kind].reopens) and KINDS[target.kind].closes != reopens:
        wrong = f"第{seq}号事实是“{target.kind}”，没有办结什么，不能由“{kind}”撤回"
    elif KINDS[kind].reopens and happened_on < target.happened_on:
        wrong = f"撤回日期 {happened_on} 早于第{seq}号事实的发生日期 {target.happened_on}"
    elif entered_at < target.entered_at:
        wrong = f"登记时间早于第{seq}号事实的登记时间"
    if wrong:
        raise RefusedFact("bad_fact", f"“{kind}”不能登记：{wrong}。", kind=kind, voids=seq)
