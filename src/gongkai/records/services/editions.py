"""Editions as services handle them: reading their content, giving them a new revision, moving them on.

Everything here runs inside the transaction of a service, with the record locked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from gongkai.ledger.kinds import Entered
from gongkai.ledger.kinds import standing as standing_facts
from gongkai.ledger.reading import timeline
from gongkai.ledger.rows import BEIJING
from gongkai.organs.posts import Actor
from gongkai.records import facts, validity
from gongkai.records.clearance import Approval, State, Verdict, clearance, steps_left
from gongkai.records.content import Content
from gongkai.records.errors import ContentChanged, RefusedContent
from gongkai.records.facts import Openness
from gongkai.records.markup import clean_html
from gongkai.records.models import Attachment, Column, Decision, Edition, Publication, Record, Revision, Use
from gongkai.records.types import RecordType, type_of

LIMITS = {"title": 300, "doc_no": 80, "topic": 60, "ground": 60, "source": 100, "audience": 200, "editor": 40}
LONGEST_BODY = 2_000_000


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a record stands after a service: what a screen goes on with.

    ``edition`` and ``revision`` are numbers, ``sha256`` the fingerprint of the present content,
    ``waiting_for`` the step of clearance whose turn it is.
    """

    subject: str
    edition: int
    revision: int
    sha256: str
    state: State
    waiting_for: str = ""
    index_no: str = ""


def standing(record: Record, edition: Edition) -> Standing:
    """Where a record and one of its editions stand."""
    return Standing(
        record.subject,
        edition.number,
        edition.revision.number,
        edition.revision.sha256,
        State(edition.state),
        edition.waiting_for,
        record.index_no,
    )


def day_of(at: datetime):
    """The day of an instant, in Beijing."""
    return at.astimezone(BEIJING).date()


def content_of(edition: Edition) -> Content:
    """What an edition says at present."""
    return Content.from_json(edition.revision.content)


def open_edition(record: Record) -> Edition:
    """The edition in work. Raises ``RefusedContent`` where there is none."""
    if record.draft_edition_id is None:
        raise RefusedContent(
            "no_open_edition", "这条信息没有正在办理的稿件，请先新建一个版本再修改。", subject=record.subject
        )
    return Edition.objects.select_related("revision").get(pk=record.draft_edition_id)


def fit(content: Content, kind: RecordType, region: str) -> Content:
    """The content as it may be kept: clean HTML, texts trimmed, columns and attachments that exist.

    Raises ``RefusedContent`` naming the field. What is merely missing may be added later.
    """
    fitted = fit_texts(content, kind)
    _require_columns(content, region)
    require_attachments(content)
    return fitted


def fit_texts(content: Content, kind: RecordType) -> Content:
    """The texts of a content as they may be kept, whatever the tables hold."""
    trimmed = {name: getattr(content, name).strip() for name in (*LIMITS, "abstract")}
    for name, limit in LIMITS.items():
        if len(trimmed[name]) > limit:
            raise RefusedContent(
                "too_long", f"“{_NAMES[name]}”不超过{limit}字，现有{len(trimmed[name])}字。", field=name
            )
    if not trimmed["title"]:
        raise RefusedContent("no_title", "请填写标题。", field="title")
    if len(content.body) > LONGEST_BODY:
        raise RefusedContent("too_long", "正文过长，请把数据、表格改作附件。", field="body")
    known = {each.key for each in kind.elements}
    if strange := set(content.elements) - known:
        raise RefusedContent(
            "unknown_element", f"“{kind.title}”没有要素“{'、'.join(sorted(strange))}”。", field="elements"
        )
    if content.openness is not Openness.PROACTIVE and not trimmed["ground"]:
        raise RefusedContent(
            "no_ground", "不主动公开的信息要写明依据，例如 OGI 16.2。", law="OGI 13", field="ground"
        )
    keywords = tuple(dict.fromkeys(each.strip() for each in content.keywords if each.strip()))
    elements = {key: text.strip() for key, text in content.elements.items() if text.strip()}
    return content.but(body=clean_html(content.body), keywords=keywords, elements=elements, **trimmed)


_NAMES = {
    "title": "标题",
    "doc_no": "发文字号",
    "topic": "主题分类",
    "ground": "依据",
    "source": "信息来源",
    "audience": "公开对象",
    "editor": "责任编辑",
}


def _require_columns(content: Content, region: str) -> None:
    wanted = {each for each in (content.column, *content.other_columns) if each}
    there = set(Column.objects.filter(region=region, code__in=wanted).values_list("code", flat=True))
    if missing := sorted(wanted - there):
        raise RefusedContent(
            "unknown_column", f"没有栏目“{'、'.join(missing)}”，请从栏目表中选择。", field="column"
        )


def require_attachments(content: Content) -> None:
    """Refuse attachments that were not kept."""
    wanted = {each.sha256 for each in content.attachments}
    if wanted and Attachment.objects.filter(pk__in=wanted).count() != len(wanted):
        raise RefusedContent("unknown_attachment", "附件没有上传成功，请重新上传。", field="attachments")


def add_revision(
    record: Record, edition: Edition, content: Content, *, by: Actor, at: datetime, note: str = ""
) -> Revision:
    """Give an edition a new revision and make it the present one. All approvals of earlier ones are void."""
    number = edition.revision.number + 1 if edition.revision_id else 1
    revision = Revision.objects.create(
        edition=edition,
        number=number,
        content=content.as_json(),
        sha256=content.sha256,
        by_id=by.person_id,
        at=at,
        note=note,
    )
    edition.revision, edition.title = revision, content.title
    edition.save(update_fields=["revision", "title"])
    use(record, content.files)
    if not record.visible and record.live_edition_id is None and not record.withdrawn_on:
        show(record, content)
    return revision


def use(record: Record, shas: Collection[str]) -> None:
    """Note that a record uses files, so that those who may read it may have them; others are not there."""
    kept = Attachment.objects.filter(pk__in=shas).values_list("pk", flat=True) if shas else ()
    Use.objects.bulk_create([Use(record=record, attachment_id=sha) for sha in kept], ignore_conflicts=True)


def show(record: Record, content: Content) -> None:
    """Copy to the record what lists show of it."""
    columns = {
        each.code: each
        for each in Column.objects.filter(
            region=record.region, code__in=[content.column, *content.other_columns]
        )
    }
    for name in ("title", "abstract", "doc_no", "topic", "ground", "made_on", "in_force_from"):
        setattr(record, name, getattr(content, name))
    record.openness = content.openness.value
    record.column = columns.get(content.column)
    record.lapses_on = validity.first_day_without(content.valid_until)
    record.save()
    record.other_columns.set([columns[code] for code in content.other_columns if code != content.column])


def move(edition: Edition, act: str, at: datetime, *, waiting_for: str = "") -> None:
    """Move an edition as the table of clearance says. Raises ``ImpossibleAct``."""
    edition.state = clearance().next(act, State(edition.state)).value
    edition.waiting_for, edition.moved_at = waiting_for, at
    edition.save()


def approvals_of(edition: Edition) -> list[Approval]:
    """The approvals of the present revision: what was approved before it counts for nothing."""
    found = Decision.objects.filter(revision=edition.revision_id, verdict=Verdict.APPROVED.value)
    return [Approval(step, person, sha) for step, person, sha in found.values_list("step", "by_id", "sha256")]


def left(edition: Edition) -> list[str]:
    """The steps of clearance still to come for the present revision."""
    return steps_left(edition.chain, approvals_of(edition), edition.revision.sha256)


def require_same(edition: Edition, sha256: str) -> None:
    """Refuse where the content is no longer the one that the person looked at."""
    if edition.revision.sha256 != sha256:
        raise ContentChanged(
            "content_changed",
            "您看过之后内容已有改动，原来的审查意见不能用于新的内容。请重新打开，看过新稿再办理。",
            law="OGI 17",
            sha256=edition.revision.sha256,
        )


def cancel_scheduled(record: Record, at: datetime) -> None:
    """Cancel a publication that was scheduled for content that is now another."""
    Publication.objects.filter(record=record, state="ready").update(state="cancelled", done_at=at)


def kind_of(record: Record) -> RecordType:
    """The type of a record."""
    return type_of(record.type)


def made_fact(record: Record) -> Entered | None:
    """The fact that a record was made, where it stands in the ledger."""
    known = standing_facts(timeline(record.region, record.subject))
    return next((each for each in known if each.kind == facts.Made.kind), None)
