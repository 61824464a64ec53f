"""The editor of the structure: open to site editors, not there for anybody else; what they make is public."""

import re

import pytest
from django.test import Client

from gongkai.organs import people
from gongkai.organs.posts import Role
from gongkai.portal import frame
from gongkai.portal.models import BoardPage, SectionPage, TopicPage
from records.office import GOVERNMENT, HEALTH, OFFICE, START

INSIDE = ("/cms/", "/cms/pages/", "/cms/images/", "/cms/documents/", "/cms/reports/site-history/")


def browser(login: str, role: Role, organ: str) -> Client:
    """The browser of somebody who holds this post, logged in."""
    who = people.register(login, "甲某")
    people.appoint(who, people.set_up_post(organ, role).pk, valid_from=START)
    client = Client()
    client.force_login(who)
    return client


def says(response, words: str) -> bool:
    """Whether a page of the editor says it, in its text or in what its script shows."""
    text = response.content.decode()
    return words in text or words.encode("unicode_escape").decode() in text


@pytest.fixture
def editor(site):
    return browser("editor", Role.SITE_EDITOR, OFFICE)


@pytest.mark.parametrize(
    "role", [each for each in Role if each not in (Role.SITE_EDITOR, Role.ADMINISTRATOR)]
)
def test_it_is_not_there_for_other_posts(site, role):
    organ = {Role.LIAISON: HEALTH, Role.CLERK: OFFICE, Role.INSPECTOR: OFFICE}.get(role, GOVERNMENT)
    client = browser("somebody", role, organ)
    for path in INSIDE:
        assert client.get(path).status_code == 404, path


def test_who_is_not_logged_in_is_asked_to(site):
    for path in INSIDE:
        answer = Client().get(path)
        assert answer.status_code == 302 and "/login/" in answer.headers["Location"]


def test_site_editors_come_in_until_they_are_relieved(editor, site):
    assert editor.get("/cms/").status_code == 200
    home = frame.make(START).structure.board("zhuanti")
    assert home
    assert editor.get(f"/cms/pages/{BoardPage.objects.get(slug='zhuanti').pk}/").status_code == 200
    from gongkai.organs.models import Person

    people.relieve(
        Person.objects.get(login="editor"), f"{OFFICE}.site_editor", relieved_on=START.replace(year=2020)
    )
    assert editor.get("/cms/").status_code == 404


def test_a_site_editor_makes_a_topic_page(editor, site, client):
    board = BoardPage.objects.get(slug="zhuanti")
    form = editor.get(f"/cms/pages/add/portal/topicpage/{board.pk}/")
    assert form.status_code == 200 and says(form, "小标题")
    made = editor.post(
        f"/cms/pages/add/portal/topicpage/{board.pk}/",
        {
            "title": "学习贯彻条例",
            "summary": "依法公开，便民利民。",
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "heading",
            "body-0-id": "",
            "body-0-value": "条例要点",
            "seo_title": "",
            "search_description": "",
            "action-publish": "action-publish",
        },
    )
    assert made.status_code == 302, re.findall(r"error[^<]*<[^>]*>[^<]*", made.content.decode())[:5]
    topic = TopicPage.objects.get(title="学习贯彻条例")
    assert topic.live and topic.slug == "xue-xi-guan-che-tiao-li"
    frame.forget()
    assert "条例要点" in site.page(client, topic.place)
    assert topic.place in site.page(client, "/zhuanti/")


def test_a_draft_of_a_topic_is_not_public_but_can_be_looked_at(editor, site, client):
    board = BoardPage.objects.get(slug="zhuanti")
    draft = board.add_child(instance=TopicPage(title="尚未公开", slug="draft", summary="导语", live=False))
    site.page(client, "/zhuanti/draft/", 404)
    assert "尚未公开" not in site.page(client, "/zhuanti/")
    seen = editor.get(f"/cms/pages/{draft.pk}/view_draft/")
    assert seen.status_code == 200 and "尚未公开" in seen.content.decode()


def test_pages_of_the_layout_cannot_be_deleted_or_added(editor, site):
    section = SectionPage.objects.get(code="weishi-yaowen")
    assert editor.post(f"/cms/pages/{section.pk}/delete/").status_code in (302, 403)
    assert SectionPage.objects.filter(pk=section.pk).exists()
    board = BoardPage.objects.get(slug="xinwen")
    assert editor.get(f"/cms/pages/add/portal/sectionpage/{board.pk}/").status_code in (302, 403)
    edit = editor.get(f"/cms/pages/{section.pk}/edit/")
    assert edit.status_code == 200 and "栏目说明" in edit.content.decode()


def test_the_editor_is_in_chinese_where_it_is_used(editor, site):
    board = BoardPage.objects.get(slug="zhuanti")
    form = editor.get(f"/cms/pages/add/portal/topicpage/{board.pk}/")
    for text in ("专题", "标题", "导语", "内容", "发布", "栏目最新信息", "进程"):
        assert says(form, text), text


def test_the_editor_speaks_chinese_and_sends_nobody_elsewhere(editor, site):
    html = editor.get("/cms/").content.decode()
    main = re.search(r"<main.*?</main>", html, re.DOTALL).group()
    text = re.sub(r"<[^>]*>", " ", main[main.index("<h1") :])
    assert "板块、栏目和专题" in text and "工作台" in text
    assert not re.search(r"[A-Za-z]{2,}", text)
    assert "guide.wagtail.org" not in html


def test_the_form_of_a_topic_refers_to_no_field_that_is_not_there(editor, site):
    board = BoardPage.objects.get(slug="zhuanti").pk
    html = editor.get(f"/cms/pages/add/portal/topicpage/{board}/").content.decode()
    assert 'name="title"' in html
    assert 'data-w-sync-target-value=""' not in html
