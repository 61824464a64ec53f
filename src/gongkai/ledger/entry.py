"""The writing door of the ledger: enter a fact, or take one back. Only ``services`` may come through it.

Many facts at once enter by ``batch.enter_batch``, which stands here too for its callers.
"""

from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime

from django.db import connection, transaction

from gongkai.ledger import open_spells, storing
from gongkai.ledger.batch import Changed, Reconciliation, enter_batch
from gongkai.ledger.bodies import deed_text
from gongkai.ledger.errors import AlreadyEntered, RefusedFact
from gongkai.ledger.facts import Voided
from gongkai.ledger.kinds import Entered, Fact, kind_of
from gongkai.ledger.rows import BEIJING, Row, problems_of, require_plain
from gongkai.ledger.voiding import require_voidable, standing_fact

__all__ = ["Changed", "Reconciliation", "Row", "enter", "enter_batch", "void"]


def enter(
    deed: Fact,
    *,
    subject: str,
    organ: str,
    region: str,
    happened_on: date,
    entered_at: datetime,
    by: str,
    origin: str = "",
    external_id: str = "",
    voids: int | None = None,
    first: bool = False,
) -> Entered:
    """Enter a fact (登记). It is there for good, with everything that follows from it, or nothing is.

    ``happened_on`` is the day it is true of, ``entered_at`` the moment from which it is known, ``by`` the
    post
    or account that entered it (never a person's name). ``voids`` is given by kinds that reopen, and by them
    alone: the ``seq`` of the fact that closed the spell, which counts no more. ``first`` is said by whoever
    knows, in this transaction, that nothing was ever entered about the subject: then nothing is looked up.

    Raises ``RefusedFact`` for what is not fit or cannot have happened, ``AlreadyEntered`` for a known
    external
    id, ``UnknownFact``, ``AlreadyVoided`` or ``VoidIsFinal`` for a ``voids`` that cannot be.
    """
    cls = kind_of(deed.kind)
    if isinstance(deed, Voided):
        raise RefusedFact("bad_fact", "作废要指明作废哪一条，请用作废功能办理。", kind=deed.kind)
    if bool(cls.reopens) != (voids is not None):
        what = "要指明撤回哪一条" if cls.reopens else "不能同时撤回别的事实"
        raise RefusedFact("bad_fact", f"“{deed.kind}”{what}。", kind=deed.kind)
    about = (subject, organ, region, happened_on, entered_at, by, origin, external_id)
    with _transaction():
        return _enter(deed, *about, voids, first=first)


def void(
    seq: int,
    *,
    reason: str,
    region: str,
    entered_at: datetime,
    by: str,
    happened_on: date | None = None,
    organ: str = "",
    origin: str = "",
    external_id: str = "",
) -> Entered:
    """Take a fact back that was entered in error (作废). Both stay readable; earlier moments still see it.

    ``happened_on`` is the day of taking back (the day of ``entered_at`` unless given), ``organ`` who takes it
    back (the organ of the fact unless given).

    Raises ``UnknownFact``, ``AlreadyVoided``, ``VoidIsFinal``, ``RefusedFact``.
    """
    if not reason.strip():
        raise RefusedFact("bad_fact", "作废要写明理由。")
    with _transaction():
        target = standing_fact(seq, region)
        day = happened_on or entered_at.astimezone(BEIJING).date()
        deed = Voided(reason=reason)
        return _enter(
            deed, target.subject, organ or target.organ, region, day, entered_at, by, origin, external_id, seq
        )


def _transaction() -> AbstractContextManager[object]:
    """The caller's transaction, else one of its own."""
    return nullcontext() if connection.in_atomic_block else transaction.atomic()


def _enter(
    deed: Fact,
    subject: str,
    organ: str,
    region: str,
    happened_on: date,
    entered_at: datetime,
    by: str,
    origin: str,
    external_id: str,
    voids: int | None,
    *,
    first: bool = False,
) -> Entered:
    require_plain(region=region, by=by, origin=origin, external_id=external_id)
    wrong = problems_of(subject=subject, organ=organ, happened_on=happened_on, entered_at=entered_at)
    if wrong:
        raise RefusedFact("bad_fact", f"“{deed.kind}”不能登记：{'；'.join(wrong)}。", kind=deed.kind)
    body = deed_text(deed)
    storing.lock(region)
    if external_id:
        _require_new(region, origin, external_id)
    if voids is not None:
        require_voidable(deed.kind, voids, region, subject, happened_on, entered_at)
    at = storing.instant(entered_at)
    line = (region, deed.kind, subject, organ, str(happened_on), at, by, body, deed.law, origin, external_id)
    # Whatever was to be refused is refused: if a statement fails now, the transaction of the caller goes too.
    with transaction.atomic(savepoint=False):
        seq = storing.insert_one((*line, voids))
        what = (deed.kind, subject, organ, region, happened_on, entered_at, body, voids, deed.law, by, origin)
        made = storing.entered((seq, *what))
        if first:
            open_spells.begin(made)
        else:
            open_spells.refresh(region, subjects={subject}, kinds={deed.kind})
    return made


def _require_new(region: str, origin: str, external_id: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq FROM ledger_fact WHERE region = %s AND origin = %s AND external_id = %s "
            "AND NOT (external_id = '')",
            [region, origin, external_id],
        )
        if found := cursor.fetchone():
            raise AlreadyEntered(
                "already_entered",
                f"来源“{origin}”的编号“{external_id}”已经登记为第{found[0]}号事实，不能重复登记。",
                seq=found[0],
            )
