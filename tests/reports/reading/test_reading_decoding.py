"""Glued digits: the readings found are all there are; rows are solved together by the sums of the form."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.reports.reading import find
from gongkai.reports.reading.joint import Sums, solve
from gongkai.reports.reading.normal import SHORT, level
from gongkai.reports.reading.numbers import Piece, pieces_at, read_cell, tokens
from gongkai.reports.reading.pages import Line, Pages
from gongkai.reports.reading.readings import MOST_STEPS, readings, shows_glue, with_gaps
from gongkai.reports.report import CellKind


def pieces_of(text: str) -> list[Piece]:
    return [piece for each in tokens(text) for piece in pieces_at(each, "")]


def by_hand(text: str, cells: int) -> set[tuple[int, ...]]:
    """Every cut of the text that keeps its spaces as borders, tried one by one."""
    digits = text.replace(" ", "")
    forced = set()
    at = 0
    for part in text.split()[:-1]:
        at += len(part)
        forced.add(at)
    found = set()
    for cuts in combinations(range(1, len(digits)), cells - 1):
        parts = [digits[a:b] for a, b in zip((0, *cuts), (*cuts, len(digits)), strict=True)]
        if forced <= set(cuts) and not any(len(each) > 1 and each[0] == "0" for each in parts):
            found.add(tuple(map(int, parts)))
    return found


@st.composite
def glued_rows(draw: st.DrawFn) -> tuple[list[int], str]:
    cells = draw(
        st.lists(st.one_of(st.just(0), st.integers(0, 30), st.integers(0, 999)), min_size=6, max_size=6)
    )
    row = [*cells, sum(cells)]
    text = str(row[0])
    for value in row[1:]:
        text += draw(st.sampled_from(["", "", " "])) + str(value)
    return row, text


@given(glued_rows())
def test_exactly_the_readings_that_obey_the_sum_are_found(case: tuple[list[int], str]) -> None:
    row, text = case
    pieces = pieces_of(text)
    found, holds = readings(pieces, 7, (6,), 100_000)
    right = {each for each in by_hand(text, 7) if sum(each[:6]) == each[6]}
    assert tuple(row) in right
    assert holds
    assert set(found) == right
    assert len(found) == len(set(found))


@given(st.lists(st.integers(0, 99), min_size=7, max_size=7), st.lists(st.booleans(), min_size=6, max_size=6))
def test_without_a_sum_all_readings_are_found(row: list[int], spaced: list[bool]) -> None:
    text = str(row[0]) + "".join(
        " " * space + str(value) for value, space in zip(row[1:], spaced, strict=True)
    )
    found, _ = readings(pieces_of(text), 7, (), MOST_STEPS)
    assert set(found) == by_hand(text, 7)


@given(st.lists(st.integers(0, 500), min_size=6, max_size=6), st.sets(st.integers(0, 5), max_size=3))
def test_gaps_are_placed_in_every_way_that_adds_up(cells: list[int], gaps: set[int]) -> None:
    row = [0 if at in gaps else value for at, value in enumerate(cells)]
    row.append(sum(row))
    printed = [value for at, value in enumerate(row) if at not in gaps]
    if gaps:
        assert tuple(row) in with_gaps(printed, 7, (6,))
    for way in with_gaps(printed, 7, (6,)):
        assert sum(each or 0 for each in way[:6]) == (way[6] or 0)


def test_ordinals_of_labels_and_numbers_of_articles_are_no_cells() -> None:
    assert [each.group() for each in tokens("第20条 000 1.属于国家秘密0000000 2、重复 00")] == [
        "000",
        "0000000",
        "00",
    ]


WORDS = (
    "0",
    "12",
    "1,234",
    "0.5",
    "-3",
    "件",
    "(其中修订1件)",
    "1.属于国家秘密",
    "总计",
    "/",
    "第",
    "〔缺〕",
)


@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", "\n", "  ", " \n", "\n\n", ""))), max_size=24
    )
)
def test_a_line_of_figures_taken_at_once_is_the_same_as_taken_one_by_one(
    parts: list[tuple[str, str]],
) -> None:
    text = "".join(map("".join, parts)) + "\n"
    one_by_one = text.replace(" ", "\t")  # only spaces make figures one token
    assert [replace(each, raw=each.raw.replace("\t", " ")) for each in pieces_of(one_by_one)] == pieces_of(
        text
    )


@given(
    st.text(
        st.sampled_from("０９Ａ（），。：％\xa0\u200b\r\n一a1 －–／“”"), min_size=SHORT, max_size=3 * SHORT
    )
)
def test_long_and_short_texts_are_levelled_alike(text: str) -> None:
    assert level(text) == "".join(map(level, text))


def test_the_place_of_a_cell_is_the_line_on_which_it_stands() -> None:
    labels = ("维持", "纠正", "其他结果", "尚未审结", "总计")
    figures = ("0 0 1 0 1", "0 0 2 0 2", "0 0 3 0 3")
    head = ["2021年政府信息公开工作年度报告", "行政复议", "未经复议直接起诉", "复议后起诉", *labels * 3]
    pages = Pages("txt", [Line(each, f"第{at}行") for at, each in enumerate((*head, *figures), 1)])
    cells = find(pages).cells
    first = len(head) + 1
    assert [cells[f"reviews.{group}_other"].place for group in ("review", "direct", "after")] == [
        f"第{first + at}行" for at in range(3)
    ]


def test_a_search_that_takes_too_long_gives_no_half_list() -> None:
    long = "1234567890" * 30
    found, _ = readings([Piece("", digits=long)], 7, (6,), 10**9)
    assert found == []


def test_glue_shows_in_numbers_that_begin_with_nought() -> None:
    assert shows_glue(pieces_of("1 00 2"))
    assert not shows_glue(pieces_of("10 0 2"))


def test_columns_choose_between_readings_and_never_between_equals() -> None:
    sums = Sums(({"a": 1, "b": 1, "total": -1},), 2)
    known = {"a": [(1, 90), (19, 0)], "b": [(0, 0)], "total": [(19, 0)]}
    assert solve(known, sums).rows["a"] == [(19, 0)]
    twins = {"a": [(1, 90), (19, 0)], "b": [(0, 0)], "total": [(1, 90), (19, 0)]}
    solved = solve(twins, sums)
    assert solved.exact
    assert len(solved.rows["a"]) == len(solved.rows["total"]) == 2


def test_a_report_that_breaks_its_sums_takes_the_reading_that_breaks_the_fewest() -> None:
    sums = Sums(({"a": 1, "total": -1}, {"total": 1, "all": -1}), 2)
    rows = {"a": [(1, 90), (19, 0)], "total": [(19, 0)], "all": [(18, 0)]}
    solved = solve(rows, sums)
    assert not solved.exact
    assert solved.rows["a"] == [(19, 0)]


@given(st.decimals(min_value=0, max_value=10**8, places=2), st.sampled_from(["", "元", "万元"]))
def test_a_cell_keeps_every_decimal(amount: Decimal, unit: str) -> None:
    piece = read_cell(f" {amount:f}{unit} ")
    assert (piece.kind, piece.value, piece.unit) == (CellKind.NUMBER, amount, unit)
