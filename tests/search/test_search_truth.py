"""Recall and precision against a scan over every text, on all engines."""

import itertools
import random

import pytest
from search_asking import page, subjects
from search_corpus import is_phrase

from gongkai.search.highlighting import marked, pattern
from gongkai.search.plans import plan
from gongkai.search.results import CAP, Filters, Sort, Tier

QUERIES = 200


@pytest.fixture(scope="module")
def asked(corpus):
    """200 queries with their truth: 160 single phrases, 40 of two phrases from anywhere in one document."""
    single = list(itertools.islice(corpus.phrases(160), 160))
    both = [_two_of_one(corpus, number) for number in range(40)]
    pieces = [(each,) for each in single] + both
    return [(" ".join(each), corpus.truth(each)) for each in pieces]


def _two_of_one(corpus, number):
    """One phrase of a title and one of the body of the same document."""
    chance = random.Random(number)
    while True:
        one = corpus.public(chance)
        found = [next((piece for piece in _cuts(chance, text)), None) for text in (one.title, one.body_text)]
        if all(found) and found[0] != found[1]:
            return tuple(found)


def _cuts(chance, text):
    for _ in range(20):
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randint(2, 5)]
        if is_phrase(text, start, piece):
            yield piece


def test_recall_and_precision_are_one(filled, asked):
    assert len(asked) == QUERIES
    below = 0
    for text, truth in asked:
        got = page(filled, text, size=CAP)
        found = {hit.subject for hit in got.hits}
        if len(truth) <= CAP:
            below += 1
            assert found == truth, text
            assert (got.total, got.total_is_exact) == (len(truth), True)
        else:
            assert found <= truth and len(found) == CAP, text
            assert got.total_text == "1000+"
        assert not got.relaxed
    # The corpus is such that both happen.
    assert 150 <= below < QUERIES


def test_the_phrases_are_hard(corpus, asked):
    text = "".join(query for query, _ in asked)
    assert any(ord(each) > 0xFFFF for each in text) and any(each in "縣長開關門業" for each in text)
    assert any(each.isdigit() for each in text) and any("a" <= each.lower() <= "z" for each in text)


def test_all_engines_list_the_same_in_the_same_order(_filled, asked, found):
    found("postgresql"), found("osmem")
    engines = [_filled(kind) for kind in ("sqlite", "postgresql", "opensearch")]
    ways = (
        {},
        {"sort": Sort.DATE},
        {"number": 3, "size": 10},
        {"filters": Filters(organ=("organ-1", "organ-2"), genre=("notice",)), "want_facets": True},
        {"visible_to": frozenset({"organ:3"}), "want_facets": True},
    )
    for number, (text, truth) in enumerate(asked[::5]):
        way = ways[number % len(ways)]
        first, *others = [page(each, text, **way) for each in engines]
        for other in others:
            assert other.hits == first.hits, (text, way)
            assert (other.total, other.total_is_exact) == (first.total, first.total_is_exact)
            if len(truth) <= CAP:
                assert other.facets == first.facets, (text, way)


def test_what_is_found_can_be_marked(filled, corpus, asked):
    by_subject = {doc.subject: doc for doc in corpus.docs}
    for text, _ in asked[::8]:
        wanted = pattern(plan(text))
        for hit in page(filled, text).hits:
            doc = by_subject[hit.subject]
            fields = (doc.title, doc.doc_no, doc.index_no, doc.body_text)
            assert any(marked(field, wanted).has_marks for field in fields), (text, hit)


def test_a_single_character_is_looked_for_in_titles_and_numbers(filled, corpus):
    for character in "犇𬭎𠅤":
        truth = {
            doc.subject
            for doc in corpus.docs
            if character in f"{doc.title}{doc.doc_no}{doc.index_no}" and "public" in doc.visible
        }
        got = page(filled, character, size=CAP)
        found = {hit.subject for hit in got.hits}
        assert found == truth if len(truth) <= CAP else found < truth and not got.total_is_exact
        assert found and {hit.tier for hit in got.hits} == {Tier.TITLE}


def test_filters_and_dates_narrow_exactly(filled, corpus):
    filters = Filters(
        organ=("organ-1", "organ-4"),
        topic=("topic-2",),
        validity=("in_force",),
        published_from=corpus.docs[0].published_on.replace(year=2012, month=1, day=1),
        published_to=corpus.docs[0].published_on.replace(year=2018, month=12, day=31),
    )
    truth = {
        doc.subject
        for doc in corpus.docs
        if doc.organ in filters.organ
        and doc.topic == "topic-2"
        and doc.validity == "in_force"
        and filters.published_from <= doc.published_on <= filters.published_to
        and "public" in doc.visible
    }
    got = page(filled, "", filters=filters, size=CAP)
    assert truth and {hit.subject for hit in got.hits} == truth
    assert got.total == len(truth)
    extra = Filters(column=("column-extra",), year=("2015",))
    assert set(subjects(filled, "", filters=extra, size=CAP)) == {
        doc.subject
        for doc in corpus.docs
        if "column-extra" in doc.columns and doc.published_on.year == 2015 and "public" in doc.visible
    }


def test_counts_beside_filters_are_what_choosing_them_gives(filled, corpus, asked):
    text = next(query for query, truth in asked if 200 < len(truth) < CAP)
    got = page(filled, text, want_facets=True, filters=Filters(organ=("organ-2",)))
    assert set(got.facets) == {"organ", "topic", "genre", "column", "year", "validity"}
    for field, counts in got.facets.items():
        for count in counts[:3]:
            kept = {} if field == "organ" else {"organ": ("organ-2",)}
            chosen = page(filled, text, filters=Filters(**kept, **{field: (count.value,)}))
            assert (chosen.total, count.exact) == (count.hits, True), (field, count)


def test_nobody_finds_or_counts_what_he_may_not_see(filled, corpus, asked):
    for text, _ in asked[:25]:
        pieces = text.split()
        hidden = corpus.truth(pieces, marks=frozenset({"organ:3"}))
        got = page(filled, text, size=CAP, want_facets=True)
        assert hidden.isdisjoint(hit.subject for hit in got.hits)
        theirs = page(filled, text, size=CAP, visible_to=frozenset({"organ:3"}))
        assert theirs.relaxed or {hit.subject for hit in theirs.hits} == hidden
        assert theirs.relaxed <= (not hidden)
        counted = sum(count.hits for count in got.facets.get("organ", ()))
        if got.total_is_exact:
            assert counted == got.total


def test_what_is_in_force_comes_first_within_a_tier(filled, corpus, asked):
    dead = {doc.subject for doc in corpus.docs if not doc.in_force}
    seen = 0
    for text, truth in asked[::5]:
        hits = page(filled, text, size=CAP).hits if len(truth) <= CAP else ()
        for tier in (Tier.TITLE, Tier.BODY):
            order = [hit.subject in dead for hit in hits if hit.tier is tier]
            assert order == sorted(order), text
            seen += sum(order)
    assert seen > 20


def test_by_date_is_by_date(filled, corpus, asked):
    by_subject = {doc.subject: doc for doc in corpus.docs}
    for text, _ in asked[::15]:
        for number in (1, 2):
            got = page(filled, text, sort=Sort.DATE, number=number)
            days = [(by_subject[hit.subject].published_on, by_subject[hit.subject].id) for hit in got.hits]
            assert days == sorted(days, reverse=True), text
    everything = subjects(filled, "", sort=Sort.DATE)
    newest = sorted(
        (doc for doc in corpus.docs if "public" in doc.visible),
        key=lambda doc: (doc.published_on, doc.id),
        reverse=True,
    )
    assert everything == [doc.subject for doc in newest[:20]]
