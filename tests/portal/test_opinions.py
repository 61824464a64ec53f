"""Giving an opinion on a draft without login: while it is open, limited, and told when it is over."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.records import services
from gongkai.records.models import Comment, Record
from records.office import sample

WORDS = "第三条建议增加公示期限，便于群众了解。"


@pytest.fixture
def draft(site):
    """A public draft on which nobody was asked yet: its number and address."""
    from gongkai.records.queries import public_record

    there = site.office.live("comment_draft", title="关于征求城区停车办法意见的公告")
    number = Record.objects.get(subject=there.subject).pk
    return public_record(id=number, as_of=timezone.localdate())


def ask(site, draft, first: int, last: int) -> None:
    """Ask the public from and until so many days from today."""
    today = timezone.localdate()
    services.open_comment(
        draft.subject,
        opens_on=today + timedelta(days=first),
        closes_on=today + timedelta(days=last),
        address="来信寄县政府办公室",
        shorter_because="试行时间紧",
        by=site.office.clerk,
        at=timezone.now(),
    )


def test_an_opinion_is_given_and_gets_a_number(site, draft, client):
    ask(site, draft, 0, 30)
    address = f"/opinions/{draft.id}/"
    assert f'href="{address}"' in site.page(client, draft.address), "the page of the draft leads to the form"
    form = site.page(client, address)
    assert "csrfmiddlewaretoken" in form and "不登记您的姓名" in form and "<script>" not in form
    answer = client.post(address, {"text": WORDS}, follow=True)
    page = answer.content.decode()
    given = Comment.objects.get()
    assert given.text == WORDS and f"编号 {given.pk}" in page
    assert answer.headers["Cache-Control"].startswith("no-store")
    forged = answer.redirect_chain[0][0].replace(f"/{given.pk}:", f"/{given.pk + 1}:")
    assert client.get(forged).status_code == 404, "only what was taken in has a number"


def test_a_form_of_another_site_is_refused(site, draft):
    ask(site, draft, 0, 30)
    assert Client(enforce_csrf_checks=True).post(f"/opinions/{draft.id}/", {"text": WORDS}).status_code == 403
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [("  ", "请填写意见"), ("好" * 5001, "不超过5000字"), ("请联系 13800138000", "请删去意见中的")],
)
def test_what_is_not_taken_stays_in_the_form(site, draft, client, text, message):
    ask(site, draft, 0, 30)
    answer = client.post(f"/opinions/{draft.id}/", {"text": text})
    page = answer.content.decode()
    assert answer.status_code == 422 and message in page and text.strip()[:20] in page
    assert not Comment.objects.exists()


def test_nobody_floods_it(site, draft, settings):
    ask(site, draft, 0, 30)
    settings.PUBLIC_LIMITS = {**settings.PUBLIC_LIMITS, "opinion": (2, 36000)}
    answers = [
        Client(REMOTE_ADDR="10.1.1.1").post(f"/opinions/{draft.id}/", {"text": WORDS}) for _ in range(3)
    ]
    assert [each.status_code for each in answers] == [302, 302, 429]
    assert "尝试次数过多" in answers[2].content.decode() and Comment.objects.count() == 2
    elsewhere = Client(REMOTE_ADDR="10.1.1.2").post(f"/opinions/{draft.id}/", {"text": WORDS})
    assert elsewhere.status_code == 302


def test_the_last_day_counts_and_the_day_after_does_not(site, draft, client):
    ask(site, draft, -10, 0)
    assert client.post(f"/opinions/{draft.id}/", {"text": WORDS}).status_code == 302
    ask(site, draft, -10, -1)
    page = site.page(client, f"/opinions/{draft.id}/")
    last = timezone.localdate() - timedelta(days=1)
    assert f"征求意见已于{last.year}年{last.month}月{last.day}日结束" in page and "<textarea" not in page
    assert client.post(f"/opinions/{draft.id}/", {"text": WORDS}).status_code == 422
    assert Comment.objects.count() == 1


def test_it_opens_on_its_first_day(site, draft, client):
    ask(site, draft, 1, 40)
    page = site.page(client, f"/opinions/{draft.id}/")
    assert "还没有开始征求意见" in page and "<textarea" not in page
    assert client.post(f"/opinions/{draft.id}/", {"text": WORDS}).status_code == 422


def test_the_result_is_told_afterwards(site, draft, client):
    ask(site, draft, -10, -1)
    services.publish_result(
        draft.subject, result="收到意见0条，按原稿公布。", by=site.office.clerk, at=timezone.now()
    )
    assert "收到意见0条，按原稿公布。" in site.page(client, f"/opinions/{draft.id}/")
    assert f"/opinions/{draft.id}/" not in site.page(client, draft.address)


def test_only_drafts_under_comment_have_it(site, draft, client):
    assert client.get(f"/opinions/{draft.id}/").status_code == 404
    assert client.get("/opinions/999999/").status_code == 404
    hidden = site.office.submitted("comment_draft", title=sample().title)
    number = Record.objects.get(subject=hidden.subject).pk
    assert client.get(f"/opinions/{number}/").status_code == 404
