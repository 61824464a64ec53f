"""The queue: what fails hinders nobody else, is told, and is tried again."""

from datetime import timedelta

import pytest
from baked_site import baked_once, copied, many
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.portal.models import TopicPage
from gongkai.portal.publishing import baking, following
from gongkai.portal.publishing.models import Job, JobState
from gongkai.portal.publishing.tree import place_of
from gongkai.portal.services import Leader, alert, introduce_leaders, make_topic
from gongkai.records import outbox


@pytest.fixture
def site(sqlite_with, tmp_path):
    return copied(sqlite_with(baked_once, 12), tmp_path)


def test_a_page_that_cannot_be_laid_down_fails_alone_and_is_tried_again(site):
    bad, good = site.live(title="关于甲的通知"), site.live(title="关于乙的通知")
    # A folder stands where the page of the first should be: nothing can be put there.
    hindrance = site.tree.root / "public" / place_of(site.address_of(bad.subject)) / "in-the-way"
    hindrance.mkdir(parents=True)
    site.follow()
    (failed,) = following.failed()
    assert failed.subject == bad.subject and "Error" in failed.problem
    assert "关于乙的通知" in site.read(site.address_of(good.subject))
    hindrance.rmdir()
    hindrance.parent.rmdir()
    assert site.follow().printed == 0
    site.later(minutes=2)
    site.follow()
    assert following.failed() == []
    assert "关于甲的通知" in site.read(site.address_of(bad.subject))
    assert site.agree() == []


def test_after_five_attempts_a_job_waits_for_somebody(site):
    there = site.live()
    hindrance = site.tree.root / "public" / place_of(site.address_of(there.subject)) / "in-the-way"
    hindrance.mkdir(parents=True)
    for _ in range(8):
        site.follow()
        site.later(minutes=6)
    (failed,) = following.failed()
    assert failed.attempts == following.MOST_ATTEMPTS
    hindrance.rmdir()
    hindrance.parent.rmdir()
    assert following.try_again(site.at) == 1
    site.follow()
    assert following.failed() == []


def test_withdrawals_come_before_everything_else(site):
    site.live()
    there = site.live()
    site.follow()
    site.bring(many(3))
    site.withdraw(there.subject)
    following.take_up(site.later())
    first = following.due(site.at).first()
    assert (first.subject, first.act) == (there.subject, outbox.DROP)


def test_taking_up_twice_makes_one_job(site):
    site.live()
    assert following.take_up(site.later()) == 1
    outbox.mark(following.KIND, 0)
    assert following.take_up(site.later()) == 0
    assert Job.objects.exclude(state=JobState.DONE).count() == 1


def test_old_jobs_are_forgotten_and_open_ones_kept(site):
    site.live()
    site.follow()
    site.live()
    following.take_up(site.later())
    assert following.forget_done(site.at + timedelta(days=1)) > 0
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.READY}


def test_a_batch_is_laid_down_by_a_constant_number_of_queries(site):
    def asked(count: int, prefix: str) -> int:
        site.bring(many(count, prefix=prefix))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            site.follow()
        return len(queries)

    asked(1, "warm")
    assert asked(40, "forty") <= asked(5, "five") + 12


def test_the_site_is_made_anew_when_its_structure_or_the_day_changes(site):
    assert not baking.needed(site.place, site.press())
    alert("今日有暴雨，请注意安全。")
    assert baking.needed(site.place, site.press())
    assert not site.bake().comparable
    assert "今日有暴雨" in site.read("/art/2020/1.html")
    site.later(days=1)
    assert baking.needed(site.place, site.press())


def test_a_topic_is_followed_page_by_page(site):
    """What an editor writes on a page of its own does not ask for the whole site to be made anew."""
    make_topic("zhuanti", "fangxun", "防汛专题", "防汛工作。", [("heading", "部署")], at=site.later())
    assert not baking.needed(site.place, site.press())
    laid = following.follow_editors(site.place, site.press())
    assert laid.faults == {} and laid.printed == 5
    for address in ("/zhuanti/fangxun/", "/zhuanti/", "/map/", "/"):
        assert "防汛专题" in site.read(address), address
    assert "/zhuanti/fangxun/" in site.read("/sitemap-pages.xml")
    assert following.follow_editors(site.place, site.press()).printed == 0
    assert site.agree() == []
    TopicPage.objects.get(slug="fangxun").unpublish()
    following.follow_editors(site.place, site.press())
    assert site.tree.read("/zhuanti/fangxun/") is None
    assert "防汛专题" not in site.read("/")
    introduce_leaders([Leader("张三", "县长", "主持县政府全面工作。")])
    assert following.follow_editors(site.place, site.press()).printed == 1
    assert "张三" in site.read("/leaders/")
    assert site.agree() == []


def test_a_bake_says_what_following_had_missed(site):
    (site.tree.root / "public" / "index.html").unlink()
    assert site.bake().differences == []  # what the table says counts, not what a hand did to a file
    site.live(title="关于丙的通知")
    following.take_up(site.later())
    Job.objects.update(state=JobState.DONE)  # as if somebody had marked it without doing it
    differences = site.bake().differences
    assert "public/xinwen/tongzhi-gonggao/index.html" in differences
    assert site.bake().differences == []
