"""Making the whole site anew (全站生成) beside the one that is served, and changing over.

Every night, when the day or the structure changed, and the first time. What changes meanwhile is followed in
both trees; then they are compared: where following missed a page, the office is told, and the new tree has it
right.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.contrib.staticfiles import finders
from django.db.models import Max

from gongkai.portal.press import Press
from gongkai.portal.publishing import following
from gongkai.portal.publishing.laying import Laid, Layer
from gongkai.portal.publishing.models import Job, JobState
from gongkai.portal.publishing.place import Place
from gongkai.portal.publishing.structure import fingerprint
from gongkai.portal.publishing.table import Table
from gongkai.records.queries import Wanted, count, live_ids, public_records, withdrawn_ids

CHUNK = 2000
STATIC = "/static/portal/"
NOT_FOUND = "/404.html"


@dataclass(slots=True)
class Baked:
    """What came of it. ``differences`` are files that following had left otherwise than they should be; they
    say something only where day and structure (``comparable``) were the same as before.
    """

    laid: Laid
    records: int = 0
    comparable: bool = False
    differences: list[str] = field(default_factory=list)


def bake(
    place: Place, press: Callable[[], Press], at: datetime, *, step: Callable[[int], None] = lambda done: None
) -> Baked:
    """Make the whole site anew and serve it. ``step`` hears how many records were laid down.

    Raises ``BlockingIOError`` where somebody already does.
    """
    with place.baking():
        following.take_up(at)
        seen = Job.objects.aggregate(last=Max("seq"))["last"] or 0
        printing = press()
        tree = place.begin(at)
        table = Table(tree.root)
        try:
            layer = Layer(tree, table, printing)
            baked = Baked(layer.laid)
            _make(layer, baked, step)
            with place.writing():
                _catch_up(place, layer, at, seen)
                baked.comparable, baked.differences = _compared(place, table)
                table.close()
                place.serve(tree)
        finally:
            table.close()
    return baked


def _make(layer: Layer, baked: Baked, step: Callable[[int], None]) -> None:
    """Records, then what shows them, the home page last."""
    for address, path in _assets():
        layer.keep(address, path.read_bytes())
    region = layer.press.frame.site.region
    for part in _numbers(region):
        layer.articles(public_records(part, as_of=layer.press.as_of))
        baked.records += len(part)
        step(len(part))
    layer.keep(NOT_FOUND, layer.press.missing(NOT_FOUND).body)
    layer.pages(layer.press.paths())
    layer.table.note("as_of", layer.press.as_of.isoformat())
    layer.table.note("structure", fingerprint(layer.press))


def total(press: Press) -> int:
    """How many records there are to lay down."""
    region = press.frame.site.region
    return count(region, Wanted(), as_of=press.as_of) + len(withdrawn_ids(region))


def _numbers(region: str) -> Iterator[list[int]]:
    after = 0
    while part := live_ids(region, after=after, limit=CHUNK):
        yield part
        after = part[-1]
    gone = withdrawn_ids(region)
    yield from (gone[start : start + CHUNK] for start in range(0, len(gone), CHUNK))


def _assets() -> Iterator[tuple[str, Path]]:
    """Style, script and pictures of the public pages, so that the tree is whole by itself."""
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            address = f"/static/{name}"
            if address.startswith(STATIC):
                yield address, Path(storage.path(name))


def _catch_up(place: Place, layer: Layer, at: datetime, seen: int) -> None:
    """Follow, in the new tree and in the one that is served, what changed meanwhile."""
    following.take_up(at)
    waiting = dict(Job.objects.exclude(state=JobState.DONE).values_list("seq", "subject"))
    later = Job.objects.filter(seq__gt=seen).order_by("seq").values_list("subject", flat=True)
    layer.records(list(later))
    if (served := place.tree()) is not None:
        table = Table(served.root)
        try:
            Layer(served, table, layer.press).records(waiting.values())
        finally:
            table.close()
    # Those only: another process may have taken up more since.
    done = Job.objects.exclude(state=JobState.DONE).filter(seq__lte=max(waiting, default=0))
    done.update(state=JobState.DONE, done_at=at, problem="")


def _compared(place: Place, table: Table) -> tuple[bool, list[str]]:
    """Whether the served tree ought to be the same, and where it is not."""
    served = place.tree()
    if served is None:
        return False, []
    before = Table(served.root)
    try:
        same = all(before.noted(name) == table.noted(name) for name in ("as_of", "structure"))
        old, new = before.places(), table.places()
    finally:
        before.close()
    apart = (old.keys() ^ new.keys()) | {name for name in old.keys() & new.keys() if old[name] != new[name]}
    return same, sorted(apart) if same else []


def needed(place: Place, press: Press) -> bool:
    """Whether the site has to be made anew: there is none, another day began, or the structure changed."""
    tree = place.tree()
    if tree is None:
        return True
    table = Table(tree.root)
    try:
        return (table.noted("as_of"), table.noted("structure")) != (
            press.as_of.isoformat(),
            fingerprint(press),
        )
    finally:
        table.close()
