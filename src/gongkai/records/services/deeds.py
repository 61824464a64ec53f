"""Deeds (办理记录): a line for whatever is done to a record that leaves no fact, revision or decision."""

from datetime import datetime

from gongkai.organs.posts import Actor, Post
from gongkai.records.models import Deed, Record


def done(record: Record, act: str, text: str = "", *, by: Actor, post: Post, at: datetime) -> None:
    """Write down what was done; it is never changed."""
    Deed.objects.create(
        record=record, act=act, text=text.strip()[:2000], by_id=by.person_id, post=post.code, at=at
    )
