"""Many facts at once: in one transaction, the same rows twice changing nothing, with a reconciliation at
the end.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, Literal

from django.db import connection, transaction

from gongkai.law.errors import GongkaiError
from gongkai.ledger import open_spells, storing
from gongkai.ledger.bodies import body_text
from gongkai.ledger.errors import RefusedBatch
from gongkai.ledger.kinds import KINDS
from gongkai.ledger.rows import LIMITS, Row, problems_of, require_plain
from gongkai.ledger.voiding import require_voidable

CHUNK = 5000
MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Changed:
    """A row whose external id is known with other content. It was not entered: a fact never changes.

    ``seq`` is the fact that is there (0: an earlier row of the same batch), ``what`` the fields that differ.
    """

    place: str
    external_id: str
    seq: int
    what: tuple[str, ...]


@dataclass(slots=True)
class Reconciliation:
    """What became of the rows of a batch: ``total = new + same + len(changed)``."""

    origin: str
    new: int = 0
    same: int = 0
    changed: list[Changed] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many rows there were."""
        return self.new + self.same + len(self.changed)

    @property
    def line(self) -> str:
        """The reconciliation in one line.

        >>> Reconciliation("市长专线", new=0, same=2718).line
        '共2718条：新增0，已有2718，有变化0。'
        """
        more = "（有变化的未登记，见清单；确需更正的，请作废原事实后重新登记）" if self.changed else ""
        return f"共{self.total}条：新增{self.new}，已有{self.same}，有变化{len(self.changed)}{more}。"


def enter_batch(
    rows: Iterable[Row],
    *,
    region: str,
    origin: str,
    entered_at: datetime,
    by: str,
    changed: Literal["list", "refuse"] = "list",
) -> Reconciliation:
    """Enter many facts of one region from one origin (批量登记), all of them or none.

    A row whose external id is known at this origin with the same content is left as it is: the same file may
    come twice, shuffled, in part. One with other content is listed, or with ``changed="refuse"`` refuses the
    batch. ``entered_at`` is the moment of knowledge of rows that name none themselves.

    Raises ``RefusedBatch`` naming the rows (up to 20) and what is wrong in each; then nothing was entered.
    """
    require_plain(region=region, by=by, origin=origin)
    if not origin:
        raise RefusedBatch("bad_batch", "批量登记要写明来源（origin），以便识别重复的数据。", problems=[])
    batch = _Batch(region, origin, entered_at, by)
    with transaction.atomic():
        storing.lock(region)
        for numbered in _chunks(rows):
            batch.take(numbered)
        if changed == "refuse":
            batch.problems += [
                f"{each.place}：编号{each.external_id}已按别的内容登记（{'、'.join(each.what)}不同）"
                for each in batch.outcome.changed
            ]
        if batch.problems:
            raise _refusal(batch.problems)
    return batch.outcome


def _refusal(problems: list[str]) -> RefusedBatch:
    shown = "\n".join(problems[:MOST_PROBLEMS])
    more = f"\n……另有{len(problems) - MOST_PROBLEMS}行" if len(problems) > MOST_PROBLEMS else ""
    return RefusedBatch(
        "bad_batch",
        f"有{len(problems)}行不能登记，全部未登记，请改正后重新提交：\n{shown}{more}",
        problems=problems,
    )


def _chunks(rows: Iterable[Row]) -> Iterator[list[tuple[int, Row]]]:
    numbered = enumerate(rows, start=1)
    while chunk := list(islice(numbered, CHUNK)):
        yield chunk


# What makes two entries the same: kind, subject, organ, day, body, and the number that is taken back.
_Content = tuple[str, str, str, str, Any, int | None]
_NAMES = ("事实种类", "对象", "机关", "发生日期", "内容", "所撤回的事实")


class _Batch:
    """The state of one run through the batch door."""

    def __init__(self, region: str, origin: str, entered_at: datetime, by: str) -> None:
        self.region, self.origin, self.entered_at, self.by = region, origin, entered_at, by
        self.outcome = Reconciliation(origin)
        self.problems: list[str] = []
        self.waiting: dict[str, storing.Line] = {}

    def take(self, numbered: list[tuple[int, Row]]) -> None:
        """Enter one chunk of rows."""
        known = self._known([row.external_id for _, row in numbered])
        for number, row in numbered:
            place = row.place or f"第{number}行"
            try:
                line = self._line(row, known)
            except GongkaiError as problem:
                self.problems.append(f"{place}：{problem.message}")
                continue
            self._sort_out(place, row.external_id, line, known)
        self._flush()

    def _sort_out(
        self, place: str, number: str, line: storing.Line, known: dict[str, tuple[int, _Content]]
    ) -> None:
        if number in self.waiting:
            there = (0, _content(self.waiting[number]))
        elif number in known:
            there = known[number]
        else:
            self.waiting[number] = line
            self.outcome.new += 1
            return
        differs = _differences(there[1], _content(line))
        if differs:
            self.outcome.changed.append(Changed(place, number, there[0], differs))
        else:
            self.outcome.same += 1

    def _line(self, row: Row, known: dict[str, tuple[int, _Content]]) -> storing.Line:
        at = row.entered_at or self.entered_at
        wrong = problems_of(subject=row.subject, organ=row.organ, happened_on=row.happened_on, entered_at=at)
        if not row.external_id or len(row.external_id) > LIMITS["external_id"]:
            wrong.append(f"来源编号“{row.external_id}”写法不对：不能为空，不超过{LIMITS['external_id']}字")
        cls = KINDS.get(row.kind)
        if cls is not None and bool(cls.reopens) != bool(row.voids):
            wrong.append("要指明撤回哪一条" if cls.reopens else "不能同时撤回别的事实")
        if row.kind == "ledger.voided":
            wrong.append("作废不能批量办理")
        if wrong:
            raise RefusedBatch("bad_row", "；".join(wrong))
        body = body_text(row.kind, row.body)
        voids = self._voids(row, at, known) if row.voids else None
        return (
            self.region,
            row.kind,
            row.subject,
            row.organ,
            str(row.happened_on),
            storing.instant(at),
            self.by,
            body,
            KINDS[row.kind].law,
            self.origin,
            row.external_id,
            voids,
        )

    def _voids(self, row: Row, at: datetime, known: dict[str, tuple[int, _Content]]) -> int:
        """The number of the fact that a row takes back, which is in the table or waiting to get there."""
        self._flush()
        found = self._known([row.voids, row.external_id])
        if row.voids not in found:
            raise RefusedBatch("bad_row", f"要撤回的“{row.voids}”没有登记过")
        seq = found[row.voids][0]
        if row.external_id not in found:
            require_voidable(row.kind, seq, self.region, row.subject, row.happened_on, at)
        known.update(found)
        return seq

    def _known(self, numbers: list[str]) -> dict[str, tuple[int, _Content]]:
        """What stands in the table under these external ids."""
        # NOT (external_id = '') lets both databases use the partial index.
        query = (
            "SELECT external_id, seq, kind, subject, organ, happened_on, body, voids FROM ledger_fact "
            "WHERE region = %(region)s AND origin = %(origin)s AND NOT (external_id = '') AND "
        )
        values = {"region": self.region, "origin": self.origin, "numbers": storing.many(numbers)}
        with connection.cursor() as cursor:
            cursor.execute(query + storing.is_one_of("external_id", "numbers"), values)
            return {
                number: (seq, (kind, subject, organ, str(on), body, voids))
                for number, seq, kind, subject, organ, on, body, voids in cursor
            }

    def _flush(self) -> None:
        if self.waiting and not self.problems:
            lines = list(self.waiting.values())
            storing.insert_many(lines)
            storing.take_stock()
            # A chunk's own pages are still at hand: cheaper than all subjects at the end.
            open_spells.refresh(
                self.region, subjects={line[2] for line in lines}, kinds={line[1] for line in lines}
            )
        self.waiting.clear()


def _content(line: storing.Line) -> _Content:
    return (line[1], line[2], line[3], line[4], line[7], line[11])


def _differences(there: _Content, here: _Content) -> tuple[str, ...]:
    if there == here:
        return ()
    return tuple(
        name
        for name, old, new in zip(_NAMES, there, here, strict=True)
        if old != new and not (name == "内容" and json.loads(old) == json.loads(new))
    )
