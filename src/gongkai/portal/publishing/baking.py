"""Making the whole site anew (全站生成) beside the one that is served, and changing over.

Every night, when the day or the structure changed, and the first time. What changes meanwhile is followed in
both trees; then they are compared: where following missed a page, the office is told, and the new tree has it
right.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.contrib.staticfiles import finders

from gongkai.portal.press import Press
from gongkai.portal.publishing import following, structure
from gongkai.portal.publishing.laying import Laid, Layer
from gongkai.portal.publishing.making import Making, Part, hands, side_by_side
from gongkai.portal.publishing.place import Place
from gongkai.portal.publishing.table import Table
from gongkai.portal.publishing.tree import PUBLIC, Tree, place_of
from gongkai.records import outbox
from gongkai.records.queries import Wanted, count, live_ids, withdrawn_ids

AT_ONCE = 500
PAGES_AT_ONCE = 50
FEW = 1000
"""So few records are made sooner by one process than by several that have to be started."""
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
    place: Place,
    press: Callable[[], Press],
    at: datetime,
    *,
    step: Callable[[int], None] = lambda done: None,
    processes: int | None = None,
) -> Baked:
    """Make the whole site anew and serve it. ``step`` hears how many records were laid down; ``processes``
    is how many work on it, as many as are of use unless given.

    Raises ``BlockingIOError`` where somebody already does.
    """
    with place.baking():
        seen = outbox.last(following.KIND)
        printing = press()
        tree = place.begin(at)
        table = Table(tree.root)
        try:
            baked = Baked(Laid())
            _make(tree, table, printing, baked, step, processes)
            with place.writing():
                last = _catch_up(Layer(tree, table, printing), seen, baked)
                baked.comparable, baked.differences = _compared(place, table, printing)
                table.close()
                place.serve(tree)
            # Only now: whoever is killed before leaves all of it to the next one.
            following.done(last, at)
        finally:
            table.close()
    return baked


def _make(
    tree: Tree,
    table: Table,
    press: Press,
    baked: Baked,
    step: Callable[[int], None],
    processes: int | None,
) -> None:
    """Everything but what changes meanwhile."""
    making = Making(Tree(tree.root, packed=tree.packed, fresh=True), press)
    for address, path in _assets():
        _keep(making, table, address, path.read_bytes())
    _keep(making, table, NOT_FOUND, press.missing(NOT_FOUND).body)
    region = press.frame.site.region
    numbers = [*_live(region), *withdrawn_ids(region)]
    baked.records = len(numbers)
    useful = hands() if len(numbers) > FEW else 1
    for made in side_by_side(making.part, list(_parts(numbers, press)), processes or useful):
        with table.saved():
            table.add(made.footprints)
            table.say(made.files)
        baked.laid.add(made.laid)
        step(len(made.footprints))
    table.note("as_of", press.as_of.isoformat())
    table.note("structure", structure.fingerprint(press))
    table.note_edited(structure.edited(press))


def _keep(making: Making, table: Table, address: str, body: bytes) -> None:
    """Lay down what is not printed: style, script, the page for what is not there."""
    making.tree.put(address, body)
    with table.saved():
        table.laid(f"{PUBLIC}/{place_of(address)}", body)


def total(press: Press) -> int:
    """How many records there are to lay down."""
    region = press.frame.site.region
    return count(region, Wanted(), as_of=press.as_of) + len(withdrawn_ids(region))


def _live(region: str) -> Iterator[int]:
    after = 0
    while part := live_ids(region, after=after):
        yield from part
        after = part[-1]


def _parts(numbers: Sequence[int], press: Press) -> Iterator[Part]:
    """Parts that take about as long as each other; those that take longest first."""
    for board in press.frame.structure.boards:
        for column in board.columns:
            yield Part(columns=[column.code])
    for start in range(0, len(numbers), AT_ONCE):
        yield Part(records=numbers[start : start + AT_ONCE])
    pages = list(press.paths())
    for start in range(0, len(pages), PAGES_AT_ONCE):
        yield Part(pages=pages[start : start + PAGES_AT_ONCE])


def _assets() -> Iterator[tuple[str, Path]]:
    """Style, script and pictures of the public pages, so that the tree is whole by itself."""
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            address = f"/static/{name}"
            if address.startswith(STATIC):
                yield address, Path(storage.path(name))


def _catch_up(layer: Layer, seen: int, baked: Baked) -> int:
    """Follow in the new tree what changed meanwhile; the number of the last change that is in it."""
    while later := outbox.read(following.KIND, after=seen, limit=AT_ONCE):
        layer.records(each.subject for each in later)
        seen = later[-1].seq
    baked.laid.add(layer.laid)
    return seen


def _compared(place: Place, table: Table, press: Press) -> tuple[bool, list[str]]:
    """Whether the served tree ought to be the same, once it has followed too, and where it is not.

    A tree that is far behind, after a bulk import, is not brought up to date just to be thrown away.
    """
    served = place.tree()
    if served is None or following.waiting() > FEW:
        return False, []
    before = Table(served.root)
    try:
        same = all(before.noted(name) == table.noted(name) for name in ("as_of", "structure"))
        if not same:
            return False, []
        layer = Layer(served, before, press)
        layer.edited()
        layer.records(following.open_subjects())
        old, new = before.places(), table.places()
    finally:
        before.close()
    apart = (old.keys() ^ new.keys()) | {name for name in old.keys() & new.keys() if old[name] != new[name]}
    return True, sorted(apart)


def needed(place: Place, press: Press) -> bool:
    """Whether the site has to be made anew: there is none, another day began, or the structure changed."""
    tree = place.tree()
    if tree is None:
        return True
    table = Table(tree.root)
    try:
        return (table.noted("as_of"), table.noted("structure")) != (
            press.as_of.isoformat(),
            structure.fingerprint(press),
        )
    finally:
        table.close()
