"""The remedy paragraph: outcome × organ × day × manner (F18), and that nothing but data decides."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foi.facts import Manner, Outcome
from gongkai.foi.remedy import Decider, remedy
from gongkai.law.errors import GongkaiError
from gongkai.law.files import instead, text_of
from gongkai.law.outcomes import outcome, remedies
from gongkai.law.reconsideration import bodies
from gongkai.organs.kinds import OrganKind

pytestmark = pytest.mark.law("RECON 20", "RECON 22", "RECON 23", "RECON 24", "RECON 27", "RECON 28", "OGI 51")

ABOVE = {"region": "甲县人民政府", "upper": "乙市人民政府"}
ORGANS = {
    "县住房和城乡建设局": Decider(
        name="甲县住房和城乡建设局", kind="department", superior="乙市住房和城乡建设局", **ABOVE
    ),
    "县人民政府": Decider(name="甲县人民政府", kind="government", **ABOVE),
    "县政府办公室": Decider(name="甲县人民政府办公室", kind="office", **ABOVE),
    "县税务局": Decider(
        name="国家税务总局甲县税务局", kind="department", superior="国家税务总局乙市税务局", **ABOVE
    ),
    "县司法局": Decider(name="甲县司法局", kind="department", superior="乙市司法局", **ABOVE),
    "镇人民政府": Decider(name="甲县丙镇人民政府", kind="township", **ABOVE),
    "派出所": Decider(name="甲县公安局丙派出所", kind="dispatched", parent="甲县公安局", **ABOVE),
    "授权组织": Decider(name="甲县疾病预防控制中心", kind="authorised", parent="甲县卫生健康委员会", **ABOVE),
}
TODAY, LAST_OF_OLD, FIRST_OF_NEW = date(2025, 11, 5), date(2023, 12, 31), date(2024, 1, 1)

# organ → who reconsiders a decision of 2023-12-31, and one of 2024-01-01
MATRIX = {
    "县住房和城乡建设局": ("甲县人民政府或者乙市住房和城乡建设局", "甲县人民政府"),
    "县人民政府": ("乙市人民政府", "乙市人民政府"),
    "县政府办公室": ("乙市人民政府", "乙市人民政府"),
    "县税务局": ("国家税务总局乙市税务局", "国家税务总局乙市税务局"),
    "县司法局": ("甲县人民政府或者乙市司法局", "甲县人民政府或者乙市司法局"),
    "镇人民政府": ("甲县人民政府", "甲县人民政府"),
    "派出所": ("甲县公安局或者甲县人民政府", "甲县人民政府"),
    "授权组织": ("甲县卫生健康委员会", "甲县人民政府"),
}


def told(outcomes, organ="县住房和城乡建设局", on=TODAY, manner="post"):
    return remedy(outcomes, ORGANS[organ], decided_on=on, manner=manner)


def test_the_matrix():
    lines = []
    for organ, expected in MATRIX.items():
        for on, body in zip((LAST_OF_OLD, FIRST_OF_NEW), expected, strict=True):
            for key in ("denied_internal_affairs", "unable_not_this_organ"):
                for manner in ("post", "electronic"):
                    answer = told([key], organ, on, manner)
                    first = on >= FIRST_OF_NEW and key.startswith("denied")
                    text = "".join(answer.paragraphs)
                    lines.append(
                        f"{organ:　<10}{on}  {key:<24}{manner:<11}{answer.classes[0]:<13}{answer.body}"
                    )
                    assert answer.body == body and f"向{body}申请行政复议" in text
                    assert ("，先向" in text, "15日内" in text) == (first, first)
                    assert ("6个月内" in text, "或者自收到" in text) == (not first, not first)
                    assert "60日内" in text
                    assert ("https://" in text) == (manner == "electronic" and on >= FIRST_OF_NEW)
    print("\n".join(lines))  # the table of F18: `pytest -s`
    assert len(lines) == len(MATRIX) * 8


@given(
    outcomes=st.lists(st.sampled_from(list(Outcome)), min_size=1, max_size=5),
    organ=st.sampled_from(list(ORGANS)),
    on=st.dates(date(2019, 5, 15), date(2026, 12, 31)),
    manner=st.sampled_from(list(Manner)),
)
def test_the_class_is_that_of_the_law_and_nothing_else(outcomes, organ, on, manner):
    answer = told(outcomes, organ, on, manner)
    for key, found in zip(outcomes, answer.classes, strict=True):
        wanted = outcome(key).remedy
        if on < remedies()[wanted].start:
            wanted = remedies()[wanted].before
        assert found == wanted
    text = "".join(answer.paragraphs)
    first = {"review_first", "review_first_for_withheld"} & set(answer.classes)
    assert ("先向" in text) == bool(first)
    assert ("6个月" in text) == bool({"either", "review_first_for_withheld"} & set(answer.classes))
    assert bool(answer.paragraphs) == (set(answer.classes) != {"none"})


def test_the_withheld_part_is_told_apart():
    first, rest = told(["partial"]).paragraphs
    assert first.startswith("如不服本答复中不予公开的部分，应当") and rest.startswith(
        "如不服本答复的其他部分，可以"
    )


def test_items_are_told_apart():
    first, rest = told(["granted", "denied_state_secret", "unable_not_held"]).paragraphs
    assert first.startswith("如不服本答复第二项，应当") and rest.startswith("如不服本答复的其他内容，可以")
    (alone,) = told(["denied_state_secret", "denied_process_info"]).paragraphs
    assert alone.startswith("如不服本答复，应当")
    (only,) = told(["denied_state_secret", "other_misc"]).paragraphs
    assert only.startswith("如不服本答复第一项，应当")
    assert told(["other_misc"]).paragraphs == ()


def test_a_public_body_is_appealed_against():
    school = Decider(name="甲县第一中学", kind="public_body", parent="甲县教育体育局")
    answer = remedy(["denied_process_info"], school, decided_on=TODAY, manner="post")
    assert answer.paragraphs[0].startswith("如不服本答复，可以向甲县教育体育局申诉") and answer.laws == (
        "OGI 55.2",
    )


def test_a_body_without_a_name_is_asked_for():
    with pytest.raises(GongkaiError, match="上一级主管部门名称没有填写"):
        remedy(
            ["granted"],
            Decider(name="甲县司法局", kind="department", region="甲县人民政府"),
            decided_on=TODAY,
            manner="post",
        )


@pytest.mark.parametrize("kind", list(OrganKind))
def test_every_kind_of_organ_has_a_rule_today_and_before_2024(kind):
    for on in (date(2020, 6, 10), TODAY):
        assert any(each.concerns(kind, "甲县某机关", on) for each in bodies())


def test_another_reading_is_one_word_in_the_file():
    changed = text_of("reconsideration.toml").replace('to = ["upper"]', 'to = ["region"]', 1)
    with instead("reconsideration.toml", changed):
        assert told(["granted"], "县政府办公室").body == "甲县人民政府"


def test_the_admin_query_is_a_setting_of_the_law():
    changed = text_of("outcomes.toml").replace(
        'annual-2021 = "denied_admin_query" }\nremedy = "either"',
        'annual-2021 = "denied_admin_query" }\nremedy = "review_first"',
    )
    assert told(["denied_admin_query"]).classes == ("either",)
    with instead("outcomes.toml", changed):
        assert told(["denied_admin_query"]).classes == ("review_first",)
