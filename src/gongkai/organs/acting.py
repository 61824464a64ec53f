"""Who acts: a person with the posts held, and those acted for, on the day of the act."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from gongkai.organs.models import Delegation, Holding, OrganName, OrganRow, Person, PostRow
from gongkai.organs.permissions import reach_of
from gongkai.organs.posts import Actor, Post, Role

__all__ = ["Actor", "Post", "Role", "actor_of", "holders", "post_codes", "post_names", "posts_of"]


def actor_of(person: Person, as_of: date) -> Actor:
    """The person as an actor on a day, with every post held then or acted for; five queries, however many
    posts there are. Somebody whose account is closed has no posts.
    """
    if not person.is_active:
        return Actor(person.pk, person.login)
    held = [(row.post, "") for row in _valid(Holding.objects.filter(person=person), as_of)]
    held += [
        (row.post, row.holder.login)
        for row in _valid(Delegation.objects.filter(delegate=person).select_related("holder"), as_of)
        if _still_holds(row, as_of)
    ]
    open_posts = [(post, acting_for) for post, acting_for in held if _open(post, as_of)]
    reaches = _reaches({post.organ.region for post, _ in open_posts}, as_of)
    posts = tuple(_post(post, acting_for, reaches) for post, acting_for in open_posts)
    return Actor(person.pk, person.login, posts)


def holders(role: Role, organ: str, as_of: date) -> list[Person]:
    """Who holds a post of this role in an organ on a day, delegates included, by login."""
    held = _valid(Holding.objects.filter(post__role=role, post__organ=organ), as_of)
    acting = _valid(Delegation.objects.filter(post__role=role, post__organ=organ), as_of)
    found = {row.person_id for row in held if _open(row.post, as_of)}
    found |= {row.delegate_id for row in acting if _open(row.post, as_of) and _still_holds(row, as_of)}
    return list(Person.objects.filter(pk__in=found, is_active=True).order_by("login"))


def post_codes(role: Role, organ: str, as_of: date) -> list[str]:
    """The posts of a role in an organ on a day, held or vacant, by code: work is given to posts."""
    posts = PostRow.objects.filter(role=role, organ=organ).select_related("organ").order_by("code")
    return [post.code for post in posts if _open(post, as_of)]


def posts_of(organ: str, as_of: date) -> dict[Role, list[str]]:
    """All posts of an organ on a day, held or vacant, by role: one query for whoever asks for several."""
    found: dict[Role, list[str]] = defaultdict(list)
    rows = PostRow.objects.filter(organ=organ).order_by("code")
    for code, role, *ends in rows.values_list("code", "role", "closed_on", "organ__ended_on"):
        if all(end is None or as_of < end for end in ends):
            found[Role(role)].append(code)
    return found


def post_names(codes: Iterable[str]) -> dict[str, str]:
    """What posts are called, by code; codes without a post are left out."""
    return dict(PostRow.objects.filter(code__in=list(codes)).values_list("code", "name"))


def _valid(rows, as_of: date):
    """Those of a day, with post and organ at hand."""
    return (
        rows.filter(valid_from__lte=as_of)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=as_of))
        .select_related("post__organ")
        .order_by("post_id", "pk")
    )


def _still_holds(row: Delegation, as_of: date) -> bool:
    """A delegation ends with the holding that it stands on."""
    return _valid(Holding.objects.filter(post=row.post_id, person=row.holder_id), as_of).exists()


def _open(post: PostRow, as_of: date) -> bool:
    organ = post.organ
    return (post.closed_on is None or as_of < post.closed_on) and (
        organ.ended_on is None or as_of < organ.ended_on
    )


def _post(row: PostRow, acting_for: str, reaches: dict[str, "_Reach"]) -> Post:
    role = Role(row.role)
    reach = reaches[row.organ.region]
    covers = reach.everything() if reach_of(role) == "region" else reach.under(row.organ_id)
    return Post(row.code, row.name, role, row.organ_id, row.organ.region, covers, acting_for)


class _Reach:
    """The organs of one region as they stand to each other on a day."""

    def __init__(self) -> None:
        self.codes: set[str] = set()
        self.below: dict[str, set[str]] = defaultdict(set)

    def everything(self) -> frozenset[str]:
        return frozenset(self.codes)

    def under(self, code: str) -> frozenset[str]:
        """An organ, all under it, and all whose work any of them took over."""
        found, edge = {code}, [code]
        while edge:
            edge = [each for above in edge for each in self.below[above] if each not in found]
            found.update(edge)
        return frozenset(found)


def _reaches(regions: Iterable[str], as_of: date) -> dict[str, _Reach]:
    """For each region its organs: who is under whom on the day, and who took over from whom until then."""
    reaches = {region: _Reach() for region in regions}
    for code, region, ended_on, successor in OrganRow.objects.filter(region__in=reaches).values_list(
        "code", "region", "ended_on", "successor_id"
    ):
        reaches[region].codes.add(code)
        if successor and ended_on is not None and ended_on <= as_of:
            reaches[region].below[successor].add(code)
    names = OrganName.objects.filter(organ__region__in=reaches, parent__isnull=False, valid_from__lte=as_of)
    names = names.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=as_of))
    for code, parent, region in names.values_list("organ_id", "parent_id", "organ__region"):
        reaches[region].below[parent].add(code)
    return reaches
