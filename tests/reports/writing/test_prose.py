"""Prose cites cells: no number of its own, nothing unknown, and the sentences that the figures call for."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from made import reports

from gongkai.law.errors import GongkaiError
from gongkai.reports.format import load_format
from gongkai.reports.prose import Condition, Slot, compose, fill_slots, sentences
from gongkai.reports.prose.composing import known_cells, paragraphs, parse
from gongkai.reports.report import Cell, CellKind

SAMPLE = {
    "news": 2145, "directory": 447, "normative_docs": 7, "explainers": 7, "exchanges": 21,
    "county_received": 162, "county_closed": 162, "city_received": 2718, "city_closed": 2718,
    "briefings": 12, "applications_by_post": 2, "lateness": 1, "late_mail_astray": 1,
    "late_apologised": 1, "trainings": 3, "inspections": 4,
    "boards": 6, "columns": 41,
}  # fmt: skip


def figures(
    edition: str = "annual-2019", work: dict[str, int] | None = None, **cells: int
) -> dict[str, Cell]:
    found = {cell_id: Cell(0) for cell_id, *_ in load_format(edition).cells()}
    found |= {f"work.{row}.count": Cell(number) for row, number in {**SAMPLE, **(work or {})}.items()}
    return found | {key.replace("__", "."): Cell(value) for key, value in cells.items()}


def two_applications(**more: int) -> dict[str, Cell]:
    return figures(
        requests__new_received__total=2,
        requests__new_received__natural_person=2,
        requests__granted__total=2,
        requests__result_total__total=2,
        **more,
    )


def year_2020(cells: dict[str, Cell]) -> dict[str, str]:
    return compose(cells, organ="青阳县人民政府办公室", year=2020)


def test_the_sample_year_is_told_from_its_cells():
    told = year_2020(two_applications())
    assert list(told) == ["s1", "s2", "s3", "s4", "s5", "s6"]
    assert [key for key, text in told.items() if not text] == ["s2", "s3", "s4"]
    for words in (
        "主动公开政府信息2620条，其中政务动态2145条、信息公开目录信息447条、政策解读7条、互动交流21条。",
        "县长专线直接受理群众反映事项162件，办结162件。",
        "办理市长专线转办事项2718件，办结2718件。编发专线简报12期。",
        "本年度新收政府信息公开申请2件，其中自然人提出2件。以信函方式提出的2件。",
        "本年度办结2件，其中予以公开2件。",
        "有1件申请没有在法定期限内答复，查明原因为信函转接失误1件。其中1件已向申请人说明原因并致歉。",
        "本年度没有因政府信息公开被申请行政复议或者被提起行政诉讼。",
        "一级栏目6个、二级栏目41个",
        "业务培训3次",
    ):
        assert words in told["s1"]
    heads = re.findall(r"^（[一二三四五]）", told["s1"], re.M)
    assert heads == ["（一）", "（二）", "（三）", "（四）", "（五）"]
    assert told["s5"].startswith(
        "一是有1件申请没有在法定期限内答复，其中信函转接失误1件。"
        "改进情况：来信当日登记转交并逐日核对、逐件核对答复期限并及时提醒。"
    )
    assert told["s6"] == "本年度没有其他需要报告的事项。"


def test_no_number_is_typed_in_a_sentence():
    for paragraph in paragraphs():
        for template in paragraph.templates:
            texts = [paragraph.head, template.text, *(part.text for part in template.parts), template.tail]
            for text in texts:
                bare = re.sub(r"\{[^{}]*\}", "", text).replace("年1月1日至12月31日", "")
                assert not re.search(r"\d", bare), text


def test_without_lateness_neither_sentence_is_said():
    cells = two_applications()
    for row in ("lateness", "late_mail_astray", "late_apologised"):
        cells[f"work.{row}.count"] = Cell(0)
    told = year_2020(cells)
    assert "没有在法定期限内答复" not in told["s1"] + told["s5"]


@pytest.mark.law("OGI 47", "OGI 50")
def test_each_cause_of_lateness_is_told_with_its_own_remedy():
    causes = {"late_mail_astray": 0, "late_consultation": 2, "late_system": 1, "late_apologised": 0}
    told = year_2020(figures(work={"lateness": 3, **causes}))
    assert "没有在法定期限内答复，查明原因为征求意见迟延2件、系统故障1件。" in told["s1"]
    assert "致歉" not in told["s1"] and "信函转接" not in told["s1"] + told["s5"]
    assert "改进情况：征求意见到期即依法决定、备好系统故障时的人工登记办法" in told["s5"]


def test_no_applications_and_a_court_case():
    told = year_2020(figures(reviews__review_total=1, reviews__after_total=3, reviews__after_corrected=2))
    assert "本年度没有新收到政府信息公开申请。" in told["s1"]
    assert "被申请行政复议1件" in told["s1"]
    assert "被提起行政诉讼3件，其中未经复议直接起诉0件、复议后起诉3件" in told["s1"]
    assert "有2件被纠正" in told["s5"]


def test_problems_follow_the_figures_and_are_numbered():
    cells = figures(
        work={"lateness": 0, "explainers": 2, "county_closed": 160, "trainings": 0, "inspections": 0}
    )
    lines = year_2020(cells)["s5"].split("\n")
    assert [line[:2] for line in lines] == ["一是", "二是", "三是", "四是", "五是"]
    assert lines[0].startswith("一是主动公开规范性文件7件，发布解读2条")
    assert "年末尚有2件专线事项没有办结" in lines[1]
    assert all("改进情况：" in line for line in lines)


def test_a_government_reports_appraisal_or_is_asked_to():
    cells = figures("annual-2021")
    asked = compose(cells, organ="青阳县人民政府", year=2023, kind="government")
    assert "〔待填写：本年度政府信息公开工作考核、社会评议和责任追究的结果〕" in asked["s1"]
    assert "〔待填写：本年度收取信息处理费的情况" in asked["s6"]
    cells |= {
        "work.appraisals.count": Cell(1),
        "work.public_appraisals.count": Cell(2),
        "work.held_to_account.count": Cell(0),
        "work.processing_fee.amount": Cell(Decimal("2950.00")),
    }
    told = compose(cells, organ="青阳县人民政府", year=2023, kind="government")
    assert "政府信息公开工作考核1次，社会评议2次，责任追究0次。" in told["s1"]
    assert "本年度收取信息处理费2950元。" in told["s6"]
    assert "待填写" not in "".join(told.values())
    department = compose(cells, organ="青阳县农业农村局", year=2023)
    assert "社会评议" not in department["s1"]


def test_shares_are_told_only_of_thirty_cases_and_more():
    few = {"requests__result_total__total": 29, "requests__granted__total": 10}
    assert "占办结件数" not in year_2020(figures(**few))["s1"]
    many = {"requests__result_total__total": 805, "requests__granted__total": 273}
    assert "占办结件数的33.9%" in year_2020(figures(**many))["s1"]


@settings(max_examples=25)
@given(reports(whole=True))
def test_every_number_in_every_sentence_is_that_of_the_cells_it_cites(report):
    cells = report.cells | {f"work.{row}.count": Cell(number) for row, number in SAMPLE.items()}
    found = sentences(cells, organ="甲", year=report.year, kind="government", edition=report.format)
    for sentence in found:
        assert set(sentence.cells) <= known_cells()
        numbers = re.findall(r"\d+", sentence.text.replace(f"{report.year}年1月1日至12月31日", ""))
        assert bool(numbers) == bool(sentence.cells)
        single = {str(cells[cell].value) for cell in sentence.cells}
        if sentence.text.startswith("编发专线简报"):
            assert set(numbers) == single


def test_each_sentence_names_its_cells():
    found = sentences(two_applications(), organ="甲", year=2020)
    late = [each for each in found if "没有在法定期限内" in each.text]
    assert {each.section: each.cells for each in late} == {
        "s1": ("work.lateness.count", "work.late_mail_astray.count"),
        "s5": ("work.lateness.count", "work.late_mail_astray.count"),
    }
    total = next(each for each in found if "2620条" in each.text)
    assert total.cells[:4] == tuple(
        f"work.{row}.count" for row in ("news", "directory", "explainers", "exchanges")
    )


def test_a_changed_cell_changes_the_sentence():
    cells = two_applications()
    before = year_2020(cells)["s1"]
    cells["work.news.count"] = Cell(2146)
    after = year_2020(cells)["s1"]
    assert "2621条，其中政务动态2146条" in after
    assert before != after


def test_a_cell_without_a_number_stops_the_sentence_that_needs_it():
    cells = figures()
    cells["work.news.count"] = Cell(None, CellKind.BLANK)
    with pytest.raises(GongkaiError, match=r"work\.news\.count.*没有数字") as caught:
        year_2020(cells)
    assert caught.value.code == "cell_without_number"


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ('{ text = "收到{requests.no_such_row.total}件。" }', "unknown_cell"),
        ('{ text = "甲", when = ["work.nothing.count > 0"] }', "unknown_cell"),
        ("{ text = \"收到{__import__('os')}件。\" }", "bad_slot"),
        ('{ text = "收到{percent(requests.granted.total)}。" }', "bad_slot"),
        ('{ text = "甲", when = ["work.news.count"] }', "bad_condition"),
        ('{ text = "甲", editions = ["annual-2018"] }', "unknown_kind_of_report"),
    ],
)
def test_a_broken_sentence_fails_when_it_is_read(sentence, code):
    with pytest.raises(GongkaiError) as caught:
        parse(f'[[paragraphs]]\nsection = "s1"\nsentences = [ {sentence} ]')
    assert caught.value.code == code


def test_unknown_kind_of_report_is_refused():
    with pytest.raises(GongkaiError, match="可选：government、department"):
        compose(figures(), organ="甲", year=2020, kind="company")


def test_slots_add_subtract_and_share():
    cells = {"a.b": Cell(5), "a.c": Cell(2), "a.d": Cell(Decimal("1.50")), "a.z": Cell(0)}
    texts = {
        "a.b + a.c": "7",
        "a.b - a.c - a.c": "1",
        "a.d": "1.5",
        "percent(a.c, a.b + a.c)": "28.6%",
    }
    assert {each: Slot(each).text(cells) for each in texts} == texts
    assert fill_slots("{year}年{a.b}件", cells, {"year": "2020"}) == "2020年5件"
    assert Condition("a.b > a.c + a.d").holds(cells)
    assert not Condition("a.b != 5").holds(cells)
    with pytest.raises(GongkaiError) as caught:
        Slot("percent(a.b, a.z)").text(cells)
    assert caught.value.code == "no_whole"
