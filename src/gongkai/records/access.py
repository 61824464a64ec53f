"""The only door to a record for a person: what lies outside a post's reach is not there.

A record that may not be read and one that does not exist get the same answer. Law: OGI 14, OGI 15.
"""

from django.db.models import QuerySet

from gongkai.organs.permissions import may, organs_where, require
from gongkai.organs.posts import Actor, Post
from gongkai.records.errors import UnknownRecord
from gongkai.records.models import Record

READ = "records.read"


def readable(actor: Actor) -> QuerySet[Record]:
    """All records that the actor may read, whatever their state."""
    return Record.objects.filter(organ__in=organs_where(actor, READ))


def record_for(actor: Actor, subject: str, verb: str = READ) -> Record:
    """The record of a subject, for an act. Raises ``UnknownRecord`` where the actor may not read it,
    ``NotPermitted`` where the actor may read it but not do this.
    """
    return checked(actor, Record.objects.filter(subject=subject).first(), subject, verb)[0]


def locked_for(actor: Actor, subject: str, verb: str) -> tuple[Record, Post]:
    """The same, locked until the transaction ends, with the post by which the actor may act."""
    record = Record.objects.select_for_update().filter(subject=subject).first()
    return checked(actor, record, subject, verb)


def checked(actor: Actor, record: Record | None, subject: str, verb: str) -> tuple[Record, Post]:
    """The record and the post, where the actor may read it and do this."""
    if record is None or not may(actor, READ, record.organ):
        raise UnknownRecord("unknown_record", f"没有找到信息“{subject}”，请核对编号。", asked=subject)
    return record, require(actor, verb, record.organ)
