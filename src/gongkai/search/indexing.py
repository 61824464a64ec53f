"""Indexing (建立索引): following the outbox, starting anew, and proving that nothing is missing.

A change says only *that* a record changed; what it is now is asked of the source. So it does not matter how
often, or how late, or by how many processes at once a change is followed, nor when one of them is killed.
"""

import threading
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from gongkai.search.documents import Delete, Op, Upsert
from gongkai.search.engines.seam import Engine
from gongkai.search.errors import IndexOutdated
from gongkai.search.sources import Source

BATCH = 200


def catch_up(engine: Engine, source: Source) -> int:
    """Follow all changes that are there; how many. An index of an older version is rebuilt first."""
    followed = 0
    if not engine.status().current:
        rebuild(engine, source)
    while True:
        after = engine.status().seq
        changes = source.changes(after, BATCH)
        if not changes:
            break
        ops = _ops(source, [each.subject for each in changes])
        try:
            if engine.apply(ops, after=after, seq=changes[-1].seq):
                followed += len(changes)
        except IndexOutdated:
            rebuild(engine, source)
    return followed


def follow(engine: Engine, source: Source, stop: threading.Event, *, wait: float = 0.2) -> None:
    """Keep following changes until told to stop, looking every ``wait`` seconds."""
    while not stop.is_set():
        catch_up(engine, source)
        stop.wait(wait)


def rebuild(engine: Engine, source: Source) -> int:
    """Make the whole index anew beside the present one, which answers meanwhile; how many documents.

    What changes meanwhile is followed afterwards, as it is counted from before the first document was read.
    """
    seq = source.last_seq()
    return engine.rebuild(source.everything(), seq=seq)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How an index differed from the records, by subjects; all of it was put right."""

    missing: tuple[str, ...]
    different: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether nothing differed."""
        return not (self.missing or self.different or self.extra)


def compare(engine: Engine, source: Source) -> Comparison:
    """Compare the whole index with the records, and put right what differs. For every night."""
    catch_up(engine, source)
    seq = engine.status().seq
    there = dict(engine.digests())
    ought = {doc.subject: doc.digest for doc in source.everything()}
    missing = tuple(sorted(ought.keys() - there.keys()))
    extra = tuple(sorted(there.keys() - ought.keys()))
    different = tuple(sorted(each for each in ought.keys() & there.keys() if ought[each] != there[each]))
    for part in _parts([*missing, *extra, *different]):
        # Refused where the outbox was followed meanwhile: what is newer wins, the next night looks again.
        engine.apply(_ops(source, part), after=seq, seq=seq)
    return Comparison(missing, different, extra)


def hidden(
    engine: Engine, source: Source, *, may_see: Callable[[Sequence[str]], Container[str]]
) -> tuple[str, ...]:
    """What has changed since the index was last told, and may no longer be seen.

    A list is asked for without these: what was withdrawn a moment ago is neither shown nor counted.
    """
    rows = source.changes(engine.status().seq, 5 * BATCH)
    changed = list(dict.fromkeys(each.subject for each in rows))
    if not changed:
        return ()
    seen = may_see(changed)
    return tuple(each for each in changed if each not in seen)


def _ops(source: Source, subjects: Sequence[str]) -> list[Op]:
    unique = list(dict.fromkeys(subjects))
    now = source.documents(unique)
    return [Upsert(now[each]) if each in now else Delete(each) for each in unique]


def _parts(subjects: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(subjects)
    while part := list(islice(rest, BATCH)):
        yield part
