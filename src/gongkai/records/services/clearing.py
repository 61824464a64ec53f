"""Clearance (公开审查): submit, decide, return. Each decision is bound to one revision and its fingerprint.

Law: OGI 17; SECRETS 35.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from gongkai.casework.secrecy import SecrecyLevel
from gongkai.ledger.entry import enter, void
from gongkai.ledger.kinds import body_of
from gongkai.organs.permissions import require
from gongkai.organs.posts import Actor, Post
from gongkai.records import access, facts, numbering
from gongkai.records.clearance import (
    AUTHOR,
    State,
    Verdict,
    clearance,
    conflict,
    open_steps,
    reassess_due_on,
)
from gongkai.records.content import Content
from gongkai.records.errors import NotReady, RefusedDecision, SamePerson
from gongkai.records.models import Decision, Edition, Record, Revision
from gongkai.records.readiness import Finding, Level, look, unconfirmed
from gongkai.records.services.editions import (
    Standing,
    add_revision,
    approvals_of,
    cancel_scheduled,
    content_of,
    day_of,
    kind_of,
    left,
    made_fact,
    move,
    open_edition,
    require_same,
    show,
    standing,
)
from gongkai.records.surroundings import surroundings

SUBMIT, RETURN = "submit", "return"


@transaction.atomic
def submit(
    subject: str, *, sha256: str, by: Actor, at: datetime, confirmed: Mapping[str, str] | None = None
) -> Standing:
    """Submit the edition in work for clearance (提交审查). Enters that the record was made.

    ``sha256`` is the content that the person looked at; ``confirmed`` gives, for findings that may be
    right, the reason. Raises ``NotReady`` with all findings, ``ContentChanged``, ``ImpossibleAct``.
    """
    record, post = access.locked_for(by, subject, "records.submit")
    edition = open_edition(record)
    require_same(edition, sha256)
    clearance().next("submit", State(edition.state))
    content, reasons = content_of(edition), dict(confirmed or {})
    findings = look(content, kind_of(record), surroundings(record, content, day_of(at)))
    if blocking := unconfirmed(findings, reasons):
        raise _not_ready(blocking)
    if Decision.objects.filter(revision=edition.revision_id).exists():
        # Sent back and submitted as it was: a revision of its own, so that old approvals stay behind.
        add_revision(record, edition, content, by=by, at=at, note="未作修改，重新提交")
    _enter_made(record, content, post, at)
    edition.chain = list(kind_of(record).chain)
    edition.submitted_at = at
    move(edition, "submit", at, waiting_for=edition.chain[0])
    kept = {each.key: reasons[each.key] for each in findings if each.level is Level.CONFIRM}
    remarks = json.dumps(kept, ensure_ascii=False) if kept else ""
    note(edition, SUBMIT, Verdict.NOTED, by, post, at, remarks=remarks)
    return standing(record, edition)


def _not_ready(blocking: list[Finding]) -> NotReady:
    listed = "；".join(f"{each.place}：{each.message}" for each in blocking[:5])
    more = f"；另有{len(blocking) - 5}项" if len(blocking) > 5 else ""
    return NotReady(
        "not_ready",
        f"还不能提交，有{len(blocking)}项要改正或者说明：{listed}{more}。请按提交前检查逐项办理。",
        law="OGI 17",
        findings=blocking,
    )


@transaction.atomic
def decide(
    subject: str,
    step: str,
    verdict: Verdict,
    *,
    sha256: str,
    by: Actor,
    at: datetime,
    remarks: str = "",
    level: SecrecyLevel | None = None,
    basis: str = "",
    key: str = "",
) -> Standing:
    """Decide one step of clearance (审查): approve the content that was looked at, or return it with remarks.

    ``level`` and ``basis`` are asked for at the secrecy review. After the last approval the record is
    cleared, and one that is not to be published is on the register. ``key`` makes a repeated
    click one decision.

    Raises ``ContentChanged``, ``RefusedDecision``, ``SamePerson``, ``NotPermitted``, ``ImpossibleAct``.
    """
    record, _ = access.locked_for(by, subject, access.READ)
    edition = open_edition(record)
    if key and edition.decisions.filter(key=key, step=step, by_id=by.person_id).exists():
        return standing(record, edition)
    if step not in clearance().steps:
        raise RefusedDecision("unknown_step", f"没有“{step}”这个审查环节。", step=step)
    post = require(by, clearance().steps[step].verb, record.organ)
    require_same(edition, sha256)
    clearance().next("approve", State(edition.state))
    _require_turn(edition, step)
    _require_other_person(edition, step, by)
    if step == "secrecy":
        _require_secrecy_finding(content_of(edition), verdict, level, basis)
    elif level is not None:
        raise RefusedDecision("level_elsewhere", "密级判定只在保密审查环节填写。", law="SECRETS 35")
    if verdict is Verdict.RETURNED:
        return _return(record, edition, step, by, post, at, remarks, level, basis, key)
    note(edition, step, Verdict.APPROVED, by, post, at, remarks=remarks, level=level, basis=basis, key=key)
    remaining = left(edition)
    if remaining:
        move(edition, "approve", at, waiting_for=remaining[0])
    else:
        finish(record, edition, post.code, at)
    return standing(record, edition)


@transaction.atomic
def return_(subject: str, *, sha256: str, remarks: str, by: Actor, at: datetime) -> Standing:
    """Return an edition that was cleared but is not yet public (退回), by the post that publishes."""
    record, post = access.locked_for(by, subject, "records.publish")
    edition = open_edition(record)
    require_same(edition, sha256)
    return _return(record, edition, RETURN, by, post, at, remarks, None, "", "")


def _return(
    record: Record,
    edition: Edition,
    step: str,
    by: Actor,
    post: Post,
    at: datetime,
    remarks: str,
    level: SecrecyLevel | None,
    basis: str,
    key: str,
) -> Standing:
    if not remarks.strip():
        raise RefusedDecision("no_remarks", "退回要写明意见，让起草人知道改什么。", law="OGI 17")
    note(edition, step, Verdict.RETURNED, by, post, at, remarks=remarks, level=level, basis=basis, key=key)
    move(edition, "return", at)
    cancel_scheduled(record, at)
    return standing(record, edition)


def finish(record: Record, edition: Edition, post_code: str, at: datetime) -> None:
    """Clearance has ended: enter it; what is not to be published goes on the register with its ground."""
    content = content_of(edition)
    deed = facts.Cleared(openness=content.openness, secrecy=True, ground=content.ground)
    enter(
        deed,
        subject=record.subject,
        organ=record.organ,
        region=record.region,
        happened_on=day_of(at),
        entered_at=at,
        by=post_code,
    )
    edition.cleared_at = at
    if content.openness is facts.Openness.PROACTIVE:
        move(edition, "clear", at)
        return
    move(edition, "register", at)
    record.draft_edition = None
    record.editions.filter(state=State.REGISTERED).exclude(pk=edition.pk).update(
        state=State.SUPERSEDED.value, moved_at=at
    )
    show(record, content)
    number(record, at)
    record.reassessed_on, record.reassess_due_on = day_of(at), reassess_due_on(day_of(at))
    record.save()


def number(record: Record, at: datetime) -> None:
    """Give a record its index number, once. Law: OGI 12."""
    if not record.index_no:
        values = {
            "region": record.region,
            "organ": record.organ,
            "topic": record.topic,
            "genre": record.genre,
        }
        record.index_no = numbering.take("index_no", {**values, "year": day_of(at).year})


def _enter_made(record: Record, content: Content, post: Post, at: datetime) -> None:
    """Enter that the record was made; where an earlier submission said otherwise, that is taken back."""
    assert content.made_on is not None, "the look before submission asks for it"
    deed = facts.Made(
        genre=facts.Genre(record.genre),
        doc_no=content.doc_no,
        topic=content.topic,
        following=record.following,
    )
    where = {"region": record.region, "entered_at": at, "by": post.code}
    if (there := made_fact(record)) is not None:
        if (there.happened_on, dict(there.body)) == (content.made_on, body_of(deed)):
            return
        void(there.seq, reason="提交新稿时更正", **where)
    enter(deed, subject=record.subject, organ=record.organ, happened_on=content.made_on, **where)


def _require_turn(edition: Edition, step: str) -> None:
    if step not in open_steps(left(edition), clearance().any_time):
        steps = clearance().steps
        now = steps[edition.waiting_for].title if edition.waiting_for in steps else "其他环节"
        raise RefusedDecision(
            "not_its_turn",
            f"现在轮到“{now}”，还不能办理“{steps[step].title}”。请等前一环节办结。",
            law="OGI 17",
            waiting_for=edition.waiting_for,
        )


def _require_other_person(edition: Edition, step: str, by: Actor) -> None:
    authors = set(Revision.objects.filter(edition=edition).values_list("by_id", flat=True))
    approvals = approvals_of(edition)
    acted_as = conflict(
        step, by.person_id, authors, approvals, edition.revision.sha256, clearance().four_eyes
    )
    if acted_as:
        part = (
            "起草或者修改过本稿" if acted_as == AUTHOR else f"办理过本稿的{clearance().steps[acted_as].title}"
        )
        raise SamePerson(
            "same_person",
            f"您{part}，不能再办理{clearance().steps[step].title}。请由另一人办理。",
            law="OGI 17",
            step=step,
            acted_as=acted_as,
        )


def _require_secrecy_finding(
    content: Content, verdict: Verdict, level: SecrecyLevel | None, basis: str
) -> None:
    if level is None or not basis.strip():
        raise RefusedDecision(
            "no_level",
            "保密审查要写明密级判定和判定依据，例如“不涉密”“不在保密事项范围内”。",
            law="SECRETS 35",
        )
    if verdict is not Verdict.APPROVED:
        return
    allowed = {SecrecyLevel.NONE}
    if content.openness is not facts.Openness.PROACTIVE:
        allowed.add(SecrecyLevel.WORK)
    if level not in allowed:
        raise RefusedDecision(
            "secret",
            "涉密、工作秘密或者密级不明确的内容不能通过公开审查，请选择退回。国家秘密不得在本系统中存储、处理，"
            "不明确的事项在十个工作日内报请确定。",
            law="SECRETSREG 25",
        )


def note(
    edition: Edition,
    step: str,
    verdict: Verdict,
    by: Actor,
    post: Post,
    at: datetime,
    *,
    remarks: str = "",
    level: SecrecyLevel | None = None,
    basis: str = "",
    key: str = "",
) -> Decision:
    """Write a decision down; it is never changed."""
    return Decision.objects.create(
        edition=edition,
        revision=edition.revision,
        sha256=edition.revision.sha256,
        step=step,
        verdict=verdict.value,
        remarks=remarks.strip(),
        level=level.value if level else "",
        basis=basis.strip(),
        by_id=by.person_id,
        post=post.code,
        at=at,
        key=key,
    )
