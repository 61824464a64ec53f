"""Who holds which post since when, and who acts for whom (岗位与代理): what screens of the staff show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from gongkai.organs.models import Delegation, Holding, Person, PostRow, StaffDeed
from gongkai.organs.permissions import organs_where
from gongkai.organs.posts import Actor, Role
from gongkai.organs.queries import names

DAY = timedelta(days=1)
APPOINT = "organs.appoint"


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that a person holds; ``last_day`` is the last day it is held, if that is known."""

    code: str
    name: str
    role: str
    organ: str
    organ_name: str
    valid_from: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody acts for the holder of a post, from a day until a day, both included."""

    id: int
    post: str
    post_name: str
    holder: str
    holder_login: str
    delegate: str
    valid_from: date
    last_day: date
    reason: str


def day_of(at: datetime) -> date:
    """The day of an instant where the office is."""
    return at.astimezone(timezone.get_default_timezone()).date()


def held_by(person_id: int, as_of: date) -> list[HeldPost]:
    """The posts that a person holds on a day or will hold, by code; not those acted for."""
    rows = list(_lasting(Holding.objects.filter(person=person_id), as_of).select_related("post"))
    rows = [row for row in rows if row.post.closed_on is None or row.post.closed_on > as_of]
    called = names({row.post.organ_id for row in rows}, as_of=as_of)
    return [
        HeldPost(
            row.post_id,
            row.post.name,
            Role(row.post.role).label,
            row.post.organ_id,
            called.get(row.post.organ_id, row.post.organ_id),
            row.valid_from,
            row.valid_to - DAY if row.valid_to else None,
        )
        for row in rows
    ]


def acting_for(person_id: int, as_of: date) -> list[Acting]:
    """Who acts for a person, on a day or later."""
    return _acting(Delegation.objects.filter(holder=person_id), as_of)


def acts_for(person_id: int, as_of: date) -> list[Acting]:
    """For whom a person acts, on a day or later."""
    return _acting(Delegation.objects.filter(delegate=person_id), as_of)


def colleagues(person_id: int, as_of: date, organ: str = "") -> list[tuple[str, str]]:
    """Login and name of the people of the same organs, or of one of them: who may act for the person."""
    own = _lasting(Holding.objects.filter(person=person_id), as_of).values("post__organ")
    own = own.filter(post__organ=organ) if organ else own
    there = _lasting(Holding.objects.filter(post__organ__in=own), as_of).values("person")
    people = Person.objects.filter(pk__in=there, is_active=True).exclude(pk=person_id).order_by("login")
    return [(each.login, f"{each.display_name}（{each.login}）") for each in people]


def holders_acted_for(acts: Iterable[tuple[int, str, datetime]]) -> dict[tuple[int, str, datetime], str]:
    """For whom acts were done: person, post and instant of each, with the name of the holder.

    Acts done in one's own post are left out. One query, however many acts.
    """
    asked = set(acts)
    rows = Delegation.objects.filter(
        delegate__in={person for person, _, _ in asked}, post__in={post for _, post, _ in asked}
    ).select_related("holder")
    spans = [(row.delegate_id, row.post_id, row) for row in rows] if asked else []
    return {
        act: row.holder.display_name
        for act in asked
        for person, post, row in spans
        if (person, post) == act[:2] and row.valid_from <= day_of(act[2]) <= row.valid_to
    }


def people_for(actor: Actor, as_of: date) -> QuerySet[Person]:
    """All people whom an administrator sees, each with the posts held on a day as ``held_now``.

    They are those with a post in the organs reached, and those without any post.
    """
    reached = organs_where(actor, APPOINT)
    if not reached:
        return Person.objects.none()
    held = _lasting(Holding.objects.select_related("post"), as_of).filter(valid_from__lte=as_of)
    elsewhere = Holding.objects.exclude(post__organ__in=reached).values("person")
    here = Holding.objects.filter(post__organ__in=reached).values("person")
    people = Person.objects.filter(Q(pk__in=here) | ~Q(pk__in=elsewhere))
    return people.prefetch_related(Prefetch("holdings", held, to_attr="held_now")).order_by("login")


def posts_for(actor: Actor, as_of: date) -> QuerySet[PostRow]:
    """All posts that an administrator sees, each with who holds it on a day as ``held_now``."""
    held = _lasting(Holding.objects.select_related("person"), as_of).filter(valid_from__lte=as_of)
    posts = PostRow.objects.filter(organ__in=organs_where(actor, APPOINT)).order_by("organ_id", "code")
    return posts.prefetch_related(Prefetch("holdings", held, to_attr="held_now"))


def deeds_of(person_id: int) -> list[StaffDeed]:
    """What was done about a person and the person's posts, the newest first."""
    return list(StaffDeed.objects.filter(person=person_id).select_related("by").order_by("-at", "-pk"))


def _acting(rows: QuerySet[Delegation], as_of: date) -> list[Acting]:
    rows = rows.filter(valid_to__gt=as_of).select_related("post", "holder", "delegate")
    return [
        Acting(
            row.pk,
            row.post_id,
            row.post.name,
            row.holder.display_name,
            row.holder.login,
            row.delegate.display_name,
            row.valid_from,
            row.valid_to - DAY,
            row.reason,
        )
        for row in rows.order_by("valid_from", "pk")
    ]


def _lasting(rows: QuerySet[Holding], as_of: date) -> QuerySet[Holding]:
    """Those that have not ended by a day."""
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=as_of)).order_by("post_id", "pk")
