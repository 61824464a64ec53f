"""Released answers as the site's search sees them (选登答复的检索), and how it is told that they change."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from gongkai.foi import answers
from gongkai.foi.answers import Answer
from gongkai.portal import addresses
from gongkai.records import outbox
from gongkai.search.documents import IndexDoc

COLUMN = "foi"
_FROM = 1 << 27
"""Numbers in the index from here on are those of answers; records have the lower half."""


def follow(region: str, subject: str, public: bool, at: datetime) -> None:
    """Put a change of the log into the outbox that search follows, in the transaction of the change."""
    outbox.write(region, [subject], outbox.PUT if public else outbox.DROP, at)


def documents(subjects: Sequence[str], as_of: date) -> dict[str, IndexDoc]:
    """Those of these subjects that are public answers, as documents to be found."""
    found = answers.by_subject(subjects, as_of=as_of)
    return {subject: document(each) for subject, each in found.items()}


def everything(region: str, as_of: date) -> Iterator[IndexDoc]:
    """All public answers as documents to be found."""
    yield from (document(each) for each in answers.everything(region, as_of=as_of))


def document(answer: Answer) -> IndexDoc:
    """A released answer as a document to be found: its public words and nothing else."""
    return IndexDoc(
        id=_FROM + answer.id,
        subject=answer.subject,
        address=addresses.answer(answer.entry),
        title=answer.title,
        published_on=answer.released_on,
        body_text="\n".join((answer.question, answer.answer)),
        region=answer.region,
        organ=answer.organ,
        column=COLUMN,
    )
