"""A tree that followed every change is, byte for byte, the one made wholly anew."""

import random
from datetime import date, timedelta

import pytest
from baked_site import TODAY, baked_once, copied, many

from gongkai.law.errors import GongkaiError
from gongkai.portal.publishing import following
from gongkai.portal.publishing.models import Job, JobState
from gongkai.records import outbox, services
from gongkai.records.services import Manner
from portal.county_site import EXPLAINER, GONE, KEPT, OLD, POLICY

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def site(sqlite_with, tmp_path):
    return copied(sqlite_with(baked_once, 12), tmp_path)


@pytest.fixture
def everywhere(database_with, tmp_path):
    return copied(database_with(baked_once, 12), tmp_path)


def test_the_first_bake_is_whole_and_lacks_nothing(everywhere):
    again = everywhere.bake()
    assert again.laid.faults == {}
    assert again.comparable and again.differences == []
    assert again.records == 19
    there = everywhere.live(title="关于开展防汛检查的通知", keywords=("防汛",))
    laid = everywhere.follow()
    assert laid.faults == {}
    assert "关于开展防汛检查的通知" in everywhere.read("/xinwen/tongzhi-gonggao/")
    assert "关于开展防汛检查的通知" in everywhere.read(everywhere.address_of(there.subject))
    assert everywhere.agree() == []


def test_everything_that_shows_a_new_record_shows_it(site):
    there = site.live(title="关于开展春季植树的通知", other_columns=("bianmin-tishi",))
    site.follow()
    address = site.address_of(there.subject)
    for path in (
        "/",
        "/xinwen/",
        "/xinwen/tongzhi-gonggao/",
        "/xinwen/tongzhi-gonggao/rss.xml",
        "/xinwen/tongzhi-gonggao/atom.xml",
        "/xinwen/tongzhi-gonggao/list.json",
        "/fuwu/bianmin-tishi/",
        "/fuwu/",
        "/sitemap-0.xml",
    ):
        assert address in site.read(path), path


def test_a_list_turns_its_pages_and_turns_them_back(site):
    column = "/xinwen/bumen-dongtai/"
    site.bring(many(39))
    site.follow()
    assert site.tree.read(column + "page/1.html") is None
    site.bring(many(22, prefix="more"))
    site.follow()
    assert "第20条部门动态（many）" in site.read(column + "page/1.html")
    assert site.tree.read(column + "page/2.html") is not None
    assert site.agree() == []
    # One of the oldest goes: every page after it changes, the last one is no more.
    subjects = site.subjects_in("bumen-dongtai")
    site.withdraw(subjects[-1])
    site.withdraw(subjects[-25])
    site.follow()
    assert site.tree.read(column + "page/2.html") is None
    assert site.agree() == []


def test_one_more_news_leaves_the_old_pages_alone(site):
    site.bring(many(85))
    site.follow()
    page = site.tree.root / "public/xinwen/bumen-dongtai/page/1.html"
    before = page.stat().st_mtime_ns
    site.bring(many(1, prefix="one"))
    laid = site.follow()
    assert page.stat().st_mtime_ns == before
    assert laid.printed <= 12
    assert site.agree() == []


def test_what_comes_late_stands_where_its_day_is(site):
    site.bring(many(70))
    site.follow()
    site.bring(many(5, day=TODAY - timedelta(days=200), prefix="late"))
    site.follow()
    assert "第1条部门动态（late）" in site.read("/xinwen/bumen-dongtai/page/1.html")
    assert site.agree() == []


def test_a_withdrawn_record_leaves_its_reason_and_nothing_else(site):
    there = site.live(title="关于名单的公示", attachments=(site.keep(PDF),))
    site.follow()
    address, file = site.address_of(there.subject), site.file_address(PDF)
    assert site.tree.read(file) == PDF
    site.withdraw(there.subject)
    site.follow()
    assert site.tree.read(address) is None and site.tree.read(file) is None
    assert "内容需要核实。" in site.tree.read(address, "gone").decode()
    assert "关于名单的公示" not in site.read("/xinwen/tongzhi-gonggao/")
    assert site.agree() == []


def test_a_record_that_expired_stays_readable_under_a_banner(site):
    there = site.live(title="关于报名的通知")
    site.follow()
    site.withdraw(there.subject, Manner.BANNER)
    site.follow()
    page = site.read(site.address_of(there.subject))
    assert "内容需要核实。" in page and "关于报名的通知" in page
    assert "关于报名的通知" not in site.read("/xinwen/tongzhi-gonggao/")
    assert site.agree() == []


def test_a_file_that_two_pages_have_stays_until_the_last_is_gone(site):
    first = site.live(title="关于甲事项的通知", attachments=(site.keep(PDF),))
    second = site.live(title="关于乙事项的通知", attachments=(site.keep(PDF),))
    site.follow()
    site.withdraw(first.subject)
    site.follow()
    assert site.tree.read(site.file_address(PDF)) == PDF
    site.withdraw(second.subject)
    site.follow()
    assert site.tree.read(site.file_address(PDF)) is None


def test_a_record_moves_to_another_column(site):
    there = site.live(title="关于供水的通知")
    site.follow()
    site.new_edition(there.subject, column="bianmin-tishi", title="关于供水的提示")
    site.follow()
    assert "关于供水" not in site.read("/xinwen/tongzhi-gonggao/")
    assert "关于供水的提示" in site.read("/fuwu/bianmin-tishi/")
    assert site.agree() == []


def test_pages_that_speak_of_each_other_change_together(site):
    explainer, policy = site.address_of(EXPLAINER), site.address_of(POLICY)
    assert policy in site.read(explainer) and explainer in site.read(policy)
    site.withdraw(EXPLAINER)
    site.follow()
    assert explainer not in site.read(policy)
    assert site.agree() == []
    services.repeal(POLICY, changed_on=TODAY, basis="尉政〔2020〕30号", by=site.office.clerk, at=site.later())
    site.follow()
    assert "废止" in site.read(policy)
    assert site.agree() == []


def test_what_is_published_again_is_there_again(site):
    assert site.tree.read(site.address_of(GONE), "gone")
    site.new_edition(GONE, title="关于体检安排的公示（更正）")
    site.follow()
    assert "（更正）" in site.read(site.address_of(GONE))
    assert site.tree.read(site.address_of(GONE), "gone") is None
    assert site.agree() == []


def test_following_twice_and_late_changes_nothing(site):
    site.live()
    site.follow()
    before = {name: path.stat().st_mtime_ns for name, path in site.tree.files()}
    assert site.follow().printed == 0
    Job.objects.update(state=JobState.READY)
    assert site.follow().changed == 0
    assert {name: path.stat().st_mtime_ns for name, path in site.tree.files()} == before
    assert outbox.waiting(following.KIND) == 0 and following.waiting() == 0


@pytest.mark.parametrize("seed", range(2))
def test_random_acts_end_in_the_same_tree(site, seed):
    """Whatever is done in whatever order, followed now and then, the trees agree."""
    chance = random.Random(seed)
    site.bring(many(chance.randint(15, 60)))
    public = [POLICY, OLD, KEPT, EXPLAINER, *site.subjects_in("bumen-dongtai")[:10]]
    refused = 0
    for n in range(14):
        act = chance.choice(["publish", "withdraw", "edit", "late", "repeal", "follow", "bring"])
        try:
            if act == "publish":
                public.append(
                    site.live(title=f"关于第{n}项工作的通知", attachments=(site.keep(PDF),)).subject
                )
            elif act == "withdraw":
                site.withdraw(chance.choice(public), chance.choice(list(Manner)))
            elif act == "edit":
                column = chance.choice(["weishi-yaowen", "bianmin-tishi", "zhengce-jiedu"])
                site.new_edition(chance.choice(public), title=f"第{n}次修改后的标题", column=column)
            elif act in ("late", "bring"):
                day = date(2020, 2, 3) + timedelta(days=chance.randint(0, 300)) if act == "late" else TODAY
                site.bring(many(chance.randint(1, 25), day=day, prefix=f"{act}-{n}"))
            elif act == "repeal":
                services.repeal(
                    OLD, changed_on=TODAY, basis="尉政〔2020〕1号", by=site.office.clerk, at=site.later()
                )
            else:
                site.follow()
        except GongkaiError:
            refused += 1  # what may not be done now is not done
    assert refused < 9
    site.follow()
    assert site.agree() == []
    assert site.bake().differences == []
