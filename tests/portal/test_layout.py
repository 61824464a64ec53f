"""The layout: what the file must say, and that what is wrong in it is named."""

import re
from importlib.resources import files

import pytest

from gongkai.cli.serve import answer_at
from gongkai.law.catalogue import disclosures
from gongkai.portal.layout import BrokenLayout, layout, pinyin_slug, read_layout

TEXT = (files("gongkai.portal") / "data" / "site.toml").read_text("utf-8")


def test_six_boards_and_forty_one_columns():
    plan = layout()
    assert [board.name for board in plan.boards] == [
        "尉氏新闻",
        "政府信息公开",
        "专题专栏",
        "公共服务",
        "互动交流",
        "魅力尉氏",
    ]
    assert len(plan.columns) == 41
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in plan.columns)


@pytest.mark.law("OGI 20")
def test_every_statutory_item_has_a_column():
    carried = {key for column in layout().columns.values() for key in column.law}
    assert carried == {key for key in disclosures() if key.startswith("a20_")}


@pytest.mark.law("OGI 12")
def test_the_guide_says_all_nine_things():
    assert len([each for each in vars_of(layout().guide) if each]) == 9


def vars_of(guide):
    return [getattr(guide, name) for name in guide.__dataclass_fields__]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('id_code = "4102230001"', 'id_code = "41022"', "site.id_code"),
        ('name = "尉氏县人民政府"', 'name = ""', "site.name"),
        ('address = "http://127.0.0.1:8000"', 'address = "127.0.0.1"', "site.address"),
        ('code = "xinwen"', 'code = "新闻"', "boards[1].code"),
        ('code = "weishi-yaowen"', 'code = "bumen-dongtai"', "boards"),
        ("limit = 10", "limit = 0", "boards[1].columns[1].limit"),
        ('"a20_07_budget"', '"a20_77"', "boards[2].columns[10].law"),
        ('fax = "0371-00000001"', "", "guide.fax"),
        ('kind = "政务动态", ', "", "boards[1].columns[1].kind"),
        ("[guide]", "[guide", ""),
    ],
)
def test_what_is_wrong_is_named(old, new, place):
    assert old in TEXT
    with pytest.raises(BrokenLayout) as wrong:
        read_layout(TEXT.replace(old, new, 1))
    assert wrong.value.context["at"] == place


def test_an_installation_has_its_own(tmp_path, monkeypatch):
    (tmp_path / "site.toml").write_text(TEXT.replace("尉氏县人民政府", "示例县人民政府"), "utf-8")
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    assert layout().site.name == "示例县人民政府"
    (tmp_path / "site.toml").unlink()
    assert layout().site.name == "尉氏县人民政府"


def test_addresses_of_new_topics_have_no_chinese():
    assert pinyin_slug("学习贯彻《条例》") == "xue-xi-guan-che-tiao-li"
    assert pinyin_slug("。。。") == "page"


def test_the_environment_says_the_public_address(monkeypatch):
    assert layout().site.address == "http://127.0.0.1:8000"
    monkeypatch.setenv("GONGKAI_ADDRESS", "https://www.example.gov.cn")
    assert layout().site.address == "https://www.example.gov.cn"
    monkeypatch.setenv("GONGKAI_ADDRESS", "www.example.gov.cn/")
    with pytest.raises(BrokenLayout, match="GONGKAI_ADDRESS"):
        layout()


def test_the_demonstration_names_the_address_it_is_served_at(monkeypatch, tmp_path):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    monkeypatch.setenv("GONGKAI_ADDRESS", "")  # so that it is taken back after the test
    answer_at("127.0.0.1", 8123)
    assert layout().site.address == "http://127.0.0.1:8123"


def test_what_an_installation_says_of_its_address_stands(monkeypatch, tmp_path):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    monkeypatch.setenv("GONGKAI_ADDRESS", "")
    answer_at("0.0.0.0", 8123)
    assert layout().site.address == "http://127.0.0.1:8000"
    (tmp_path / "site.toml").write_text(TEXT.replace("http://127.0.0.1:8000", "http://oa.weishi.example"))
    answer_at("127.0.0.1", 8123)
    assert layout().site.address == "http://oa.weishi.example"
