"""Following the outbox (跟进发布): each public change becomes a job, each job is worked off into the tree.

A job says only *that* a record changed; what to lay down is asked of the register when it is worked off. So
killed at any moment, nothing is lost and nothing is done twice that would show.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from gongkai.portal.press import Press
from gongkai.portal.publishing import structure
from gongkai.portal.publishing.laying import Laid, Layer
from gongkai.portal.publishing.models import Job, JobState
from gongkai.portal.publishing.place import Place
from gongkai.portal.publishing.table import Table
from gongkai.portal.publishing.tree import Tree
from gongkai.records import outbox

KIND = "bake"
AT_ONCE = 200
MOST_ATTEMPTS = 5
WAITING = (JobState.READY, JobState.RUNNING)
OPEN = (*WAITING, JobState.FAILED)
PAUSE = timedelta(minutes=1)
"""A job that failed is tried again after a minute, then two, and so on, ``MOST_ATTEMPTS`` times in all."""


def take_up(at: datetime) -> int:
    """Turn changes of the outbox into jobs; how many. What was taken up already is not taken up again."""
    taken = 0
    while items := outbox.read(KIND, limit=1000):
        with transaction.atomic():
            Job.objects.bulk_create(
                [
                    Job(seq=each.seq, subject=each.subject, region=each.region, act=each.act, at=each.at)
                    for each in items
                ],
                ignore_conflicts=True,
            )
            outbox.mark(KIND, items[-1].seq)
        taken += len(items)
    return taken


def follow(place: Place, press: Callable[[], Press], at: datetime) -> Laid:
    """Take up what changed and bring the tree up to date with it. What fails is tried again another time."""
    take_up(at)
    laid = Laid()
    if not due(at).exists():
        return laid
    with place.writing():
        tree = place.tree()
        if tree is None:
            return laid
        table = Table(tree.root)
        try:
            # Whoever was at work before is dead, or the lock would not be ours.
            Job.objects.filter(state=JobState.RUNNING).update(state=JobState.READY)
            layer = Layer(tree, table, press())
            layer.laid = laid
            while batch := list(due(at)[:AT_ONCE]):
                _work_off(layer, batch, at)
        finally:
            table.close()
    return laid


def follow_editors(place: Place, press: Press) -> Laid:
    """Bring the tree up to date with what site editors wrote: topics, guide, leaders, organs. ``press`` sees
    the structure as it is; what nothing was written on is not printed.
    """
    if (tree := place.tree()) is None or not _written(tree, press):
        return Laid()
    with place.writing():
        tree = place.tree() or tree
        table = Table(tree.root)
        try:
            layer = Layer(tree, table, press)
            layer.edited()
        finally:
            table.close()
    return layer.laid


def _written(tree: Tree, press: Press) -> bool:
    table = Table(tree.root)
    try:
        return table.edited() != structure.edited(press)
    finally:
        table.close()


def due(at: datetime) -> QuerySet[Job]:
    """Jobs to work off, withdrawals first."""
    due = Q(state__in=WAITING)
    for attempts in range(1, MOST_ATTEMPTS):
        due |= Q(state=JobState.FAILED, attempts=attempts, started_at__lte=at - attempts * PAUSE)
    # The first condition says nothing new: it is what the index knows.
    return Job.objects.filter(state__in=OPEN).filter(due).order_by("act", "seq")


def _work_off(layer: Layer, batch: Sequence[Job], at: datetime) -> None:
    """A batch together; where it fails, each for itself, so that one hinders no other."""
    jobs = Job.objects.filter(pk__in=[each.pk for each in batch])
    jobs.update(state=JobState.RUNNING, started_at=at, attempts=F("attempts") + 1)
    try:
        layer.records(each.subject for each in batch)
    except Exception as problem:  # whatever it is, it is written into the row for the office to see
        if len(batch) == 1:
            said = f"{type(problem).__name__}: {problem}"[:500]
            jobs.update(state=JobState.FAILED, problem=said)
            return
        jobs.update(attempts=F("attempts") - 1)
        for each in batch:
            _work_off(layer, [each], at)
    else:
        jobs.update(state=JobState.DONE, done_at=at, problem="")


def try_again(at: datetime) -> int:
    """Give every failed job a new start (重试); how many."""
    return Job.objects.filter(state=JobState.FAILED).update(state=JobState.READY, attempts=0)


def forget_done(before: datetime) -> int:
    """Remove jobs that were done before an instant, and the rows of the outbox that they came from."""
    removed = Job.objects.filter(state=JobState.DONE, done_at__lt=before).delete()[0]
    outbox.clear_followed(KIND, before=before)
    return removed


def failed() -> list[Job]:
    """Jobs that failed, for the office to see (发布失败告警)."""
    return list(Job.objects.filter(state=JobState.FAILED).order_by("seq"))


def waiting() -> int:
    """How many changes are still to be laid down."""
    return outbox.waiting(KIND) + Job.objects.filter(state__in=WAITING).count()


def open_subjects() -> list[str]:
    """The records whose changes are still to be laid down, whether somebody has begun or not."""
    begun = Job.objects.filter(state__in=OPEN).values_list("subject", flat=True)
    return [*begun, *(each.subject for each in outbox.read(KIND, limit=outbox.waiting(KIND)))]


def done(seq: int, at: datetime) -> None:
    """Note that everything up to a number of the outbox is in the tree that is served."""
    outbox.mark(KIND, seq)
    jobs = Job.objects.filter(state__in=OPEN, seq__lte=seq)
    jobs.update(state=JobState.DONE, done_at=at, problem="")
