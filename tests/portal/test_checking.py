"""The check of finished pages finds whatever is taken away from them."""

import re

import pytest
from county_site import POLICY, TODAY

from gongkai.portal.checking import FOOT_ITEMS, missing_tags
from gongkai.portal.press import Press
from gongkai.portal.tags import MUST, PageClass
from gongkai.records.queries import public_record


@pytest.fixture
def pages(site):
    press = Press(TODAY)
    article = press.article(public_record(subject=POLICY, as_of=TODAY))
    assert article.path == public_record(subject=POLICY, as_of=TODAY).address
    return {
        PageClass.HOME: press.render("/").body.decode(),
        PageClass.COLUMN: press.render("/xinwen/weishi-yaowen/").body.decode(),
        PageClass.ARTICLE: article.body.decode(),
        PageClass.OTHER: press.render("/map/").body.decode(),
    }


@pytest.mark.parametrize("page_class", list(PageClass))
def test_each_tag_taken_away_is_missed(pages, page_class):
    html = pages[page_class]
    assert missing_tags(html, page_class) == []
    for name in MUST[page_class]:
        assert missing_tags(html.replace(f'<meta name="{name}"', '<meta name="x"'), page_class) == [name]
        emptied = re.sub(rf'(<meta name="{name}" content=")[^"]*', r"\1 ", html)
        assert missing_tags(emptied.encode(), page_class) == [name]


@pytest.mark.parametrize("item", list(FOOT_ITEMS))
def test_each_item_of_the_foot_taken_away_is_missed(pages, item):
    html = pages[PageClass.HOME]
    assert missing_tags(html.replace(f'data-item="{item}"', ""), "home") == [f"页脚：{FOOT_ITEMS[item]}"]
    emptied = re.sub(rf'(data-item="{item}"[^>]*>)[^<]*', r"\1", html)
    assert missing_tags(emptied, "home") == [f"页脚：{FOOT_ITEMS[item]}"]


def test_values_have_their_form(pages):
    html = pages[PageClass.ARTICLE]
    assert missing_tags(html.replace('content="2020-03-10 12:00"', 'content="2020年3月10日"'), "article") == [
        "PubDate（格式应为 2020-06-10 09:00）"
    ]
    assert missing_tags(html.replace('content="4102230001"', 'content="41022"'), "article") == [
        "SiteIDCode（应为10位）"
    ]


def test_tags_in_the_text_do_not_count(pages):
    html = pages[PageClass.HOME].replace('<meta name="SiteName"', '<meta name="x"')
    inside = html.replace("<h1", '<meta name="SiteName" content="x"><h1', 1)
    assert missing_tags(inside, "home") == ["SiteName"]
