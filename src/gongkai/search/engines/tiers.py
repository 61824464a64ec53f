"""Answering (作答): how a page of hits is put together, the same on every engine.

In this order: whose number was asked for; whose title or numbers have all the words; whose text has them.
Within a tier what is in force comes first. Among titles, one that is little longer than the query is about
it and comes before others; then the newest. Where more titles match than are counted, the query is too
general for that and the newest come first. Nothing is read beyond ``CAP`` hits of a tier.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from heapq import nsmallest

from gongkai.search.documents import LIVE, day_of
from gongkai.search.engines.seam import Found, Need, Tiers, Values
from gongkai.search.plans import Chunk, Plan, generic_words, scattered, without_question
from gongkai.search.results import CAP, FACETS, Count, Filters, Hit, Page, Scope, Sort, Tier

FACET_CAP = 10_000
"""As many hits are looked at for the counts beside the filters; beyond, a count is “at least”."""
NEAR = 200
"""As many near hits are shown where nothing has all of the words."""
_PIECE = {True: Need(2_000, 2_000), False: Need(100, 100)}
"""As many hits of a piece are looked at, in titles and in texts: what is more common tells nothing apart."""
_GENERIC = 0.3
"""What 申请, 标准 and the like weigh beside the thing that is asked about."""
_IN_TEXT = 0.4
"""What a piece weighs in a text, where 1 is a title."""
Ranked = list[tuple[int, Tier]]


def answer(
    tiers: Tiers,
    plan: Plan,
    *,
    filters: Filters,
    sort: Sort,
    visible_to: frozenset[str],
    number: int,
    size: int,
    want_facets: bool,
    without: tuple[str, ...],
) -> Page:
    """A page of a plan's hits; where there are none, of those of a plainer or looser one."""
    scope = Scope.of(filters, visible_to=visible_to, without=without)
    need = Need(CAP, min(CAP, number * size))
    (ranked, more), relaxed = _all(tiers, plan, scope, sort, need), False
    shown: Plan | None = plan
    if not ranked and not plan.empty:
        plainer = without_question(plan)
        if plainer:
            ranked, more = _all(tiers, plainer, scope, sort, need)
            shown = plainer
        if not ranked:
            ranked = _near(tiers, plainer or plan, scope)
            # What is only near has no counts: they would narrow nothing that was asked for.
            shown = None
        relaxed = bool(ranked)
    first = (number - 1) * size
    part = ranked[first : first + size]
    found = tiers.found([rank for rank, _ in part])
    return Page(
        hits=tuple(Hit(found[rank].subject, tier) for rank, tier in part if rank in found),
        total=CAP if more else len(ranked),
        total_is_exact=not more,
        number=number,
        size=size,
        facets=_facets(tiers, shown, filters, scope) if want_facets and shown is not None else {},
        relaxed=relaxed,
    )


def _all(tiers: Tiers, plan: Plan, scope: Scope, sort: Sort, need: Need) -> tuple[Ranked, bool]:
    """The hits in order and whether there are more than are counted (then only what is needed of them)."""
    numbers: list[int] = []
    if plan.key:
        numbers, is_index_no = tiers.numbered(plan.key, scope)
        if is_index_no:
            return [(rank, Tier.NUMBER) for rank in numbers], False
    titles, many = ([], False) if plan.empty else _newest(tiers, plan.chunks, scope, sort, need, titles=True)
    if plan.titles_only or (many and sort is Sort.RELEVANCE):
        bodies, more = titles, many
    else:
        bodies, more = _newest(tiers, plan.chunks, scope, sort, need, titles=False)
    tier_of = dict.fromkeys(bodies, Tier.BODY) | dict.fromkeys(titles, Tier.TITLE)
    tier_of |= dict.fromkeys(numbers, Tier.NUMBER)
    if sort is Sort.DATE:
        order = sorted(tier_of, key=by_day) if not more else list(bodies)
    else:
        best = titles if many else _best_titles(tiers, plan, titles)
        order = list(dict.fromkeys([*numbers, *best, *bodies]))
    more = more or len(order) > need.cap
    return [(rank, tier_of[rank]) for rank in order[: need.cap]], more


def _newest(
    tiers: Tiers, chunks: Sequence[Chunk], scope: Scope, sort: Sort, need: Need, *, titles: bool
) -> tuple[list[int], bool]:
    ranks: list[int] = []
    more = False
    for span in scope.spans(by_day=sort is Sort.DATE):
        if sort is Sort.DATE or (len(ranks) <= need.cap and not more):
            # Once there are more than are counted, only what is shown is wanting.
            wanted = Need(need.first, need.first) if more else need
            found, beyond = tiers.newest(chunks, scope, titles=titles, span=span, need=wanted)
            ranks += found
            more = more or beyond
    if sort is Sort.DATE:
        ranks.sort(key=by_day)
    more = more or len(ranks) > need.cap
    return ranks[: need.cap], more


def by_day(rank: int) -> tuple[int, int]:
    """The order by date alone, the newest first, in force or not."""
    return -day_of(rank), -(rank & (LIVE - 1))


def _best_titles(tiers: Tiers, plan: Plan, titles: list[int]) -> list[int]:
    if len(titles) < 2:
        return titles
    found = tiers.found(titles)
    return sorted(titles, key=lambda rank: (rank < LIVE, _closeness(found.get(rank), plan.length), -rank))


def _closeness(found: Found | None, asked: int) -> int:
    """0 a title that is the query or nearly so, 1 at most twice as long, 2 any other."""
    length = found.title_length if found else asked * 3
    return 0 if length * 4 <= asked * 5 else 1 if length <= asked * 2 else 2


def _near(tiers: Tiers, plan: Plan, scope: Scope) -> Ranked:
    """What shares most with the query. A piece weighs the more the rarer it is among all texts, and more in a
    title than in a text: what nothing has in its title may still say what the question is about.
    """
    got: dict[int, float] = defaultdict(float)
    shares: dict[int, float] = defaultdict(float)
    titled: set[int] = set()
    whole = 0.0
    for piece in scattered(plan):
        titles, _ = _newest(tiers, [piece], scope, Sort.RELEVANCE, _PIECE[True], titles=True)
        texts, _ = _newest(tiers, [piece], scope, Sort.RELEVANCE, _PIECE[False], titles=False)
        found = {*titles, *texts}
        if not found:
            continue  # a typing error makes pairs that do not exist
        worth = 1 / math.log2(len(found) + 4)
        if piece.texts[0] in generic_words():
            worth *= _GENERIC
        whole += worth
        titled.update(titles)
        for rank in found:
            shares[rank] += worth
            got[rank] += worth * _IN_TEXT
        for rank in titles:
            got[rank] += worth * (1 - _IN_TEXT)
    enough = [rank for rank, share in shares.items() if share * 2 >= whole]
    best = nsmallest(NEAR, enough, key=lambda rank: (-round(got[rank], 6), -rank))
    known = tiers.found(best)
    best.sort(key=lambda rank: (-round(got[rank], 6), _closeness(known.get(rank), plan.length), -rank))
    return [(rank, Tier.TITLE if rank in titled else Tier.BODY) for rank in best]


def _facets(tiers: Tiers, plan: Plan, filters: Filters, scope: Scope) -> dict[str, tuple[Count, ...]]:
    """The counts of each value of each field: under all filters but the field's own."""
    whole = tiers.values(plan.chunks, scope, titles=plan.titles_only, limit=FACET_CAP)
    facets = {}
    for field in FACETS:
        values, exact = whole
        if getattr(filters, field):
            wider = Scope.of(replace(filters, **{field: ()}))
            wider = replace(scope, groups=(scope.groups[0], *wider.groups[1:]))
            values, exact = tiers.values(plan.chunks, wider, titles=plan.titles_only, limit=FACET_CAP)
        facets[field] = _counts(field, values, exact)
    return facets


def _counts(field: str, values: Sequence[Values], exact: bool) -> tuple[Count, ...]:
    counted: Counter[str] = Counter()
    for each in values:
        for value in each.columns if field == "column" else (getattr(each, field),):
            if value:
                counted[value] += each.documents
    return tuple(
        Count(value, hits, exact)
        for value, hits in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )
