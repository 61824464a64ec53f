"""The tables of the bulk door: what is known there, and how new records are put in."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection

from gongkai.ledger import storing
from gongkai.ledger.rows import BEIJING
from gongkai.records import bulk, numbering
from gongkai.records.clearance import State, Verdict
from gongkai.records.content import Content, fingerprint
from gongkai.records.errors import RefusedImport
from gongkai.records.facts import Genre
from gongkai.records.models import Attachment, Column, Decision, Edition, Record, Revision, Use
from gongkai.records.services.editions import fit_texts, require_attachments
from gongkai.records.types import type_of
from gongkai.records.validity import Validity, first_day_without

if TYPE_CHECKING:
    from gongkai.records.services.importing import ImportRow

TABLES = {
    model: bulk.Table(model)
    for model in (Record, Edition, Revision, Decision, Use, Record.other_columns.through)
}


@dataclass(slots=True)
class Fresh:
    """A row made ready: its content as it will be kept, its fingerprint, and the numbers it is given."""

    row: "ImportRow"
    content: Content
    subject: str = ""
    index_no: str = ""
    genre: Genre = field(init=False)
    canonical: bytes = field(init=False)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        self.canonical = self.content.canonical
        self.sha256 = fingerprint(self.canonical)
        self.genre = type_of(self.row.type).genre
        self.subject = self.row.subject


@dataclass(frozen=True, slots=True)
class Known:
    """What is there under an external id."""

    pk: int
    sha256: str
    published_on: date | None
    organ: str

    def differences(self, other: Fresh) -> tuple[str, ...]:
        """In what a row differs from what is there."""
        pairs = (
            ("内容", self.sha256, other.sha256),
            ("发布日期", self.published_on, other.row.published_on),
            ("机关", self.organ, other.row.organ),
        )
        return tuple(name for name, old, new in pairs if old != new)


class Shelf:
    """Where the rows of one import go."""

    def __init__(self, region: str, origin: str, paper: str, person_id: int, post: str, at: datetime) -> None:
        self.region, self.origin, self.paper = region, origin, paper
        self.person_id, self.post, self.at = person_id, post, at
        self.columns = dict(Column.objects.filter(region=region).values_list("code", "pk"))
        self.policies: dict[str, Record] = {}
        self.kept: set[str] = set()

    def known(self, numbers: list[str]) -> dict[str, Known]:
        """What is there already, with what it said when it came from the origin."""
        # NOT (external_id = '') lets both databases use the partial index.
        query = (
            "SELECT external_id, id, origin_sha256, published_on, organ FROM records_record "
            "WHERE region = %(region)s AND origin = %(origin)s AND NOT (external_id = '') AND "
        )
        values = {"region": self.region, "origin": self.origin, "numbers": storing.many(numbers)}
        with connection.cursor() as cursor:
            cursor.execute(query + storing.is_one_of("external_id", "numbers"), values)
            return {
                number: Known(pk, sha, None if on is None else storing.day(on), organ)
                for number, pk, sha, on, organ in cursor
            }

    def policy(self, subject: str) -> Record:
        """The policy that a row explains: public already, or before it in the same import."""
        if subject not in self.policies:
            found = Record.objects.filter(subject=subject, region=self.region, visible=True).first()
            if found is None:
                raise RefusedImport(
                    "unknown_policy", f"没有找到所解读的文件“{subject}”，文件应先于解读导入。"
                )
            self.policies[subject] = found
        return self.policies[subject]

    def fitted(self, content: Content, type_key: str) -> Content:
        """The content as it may be kept. Raises ``RefusedContent`` or ``UnknownType``."""
        kind = type_of(type_key)
        for code in (content.column, *content.other_columns):
            if code and code not in self.columns:
                raise RefusedImport("unknown_column", f"没有栏目“{code}”，请从栏目表中选择")
        if content.attachments:
            require_attachments(content)
        return fit_texts(content, kind)

    def put(self, fresh: list[Fresh]) -> None:
        """Write the new records with their editions, revisions and decisions."""
        self._number(fresh)
        shas = frozenset().union(*(each.content.files for each in fresh))
        self.kept = (
            set(Attachment.objects.filter(pk__in=shas).values_list("pk", flat=True)) if shas else set()
        )
        keys = {model: bulk.reserve(model, len(fresh)) for model in (Record, Edition, Revision)}
        lines: dict[Any, list[list[Any]]] = {model: [] for model in TABLES}
        for each, record, edition, revision in zip(
            fresh, keys[Record], keys[Edition], keys[Revision], strict=True
        ):
            for model, given in self._lines(each, record, edition, revision):
                lines[model].append(TABLES[model].line(given))
        for model in (Decision, Use, Record.other_columns.through):
            for line, pk in zip(lines[model], bulk.reserve(model, len(lines[model])), strict=True):
                line[0] = pk
        for model, table in TABLES.items():
            if lines[model]:
                table.write(lines[model])

    def _number(self, fresh: list[Fresh]) -> None:
        unnamed = [each for each in fresh if not each.subject]
        years = [{"year": (each.row.published_on or self.at).year} for each in unnamed]
        for each, subject in zip(unnamed, numbering.take_many("subject", years), strict=True):
            each.subject = subject
        if self.paper:
            wanted = [
                {
                    "region": self.region,
                    "organ": each.row.organ,
                    "topic": each.content.topic,
                    "genre": each.genre.value,
                    "year": each.row.published_on.year,
                }
                for each in fresh
            ]
            for each, index_no in zip(fresh, numbering.take_many("index_no", wanted), strict=True):
                each.index_no = index_no

    def _lines(self, each: Fresh, record: int, edition: int, revision: int) -> Any:
        """The rows of one record, by model; the databases check their ties when the transaction ends."""
        content, public = each.content, bool(self.paper)
        yield Record, self._record(each, record, edition)
        yield Edition, self._edition(each, record, edition, revision)
        yield Revision, self._revision(each, edition, revision)
        if public:
            yield Decision, self._decision(each, edition, revision)
        for sha in content.files & self.kept:
            yield Use, {"record_id": record, "attachment_id": sha, "live": public}
        for code in dict.fromkeys(content.other_columns):
            if code != content.column:
                yield Record.other_columns.through, {"record_id": record, "column_id": self.columns[code]}

    def _edition(self, each: Fresh, record: int, edition: int, revision: int) -> dict[str, Any]:
        at, public = storing.instant(self.at), bool(self.paper)
        return {
            "id": edition,
            "record_id": record,
            "number": 1,
            "state": State.LIVE.value if public else State.DRAFT.value,
            "title": each.content.title,
            "chain": '["paper"]' if public else "[]",
            "revision_id": revision,
            "author_id": self.person_id,
            "cleared_at": at if public else None,
            "published_at": self._published_at(each) if public else None,
            "moved_at": at,
        }

    def _revision(self, each: Fresh, edition: int, revision: int) -> dict[str, Any]:
        return {
            "id": revision,
            "edition_id": edition,
            "number": 1,
            "content": each.canonical.decode(),
            "sha256": each.sha256,
            "by_id": self.person_id,
            "at": storing.instant(self.at),
            "note": f"导入：{self.origin}"[:200],
        }

    def _decision(self, each: Fresh, edition: int, revision: int) -> dict[str, Any]:
        """The paper on which it was cleared, bound to exactly this content."""
        return {
            "edition_id": edition,
            "revision_id": revision,
            "sha256": each.sha256,
            "step": "paper",
            "verdict": Verdict.APPROVED.value,
            "remarks": self.paper,
            "by_id": self.person_id,
            "post": self.post,
            "at": storing.instant(self.at),
        }

    def _published_at(self, each: Fresh) -> str:
        """Noon of the day of publication: the old register knows days only."""
        assert each.row.published_on is not None, "asked for before"
        return _noon(each.row.published_on)

    def _record(self, each: Fresh, record: int, edition: int) -> dict[str, Any]:
        row, content, public = each.row, each.content, bool(self.paper)
        kind = type_of(row.type)
        day = content.in_force_from
        lapses_on = first_day_without(content.valid_until)
        given: dict[str, Any] = {
            "id": record,
            "subject": each.subject,
            "region": self.region,
            "organ": row.organ,
            "type": row.type,
            "genre": each.genre.value,
            "index_no": each.index_no,
            "doc_no": content.doc_no,
            "title": content.title,
            "abstract": content.abstract,
            "topic": content.topic,
            "column_id": self.columns.get(content.column),
            "openness": content.openness.value,
            "ground": content.ground,
            "made_on": _iso(content.made_on),
            "in_force_from": _iso(day),
            "lapses_on": _iso(lapses_on),
            "visible": public,
            "live_edition_id" if public else "draft_edition_id": edition,
            "following": row.following,
            "origin": self.origin,
            "external_id": row.external_id,
            "origin_sha256": each.sha256,
            "created_at": storing.instant(self.at),
        }
        if public:
            at = self._published_at(each)
            given |= {"published_on": _iso(row.published_on), "published_at": at, "first_published_at": at}
            given |= {"changed_at": at, "validity": Validity.IN_FORCE.value if kind.validity else ""}
        return given


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _noon(day: date) -> str:
    return storing.instant(datetime(day.year, day.month, day.day, 12, tzinfo=BEIJING))
