"""The tariffs of the processing fee, exact to the cent."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.errors import GongkaiError
from gongkai.law.fees import fee, fee_by_item, fee_by_page, tariff

pytestmark = pytest.mark.law("FEE2020 3", "FEE2020 4", "FEE2020 5")

DAY = date(2025, 11, 3)


ITEMS = {0: 0, 10: 0, 11: 100, 30: 2000, 31: 2200, 35: 3000, 40: 4000, 41: 4300, 45: 5500}
ITEMS |= {50: 7000, 51: 7400, 60: 11000, 100: 37000}
PAGES = {0: 0, 30: 0, 31: 10, 68: 380, 70: 400, 100: 700, 101: 720, 200: 2700, 201: 2740, 250: 4700}


@pytest.mark.parametrize(("items", "yuan"), ITEMS.items())
def test_by_item(items, yuan):
    assert fee_by_item(items) == Decimal(yuan)


@pytest.mark.parametrize(("pages", "yuan"), PAGES.items())
def test_by_page(pages, yuan):
    assert fee_by_page(pages) == Decimal(yuan)


def rate_by_the_formula(item: int) -> int:
    return 0 if item <= 10 else 100 if item <= 30 else 100 * (2 + (item - 31) // 10)


@given(st.integers(0, 400), st.integers(0, 400))
def test_items_one_by_one_come_to_the_same(before, count):
    one_by_one = sum(rate_by_the_formula(item) for item in range(before + 1, before + count + 1))
    assert fee_by_item(count, before=before) == one_by_one
    assert fee_by_item(before) + fee_by_item(count, before=before) == fee_by_item(before + count)


@given(st.integers(0, 5000))
def test_lines_are_the_fee(pages):
    charged = fee(on=DAY, pages=pages)
    assert sum(each.yuan for each in charged.lines) == charged.yuan == fee_by_page(pages)
    assert sum(each.last - each.first + 1 for each in charged.lines) == pages
    assert isinstance(charged.yuan, Decimal)


def test_never_both_never_none():
    for asked in ({}, {"items": 3, "pages": 3}):
        with pytest.raises(GongkaiError) as refused:
            fee(on=DAY, **asked)
        assert (refused.value.code, refused.value.law) == ("one_tariff_only", "FEE2020 3")


def test_before_2021_nothing_is_charged():
    with pytest.raises(GongkaiError, match="2021年1月1日起收取"):
        fee(on=date(2020, 12, 31), items=35)
    assert tariff("by_page", date(2021, 1, 1)).law == "FEE2020 5"


@pytest.mark.parametrize("asked", [{"items": -1}, {"pages": -1}, {"items": 1, "before": -1}])
def test_counts_below_nothing_are_refused(asked):
    with pytest.raises(GongkaiError, match="不能为负"):
        fee(on=DAY, **asked)


def test_the_text_of_a_notice():
    assert fee(on=DAY, items=1, before=40).text.endswith("第41件300元；合计300元")
    assert fee(on=DAY, pages=0).text == "按量计收（每件申请）：0页；合计0元"
