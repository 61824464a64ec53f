"""The engine on a search cluster (OpenSearch, or anything with the same REST interface): for a province.

No plugin for Chinese is needed, as tokens come from us. One document of the index ``NAME-state`` says which
index answers and how far it has followed the outbox; it changes only by compare-and-set. Each document has
the outbox number as its version: an indexer that is behind cannot undo what another has done.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from gongkai.search.documents import IndexDoc, Op, Upsert
from gongkai.search.engines.opensearch_http import Body, Cluster, Refused
from gongkai.search.engines.opensearch_tiers import MAPPING, OpenSearchTiers, document
from gongkai.search.engines.tiers import answer
from gongkai.search.errors import IndexOutdated, SearchUnavailable
from gongkai.search.plans import Plan
from gongkai.search.results import Filters, Page, Sort, Status, Suggestion
from gongkai.search.suggesting import typed_key
from gongkai.search.tokens import VERSION

T = TypeVar("T")
_BATCH = 500
_PAGE = 1_000
_SUGGESTED_FROM = 300
# Set outright: left unset, a shard that nobody asks stops refreshing and the next search waits.
_REFRESH = "1s"
_SETTINGS: Body = {"index": {"refresh_interval": _REFRESH, "max_result_window": 10_000}}


class _State(NamedTuple):
    index: str
    seq: int
    tokens: int
    at: str
    """Query string by which a change is refused if somebody else made one meanwhile."""


class OpenSearchEngine:
    """An index on a cluster, by the address of the cluster and the name of the index."""

    def __init__(self, address: str) -> None:
        server, _, name = address.rpartition("/")
        if "://" not in server or server.endswith("/") or not name:
            server, name = address.rstrip("/"), "gongkai"
        self.name = name
        self.cluster = Cluster(server)

    # Reading

    def search(
        self,
        plan: Plan,
        *,
        filters: Filters,
        sort: Sort,
        visible_to: frozenset[str],
        number: int,
        size: int,
        want_facets: bool,
        without: tuple[str, ...] = (),
    ) -> Page:
        """See ``Engine.search``."""
        return self._reading(
            lambda index: answer(
                OpenSearchTiers(self.cluster, index),
                plan,
                filters=filters,
                sort=sort,
                visible_to=visible_to,
                number=number,
                size=size,
                want_facets=want_facets,
                without=without,
            )
        )

    def suggest(self, typed: str, *, limit: int) -> list[Suggestion]:
        """See ``Engine.suggest``. Among the newest titles that offer something."""
        key = typed_key(typed)
        return self._reading(lambda index: self._suggest(index, key, limit)) if key else []

    def _suggest(self, index: str, key: str, limit: int) -> list[Suggestion]:
        hits = self.cluster.ask(
            "POST",
            f"/{index}/_search",
            {
                "query": {"prefix": {"keys": key}},
                "sort": [{"rank": "desc"}],
                "size": _SUGGESTED_FROM,
                "_source": ["offers"],
            },
        )["hits"]["hits"]
        offered: Counter[str] = Counter()
        for hit in hits:
            for phrase, keys in hit["_source"]["offers"].items():
                if any(each.startswith(key) for each in keys):
                    offered[phrase] += 1
        likely = sorted(offered, key=lambda each: (-offered[each], len(each), each))[: limit * 3]
        if not likely:
            return []
        lines: list[Body] = []
        for phrase in likely:
            lines += [{"index": index}, {"query": {"term": {"phrases": phrase}}, "size": 0}]
        counts = [
            each["hits"]["total"]["value"] for each in self.cluster.ask_lines("/_msearch", lines)["responses"]
        ]
        found = [Suggestion(*pair) for pair in zip(likely, counts, strict=True)]
        return sorted(found, key=lambda each: (-each.titles, len(each.phrase), each.phrase))[:limit]

    def digests(self) -> Iterator[tuple[str, str]]:
        """See ``Engine.digests``."""
        after: list[str] = []
        while True:
            asked: Body = {
                "query": {"match_all": {}},
                "sort": [{"subject": "asc"}],
                "size": _PAGE,
                "_source": ["digest"],
                **({"search_after": after} if after else {}),
            }
            hits = self._reading(
                lambda index, asked=asked: self.cluster.ask("POST", f"/{index}/_search", asked)
            )
            rows = hits["hits"]["hits"]
            yield from ((row["sort"][0], row["_source"]["digest"]) for row in rows)
            if len(rows) < _PAGE:
                return
            after = rows[-1]["sort"]

    def status(self) -> Status:
        """See ``Engine.status``."""
        state = self._state()
        counted = self._reading(lambda index: self.cluster.ask("POST", f"/{index}/_count", {}))
        return Status(
            engine="opensearch",
            documents=counted["count"],
            seq=state.seq,
            token_version=state.tokens,
            current=state.tokens == VERSION,
        )

    def _reading(self, asked: Callable[[str], T]) -> T:
        try:
            return asked(self._state().index)
        except Refused as refused:
            if refused.status != 404:
                raise self._unavailable(refused) from refused
        # A rebuild has just put another index in its place.
        return asked(self._state().index)

    # Writing

    def apply(self, ops: Sequence[Op], *, after: int, seq: int) -> bool:
        """See ``Engine.apply``."""
        while True:
            state = self._state()
            if state.tokens != VERSION:
                raise IndexOutdated("index_outdated", "检索索引由旧版程序建立，应先重建索引。")
            if not after <= state.seq <= seq:
                return False
            lines = [line for op in ops for line in _lines(op, seq)]
            if lines:
                self._bulk(state.index, lines, "wait_for")
            if self._set_state(state.index, seq, state.at):
                return True

    def rebuild(self, docs: Iterable[IndexDoc], *, seq: int) -> int:
        """See ``Engine.rebuild``."""
        present = self._state().index
        new = f"{self.name}-{int(present.rpartition('-')[2]) + 1:06}"
        self._delete(new)
        self._create(new)
        self._set_refresh(new, "-1")
        made, lines = 0, []
        for doc in docs:
            lines += _lines(Upsert(doc), seq)
            made += 1
            if len(lines) >= 2 * _BATCH:
                self._bulk(new, lines, "false")
                lines = []
        if lines:
            self._bulk(new, lines, "false")
        self._set_refresh(new, _REFRESH)
        self.cluster.ask("POST", f"/{new}/_refresh")
        # An indexer may move the old index on meanwhile; what it did is done again from ``seq``.
        while not self._set_state(new, seq, self._state().at):
            pass
        self._delete(present)
        return made

    def close(self) -> None:
        """See ``Engine.close``."""
        self.cluster.close()

    def _state(self) -> _State:
        path = f"/{self.name}-state/_doc/1"
        try:
            got = self.cluster.ask("GET", path)
        except Refused as refused:
            if refused.status != 404:
                raise self._unavailable(refused) from refused
            self._begin()
            got = self.cluster.ask("GET", path)
        at = f"if_seq_no={got['_seq_no']}&if_primary_term={got['_primary_term']}"
        kept = got["_source"]
        return _State(kept["index"], kept["seq"], kept["tokens"], at)

    def _begin(self) -> None:
        """Make an empty index where there is none; of several at once, one succeeds."""
        first = f"{self.name}-{1:06}"
        self._create(first)
        self._set_state(first, 0, "op_type=create")

    def _set_state(self, index: str, seq: int, condition: str) -> bool:
        try:
            self.cluster.ask(
                "PUT",
                f"/{self.name}-state/_doc/1?{condition}",
                {"index": index, "seq": seq, "tokens": VERSION},
            )
        except Refused as refused:
            if refused.status != 409:
                raise self._unavailable(refused) from refused
            return False
        return True

    def _create(self, index: str) -> None:
        try:
            self.cluster.ask("PUT", f"/{index}", {"settings": _SETTINGS, "mappings": MAPPING})
        except Refused as refused:
            # Somebody else made it a moment ago.
            if "already_exists" not in str(refused):
                raise self._unavailable(refused) from refused

    def _set_refresh(self, index: str, interval: str) -> None:
        self.cluster.ask("PUT", f"/{index}/_settings", {"index": {"refresh_interval": interval}})

    def _delete(self, index: str) -> None:
        try:
            self.cluster.ask("DELETE", f"/{index}")
        except Refused as refused:
            if refused.status != 404:
                raise self._unavailable(refused) from refused

    def _bulk(self, index: str, lines: Sequence[Body], refresh: str) -> None:
        answered = self.cluster.ask_lines(f"/{index}/_bulk?refresh={refresh}", lines)
        for item in answered["items"]:
            (result,) = item.values()
            # 409: there is something newer; 404: there was nothing to delete.
            if result["status"] >= 300 and result["status"] not in (404, 409):
                raise self._unavailable(result.get("error", {}))

    def _unavailable(self, why: Any) -> SearchUnavailable:
        return SearchUnavailable(
            "search_cluster", f"检索集群拒绝了请求：{str(why)[:300]}。请检查集群状态后重试。", index=self.name
        )


def _lines(op: Op, seq: int) -> list[Body]:
    subject = op.doc.subject if isinstance(op, Upsert) else op.subject
    where = {"_id": subject, "version": seq, "version_type": "external_gte"}
    return [{"index": where}, document(op.doc)] if isinstance(op, Upsert) else [{"delete": where}]
