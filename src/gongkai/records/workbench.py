"""Records as staff see them at the desk: one record with everything about it, and the lists of work.

Objects come through ``access`` alone. Each question takes a fixed number of queries.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from gongkai.organs import queries as organ_queries
from gongkai.organs.permissions import organs_where
from gongkai.organs.posts import Actor
from gongkai.records import access
from gongkai.records.clearance import State, Verdict, clearance, steps_left
from gongkai.records.content import Content
from gongkai.records.models import Column, Decision, Edition, Record, Revision
from gongkai.records.readiness import Finding, look
from gongkai.records.services.editions import approvals_of, content_of, kind_of
from gongkai.records.surroundings import surroundings
from gongkai.records.types import RecordType
from gongkai.records.validity import Change, Validity, validity_on

STANDINGS = {
    State.DRAFT.value: "草稿",
    State.IN_CLEARANCE.value: "审查中",
    State.RETURNED.value: "退回修改",
    State.CLEARED.value: "待发布",
    State.LIVE.value: "已发布",
    State.REGISTERED.value: "在册不公开",
    State.WITHDRAWN.value: "已撤下",
    State.DISCARDED.value: "已作废",
}
"""Where a record stands as lists say it: its edition in work first, else what became of the last one."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """Everything that a record's page at the desk shows.

    ``edition`` is the one in work, else the live one, else the last. ``content`` is what it says,
    ``sha256`` the fingerprint that decisions on it are bound to.
    """

    subject: str
    number: str
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
    people: frozenset[int]
    deciders: frozenset[int]
    authors: frozenset[int]
    plan: Any
    explainers: tuple[Any, ...]
    explains: tuple[Any, ...]
    scheduled_at: datetime | None
    comment: Any
    public_id: int
    reassess_due_on: date | None = None
    findings: tuple[Finding, ...] = field(default=())


def record_page(actor: Actor, subject: str, as_of: date) -> RecordPage:
    """A record as the actor sees it. Raises ``UnknownRecord`` where it is none of the actor's business."""
    record = access.record_for(actor, subject)
    editions = list(record.editions.select_related("revision").order_by("number"))
    shown = next((each for each in editions if each.pk == record.draft_edition_id), None)
    in_work = shown is not None
    shown = shown or next((each for each in editions if each.pk == record.live_edition_id), editions[-1])
    revisions = list(
        Revision.objects.filter(edition__record=record).defer("content").select_related("by", "edition")
    )
    decisions = list(
        Decision.objects.filter(edition__record=record)
        .select_related("by", "edition", "revision")
        .defer("revision__content")
        .order_by("at", "pk")
    )
    column = Column.objects.filter(pk=record.column_id).first()
    changes = _changes(record)
    scheduled = record.publications.filter(state="ready").first()
    kind = kind_of(record)
    return RecordPage(
        subject=record.subject,
        number=record.subject.partition(":")[2],
        region=record.region,
        organ=record.organ,
        organ_name=organ_queries.organ(record.organ, as_of=as_of).name,
        kind=kind,
        title=shown.title,
        index_no=record.index_no,
        standing=STANDINGS.get(standing_of(record, shown, in_work), ""),
        visible=record.visible,
        published_on=record.published_on,
        withdrawn_on=record.withdrawn_on,
        withdrawal_text=record.withdrawal_text,
        validity=validity_on(as_of, changes, record.lapses_on) if kind.validity and record.visible else None,
        validity_history=changes,
        column_name=column.name if column else "",
        edition=shown.number,
        edition_state=State(shown.state),
        in_work=in_work,
        waiting_for=shown.waiting_for,
        forced=shown.forced,
        forced_open=shown.forced and shown.forced_cleared_at is None and record.visible,
        change_note=shown.change_note,
        major=shown.major,
        content=content_of(shown),
        sha256=shown.revision.sha256,
        steps=_steps(shown, kind, decisions),
        revisions=tuple(_revision(each) for each in sorted(revisions, key=_order, reverse=True)),
        decisions=tuple(_decision(each) for each in decisions),
        people=frozenset(
            each.by_id for each in decisions if each.revision_id == shown.revision_id and _approves(each)
        ),
        deciders=frozenset(each.by_id for each in decisions if each.edition_id == shown.pk),
        authors=frozenset(each.by_id for each in revisions if each.edition_id == shown.pk),
        plan=_plan(record),
        explainers=tuple(record.explainers.select_related("explainer").order_by("pk")),
        explains=tuple(record.explains.select_related("policy").order_by("pk")),
        scheduled_at=scheduled.due_at if scheduled else None,
        comment=_comment(record),
        public_id=record.pk,
        reassess_due_on=record.reassess_due_on,
    )


def findings_of(actor: Actor, subject: str, as_of: date) -> list[Finding]:
    """The look before submission at the edition in work, or at the live one."""
    record = access.record_for(actor, subject)
    edition = Edition.objects.select_related("revision").get(
        pk=record.draft_edition_id or record.live_edition_id or record.editions.latest("number").pk
    )
    content = content_of(edition)
    return look(content, kind_of(record), surroundings(record, content, as_of))


def content_named(actor: Actor, subject: str, name: str) -> Content | None:
    """What a revision said, by its name (edition and number, ``2-3``)."""
    record = access.record_for(actor, subject)
    edition, _, number = name.partition("-")
    if not (edition.isdecimal() and number.isdecimal()):
        return None
    found = Revision.objects.filter(
        edition__record=record, edition__number=int(edition), number=int(number)
    ).first()
    return Content.from_json(found.content) if found else None


def may_have_file(actor: Actor, subject: str, sha256: str) -> bool:
    """Whether any revision of a record that the actor may read uses this file."""
    record = access.record_for(actor, subject)
    return record.uses.filter(attachment=sha256).exists()


def standing_of(record: Record, shown: Edition, in_work: bool) -> str:
    """Where a record stands: the state of its edition in work, else what became of the last one."""
    return shown.state if in_work or not record.visible else State.LIVE.value


def rows(actor: Actor) -> QuerySet[Record]:
    """All records that the actor may read, with ``standing``, ``shown_title`` and ``waiting_for``."""
    last = Case(
        When(draft_edition__isnull=False, then=F("draft_edition__state")),
        When(visible=True, then=Value(State.LIVE.value)),
        When(withdrawn_on__isnull=False, then=Value(State.WITHDRAWN.value)),
        When(~Q(index_no=""), then=Value(State.REGISTERED.value)),
        default=Value(State.DISCARDED.value),
        output_field=CharField(),
    )
    return (
        access.readable(actor)
        .annotate(
            standing=last,
            shown_title=Coalesce(F("draft_edition__title"), F("title")),
            waiting_for=Coalesce(F("draft_edition__waiting_for"), Value("")),
            moved_at=Coalesce(F("draft_edition__moved_at"), F("changed_at"), F("created_at")),
        )
        .select_related("column", "draft_edition", "draft_edition__author")
        .order_by("-moved_at", "-id")
    )


def steps_of(actor: Actor) -> list[str]:
    """The steps of clearance that the acting post can decide."""
    return [key for key, step in clearance().steps.items() if organs_where(actor, step.verb)]


def waiting(actor: Actor) -> QuerySet[Record]:
    """What waits for the acting post: steps whose turn it is, where the person took no other part."""
    wanted = Q(pk__in=[])
    for key, step in clearance().steps.items():
        if reach := organs_where(actor, step.verb):
            wanted |= Q(draft_edition__waiting_for=key, organ__in=reach)
    mine = Revision.objects.filter(by_id=actor.person_id).values("edition_id")
    decided = Decision.objects.filter(
        by_id=actor.person_id, verdict=Verdict.APPROVED.value, sha256=F("edition__revision__sha256")
    ).values("edition_id")
    return (
        rows(actor)
        .filter(wanted, draft_edition__state=State.IN_CLEARANCE.value)
        .exclude(draft_edition__in=mine)
        .exclude(draft_edition__in=decided)
        .order_by("draft_edition__moved_at")
    )


def to_publish(actor: Actor) -> QuerySet[Record]:
    """What is cleared and waits to be published."""
    return (
        rows(actor)
        .filter(draft_edition__state=State.CLEARED.value, organ__in=organs_where(actor, "records.publish"))
        .order_by("draft_edition__moved_at")
    )


def forced(actor: Actor) -> QuerySet[Record]:
    """What was published in an emergency and waits for its clearance."""
    return rows(actor).filter(
        live_edition__forced=True, live_edition__forced_cleared_at__isnull=True, visible=True
    )


def begun_by(actor: Actor, *states: State) -> QuerySet[Record]:
    """Editions in work that the person began, in some states."""
    wanted = [each.value for each in states]
    return rows(actor).filter(draft_edition__author_id=actor.person_id, draft_edition__state__in=wanted)


def searched(rows: QuerySet[Record], words: str) -> QuerySet[Record]:
    """Those whose title, document number or index number holds all the words."""
    for word in words.split()[:6]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(draft_edition__title__icontains=word)
            | Q(doc_no__icontains=word)
            | Q(index_no__icontains=word)
            | Q(subject__icontains=word)
        )
    return rows


def organ_choices(actor: Actor, verb: str, as_of: date) -> list[tuple[str, str]]:
    """The organs in whose matters the acting post may do this, by code, with their names."""
    return sorted(organ_queries.names(organs_where(actor, verb), as_of=as_of).items())


def column_choices(region: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The columns of a region under their boards."""
    boards: dict[str, list[tuple[str, str]]] = {}
    for each in Column.objects.filter(region=region):
        boards.setdefault(each.board_name, []).append((each.code, each.name))
    return list(boards.items())


def topics(region: str) -> list[str]:
    """The subject classes in use, for the form to propose."""
    found = Record.objects.filter(region=region).exclude(topic="").order_by().values_list("topic", flat=True)
    return sorted(found.distinct()[:200])


def _steps(edition: Edition, kind: RecordType, decisions: list[Decision]) -> tuple[StepView, ...]:
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
        title = clearance().steps[key].title
        if made is None:
            views.append(StepView(key, title, standing))
        else:
            views.append(
                StepView(
                    key, title, standing, made.by.display_name, made.at, made.remarks, made.level, made.basis
                )
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
    "submit": "提交审查",
    "return": "发布前退回",
    "forced": "紧急发布",
    "forced_clearance": "补行审查",
    "paper": "纸质审查",
}
_VERDICTS = {"approved": "通过", "returned": "退回", "noted": "记录"}


def _decision(each: Decision) -> DecisionView:
    step = clearance().steps.get(each.step)
    return DecisionView(
        each.step,
        step.title if step else _OTHER_STEPS.get(each.step, each.step),
        _VERDICTS.get(each.verdict, each.verdict),
        f"{each.edition.number}-{each.revision.number}",
        each.by.display_name,
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


def _plan(record: Record) -> Any:
    return getattr(record, "explainer_plan", None)


def _comment(record: Record) -> Any:
    return getattr(record, "comment_period", None)
