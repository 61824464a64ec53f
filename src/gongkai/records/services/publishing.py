"""Publication (发布): a cleared edition becomes public, at once or at its hour, alone or with its explainers.

This module is the only one that makes an edition live, apart from the bulk door for records cleared on paper.
Law: OGI 17; OGI 23; OGI 26.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.law.errors import GongkaiError
from gongkai.ledger.entry import enter
from gongkai.ledger.rows import BEIJING
from gongkai.organs.posts import Actor
from gongkai.records import access, facts, outbox
from gongkai.records.clearance import State, Verdict, clearance
from gongkai.records.content import Content
from gongkai.records.errors import NotCleared, RefusedChange, SamePerson, UnknownRecord
from gongkai.records.models import Edition, Explainer, Publication, Record, Use
from gongkai.records.services import clearing
from gongkai.records.services.deeds import done
from gongkai.records.services.editions import (
    Standing,
    content_of,
    day_of,
    left,
    move,
    open_edition,
    require_same,
    show,
    standing,
)
from gongkai.records.validity import Validity, first_day_without


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one record of a bulk act: ``message`` says in Chinese why not, or is empty."""

    subject: str
    message: str = ""
    code: str = ""


@transaction.atomic
def publish(
    subject: str,
    *,
    sha256: str,
    by: Actor,
    at: datetime,
    publish_at: datetime | None = None,
    alone: bool = False,
) -> Standing:
    """Publish the cleared edition (发布), or schedule it for an instant to come.

    Its explainers that are cleared go public in the same moment; where one is not cleared yet the policy
    waits, unless ``alone`` says that it goes first (its lag is then counted). Publishing what is public
    already changes nothing. Raises ``NotCleared``, ``ContentChanged``, ``ImpossibleAct``, ``NotPermitted``.
    """
    record, post = access.locked_for(by, subject, "records.publish")
    if record.draft_edition_id is None and record.visible:
        edition = Edition.objects.select_related("revision").get(pk=record.live_edition_id)
        require_same(edition, sha256)
        return standing(record, edition)
    edition = open_edition(record)
    require_same(edition, sha256)
    clearance().next("publish", State(edition.state))
    require_cleared(edition)
    together = _explainers_along(record, alone)
    if publish_at is not None and publish_at > at:
        done(record, "schedule", f"{publish_at.astimezone(BEIJING):%Y-%m-%d %H:%M}", by=by, post=post, at=at)
        return _schedule(record, edition, by, post.code, at, publish_at)
    changed = [go_live(record, edition, post.code, at)]
    for each in together:
        changed.append(go_live(each, open_edition(each), post.code, at))
    follow(changed, outbox.PUT, at, post.code)
    return standing(record, edition)


def publish_many(subjects: Iterable[str], *, by: Actor, at: datetime) -> list[Told]:
    """Publish many cleared records (批量发布), each for itself: one that cannot be hinders no other."""
    told = []
    for subject in dict.fromkeys(subjects):
        try:
            record = access.record_for(by, subject, "records.publish")
            edition = open_edition(record)
            publish(subject, sha256=edition.revision.sha256, by=by, at=at)
            told.append(Told(subject))
        except GongkaiError as problem:
            told.append(Told(subject, problem.message, problem.code))
    return told


@transaction.atomic
def force_publish(subject: str, *, sha256: str, reason: str, by: Actor, at: datetime) -> Standing:
    """Publish before clearance is complete (紧急发布), in an emergency: with a reason, and flagged.

    The secrecy review cannot be left out. Law: OGI 17, OGI 20; SECRETS 35.
    Raises ``NotCleared`` without it, ``RefusedChange`` without a reason.
    """
    record, post = access.locked_for(by, subject, "records.force_publish")
    edition = open_edition(record)
    require_same(edition, sha256)
    clearance().next("force_publish", State(edition.state))
    if len(reason.strip()) < 6:
        raise RefusedChange("no_reason", "紧急发布要写明情况和理由，并在事后补行审查。", law="OGI 17")
    missing = [step for step in clearance().forced_needs if step in left(edition)]
    if missing:
        titles = "、".join(clearance().steps[step].title for step in missing)
        raise NotCleared(
            "not_cleared", f"紧急发布也要先办理{titles}。请先完成该环节。", law="SECRETS 35", left=missing
        )
    content = content_of(edition)
    if content.openness is not facts.Openness.PROACTIVE:
        raise NotCleared("not_proactive", "不是主动公开的信息，不能发布。", law="OGI 13", left=[])
    clearing.note(edition, "forced", Verdict.NOTED, by, post, at, remarks=reason)
    enter(
        facts.Cleared(openness=content.openness),
        subject=record.subject,
        organ=record.organ,
        region=record.region,
        happened_on=day_of(at),
        entered_at=at,
        by=post.code,
    )
    edition.forced = True
    go_live(record, edition, post.code, at, act="force_publish")
    follow([record], outbox.PUT, at, post.code)
    return standing(record, edition)


@transaction.atomic
def clear_forced(subject: str, *, sha256: str, remarks: str, by: Actor, at: datetime) -> Standing:
    """Make a forced publication good (补行审查): somebody else looks and writes what was found."""
    record, post = access.locked_for(by, subject, "records.review_forced")
    edition = (
        Edition.objects.select_related("revision").filter(pk=record.live_edition_id, forced=True).first()
    )
    if edition is None or edition.forced_cleared_at is not None:
        raise RefusedChange("nothing_forced", "这条信息没有待补审查的紧急发布。", law="OGI 17")
    require_same(edition, sha256)
    involved = {
        *edition.revisions.values_list("by_id", flat=True),
        *edition.decisions.values_list("by_id", flat=True),
    }
    if by.person_id in involved:
        raise SamePerson(
            "same_person",
            "您参与过这次紧急发布，补行审查请由另一人办理。",
            law="OGI 17",
            step="forced_clearance",
        )
    if not remarks.strip():
        raise RefusedChange("no_remarks", "补行审查要写明审查意见。", law="OGI 17")
    clearing.note(edition, "forced_clearance", Verdict.NOTED, by, post, at, remarks=remarks)
    edition.forced_cleared_at = at
    edition.save(update_fields=["forced_cleared_at"])
    return standing(record, edition)


def publish_due(at: datetime, *, limit: int = 100) -> list[Told]:
    """Publish what was scheduled for an instant that has come (定时发布), each in a transaction of its own.

    What was changed or sent back in between is not published: its row says why. To be called every minute.
    """
    told = []
    waiting = Publication.objects.filter(state="ready", due_at__lte=at).order_by("due_at", "pk")
    for pk in list(waiting.values_list("pk", flat=True)[:limit]):
        if (done := _publish_scheduled(pk, at)) is not None:
            told.append(done)
    return told


def cancel(subject: str, *, by: Actor, at: datetime) -> None:
    """Cancel a scheduled publication (取消定时发布); the edition stays cleared."""
    with transaction.atomic():
        record, post = access.locked_for(by, subject, "records.publish")
        waiting = Publication.objects.filter(record=record, state="ready")
        if waiting.update(state="cancelled", done_at=at):
            done(record, "cancel", by=by, post=post, at=at)


def require_cleared(edition: Edition) -> None:
    """Refuse an edition whose present content lacks an approval, or is not what was fingerprinted."""
    missing = left(edition)
    if missing or not edition.chain or content_of(edition).sha256 != edition.revision.sha256:
        titles = "、".join(clearance().steps[step].title for step in missing) or "全部审查"
        raise NotCleared(
            "not_cleared", f"这份稿件还缺{titles}，不能发布。请先办结审查。", law="OGI 17", left=missing
        )


def go_live(
    record: Record, edition: Edition, post_code: str, at: datetime, *, act: str = "publish"
) -> Record:
    """Make an edition the live one and enter what that means. The caller has made sure that it may."""
    content, today = content_of(edition), day_of(at)
    term = _supersede(record, content, at)
    edition.published_at = at
    move(edition, act, at)
    opens = not record.visible and record.validity not in (Validity.REPEALED, Validity.LAPSED)
    if not record.visible:
        record.published_on, record.published_at = today, at
    record.first_published_at = record.first_published_at or at
    record.changed_at, record.visible = at, True
    record.live_edition, record.draft_edition = edition, None
    record.withdrawn_on, record.withdrawal_reason = None, ""
    record.withdrawal_text = record.withdrawal_manner = ""
    record.reassess_due_on = None
    if clearing.kind_of(record).validity and not record.validity:
        record.validity = Validity.IN_FORCE.value
    show(record, content)
    clearing.number(record, at)
    record.lapses_on = term
    record.save(update_fields=["index_no", "lapses_on"])
    Use.objects.filter(record=record).exclude(attachment__in=content.files).update(live=False)
    Use.objects.filter(record=record, attachment__in=content.files).update(live=True)
    Publication.objects.filter(record=record, state="ready").update(state="done", done_at=at)
    if opens:
        enter(
            facts.Published(genre=facts.Genre(record.genre)),
            subject=record.subject,
            organ=record.organ,
            region=record.region,
            happened_on=today,
            entered_at=at,
            by=post_code,
        )
    return record


def _supersede(record: Record, content: Content, at: datetime) -> date | None:
    """Put the editions before out of their place. Returns the first day on which the document no longer
    holds: by the new content, or as it was extended since, where the new edition says the same as the old.
    """
    term = first_day_without(content.valid_until)
    before = record.editions.filter(state__in=[State.LIVE, State.WITHDRAWN, State.REGISTERED])
    for old in before.select_related("revision"):
        if content_of(old).valid_until == content.valid_until:
            term = record.lapses_on
        move(old, "supersede", at)
    return term


def follow(changed: list[Record], act: str, at: datetime, post_code: str) -> None:
    """Enter explanations that have become public, and put everything that changed into the outbox.

    Last in its transaction: the outbox makes it wait for others.
    """
    for link in _links_of(changed):
        if link.explained_on is None and link.policy.visible and link.explainer.visible:
            _enter_explained(link, at, post_code)
    touched = {each.subject: each.region for each in changed}
    beside = {}
    for link in _links_of(changed):
        for each in (link.policy, link.explainer):
            if each.visible and each.subject not in touched:
                beside[each.subject] = each.region
    for region in sorted(set(touched.values())):
        outbox.write(region, [subject for subject, where in touched.items() if where == region], act, at)
        neighbours = [subject for subject, where in beside.items() if where == region]
        outbox.write(region, neighbours, outbox.PUT, at)


def _links_of(changed: list[Record]) -> Iterable[Explainer]:
    pks = [each.pk for each in changed]
    links = Explainer.objects.select_related("policy", "explainer")
    return [*links.filter(policy__in=pks), *links.filter(explainer__in=pks).exclude(policy__in=pks)]


def _enter_explained(link: Explainer, at: datetime, post_code: str) -> None:
    policy, explainer = link.policy, link.explainer
    deed = facts.Explained(explainer=explainer.subject, form=facts.ExplainerForm(link.form))
    explained_on = max(policy.published_on, explainer.published_on)
    entered = enter(
        deed,
        subject=policy.subject,
        organ=policy.organ,
        region=policy.region,
        happened_on=explained_on,
        entered_at=at,
        by=post_code,
    )
    link.explained_seq, link.explained_on = entered.seq, explained_on
    link.save(update_fields=["explained_seq", "explained_on"])


def _explainers_along(record: Record, alone: bool) -> list[Record]:
    """The explainers that go public with a policy, locked, in one order."""
    linked = Record.objects.select_for_update().filter(explains__policy=record, visible=False).order_by("pk")
    ready, waiting = [], []
    for each in linked:
        edition = Edition.objects.select_related("revision").filter(pk=each.draft_edition_id).first()
        if edition is not None and edition.state == State.CLEARED:
            require_cleared(edition)
            ready.append(each)
        elif each.withdrawn_on is None:
            waiting.append(each)
    if waiting and not alone:
        titles = "、".join(f"“{each.title}”" for each in waiting)
        raise NotCleared(
            "explainer_waits",
            f"解读材料{titles}还没有审查通过。政策与解读应当同步发布，请先办结解读材料的审查；"
            "确需先发文件的，请选择“先行发布”，解读迟发的天数会列入检查。",
            law="EXPLAIN2016",
            left=[each.subject for each in waiting],
        )
    return ready


def _schedule(
    record: Record, edition: Edition, by: Actor, post_code: str, at: datetime, publish_at: datetime
) -> Standing:
    Publication.objects.filter(record=record, state="ready").update(state="cancelled", done_at=at)
    Publication.objects.create(
        record=record,
        edition=edition,
        sha256=edition.revision.sha256,
        due_at=publish_at,
        by_id=by.person_id,
        post=post_code,
        at=at,
    )
    return standing(record, edition)


def _publish_scheduled(pk: int, at: datetime) -> Told | None:
    """Carry out one row, or write on it why not; ``None`` where somebody else did it in the meantime."""
    subject = Publication.objects.values_list("record__subject", flat=True).get(pk=pk)
    try:
        with transaction.atomic():
            record = Record.objects.select_for_update().get(subject=subject)
            row = Publication.objects.filter(pk=pk, state="ready").first()
            if row is None:
                return None
            if record.draft_edition_id != row.edition_id:
                raise UnknownRecord("edition_gone", "安排发布的稿件已不在办理中。")
            edition = open_edition(record)
            require_same(edition, row.sha256)
            clearance().next("publish", State(edition.state))
            require_cleared(edition)
            together = _explainers_along(record, alone=True)
            changed = [go_live(record, edition, row.post, at)]
            changed += [go_live(each, open_edition(each), row.post, at) for each in together]
            follow(changed, outbox.PUT, at, row.post)
    except GongkaiError as problem:
        Publication.objects.filter(pk=pk, state="ready").update(
            state="failed", problem=problem.message, done_at=at
        )
        return Told(subject, problem.message, problem.code)
    return Told(subject)
