"""The bulk door (批量导入): records that were cleared and published before, or drafts from a table.

All rows or none; the same rows twice change nothing; a reconciliation at the end. What was published
elsewhere carries the paper on which it was cleared, as a decision bound to its content. Law: OGI 12, OGI 17.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.law.errors import GongkaiError
from gongkai.ledger.entry import Changed, Reconciliation, Row, enter_batch
from gongkai.organs.permissions import require
from gongkai.organs.posts import Actor, Post
from gongkai.records import facts, outbox
from gongkai.records.bulk import in_chunks, take_stock
from gongkai.records.content import Content
from gongkai.records.errors import RefusedImport
from gongkai.records.facts import ExplainerForm, Openness
from gongkai.records.models import Edition, Explainer, OutboxRow, Record, Revision
from gongkai.records.services.bulk_rows import Fresh, Known, Shelf
from gongkai.records.services.editions import day_of

CHUNK = 2000
FACTS_AT_ONCE = 100
"""Of how many records the facts are entered together. Each time is a savepoint, and SQLite walks the pages
that a savepoint has touched for every fact: many small ones are four times as fast as a few large ones.
"""
MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """A record from elsewhere. ``external_id`` is its lasting number at the origin.

    ``published_on`` is the day it became public, ``cleared_on`` that of its clearance (the same day unless
    given); both are asked for only where the rows are public already. ``subject`` is given where the ledger
    knows it, ``explains`` the subject of the policy it explains, ``entered_at`` when its facts were known
    (the moment of the import unless given), ``place`` where the row stands, for messages.
    """

    external_id: str
    type: str
    organ: str
    content: Content
    published_on: date | None = None
    cleared_on: date | None = None
    subject: str = ""
    following: str = ""
    explains: str = ""
    form: ExplainerForm = ExplainerForm.TEXT
    entered_at: datetime | None = None
    place: str = ""


def import_published(
    rows: Iterable[ImportRow],
    *,
    origin: str,
    paper: str,
    by: Actor,
    at: datetime,
    progress: Callable[[int], None] | None = None,
) -> Reconciliation:
    """Take in records that were cleared on paper and are public (导入已公开的信息), with their facts.

    ``paper`` names the clearance sheets or register, kept as the decision on each record's content. A row
    whose number is known with the same content is left as it is; one with another is listed, not taken.

    Raises ``RefusedImport`` naming the rows and what is wrong in each; then nothing was taken in.
    """
    if len(paper.strip()) < 4:
        raise RefusedImport(
            "no_paper", "已公开的信息要写明审查凭据（审批单编号或者登记簿名称）。", law="OGI 17", problems=[]
        )
    return _import(rows, origin, paper.strip(), by, at, progress)


def import_drafts(
    rows: Iterable[ImportRow],
    *,
    origin: str,
    by: Actor,
    at: datetime,
    progress: Callable[[int], None] | None = None,
) -> Reconciliation:
    """Take in records as drafts (导入草稿): each still goes through clearance."""
    return _import(rows, origin, "", by, at, progress)


def _import(
    rows: Iterable[ImportRow],
    origin: str,
    paper: str,
    by: Actor,
    at: datetime,
    progress: Callable[[int], None] | None,
) -> Reconciliation:
    post = require(by, "records.import")
    if not origin.strip() or len(origin) > 60:
        raise RefusedImport("no_origin", "批量导入要写明数据来源，不超过60字。", problems=[])
    taking = _Taking(origin, paper, by, post, at)
    with transaction.atomic():
        for number, chunk in enumerate(in_chunks(rows, CHUNK)):
            taking.take(chunk, number * CHUNK)
            if progress:
                progress(taking.seen)
        if taking.problems:
            raise _refusal(taking.problems)
        taking.finish()
    if taking.outcome.new >= CHUNK:
        take_stock((Record, Edition, Revision, OutboxRow))
    return taking.outcome


def _refusal(problems: list[str]) -> RefusedImport:
    shown = "\n".join(problems[:MOST_PROBLEMS])
    more = f"\n……另有{len(problems) - MOST_PROBLEMS}行" if len(problems) > MOST_PROBLEMS else ""
    return RefusedImport(
        "bad_rows",
        f"有{len(problems)}行不能导入，全部未导入，请改正后重新提交：\n{shown}{more}",
        problems=problems,
    )


class _Taking:
    """One run through the bulk door."""

    def __init__(self, origin: str, paper: str, by: Actor, post: Post, at: datetime) -> None:
        self.origin, self.paper, self.by, self.post, self.at = origin, paper, by, post, at
        self.shelf = Shelf(post.region, origin, paper, by.person_id, post.code, at)
        self.outcome = Reconciliation(origin)
        self.problems: list[str] = []
        self.seen = 0
        self.taken: dict[str, str] = {}
        self.followed: list[str] = []

    def take(self, chunk: list[ImportRow], before: int) -> None:
        """Take one chunk: sort out what is known, write what is new, enter its facts."""
        known = self.shelf.known([row.external_id for row in chunk])
        fresh = []
        for number, row in enumerate(chunk, before + 1):
            self.seen += 1
            place = row.place or f"第{number}行"
            try:
                prepared = self._prepared(row)
            except GongkaiError as problem:
                self.problems.append(f"{place}：{problem.message}")
                continue
            if self._is_new(prepared, place, known):
                fresh.append(prepared)
        if self.problems or not fresh:
            return
        self.shelf.put(fresh)
        self.outcome.new += len(fresh)
        if self.paper:
            self._enter_facts(fresh)
            self._link(fresh)
            self.followed += [each.subject for each in fresh]

    def _prepared(self, row: ImportRow) -> Fresh:
        if not row.external_id or len(row.external_id) > 120:
            raise RefusedImport("no_number", "来源编号不能为空，不超过120字")
        if row.organ not in self.post.covers:
            raise RefusedImport("unknown_organ", f"没有代码为“{row.organ}”的机关，或者不在本岗位范围内")
        content = self.shelf.fitted(row.content, row.type)
        if self.paper:
            self._require_days(row, content)
        return Fresh(row, content)

    def _require_days(self, row: ImportRow, content: Content) -> None:
        if content.openness is not Openness.PROACTIVE:
            raise RefusedImport("not_proactive", "不是主动公开的信息，不能作为已公开的信息导入")
        if row.published_on is None or content.made_on is None:
            raise RefusedImport("no_day", "缺少成文日期或者发布日期")
        cleared_on = row.cleared_on or row.published_on
        if not content.made_on <= cleared_on <= row.published_on <= day_of(self.at):
            raise RefusedImport(
                "bad_days",
                f"成文日期 {content.made_on}、审查日期 {cleared_on}、发布日期 {row.published_on} 的先后不对，"
                "或者晚于今天",
            )

    def _is_new(self, each: Fresh, place: str, known: dict[str, Known]) -> bool:
        number = each.row.external_id
        if number in self.taken:
            differs = () if self.taken[number] == each.sha256 else ("内容",)
            seen = 0
        elif number in known:
            there = known[number]
            differs = there.differences(each)
            seen = there.pk
        else:
            self.taken[number] = each.sha256
            return True
        if differs:
            self.outcome.changed.append(Changed(place, number, seen, differs))
        else:
            self.outcome.same += 1
        return False

    def _enter_facts(self, fresh: list[Fresh]) -> None:
        for some in in_chunks(fresh, FACTS_AT_ONCE):
            self._enter_some_facts(some)

    def _enter_some_facts(self, fresh: list[Fresh]) -> None:
        result = enter_batch(
            (fact for each in fresh for fact in self._facts_of(each)),
            region=self.post.region,
            origin=self.origin,
            entered_at=self.at,
            by=self.post.code,
            changed="refuse",
        )
        assert result.total == sum(3 + bool(each.row.explains) for each in fresh)

    def _facts_of(self, each: Fresh) -> Iterable[Row]:
        row, content = each.row, each.content
        assert content.made_on and row.published_on, "asked for before"
        made = facts.Made(
            genre=each.genre, doc_no=content.doc_no, topic=content.topic, following=row.following
        )
        deeds = [
            (made, each.subject, row.organ, content.made_on),
            (
                facts.Cleared(openness=content.openness),
                each.subject,
                row.organ,
                row.cleared_on or row.published_on,
            ),
            (facts.Published(genre=each.genre), each.subject, row.organ, row.published_on),
        ]
        if row.explains:
            policy = self.shelf.policy(row.explains)
            deed = facts.Explained(explainer=each.subject, form=row.form)
            deeds.append((deed, row.explains, policy.organ, max(row.published_on, policy.published_on)))
        for deed, subject, organ, on in deeds:
            yield Row.of(
                deed,
                subject=subject,
                organ=organ,
                happened_on=on,
                external_id=f"{subject}/{deed.kind}",
                entered_at=row.entered_at,
                place=row.place,
            )

    def _link(self, fresh: list[Fresh]) -> None:
        explaining = [each for each in fresh if each.row.explains]
        if not explaining:
            return
        theirs = {
            each.subject: each
            for each in Record.objects.filter(subject__in=[one.subject for one in explaining])
        }
        for each in explaining:
            policy = self.shelf.policy(each.row.explains)
            explainer = theirs[each.subject]
            Explainer.objects.create(
                policy=policy,
                explainer=explainer,
                form=each.row.form.value,
                linked_at=self.at,
                explained_on=max(policy.published_on, explainer.published_on),
            )
            self.followed.append(policy.subject)

    def finish(self) -> None:
        """Tell search and the static pages; last, for the outbox makes the transaction wait for others."""
        if self.followed:
            outbox.write(self.post.region, dict.fromkeys(self.followed), outbox.PUT, self.at)
