"""Pages counted from the oldest: all there, none twice, and what is new changes the opening screen alone."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.portal.paging import SIZE, full_pages, opening, page, page_of, shown_numbers


def spans(total):
    return [opening(total), *(page(total, n) for n in range(full_pages(total), 0, -1))]


@given(st.integers(0, 5000))
def test_every_article_is_on_exactly_one_page(total):
    shown = [n for span in spans(total) for n in range(span.start, span.stop)]
    assert shown == list(range(total))


@given(st.integers(0, 5000))
def test_something_new_changes_no_page_but_the_last(total):
    def by_age(count, number):
        span = page(count, number)
        return (count - span.stop, count - span.start, span.older, span.has_older)

    for number in range(1, full_pages(total) + 1):
        assert by_age(total, number) == by_age(total + 1, number)
        if number < full_pages(total):
            assert page(total, number).newer == page(total + 1, number).newer


@given(st.integers(1, 5000), st.data())
def test_an_article_is_found_on_its_page(total, data):
    position = data.draw(st.integers(0, total - 1))
    number = page_of(total, position)
    span = opening(total) if number is None else page(total, number)
    assert span.start <= position < span.stop


@given(st.integers(0, 5000))
def test_full_pages_are_full_and_the_opening_screen_is_never_short(total):
    assert all(span.stop - span.start == SIZE for span in spans(total)[1:])
    assert total < SIZE or SIZE <= opening(total).stop < 2 * SIZE


def test_there_is_no_page_beyond_the_ends():
    assert page(100, 0) is None
    assert page(100, full_pages(100) + 1) is None
    assert shown_numbers(opening(400), 400) == [19, 18, 1]
