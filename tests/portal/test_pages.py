"""Public pages as a browser gets them: what they say, where they lead, and what they must not do."""

import re
from datetime import datetime, timedelta

import pytest
from county_site import GONE, GUIDE, GUIDE_ELEMENTS, KEPT, OLD, POLICY, RESULT, TODAY, with_file

from gongkai.ledger.rows import BEIJING
from gongkai.portal import addresses, checking, frame
from gongkai.portal.press import Press
from gongkai.records import services as records
from gongkai.records.facts import TakeDownReason
from gongkai.records.queries import live_ids, public_record, withdrawn_ids
from records.office import COUNTY

INLINE = r"<script(?![^>]*\ssrc=)|\son[a-z]+=|\sstyle=|<style|javascript:"
ELSEWHERE = r'(src|href)="(https?:)?//(?!127\.0\.0\.1:8000|zfwzzc\.www\.gov\.cn)'


def press():
    return Press(TODAY)


def record(subject):
    return public_record(subject=subject, as_of=TODAY)


def path(subject):
    return record(subject).address


def text_of(subject):
    return press().render(path(subject)).body.decode()


def all_pages():
    made = press()
    yield from (made.render(each) for each in made.paths())
    yield from made.articles(live_ids(COUNTY) + withdrawn_ids(COUNTY))
    for each in (addresses.DIRECTORY, addresses.POLICIES, addresses.APPLY, "/none/"):
        yield made.render(each)


def test_every_page_has_its_tags_and_foot_and_no_inline_code(site):
    seen = 0
    for page in all_pages():
        if page.page_class is None:
            continue
        seen += 1
        html = page.body.decode()
        assert checking.missing_tags(html, page.page_class) == [], page.path
        assert not re.search(INLINE, html), page.path
        assert html.count("<h1") == 1, page.path
        assert not re.search(ELSEWHERE, html), page.path
    assert seen > 100


def test_every_link_on_the_site_leads_somewhere(site, client):
    made = press()
    known = {page.path for page in all_pages() if page.status == 200}
    asked = set()
    for page in all_pages():
        if page.page_class is not None:
            asked |= set(re.findall(r'(?:href|src)="(/[^"#?]*)', page.body.decode()))
    for each in sorted(asked - known):
        # Answered anew each time: proved where they are built.
        if not each.startswith(("/static/", "/search/", "/api/", "/apply/online/", "/track/")):
            assert made.render(each).status == 200, each
    assert not [each for each in asked if re.search(r"[^\x21-\x7e]", each)]


def test_the_home_page_leads_to_what_is_asked_for_most(site, client):
    html = site.page(client, "/")
    for door in ("/platform/", "/apply/", "/platform/guide/", "/directory/", "/fuwu/", "/hudong/"):
        assert f'href="{door}"' in html
    assert 'action="/search/"' in html
    assert "县政府召开第60次重点工作推进会" in html


def test_boards_and_columns_list_the_newest_first(site, client):
    html = site.page(client, "/xinwen/weishi-yaowen/")
    days = re.findall(r'<time datetime="(\d{4}-\d\d-\d\d)"', html)
    assert days == sorted(days, reverse=True) and len(days) == 20
    assert 'href="/xinwen/weishi-yaowen/page/2.html"' in html
    oldest = site.page(client, "/xinwen/weishi-yaowen/page/1.html")
    assert "第1次重点工作推进会" in oldest and ">最早<" not in oldest
    site.page(client, "/xinwen/weishi-yaowen/page/3.html", 404)
    site.page(client, "/gongkai/weishi-yaowen/", 404)
    assert "图片新闻" in site.page(client, "/xinwen/tupian-xinwen/")


def test_a_further_column_lists_the_record_too(site):
    html = press().render("/xinwen/tupian-xinwen/").body.decode()
    assert html.count("次重点工作推进会") == 6


def test_an_empty_column_says_what_would_be_there(site, client):
    assert "还没有信息，发布后会列在这里" in site.page(client, "/meili/lishi-wenhua/")


def test_full_pages_do_not_change_when_something_new_comes(site):
    before = press().render("/xinwen/weishi-yaowen/page/1.html").body
    site.office.live("news", title="县政府召开新的会议", column="weishi-yaowen", source="县政府办公室")
    assert press().render("/xinwen/weishi-yaowen/page/1.html").body == before
    assert "县政府召开新的会议" in press().render("/xinwen/weishi-yaowen/").body.decode()


@pytest.mark.law("OGI 12")
def test_an_article_of_the_directory_shows_its_fields(site):
    html = text_of(POLICY)
    for title, text in (
        ("索引号", record(POLICY).index_no),
        ("发文字号", "尉政办〔2020〕12号"),
        ("发布机构", "尉氏县人民政府办公室"),
        ("成文日期", "2020-03-02"),
        ("发布日期", "2020-03-10"),
        ("施行日期", "2020-04-01"),
        ("效力", "现行有效"),
        ("公开对象", "社会公众"),
    ):
        assert f"<dt>{title}</dt><dd>{text}</dd>" in html
    assert 'name="PubDate" content="2020-03-10 12:00"' in html
    assert '<svg class="qr"' in html


def test_policy_and_explainer_lead_to_each_other(site):
    explainer = record(POLICY).explained_by[0]
    there = explainer.address
    assert f'href="{there}"' in text_of(POLICY) and "相关解读" in text_of(POLICY)
    assert f'href="{path(POLICY)}"' in press().render(there).body.decode()


def test_what_no_longer_holds_says_so(site):
    assert "本文件已废止" in text_of(KEPT) and "尉政〔2020〕21号" in text_of(KEPT)
    assert "本文件已失效" in text_of(OLD) and "有效期至2020年9月30日" in text_of(OLD)
    earlier = Press(TODAY - timedelta(days=100)).render(path(OLD)).body.decode()
    assert "本文件已失效" not in earlier and "<dt>效力</dt><dd>现行有效</dd>" in earlier


def test_what_was_withdrawn_is_gone_or_has_a_banner(site, client):
    html = site.page(client, path(GONE), 410)
    assert "不再提供" in html and "公示内容涉及个人隐私" in html
    assert "名单如下" not in html
    there = site.office.live("news", title="会议通知已过期", column="weishi-yaowen", source="县政府办公室")
    records.withdraw(
        there.subject,
        reason=TakeDownReason.EXPIRED,
        text="会议已经召开，不再需要。",
        by=site.office.clerk,
        at=site.office.later(),
    )
    html = site.page(client, path(there.subject))
    assert "这条信息已经撤下" in html and "会议已经召开" in html and "现将有关事项通知如下" in html
    assert "会议通知已过期" not in site.page(client, "/xinwen/weishi-yaowen/")


def test_what_never_was_public_has_no_page(site, client):
    there = site.office.cleared("notice", column="tongzhi-gonggao")
    from gongkai.records.models import Record

    number = Record.objects.get(subject=there.subject).pk
    site.page(client, f"/art/2020/{number}.html", 404)
    site.page(client, path(POLICY).replace("2020", "2019"), 404)


def test_the_address_has_the_year_of_the_first_publication_for_ever(site, client, monkeypatch):
    office = site.office
    monkeypatch.setattr(office, "at", office.at)  # time passes in this test alone
    drafted = office.cleared("notice", column="tongzhi-gonggao", title="关于元旦放假的通知")
    office.at = datetime(2021, 1, 4, 9, 0, tzinfo=BEIJING)

    def published(there):
        records.publish(there.subject, sha256=there.sha256, by=office.clerk, at=office.later())
        return public_record(subject=there.subject, as_of=office.at.date())

    first = published(drafted)
    assert first.subject.startswith("record:2020-") and first.address == f"/art/2021/{first.id}.html"
    site.page(client, first.address)
    site.page(client, first.address.replace("2021", "2020"), 404)
    office.at = datetime(2022, 3, 1, 9, 0, tzinfo=BEIJING)
    why = {"reason": TakeDownReason.ERROR, "text": "日期有误，更正后重新发布。"}
    records.withdraw(first.subject, **why, by=office.clerk, at=office.later())
    begun = {"change_note": "更正日期", "major": True}
    records.begin_edition(first.subject, **begun, by=office.clerk, at=office.later())
    changed = first.content.but(title="元旦放假通知（更正）")
    there = records.revise(first.subject, changed, by=office.clerk, at=office.later())
    there = records.submit(there.subject, sha256=there.sha256, by=office.clerk, at=office.later())
    again = published(office.clear(there))
    assert (again.published_on.year, again.address) == (2022, first.address)
    assert first.address in site.page(client, "/xinwen/tongzhi-gonggao/")


@pytest.mark.law("OGI 20(5)")
def test_a_service_guide_shows_every_element(site):
    html = text_of(GUIDE)
    for text in GUIDE_ELEMENTS.values():
        for part in text.split("\n"):
            assert part in html
    assert "尉卫许〔2020〕7号" in text_of(RESULT)


def test_attachments_show_type_and_size_and_open_only_while_public(site, client):
    subject = with_file(site.office)
    html = text_of(subject)
    found = re.search(r'href="(/files/[0-9a-f]{64}\.pdf)" download="申请表.pdf"', html)
    assert found and "PDF，1 KB" in html
    assert site.page(client, found[1]).startswith("%PDF")
    records.withdraw(
        subject,
        reason=TakeDownReason.ERROR,
        text="附件有误，更正后再发。",
        by=site.office.clerk,
        at=site.office.later(),
    )
    site.page(client, found[1], 404)
    site.page(client, f"/files/{'0' * 64}", 404)


def test_the_directory_narrows_and_counts(site, client):
    html = site.page(client, "/directory/?organ=410223-01&validity=in_force")
    assert "尉政办〔2020〕12号" in html and "尉政办〔2020〕3号" not in html
    assert "共1条" in html and "已选" in html
    assert 'name="robots" content="noindex"' in html
    assert "没有符合全部条件的信息" in site.page(client, "/directory/?topic=没有的主题&year=abc")
    lapsed = site.page(client, "/policies/?validity=lapsed")
    assert "农村公路养护" in lapsed and "低保标准" not in lapsed
    assert "重点工作推进会" not in site.page(client, "/directory/")


@pytest.mark.parametrize(
    "asked", ["page=0", "page=99999", "page=x", "year=99999999", "validity=%00", "type=nix"]
)
def test_strange_questions_get_an_answer(site, client, asked):
    site.page(client, f"/directory/?{asked}")
    site.page(client, f"/policies/?{asked}")


@pytest.mark.law("OGI 24")
def test_the_platform_has_its_four_blocks_and_the_entrance(site, client):
    html = site.page(client, "/platform/")
    order = ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开"]
    places = [html.index(f"<b>{title}</b>") for title in order]
    assert places == sorted(places)
    assert html.count('<span class="numeral">') == 15 and "（十五）" in html


@pytest.mark.law("OGI 12")
def test_the_guide_and_the_entrance_say_what_the_law_asks(site, client):
    guide = site.page(client, "/platform/guide/")
    assert guide.count("<dt>") >= 9 + 7
    apply = site.page(client, "/apply/")
    assert "20个工作日内答复" in apply and "形式要求" in apply


def test_organs_and_leaders(site, client):
    organs = site.page(client, "/organs/")
    assert "负责全县卫生健康工作" in organs and "张安" in organs and "尉氏县城关镇人民政府" in organs
    leaders = site.page(client, "/leaders/")
    assert "王平" in leaders and "主持县政府全面工作" in leaders


def test_a_topic_page_shows_its_blocks(site, client):
    html = site.page(client, "/zhuanti/sannong-gongzuo/")
    for words in ("三农工作", "最新进展", "第60次重点工作推进会", "政策文件库", "2020年3月2日", "明确标准"):
        assert words in html


def test_a_draft_on_which_the_public_may_comment(site):
    office = site.office
    there = office.cleared("comment_draft", title="城区停车管理办法（征求意见稿）", column="zhengqiu-yijian")
    records.open_comment(
        there.subject,
        opens_on=TODAY,
        closes_on=TODAY + timedelta(days=31),
        address="邮箱 ogi@weishi.example",
        by=office.liaison,
        at=office.later(),
    )
    records.publish(there.subject, sha256=there.sha256, by=office.clerk, at=office.later())
    html = text_of(there.subject)
    assert "公开征求意见" in html and "ogi@weishi.example" in html


def test_an_alert_stands_on_every_page(site, client):
    from gongkai.portal.services import alert

    alert("今日有暴雨红色预警，请减少外出。", "/gongkai/yingji-guanli/")
    frame.forget()
    assert "暴雨红色预警" in site.page(client, "/") and "暴雨红色预警" in site.page(client, path(POLICY))


LISTS = ["/", "/xinwen/", "/xinwen/weishi-yaowen/", "/directory/", "/policies/", "/platform/", "/organs/"]


@pytest.mark.parametrize("where", LISTS)
def test_lists_ask_the_same_number_of_questions_however_long(site, where):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    made = press()
    made.render(where)
    with CaptureQueriesContext(connection) as before:
        made.render(where)
    for n in range(12):
        site.office.live("notice", title=f"关于第{n}次检查的通告", column="weishi-yaowen")
    with CaptureQueriesContext(connection) as after:
        made.render(where)
    assert len(after) == len(before) <= 45, where


def test_many_articles_ask_no_more_questions_than_a_few(site):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    numbers, made = live_ids(COUNTY), press()
    counts = []
    for some in (numbers[:3], numbers):
        with CaptureQueriesContext(connection) as asked:
            assert len(list(made.articles(some))) == len(some)
        counts.append(len(asked))
    assert counts[0] <= counts[1] <= counts[0] + 3


def test_a_slash_that_is_missing_is_added(site, client):
    response = client.get("/xinwen")
    assert (response.status_code, response.headers["Location"]) == (301, "/xinwen/")


def test_health(site, client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_the_policy_of_what_a_page_may_load_is_strict(site, client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy and "script-src 'self'" in policy
