"""The two tiers in a search cluster, and documents as it keeps them."""

from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.search.documents import IndexDoc
from gongkai.search.engines.opensearch_http import Body, Cluster
from gongkai.search.engines.seam import Found, Need, Values
from gongkai.search.plans import Chunk
from gongkai.search.results import Scope
from gongkai.search.suggesting import keys_of, phrases_of
from gongkai.search.tokens import key_of, tokens

_KEYWORD: Body = {"type": "keyword"}
# Tokens come ready made: the analyzer only parts them at spaces.
_TOKENS: Body = {"type": "text", "analyzer": "whitespace"}
_FIELDS = ("organ", "topic", "genre", "columns", "year", "validity")
MAPPING: Body = {
    "dynamic": "strict",
    "_source": {"excludes": ["title", "numbers", "body"]},
    "properties": {
        "rank": {"type": "long"},
        "subject": _KEYWORD,
        "title_length": {"type": "integer"},
        **dict.fromkeys((*_FIELDS, "digest", "doc_key", "index_key", "scope", "keys", "phrases"), _KEYWORD),
        "offers": {"type": "object", "enabled": False},
        "title": _TOKENS,
        "numbers": _TOKENS,
        "body": _TOKENS,
    },
}


def document(doc: IndexDoc) -> Body:
    """A document as the cluster keeps it."""
    title, numbers = tokens(doc.title), tokens(f"{doc.doc_no} {doc.index_no}")
    offers = {phrase: keys_of(phrase) for phrase in phrases_of(doc)}
    return {
        "rank": doc.rank,
        "subject": doc.subject,
        "title_length": len(doc.title),
        "digest": doc.digest,
        "organ": doc.organ,
        "topic": doc.topic,
        "genre": doc.genre,
        "columns": list(doc.columns),
        "year": str(doc.published_on.year),
        "validity": doc.validity,
        "doc_key": key_of(doc.doc_no),
        "index_key": key_of(doc.index_no),
        "scope": doc.scope,
        "phrases": list(offers),
        "keys": sorted({key for keys in offers.values() for key in keys}),
        "offers": offers,
        "title": " ".join(title),
        "numbers": " ".join(numbers),
        "body": " ".join([*title, *numbers, *tokens(doc.body_text)]),
    }


class OpenSearchTiers:
    """One index of a cluster, for one search: what a request brought along is not asked for again."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self.cluster = cluster
        self.index = index
        self._known: dict[int, Found] = {}

    def numbered(self, key: str, scope: Scope) -> tuple[list[int], bool]:
        """See ``Tiers.numbered``."""
        spans = scope.spans(by_day=True)
        for field in ("index_key", "doc_key"):
            hits, _ = self._hits(_query([], scope, also=[{"term": {field: key}}]), 100)
            ranks = [rank for rank in hits if any(low <= rank < high for low, high in spans)]
            if ranks:
                return ranks, field == "index_key"
        return [], False

    def newest(
        self, chunks: Sequence[Chunk], scope: Scope, *, titles: bool, span: tuple[int, int], need: Need
    ) -> tuple[list[int], bool]:
        """See ``Tiers.newest``."""
        within = {"range": {"rank": {"gte": span[0], "lt": span[1]}}}
        hits, total = self._hits(_query(_chunks(chunks, titles), scope, also=[within]), need.cap)
        return hits, total > need.cap

    def found(self, ranks: Sequence[int]) -> Mapping[int, Found]:
        """See ``Tiers.found``."""
        if missing := [rank for rank in ranks if rank not in self._known]:
            self._hits({"terms": {"rank": missing}}, len(missing))
        return {rank: self._known[rank] for rank in ranks if rank in self._known}

    def values(
        self, chunks: Sequence[Chunk], scope: Scope, *, titles: bool, limit: int
    ) -> tuple[list[Values], bool]:
        """See ``Tiers.values``. A cluster counts each field by itself, and all of it."""
        spans = [{"range": {"rank": {"gte": low, "lt": high}}} for low, high in scope.spans(by_day=False)]
        answered = self.cluster.ask(
            "POST",
            f"/{self.index}/_search",
            {
                "query": _query(_chunks(chunks, titles), scope, also=[_any(spans)]),
                "size": 0,
                "aggs": {field: {"terms": {"field": field, "size": 1000}} for field in _FIELDS},
            },
        )
        empty: dict[str, Any] = dict.fromkeys(("organ", "topic", "genre", "year", "validity"), "")
        made = []
        for field in _FIELDS:
            for bucket in answered["aggregations"][field]["buckets"]:
                value = (bucket["key"],) if field == "columns" else bucket["key"]
                made.append(Values(**{**empty, "columns": (), field: value}, documents=bucket["doc_count"]))
        return made, True

    def _hits(self, query: Body, size: int) -> tuple[list[int], int]:
        answered = self.cluster.ask(
            "POST",
            f"/{self.index}/_search",
            {
                "query": query,
                "sort": [{"rank": "desc"}],
                "size": size,
                "stored_fields": "_none_",
                "docvalue_fields": ["subject", "title_length"],
                "track_total_hits": size + 1,
            },
        )["hits"]
        ranks = []
        for hit in answered["hits"]:
            rank, fields = hit["sort"][0], hit["fields"]
            self._known[rank] = Found(rank, fields["subject"][0], fields["title_length"][0])
            ranks.append(rank)
        return ranks, answered["total"]["value"]


def _query(must: Sequence[Body], scope: Scope, *, also: Sequence[Body]) -> Body:
    """Everything is a filter: the order is by rank, no score is needed."""
    groups = [{"terms": {"scope": list(group)}} for group in scope.groups]
    made: Body = {"bool": {"filter": [*must, *also, *groups]}}
    if scope.without:
        made["bool"]["must_not"] = [{"terms": {"subject": list(scope.without)}}]
    return made


def _chunks(chunks: Sequence[Chunk], titles: bool) -> list[Body]:
    fields = ("title", "numbers") if titles else ("body",)
    return [
        _any(
            [{"prefix": {field: chunk.character}} for field in fields]
            if chunk.character
            else [{"match_phrase": {field: " ".join(row)}} for row in chunk.phrases for field in fields]
        )
        for chunk in chunks
    ]


def _any(queries: Sequence[Body]) -> Body:
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}
