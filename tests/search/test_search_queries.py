"""What the words of a query find, on all engines: numbers, names, characters, synonyms, near hits."""

from datetime import date

import pytest
from search_asking import doc, fill, page, subjects

from gongkai.search.results import Filters, Sort, Tier

LONG = "县政府工作报告。" * 3000 + "末尾的独有词句蘷犇"


@pytest.fixture
def county(engine):
    fill(
        engine,
        doc(
            1,
            "尉氏县人民政府关于印发城乡居民最低生活保障办法的通知",
            "各乡镇：现将办法印发给你们。联系人张𬭎、买买提·艾力，电子邮箱另行通知。PM2.5不超标。",
            doc_no="尉政办〔2020〕12号",
            index_no="WS001-0204-2020-0001",
            validity="in_force",
        ),
        doc(2, "低保标准公示", "2020年起，每月５８０元。", doc_no="尉民〔2020〕112号"),
        doc(
            3,
            "尉氏县城乡居民最低生活保障办法",
            "旧办法，见尉政办〔2020〕12号。",
            validity="repealed",
            published_on=date(2021, 1, 1),
        ),
        doc(4, "关于禁止燃放烟花爆竹的通告", "违者依法处罚", published_on=date(2019, 1, 1)),
        doc(5, "2019年政府工作报告", LONG),
        doc(6, "烟花，爆竹安全", "烟火"),
        doc(7, "公共租赁住房申请指南", "带上身份证到窗口办理"),
    )
    return engine


@pytest.mark.parametrize(
    "text",
    [
        "尉政办〔2020〕12号",
        "尉政办[2020]12号",
        "尉政办（2020）12号",
        "尉政办【2020】12 号",
        "尉政办２０２０第12号",
    ],
)
def test_a_document_number_in_any_brackets(county, text):
    got = page(county, text)
    assert (got.hits[0].subject, got.hits[0].tier) == ("record:1", Tier.NUMBER)
    # What only cites the number may follow, another number never.
    assert {hit.subject for hit in got.hits} <= {"record:1", "record:3"}


def test_an_index_number_is_exact_and_alone(county):
    assert subjects(county, "ws001-0204-2020-0001") == ["record:1"]
    assert subjects(county, "ＷＳ001—0204—2020—0001") == ["record:1"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张𬭎", ["record:1"]),
        ("买买提·艾力", ["record:1"]),
        ("pm2.5", ["record:1"]),
        ("ＰＭ２．５", ["record:1"]),
        ("580元", ["record:2"]),
        ("80元", []),
        ("城鄉居民", ["record:1", "record:3"]),
        ("通告", ["record:4"]),
        ("“燃放烟花”", ["record:4"]),
        ("《城乡居民最低生活保障办法》", ["record:1", "record:3"]),
    ],
)
def test_words_names_widths_and_traditional_characters(county, text, found):
    assert sorted(subjects(county, text)) == found


def test_nothing_matches_across_punctuation(county):
    assert subjects(county, "烟花爆竹") == ["record:4"]


def test_all_chunks_must_be_there_wherever_they_stand(county):
    assert subjects(county, "公示 580元") == ["record:2"]
    assert subjects(county, "烟花 处罚") == ["record:4"]
    assert not [each for each in page(county, "公示 处罚").hits if not page(county, "公示 处罚").relaxed]


def test_a_long_text_is_found_to_its_end(county):
    assert subjects(county, "独有词句蘷犇") == ["record:5"]
    # The words stand in parts that are kept apart.
    assert subjects(county, "县政府 独有词句") == ["record:5"]
    assert subjects(county, "2019年政府工作报告 蘷犇") == ["record:5"]


def test_synonyms_find_each_other(county):
    assert subjects(county, "低保") == ["record:2", "record:1", "record:3"]
    assert set(subjects(county, "最低生活保障")) == {"record:1", "record:2", "record:3"}
    assert subjects(county, "公租房申请") == ["record:7"]
    # In quotation marks a word is meant as it stands.
    assert subjects(county, "“低保”") == ["record:2"]


def test_the_title_that_is_the_query_comes_first_and_what_holds_before_what_does_not(county):
    order = subjects(county, "城乡居民最低生活保障办法")
    assert order == ["record:1", "record:3"]
    assert subjects(county, "城乡居民最低生活保障办法", sort=Sort.DATE) == ["record:3", "record:1"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("烟花暴竹", "record:4"),
        ("燃放烟化爆竹", "record:4"),
        ("城乡居民最低生活保证办法", "record:1"),
        ("低保怎么申请", "record:2"),
        ("请问公租房在哪里办理呢", "record:7"),
    ],
)
def test_mistakes_and_spoken_questions_find_what_is_near(county, text, first):
    got = page(county, text, want_facets=True)
    assert first in [hit.subject for hit in got.hits[:3]]
    assert got.relaxed


def test_nonsense_finds_nothing(county):
    for text in ("鑫淼焱", "zzz999", "%_'\"*", "﹏﹏", "NEAR(a b)", "a' OR 1=1 --"):
        got = page(county, text)
        assert (got.hits, got.total) == ((), 0) or not text.isalnum(), text


def test_no_words_list_everything_that_is_narrowed_to(county):
    assert page(county, "  ").total == 7
    old = Filters(published_to=date(2019, 12, 31))
    assert subjects(county, "", filters=old) == ["record:4"]


def test_pages_do_not_overlap(county):
    whole = subjects(county, "", size=7)
    assert [subjects(county, "", size=3, number=n) for n in (1, 2, 3, 4)] == [
        whole[:3],
        whole[3:6],
        whole[6:],
        [],
    ]


def test_suggestions_in_characters_pinyin_and_initials(county):
    def offered(typed):
        return [each.phrase for each in county.suggest(typed, limit=8)]

    assert offered("城乡")[0] == "城乡居民最低生活保障办法"
    assert "低保标准公示" in offered("dibaob")
    assert "低保标准公示" in offered("dbbz")
    assert offered("dibao")[0] == "低保"
    assert offered("Zui Di Sheng")[0] == "最低生活保障"
    assert offered("gongzu") == ["公租房"]
    assert offered("") == offered("  ") == [] == offered("qqq")
    assert county.suggest("dibao", limit=1)[0].titles == 3
