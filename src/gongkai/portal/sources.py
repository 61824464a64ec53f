"""What search asks: public records and released answers as documents to be found, and what changed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from gongkai.portal import released
from gongkai.records import outbox
from gongkai.records.queries import PublicRecord, by_subject, live_ids, public_records
from gongkai.search.documents import IndexDoc
from gongkai.search.sources import Change

KIND = "search"
CHUNK = 2000


class PublicSource:
    """The public records of a region as search sees them on a day."""

    def __init__(self, region: str, as_of: date) -> None:
        self.region = region
        self.as_of = as_of

    def changes(self, after: int, limit: int) -> Sequence[Change]:
        """The first changes after a number, in order."""
        return [Change(each.seq, each.subject) for each in outbox.read(KIND, after=after, limit=limit)]

    def last_seq(self) -> int:
        """The number of the last change; 0 where there is none."""
        return outbox.last(KIND)

    def documents(self, subjects: Sequence[str]) -> Mapping[str, IndexDoc]:
        """These records as they stand now; those that nobody may find are left out."""
        found = by_subject(subjects, as_of=self.as_of)
        records = {each.subject: document(each) for each in found if each.visible}
        return records | released.documents(subjects, self.as_of)

    def everything(self) -> Iterable[IndexDoc]:
        """All documents that somebody may find, a chunk at a time."""
        after = 0
        while numbers := live_ids(self.region, after=after, limit=CHUNK):
            yield from (document(each) for each in public_records(numbers, as_of=self.as_of) if each.visible)
            after = numbers[-1]
        yield from released.everything(self.region, self.as_of)


def document(record: PublicRecord) -> IndexDoc:
    """A public record as a document to be found."""
    content = record.content
    parts = (content.abstract, " ".join(content.keywords), record.text)
    return IndexDoc(
        id=record.id,
        subject=record.subject,
        address=record.address,
        title=content.title,
        published_on=record.published_on,
        doc_no=content.doc_no,
        index_no=record.index_no,
        body_text="\n".join(part for part in parts if part),
        region=record.region,
        organ=record.organ,
        topic=content.topic,
        genre=record.genre,
        column=record.column,
        other_columns=record.other_columns,
        validity=record.validity,
    )
