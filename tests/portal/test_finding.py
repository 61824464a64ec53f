"""The search page: words, numbers, filters, nothing found, and nothing that is not public."""

import re
from datetime import date

import pytest
from county_site import GONE, POLICY, TODAY

from gongkai.portal.sources import PublicSource, document
from gongkai.records import services as records
from gongkai.records.facts import TakeDownReason
from gongkai.records.queries import public_record
from gongkai.search import unanswered
from gongkai.search.indexing import catch_up
from records.office import COUNTY


def hits(html):
    return re.findall(r'<li><h2><a href="(/art/[^"]+)">', html)


@pytest.fixture
def page(site, index, client):
    return lambda asked: site.page(client, f"/search/?{asked}")


def where(subject):
    return public_record(subject=subject, as_of=TODAY).address


@pytest.mark.parametrize(
    "asked", ["低保标准", "最低生活保障标准", "尉政办[2020]12号", "低保标准提高", "低保怎么提高"]
)
def test_a_policy_is_found_by_different_wordings(page, asked):
    assert where(POLICY) in hits(page(f"q={asked}"))


def test_words_are_marked_and_what_holds_comes_first(page):
    html = page("q=低保标准")
    assert "<mark>低保标准</mark>" in html
    assert html.index('class="validity repealed"') > html.index(where(POLICY))


def test_filters_narrow_and_say_so(page):
    html = page("q=低保标准&column=guifanxing-wenjian&validity=repealed")
    assert len(hits(html)) == 1 and "已选" in html
    assert "没有找到" in page("q=低保标准&year=1999")
    assert len(hits(page("q=工作&since=2020-10-01&until=2020-10-31"))) == 6
    newest = page("q=工作推进会&sort=date")
    days = re.findall(r'<time datetime="(\d{4}-\d\d-\d\d)"', newest)
    assert days == sorted(days, reverse=True)
    assert len(hits(page("q=工作推进会&page=3"))) == 20


def test_what_is_withdrawn_is_gone_at_once_though_the_index_is_behind(site, index, page):
    assert where(POLICY) in hits(page("q=低保标准"))
    records.withdraw(
        POLICY,
        reason=TakeDownReason.ERROR,
        text="文件有误，更正后再发。",
        by=site.office.clerk,
        at=site.office.later(),
    )
    html = page("q=低保标准")
    assert where(POLICY) not in hits(html) and "找到4条" in html
    assert where(GONE) not in hits(page("q=体检安排"))


def test_something_new_is_found_after_the_outbox_was_followed(site, index, page):
    site.office.live("notice", title="关于开展水质抽检的通告", column="tongzhi-gonggao")
    catch_up(index, PublicSource(COUNTY, TODAY))
    assert len(hits(page("q=水质抽检"))) == 1
    catch_up(index, PublicSource(COUNTY, TODAY))


def test_nothing_found_says_how_to_go_on_and_is_noted(page):
    html = page("q=飞行汽车牌照")
    assert "申请公开" in html
    assert [each.text for each in unanswered.listed(since=date(2000, 1, 1), until=date(2100, 1, 1))] == [
        "飞行汽车牌照"
    ]


@pytest.mark.parametrize(
    "asked", ["", "q=", "q=%00", "q=%22", "q=的", "q=x&page=-1", "q=x&since=nix", "organ=nix"]
)
def test_strange_questions_get_an_answer(page, asked):
    page(asked)


def test_what_was_asked_is_never_kept_nor_shown_as_code(client, site, index):
    response = client.get("/search/", {"q": "<script>alert(1)</script>"})
    assert response.headers["Cache-Control"] == "no-store"
    assert b"<script>alert" not in response.content and b'content="noindex"' in response.content


def test_suggestions_come_by_characters_pinyin_and_initials(client, site, index):
    for typed in ("低保", "dibao", "db"):
        phrases = client.get("/search/suggest", {"q": typed}).json()["phrases"]
        assert any("低保" in each for each in phrases), typed
    assert client.get("/search/suggest", {"q": " "}).json() == {"phrases": []}


def test_the_search_page_asks_the_same_number_of_questions_however_much_is_found(site, index, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for asked in ("低保标准", "工作推进会"):
        site.page(client, f"/search/?q={asked}")
        with CaptureQueriesContext(connection) as seen:
            site.page(client, f"/search/?q={asked}")
        counts.append(len(seen))
    assert max(counts) - min(counts) <= 2 and max(counts) <= 25


def test_the_source_tells_search_what_is_public(site):
    source = PublicSource(COUNTY, TODAY)
    everything = {doc.subject: doc for doc in source.everything()}
    assert POLICY in everything and GONE not in everything
    assert dict(source.documents([POLICY, GONE, "record:nix"])) == {POLICY: everything[POLICY]}
    doc = document(public_record(subject=POLICY, as_of=TODAY))
    assert doc.columns == ("guifanxing-wenjian",) and "570元" in doc.body_text
    last = source.last_seq()
    assert source.changes(last - 1, 10)[-1].seq == last and not source.changes(last, 10)
