"""What the look before submission asks of other records and files."""

from datetime import date

from gongkai.records import addresses, files
from gongkai.records.content import Content
from gongkai.records.models import Attachment, ExplainerPlan, Record
from gongkai.records.readiness import Surroundings


def surroundings(record: Record, content: Content, as_of: date) -> Surroundings:
    """The surroundings of a record's content on a day."""
    same = Record.objects.none()
    if content.doc_no:
        same = Record.objects.filter(region=record.region, doc_no=content.doc_no, genre=record.genre)
        same = same.exclude(pk=record.pk)
    return Surroundings(
        as_of=as_of,
        explainer_planned=ExplainerPlan.objects.filter(record=record).exists(),
        is_dead=_is_dead,
        same_doc_no=same.values_list("title", flat=True).first() or "",
    )


def _is_dead(href: str) -> bool:
    """Whether an internal address leads nowhere; addresses that are no record's or file's are left alone."""
    if href.startswith("record:"):
        return not Record.objects.filter(subject=href, visible=True).exists()
    if found := addresses.article_in(href):
        began = Record.objects.filter(pk=found[1], visible=True).values_list("first_published_at", flat=True)
        return not any(addresses.article_in(addresses.article(at, found[1])) == found for at in began)
    if sha := files.sha256_in(href):
        return not Attachment.objects.filter(pk=sha).exists()
    return False
