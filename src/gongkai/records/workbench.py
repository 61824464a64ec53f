"""Lists of records at the desk (办理列表): all, waiting, to publish, begun by a person; choices for forms.

Objects come through ``access`` alone. Each question takes a fixed number of queries.
"""

from datetime import date

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from gongkai.organs import queries as organ_queries
from gongkai.organs.permissions import organs_where
from gongkai.organs.posts import Actor
from gongkai.records import access
from gongkai.records.clearance import State, Verdict, clearance
from gongkai.records.facts import Genre
from gongkai.records.models import Column, Decision, Publication, Record, Revision
from gongkai.records.queries.registration import with_approvals


def rows(actor: Actor) -> QuerySet[Record]:
    """All records that the actor may read, with ``standing``, ``shown_title`` and ``waiting_for``."""
    last = Case(
        When(draft_edition__isnull=False, then=F("draft_edition__state")),
        When(visible=True, then=Value(State.LIVE.value)),
        When(withdrawn_on__isnull=False, then=Value(State.WITHDRAWN.value)),
        When(~Q(index_no=""), then=Value(State.REGISTERED.value)),
        default=Value(State.DISCARDED.value),
        output_field=CharField(),
    )
    return (
        access.readable(actor)
        .annotate(
            standing=last,
            shown_title=Coalesce(F("draft_edition__title"), F("title")),
            waiting_for=Coalesce(F("draft_edition__waiting_for"), Value("")),
            moved_at=Coalesce(F("draft_edition__moved_at"), F("changed_at"), F("created_at")),
        )
        .select_related("column", "draft_edition", "draft_edition__author")
        .order_by("-moved_at", "-id")
    )


def steps_of(actor: Actor) -> list[str]:
    """The steps of clearance that the acting post can decide."""
    return [key for key, step in clearance().steps.items() if organs_where(actor, step.verb)]


def waiting(actor: Actor) -> QuerySet[Record]:
    """What waits for the acting post: steps whose turn it is, where the person took no other part."""
    wanted = Q(pk__in=[])
    for key, step in clearance().steps.items():
        if reach := organs_where(actor, step.verb):
            wanted |= Q(draft_edition__waiting_for=key, organ__in=reach)
    mine = Revision.objects.filter(by_id=actor.person_id).values("edition_id")
    decided = Decision.objects.filter(
        by_id=actor.person_id, verdict=Verdict.APPROVED.value, sha256=F("edition__revision__sha256")
    ).values("edition_id")
    return (
        rows(actor)
        .filter(wanted, draft_edition__state=State.IN_CLEARANCE.value)
        .exclude(draft_edition__in=mine)
        .exclude(draft_edition__in=decided)
        .order_by("draft_edition__moved_at")
    )


def to_publish(actor: Actor) -> QuerySet[Record]:
    """What is cleared and waits to be published; ``scheduled_at`` is the hour set for it."""
    scheduled = Publication.objects.filter(record=OuterRef("pk"), state="ready").order_by("due_at")
    return (
        rows(actor)
        .filter(draft_edition__state=State.CLEARED.value, organ__in=organs_where(actor, "records.publish"))
        .annotate(scheduled_at=Subquery(scheduled.values("due_at")[:1]))
        .order_by("draft_edition__moved_at")
    )


def forced(actor: Actor) -> QuerySet[Record]:
    """What was published in an emergency and waits for its clearance."""
    return rows(actor).filter(
        live_edition__forced=True, live_edition__forced_cleared_at__isnull=True, visible=True
    )


def registered(actor: Actor) -> QuerySet[Record]:
    """All that was made public, taken down since or not, in the order of publication."""
    found = rows(actor).filter(published_on__isnull=False).select_related("column", "live_edition")
    return with_approvals(found.order_by("published_on", "id"))


def to_make_good(actor: Actor) -> QuerySet[Record]:
    """Emergency publications that this person can make good: in reach, and no part taken in them."""
    wrote = Revision.objects.filter(by_id=actor.person_id, edition_id=OuterRef("live_edition_id"))
    decided = Decision.objects.filter(by_id=actor.person_id, edition_id=OuterRef("live_edition_id"))
    reach = organs_where(actor, "records.review_forced")
    return forced(actor).filter(organ__in=reach).exclude(Exists(wrote)).exclude(Exists(decided))


def begun_by(actor: Actor, *states: State) -> QuerySet[Record]:
    """Editions in work that the person began, in some states."""
    wanted = [each.value for each in states]
    return rows(actor).filter(draft_edition__author_id=actor.person_id, draft_edition__state__in=wanted)


def returned_to(actor: Actor) -> QuerySet[Record]:
    """What was sent back to the person, with ``remarks``: what is to be changed."""
    last = Decision.objects.filter(
        edition_id=OuterRef("draft_edition_id"), verdict=Verdict.RETURNED.value
    ).order_by("-at", "-pk")
    return begun_by(actor, State.RETURNED).annotate(remarks=Subquery(last.values("remarks")[:1]))


def searched(rows: QuerySet[Record], words: str) -> QuerySet[Record]:
    """Those whose title, document number or index number holds all the words."""
    for word in words.split()[:6]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(draft_edition__title__icontains=word)
            | Q(doc_no__icontains=word)
            | Q(index_no__icontains=word)
            | Q(subject__icontains=word)
        )
    return rows


def explainers(actor: Actor) -> list[tuple[str, str]]:
    """The newest explainers that the actor may read, by subject, with their titles: to tie to a policy."""
    found = rows(actor).filter(genre=Genre.EXPLAINER.value).order_by("-id")
    return list(found.values_list("subject", "shown_title")[:200])


def organ_choices(actor: Actor, verb: str, as_of: date) -> list[tuple[str, str]]:
    """The organs in whose matters the acting post may do this, by code, with their names."""
    return sorted(organ_queries.names(organs_where(actor, verb), as_of=as_of).items())


def column_choices(region: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The columns of a region under their boards."""
    boards: dict[str, list[tuple[str, str]]] = {}
    for each in Column.objects.filter(region=region):
        boards.setdefault(each.board_name, []).append((each.code, each.name))
    return list(boards.items())


def topics(region: str) -> list[str]:
    """The subject classes in use, for the form to propose."""
    found = Record.objects.filter(region=region).exclude(topic="").order_by().values_list("topic", flat=True)
    return sorted(found.distinct()[:200])
