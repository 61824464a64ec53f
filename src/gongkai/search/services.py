"""Searching for a reader: asks the engine, checks every hit again, marks the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.search.documents import PUBLIC, IndexDoc
from gongkai.search.engines import present
from gongkai.search.engines.seam import Engine
from gongkai.search.highlighting import Marked, marked, pattern, snippet
from gongkai.search.indexing import hidden
from gongkai.search.plans import Plan, plan, without_question
from gongkai.search.results import Count, Filters, Page, Sort, Suggestion, Tier
from gongkai.search.sources import Source

EVERYBODY = frozenset({PUBLIC})
SIZE = 20
SUGGESTIONS = 8
_ROUNDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One hit as it is shown: the document as it stands now, its words marked."""

    doc: IndexDoc
    title: Marked
    doc_no: Marked
    snippet: Marked
    tier: Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a reader gets. ``page`` has the counts, of hits and of what the list could be narrowed to."""

    plan: Plan
    listed: tuple[Listed, ...]
    page: Page

    @property
    def found_nothing(self) -> bool:
        """Whether nothing has all of the words: worth noting for the office."""
        return bool(self.plan.chunks) and (self.page.relaxed or not self.page.total)

    @property
    def facets(self) -> Mapping[str, tuple[Count, ...]]:
        """For each field (``results.FACETS``) its values with counts, the most frequent first."""
        return self.page.facets


def search(
    text: str,
    *,
    source: Source,
    engine: Engine | None = None,
    filters: Filters | None = None,
    sort: Sort = Sort.RELEVANCE,
    visible_to: frozenset[str] = EVERYBODY,
    number: int = 1,
    size: int = SIZE,
    want_facets: bool = True,
) -> Answer:
    """Answer a query (检索). Whatever the index says, only what may be seen now is shown or counted."""
    engine = engine or present()
    asked = plan(text)

    def may_see(subjects: Sequence[str]) -> dict[str, IndexDoc]:
        now = source.documents(subjects) if subjects else {}
        return {each: doc for each, doc in now.items() if doc.visible & visible_to}

    without = hidden(engine, source, may_see=may_see)
    for _ in range(_ROUNDS):
        page = engine.search(
            asked,
            filters=filters or Filters(),
            sort=sort,
            visible_to=visible_to,
            number=max(1, number),
            size=size,
            want_facets=want_facets,
            without=without,
        )
        seen = may_see([hit.subject for hit in page.hits])
        gone = tuple(hit.subject for hit in page.hits if hit.subject not in seen)
        if not gone:
            break
        # The index is behind: asked again without them, so that the counts are right too.
        without += gone
    return Answer(plan=asked, listed=_listed(asked, page, seen), page=page)


def _listed(asked: Plan, page: Page, seen: Mapping[str, IndexDoc]) -> tuple[Listed, ...]:
    wanted = pattern((without_question(asked) or asked) if page.relaxed else asked, near=page.relaxed)
    return tuple(
        Listed(
            doc=doc,
            title=marked(doc.title, wanted),
            doc_no=marked(doc.doc_no, wanted),
            snippet=snippet(doc.body_text, wanted),
            tier=hit.tier,
        )
        for hit in page.hits
        if (doc := seen.get(hit.subject))
    )


def suggest(typed: str, *, engine: Engine | None = None, limit: int = SUGGESTIONS) -> list[Suggestion]:
    """Phrases to search for that begin as typed (联想), in characters, pinyin or initials."""
    return (engine or present()).suggest(typed[:40], limit=limit)
