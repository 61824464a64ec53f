"""Records as the public sees them: plain values, made by ``pages`` and ``lists``. Pure Python."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.records import addresses
from gongkai.records.content import Content
from gongkai.records.markup import text_of
from gongkai.records.validity import Change


@dataclass(frozen=True, slots=True)
class PublicAttachment:
    """An attachment as a page shows it; ``address`` is where it is fetched."""

    name: str
    sha256: str
    size: int
    media_type: str
    address: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another public record that this one explains or is explained by."""

    id: int
    subject: str
    title: str
    published_on: date
    first_published_at: datetime
    form: str

    @property
    def address(self) -> str:
        """Where its page is."""
        return addresses.article(self.first_published_at, self.id)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a record was taken down: since when, why (code), and what readers are told.

    ``readable`` says whether its content stays under a banner.
    """

    withdrawn_on: date
    reason: str
    text: str
    readable: bool


@dataclass(frozen=True, slots=True)
class CommentView:
    """Public comment on a draft: from, until, how, how many came, and what became of them."""

    opens_on: date
    closes_on: date
    address: str
    received: int
    result: str


@dataclass(frozen=True, slots=True)
class Line:
    """A public record as a line of a list."""

    id: int
    subject: str
    title: str
    abstract: str
    type: str
    genre: str
    organ: str
    organ_name: str
    column: str
    topic: str
    index_no: str
    doc_no: str
    made_on: date | None
    published_on: date
    first_published_at: datetime
    changed_at: datetime
    validity: str

    @property
    def address(self) -> str:
        """Where its page is."""
        return addresses.article(self.first_published_at, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRecord:
    """A record with everything that its page, the index and the open data say of it.

    ``validity`` is the one on the day asked for, empty where none is asked of the type; ``elements`` are
    (key, Chinese name, text) in the order of the type; ``change_notes`` (instant, note), newest first.
    """

    id: int
    subject: str
    region: str
    organ: str
    organ_name: str
    type: str
    type_title: str
    template: str
    genre: str
    index_no: str
    visible: bool
    content: Content
    column: str
    column_name: str
    board: str
    board_name: str
    other_columns: tuple[str, ...]
    published_on: date
    published_at: datetime
    first_published_at: datetime
    changed_at: datetime
    validity: str
    validity_history: tuple[Change, ...]
    elements: tuple[tuple[str, str, str], ...]
    attachments: tuple[PublicAttachment, ...]
    explains: tuple[Related, ...]
    explained_by: tuple[Related, ...]
    change_notes: tuple[tuple[datetime, str], ...]
    withdrawal: Withdrawal | None
    comment: CommentView | None

    @property
    def title(self) -> str:
        """The title."""
        return self.content.title

    @property
    def address(self) -> str:
        """Where its page is."""
        return addresses.article(self.first_published_at, self.id)

    @property
    def text(self) -> str:
        """The body and the elements as plain text, for search and speech."""
        return "\n".join([text_of(self.content.body), *(text for _, _, text in self.elements)]).strip()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which public records are asked for; empty fields ask nothing. ``validity``: a value of ``Validity``."""

    column: str = ""
    board: str = ""
    genres: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    organ: str = ""
    topic: str = ""
    year: int | None = None
    validity: str = ""
    since: date | None = None
    until: date | None = None
    doc_no: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """How many records have a value."""

    value: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column with how many public records are in it and when the last one came."""

    code: str
    name: str
    board: str
    board_name: str
    position: int
    stale_working_days: int | None
    count: int
    last_published_on: date | None
