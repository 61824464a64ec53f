"""A record as staff see it (信息办理页): what it says, where it stands, who decided what, what belongs to it.

Objects come through ``access`` alone; a page takes a fixed number of queries.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.organs import queries as organ_queries
from gongkai.organs.posts import Actor
from gongkai.organs.roster import holders_acted_for
from gongkai.records import access, addresses
from gongkai.records.clearance import State, Verdict, clearance, steps_left
from gongkai.records.content import Content
from gongkai.records.models import Attachment, Column, Decision, Edition, Record, Revision
from gongkai.records.readiness import Finding, look
from gongkai.records.services.editions import approvals_of, content_of, kind_of
from gongkai.records.surroundings import surroundings
from gongkai.records.types import RecordType
from gongkai.records.validity import Change, Validity, validity_on

STANDINGS = {
    State.DRAFT.value: _("草稿"),
    State.IN_CLEARANCE.value: _("审查中"),
    State.RETURNED.value: _("退回修改"),
    State.CLEARED.value: _("待发布"),
    State.LIVE.value: _("已发布"),
    State.REGISTERED.value: _("在册不公开"),
    State.WITHDRAWN.value: _("已撤下"),
    State.DISCARDED.value: _("已作废"),
}
"""Where a record stands as lists say it: its edition in work first, else what became of the last one."""


DEEDS = {
    "plan_explainer": _("制定解读方案"),
    "exempt_explainer": _("登记免予解读"),
    "link_explainer": _("关联解读"),
    "unlink_explainer": _("取消关联解读"),
    "amend": _("登记修改"),
    "extend_validity": _("延长有效期"),
    "repeal": _("登记废止"),
    "open_comment": _("开始征求意见"),
    "register_comment": _("登记意见"),
    "answer_comment": _("答复意见"),
    "comment_result": _("公布采纳情况"),
    "schedule": _("安排定时发布"),
    "cancel": _("取消定时发布"),
    "restore": _("恢复作废的稿件"),
}
"""What a deed is called, by its ``act``."""


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of clearance: ``passed``, ``now``, ``back`` (returned there) or ``later``; who decided what."""

    key: str
    title: str
    standing: str
    person: str = ""
    at: datetime | None = None
    remarks: str = ""
    level: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A revision as a list shows it; ``name`` is edition and number, such as ``2-3``."""

    name: str
    edition: int
    number: int
    person: str
    at: datetime
    note: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision as the timeline shows it."""

    step: str
    title: str
    verdict: str
    revision: str
    person: str
    at: datetime
    remarks: str
    level: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class DeedView:
    """A deed as the timeline shows it."""

    title: str
    person: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """Everything that a record's page at the desk shows.

    ``edition`` is the one in work, else the live one, else the last. ``content`` is what it says,
    ``sha256`` the fingerprint that decisions on it are bound to.
    """

    subject: str
    number: str
    as_of: date
    region: str
    organ: str
    organ_name: str
    kind: RecordType
    title: str
    index_no: str
    standing: str
    visible: bool
    published_on: date | None
    withdrawn_on: date | None
    withdrawal_text: str
    validity: Validity | None
    lapses_on: date | None
    validity_history: tuple[Change, ...]
    column_name: str
    edition: int
    edition_state: State
    in_work: bool
    waiting_for: str
    forced: bool
    forced_open: bool
    change_note: str
    major: bool
    content: Content
    sha256: str
    steps: tuple[StepView, ...]
    revisions: tuple[RevisionView, ...]
    decisions: tuple[DecisionView, ...]
    deeds: tuple[DeedView, ...]
    approvers: frozenset[int]
    deciders: frozenset[int]
    authors: frozenset[int]
    plan: Any
    explainers: tuple[Any, ...]
    explains: tuple[Any, ...]
    scheduled_at: datetime | None
    comment: Any
    address: str
    reassess_due_on: date | None = None

    @property
    def unexplained(self) -> list[Any]:
        """Ties to explainers that can still be taken back: not public on both sides."""
        return [each for each in self.explainers if each.explained_on is None]


def record_page(actor: Actor, subject: str, as_of: date) -> RecordPage:
    """A record as the actor sees it. Raises ``UnknownRecord`` where it is none of the actor's business."""
    record = access.record_for(actor, subject)
    shown, in_work = _shown(record)
    decisions = list(
        Decision.objects.filter(edition__record=record)
        .select_related("by", "edition", "revision")
        .defer("revision__content")
        .order_by("at", "pk")
    )
    return RecordPage(
        **_identity(record, shown, in_work, as_of),
        **_edition(shown, in_work, record),
        **_clearance(record, shown, decisions),
        deeds=tuple(
            DeedView(str(DEEDS[each.act]), each.by.display_name, each.at, each.text)
            for each in record.deeds.select_related("by").order_by("at", "pk")
        ),
        plan=getattr(record, "explainer_plan", None),
        explainers=tuple(record.explainers.select_related("explainer").order_by("pk")),
        explains=tuple(record.explains.select_related("policy").order_by("pk")),
        comment=getattr(record, "comment_period", None),
    )


def _shown(record: Record) -> tuple[Edition, bool]:
    """The edition that the page is about, and whether it is in work."""
    editions = list(record.editions.select_related("revision").order_by("number"))
    for wanted in (record.draft_edition_id, record.live_edition_id, editions[-1].pk):
        for each in editions:
            if each.pk == wanted:
                return each, wanted == record.draft_edition_id
    raise AssertionError("every record has an edition")


def _identity(record: Record, shown: Edition, in_work: bool, as_of: date) -> dict[str, Any]:
    """What lasts of a record."""
    kind, changes = kind_of(record), _changes(record)
    column = Column.objects.filter(pk=record.column_id).first()
    standing = shown.state if in_work or not record.visible else State.LIVE.value
    return {
        "subject": record.subject,
        "as_of": as_of,
        "number": record.subject.partition(":")[2],
        "region": record.region,
        "organ": record.organ,
        "organ_name": organ_queries.organ(record.organ, as_of=as_of).name,
        "kind": kind,
        "index_no": record.index_no,
        "standing": STANDINGS.get(standing, ""),
        "visible": record.visible,
        "published_on": record.published_on,
        "withdrawn_on": record.withdrawn_on,
        "withdrawal_text": record.withdrawal_text,
        "validity": validity_on(as_of, changes, record.lapses_on)
        if kind.validity and record.visible
        else None,
        "lapses_on": record.lapses_on,
        "validity_history": changes,
        "column_name": column.name if column else "",
        "address": addresses.article(record.first_published_at, record.pk) if record.visible else "",
        "reassess_due_on": record.reassess_due_on,
    }


def _edition(shown: Edition, in_work: bool, record: Record) -> dict[str, Any]:
    """What the edition says and where it stands."""
    scheduled = record.publications.filter(state="ready").first()
    return {
        "title": shown.title,
        "edition": shown.number,
        "edition_state": State(shown.state),
        "in_work": in_work,
        "waiting_for": shown.waiting_for,
        "forced": shown.forced,
        "forced_open": shown.forced and shown.forced_cleared_at is None and record.visible,
        "change_note": shown.change_note,
        "major": shown.major,
        "content": content_of(shown),
        "sha256": shown.revision.sha256,
        "scheduled_at": scheduled.due_at if scheduled else None,
    }


def _clearance(record: Record, shown: Edition, decisions: list[Decision]) -> dict[str, Any]:
    """Who wrote and decided what."""
    revisions = list(
        Revision.objects.filter(edition__record=record).defer("content").select_related("by", "edition")
    )
    approved = [each for each in decisions if each.revision_id == shown.revision_id and _approves(each)]
    called = _called(decisions)
    return {
        "steps": _steps(shown, kind_of(record), decisions, called),
        "revisions": tuple(_revision(each) for each in sorted(revisions, key=_order, reverse=True)),
        "decisions": tuple(_decision(each, called[each.pk]) for each in decisions),
        "approvers": frozenset(each.by_id for each in approved),
        "deciders": frozenset(each.by_id for each in decisions if each.edition_id == shown.pk),
        "authors": frozenset(each.by_id for each in revisions if each.edition_id == shown.pk),
    }


def findings_of(actor: Actor, subject: str, as_of: date) -> list[Finding]:
    """The look before submission at the edition in work, or at the live one."""
    record = access.record_for(actor, subject)
    edition = Edition.objects.select_related("revision").get(
        pk=record.draft_edition_id or record.live_edition_id or record.editions.latest("number").pk
    )
    content = content_of(edition)
    return look(content, kind_of(record), surroundings(record, content, as_of))


def revision_named(page: RecordPage, name: str) -> RevisionView | None:
    """One revision of a record, by its name."""
    return next((each for each in page.revisions if each.name == name), None)


def content_named(actor: Actor, subject: str, name: str) -> Content | None:
    """What a revision said, by its name (edition and number, ``2-3``)."""
    record = access.record_for(actor, subject)
    edition, _dash, number = name.partition("-")
    if not (edition.isdecimal() and number.isdecimal()):
        return None
    found = Revision.objects.filter(
        edition__record=record, edition__number=int(edition), number=int(number)
    ).first()
    return Content.from_json(found.content) if found else None


def file_of(actor: Actor, subject: str, sha256: str) -> Attachment | None:
    """A file that some revision of a record uses, where the actor may read the record; else ``None``."""
    record = access.record_for(actor, subject)
    return Attachment.objects.filter(pk=sha256, uses__record=record).first()


def _called(decisions: list[Decision]) -> dict[int, str]:
    """Who decided, by decision: the name, and for whom where a delegate acted (代)."""
    acts = {each.pk: (each.by_id, each.post, each.at) for each in decisions}
    holders = holders_acted_for(acts.values())
    return {
        each.pk: each.by.display_name
        + (_("（代 {name}）").format(name=holders[acts[each.pk]]) if acts[each.pk] in holders else "")
        for each in decisions
    }


def _steps(
    edition: Edition, kind: RecordType, decisions: list[Decision], called: dict[int, str]
) -> tuple[StepView, ...]:
    chain = edition.chain or list(kind.chain)
    there = [each for each in decisions if each.revision_id == edition.revision_id]
    left = steps_left(chain, approvals_of(edition), edition.revision.sha256)
    returned = (
        next((each for each in reversed(there) if each.verdict == Verdict.RETURNED.value), None)
        if edition.state == State.RETURNED.value
        else None
    )
    views = []
    for key in chain:
        made = next((each for each in there if each.step == key and _approves(each)), None)
        if returned is not None and returned.step == key:
            made, standing = returned, "back"
        elif key not in left:
            standing = "passed"
        else:
            standing = "now" if edition.waiting_for == key else "later"
        title = _title_of_step(key)
        if made is None:
            views.append(StepView(key, title, standing))
        else:
            views.append(
                StepView(key, title, standing, called[made.pk], made.at, made.remarks, made.level, made.basis)
            )
    return tuple(views)


def _approves(decision: Decision) -> bool:
    return decision.verdict == Verdict.APPROVED.value


def _order(revision: Revision) -> tuple[int, int]:
    return revision.edition.number, revision.number


def _revision(each: Revision) -> RevisionView:
    edition = each.edition.number
    return RevisionView(
        f"{edition}-{each.number}",
        edition,
        each.number,
        each.by.display_name,
        each.at,
        each.note,
        each.sha256,
    )


_OTHER_STEPS = {
    "submit": _("提交审查"),
    "return": _("发布前退回"),
    "forced": _("紧急发布"),
    "forced_clearance": _("补行审查"),
    "paper": _("纸质审查"),
}
_VERDICTS = {"approved": _("通过"), "returned": _("退回"), "noted": ""}


def _title_of_step(key: str) -> str:
    """What a step is called: one of clearance, or one that stood in its place, on paper for instance."""
    step = clearance().steps.get(key)
    return step.title if step else _OTHER_STEPS.get(key, key)


def _decision(each: Decision, person: str) -> DecisionView:
    return DecisionView(
        each.step,
        _title_of_step(each.step),
        _VERDICTS.get(each.verdict, each.verdict),
        f"{each.edition.number}-{each.revision.number}",
        person,
        each.at,
        "" if each.step == "submit" else each.remarks,
        each.level,
        each.basis,
    )


def _changes(record: Record) -> tuple[Change, ...]:
    found = record.validity_changes.select_related("other").order_by("changed_on", "pk")
    return tuple(
        Change(Validity(each.validity), each.changed_on, each.basis, each.other.subject if each.other else "")
        for each in found
    )
