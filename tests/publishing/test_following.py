"""A tree that followed every change is, byte for byte, the one made wholly anew."""

import pytest
from baked_site import HEALTH, many, open_baked

from gongkai.records import services
from gongkai.records.facts import TakeDownReason


@pytest.fixture
def site(database, tmp_path):
    return open_baked(tmp_path)


def test_the_first_bake_is_whole_and_lacks_nothing(site):
    again = site.bake()
    assert again.laid.faults == {}
    assert again.comparable and again.differences == []
    assert again.records == 67


def test_following_a_publication_is_the_same_as_making_all_anew(site):
    there = site.live(title="关于开展防汛检查的通知", keywords=("防汛",))
    laid = site.follow()
    assert laid.faults == {}
    assert "关于开展防汛检查的通知" in site.read("/xinwen/tongzhi-gonggao/")
    assert there.subject
    assert site.agree() == []
