"""Prose against tables on sentences of our own: what must be left alone and what must be found."""

from decimal import Decimal

import pytest
from checks_years import year

from gongkai.reports.checks import CheckOutcome
from gongkai.reports.findings import findings
from gongkai.reports.report import Cell, CellKind

pytestmark = pytest.mark.law("OGI 50")

LEFT_ALONE = """
（二）依申请公开情况。2023年全县共收到政府信息公开申请100件，上年结转5件，办结98件，结转下年度继续办理7件。
（二）依申请公开。全县各级行政机关共收到政府信息公开申请105件（含上年结转5件），其中自然人申请95件，法人或其他组织申请10件。
依申请公开方面，全年新收申请100件，上年度结转5件，共办结98件，其中予以公开40件、部分公开10件、不予公开5件、无法提供24件、不予处理13件、其他处理6件。
全年受理依申请公开事项100件，较上年增加12件，增长13.6%，均已按时答复。
全年共收到政府信息公开申请100件，同比下降3.5%，当面申请10件、信函申请30件、网络申请60件。
全年共收到政府信息公开申请100件，通过网络提交的60件，邮寄提交的40件，按期答复率100%。
全年收到政府信息公开申请100件，比2022年增加20件。2022年收到80件。
收到依申请公开100件，依法办理。县长信箱收到来信320件，办结318件。
县12345热线受理群众诉求5620件，办结5601件，其中公积金类300件。全年收到公开申请100件。
办理人大代表建议46件、政协提案58件，办复率100%。
全年公开行政许可决定1200件、行政处罚决定300件。
公开规范性文件12件，政策解读材料15件，其中图解10件、视频5件。
制发行政规范性文件12件，废止3件，现行有效行政规范性文件80件。
今年以来，新增规范性文件12件，备案审查规范性文件30件。
因政府信息公开引发行政复议6件，其中维持4件，纠正1件，尚未审结1件；行政诉讼5件。
全县办理政府信息公开行政复议案件6件、行政诉讼案件5件（未经复议直接起诉3件，复议后起诉2件）。
全年被提起行政复议5件、行政诉讼3件。
申请内容主要涉及征地拆迁45件、财政资金20件、其他35件。
100件申请中，自然人提出90件，法人和其他组织提出10件。
收到申请100件，申请人主要为自然人，占90%。
收到申请100件，已答复93件，其余7件结转下年度办理。
全县共收到政府信息公开申请100件，其中县政府办公室收到32件，县自然资源局20件，公安局18件，其他单位30件。
县政府办公室全年收到政府信息公开申请32件，办结31件。
全年举办培训班2期、培训120人次，印发通报4期。
2023年共主动公开政府信息3520条，其中县政府门户网站公开2100条，政务新媒体公开1420条。
发布信息1500条，其中政策文件80条、解读60条。
全年网站发布信息1200余条，其中动态800余条、公告400余条。
予以公开40件，占办结总数的40.82%；部分公开10件，占10.2%；不予公开5件，占5.1%。
予以公开40件、占40.8%，部分公开10件、占10.2%，无法提供24件、占24.5%。
办结98件，办结率93.3%。
2024年，将进一步规范依申请公开，力争申请办理按时办结率100%。
向社会发放指南500份。收到政府信息公开申请100件次。
自2008年《条例》施行以来，累计受理申请1250件。
全年依申请公开共受理100件，办结98件，办结的98件中予以公开40件。
依法公开政府信息4511条；对3件规范性文件公开征求意见。
今年收到信息公开申请100宗，其中予以公开和部分公开50宗。
对100件申请全部登记，未收取任何费用。
全年没有因政府信息公开被行政复议机关纠错的情况。
未发生因政府信息公开被行政诉讼败诉的案件。
每一件申请都安排两名工作人员办理，做到件件有回音。
2023年，临河县共收到行政复议申请6件，审结5件。
全年共收到申请100件，其中，网上申请、信函申请、当面申请分别为60件、30件、10件。
回应公众关注热点或重大舆情10次，参加政务访谈5次。
全年处理政府信息公开申请105件，1件因补正延期。
申请公开的100件中，信访举报投诉类12件、重复申请1件。
公开财政预决算信息128条，其中预算64条，决算64条。
累计公开规范性文件80件。
全年受理政府信息公开投诉举报0件。
2023年制作政府信息50件，其中主动公开40件、依申请公开5件、不予公开5件。
依申请公开方面。县公安局收到申请20件，县住建局收到申请18件。
全县各级各部门共收到政府信息公开申请100件。
其中，12件申请属于信访举报投诉类，24件因本机关不掌握等原因无法提供。
全年公开政府信息共计2,633条，其中政务动态2,145条、信息公开目录447条、政策解读20条、互动交流21条。
全年办理依申请公开98件（予以公开40件、部分公开10件、不予公开5件、无法提供24件、不予处理13件、其他处理6件）。
（二）依申请公开情况⏎全年共受理申请⏎100件，已办结98件，余下7件按规定结转。
收到申请数量为100件，办结数量为98件，结转数量为7件。
共收到政府信息公开申请100件，其中要求公开征地信息的58件、规划信息的22件。
2023年度，我县共收到政府信息公开申请100件，比上年度的80件增长25%。
因政府信息公开引起的行政复议6件，被维持4件，被纠正1件。
政府信息公开行政诉讼案件5件，其中判决维持3件，未结1件。
新收行政复议案件4件，办结5件。
今年制发规范性文件12件，同步解读12件，解读率100%。
规范性文件12件全部公开。清理规范性文件83件，废止3件，继续有效80件。
县政府门户网站发布县政府文件25件、县政府办文件46件、规范性文件10件。
全年共有7件申请结转至2024年办理。
补正申请15件，征求第三方意见6件，延期答复9件。
受理各类申请100件，涉及教育20件、卫生30件，其余50件涉及自然资源等领域。
全年受理政府信息公开申请百余件。
共办理公开申请98件，予以公开的40件，占40.8％；不予公开的5件，占5.1％。
收到申请100件。办结率100%，满意率99.5%，未发生投诉。
申请公开的方式：当面申请10件，邮寄申请45件，网络申请45件。
县政府共收到依申请公开件45件，均按时办结。
全年收到政府信息公开申请100件。全年受理企业开办3000件，印发文件共30件。
因政府信息公开引起行政诉讼5件（一审3件、二审2件），行政复议6件，涉及征地4件。
收到政府信息公开申请100件，比上年增加20件，其中自然人申请90件、法人或其他组织申请10件。
对无法提供的，告知申请人申请行政复议和提起行政诉讼的权利。
规范性文件予以公开12件。依申请公开方面，收到申请100件。规范性文件予以公开10件。
所有决定书均告知救济途径，收到申请100件。
全年办理行政许可事项2000件，依申请公开100件。
依申请公开工作稳步推进。全年答复网民留言350件，办结民生实事20件。
（二）依申请公开。收到100件申请，主要集中在土地征收（45件）、房屋拆迁（20件）、城乡规划（35件）。
受理申请100件，其中已办结98件，正在办理7件。
收到申请100件，同意公开40件，同意部分公开10件，不同意公开5件。
依申请公开共计100件，予以公开40件，占40.8%。
全年共接到电话咨询300件，办理答复300件。
2023年收到政府信息公开申请100件。其中，自然人申请90件，占90%；商业企业6件，占6%；其他4件。
全县政府信息公开申请答复及时率达100%。
主动公开政府信息3000条，同比增长5.2%。全年受理公开申请100件。
全年共主动公开信息5000条，其中：政府网站3000条；微信公众号1500条；政务微博500条。
全年主动公开信息5000条，通过网站公开3000条，通过微信公开2500条。
收到依申请公开申请100件，已全部按时答复，答复率100%。
公开部门预算52份、决算52份，三公经费52份。
制发规范性文件12件，其中县政府8件、县政府办4件。
现行有效规章0件、行政规范性文件80件。
落实《信息公开申请答复文书》，办结复议案件5件、应诉案件3件。
全年政府信息公开类行政复议案件审结5件，维持4件、纠正1件，维持率80%。
""".strip().splitlines()


def prose_findings(report, **options):
    return [each for each in findings(report, **options) if each.check[0] in "NS"]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_right_or_not_comparable_prose_is_left_alone(text):
    assert [each.message for each in prose_findings(year(text.replace("⏎", "\n")))] == []


FOUND = [
    ("全年共收到政府信息公开申请110件。", "N-1"),
    ("（二）依申请公开。办结申请95件，结转下年度8件。", "N-1"),
    ("上年结转政府信息公开申请4件。", "N-1"),
    ("收到政府信息公开申请100件，其中自然人申请91件，法人或其他组织申请8件。", "N-1"),
    ("办结政府信息公开申请98件，其中予以公开41件、部分公开10件。", "N-1"),
    ("对收到的政府信息公开申请，无法提供25件。", "N-1"),
    ("现行有效规范性文件78件。", "N-1"),
    ("全年制定行政规范性文件13件。", "N-1"),
    ("因政府信息公开引发行政复议8件，行政诉讼5件。", "N-1"),
    ("行政复议6件，其中结果维持3件，结果纠正1件，尚未审结1件。", "N-1"),
    ("2023年没有因政府信息公开引起的行政复议。", "N-1"),
    ("全年公开政府信息3521条，其中机构职能类20条、政策类500条、其他类3000条。", "N-2"),
    ("主动公开信息500条、其中规划计划200条、应急管理150条、其他160条。", "N-2"),
    ("收到申请100件，其中自然人80件、法人或其他组织10件。", "N-2"),
    ("全年收到政府信息公开申请100件，予以公开40件，占45%。", "N-4"),
    ("办结政府信息公开申请98件，其中予以公开40件，占40.81%。", "N-4"),
    ("全年收到政府信息公开申请100件，所有申请均已办结。", "S-14"),
    ("2022年度收到政府信息公开申请100件。", "S-8"),
    ("有1件政府信息公开申请逾期答复，已向申请人道歉。", "S-15"),
    (
        "办结政府信息公开申请98件，其中予以公开40件、部分公开10件、不予公开4件。",
        "N-1",
    ),
    (
        "办结98件，其中予以公开40件、部分公开10件、不予公开4件、无法提供24件、不予处理13件、其他处理6件。",
        "N-2",
    ),
    ("共公开政府信息500条，其中规划类200条，占45%。", "N-4"),
    ("全年共受理政府信息公开申请100余件，办结100余件，结转下年度10件。", "N-1"),
    ("全年政府信息公开申请全部办结，无超期情况。", "S-14"),
    ("全县共收到政府信息公开申请二十六件。", "N-1"),
    ("全年未收到政府信息公开申请。", "N-1"),
    ("收到政府信息公开申请101件，比上年增加20件。", "N-1"),
    ("收到政府信息公开申请100件，比上年增加20件，其中自然人申请90件、法人或其他组织申请9件。", "N-2"),
    ("全年未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。", "N-1"),
    ("政府信息公开申请均已办理完毕。", "S-14"),
    ("现行有效规章1件、行政规范性文件80件。", "N-1"),
    ("2023年收到政府信息公开申请100件。其中，自然人申请90件，占91%。", "N-4"),
    ("政务公开平台发布信息800条。其中：概况类300条；动态类400条；其他类90条。", "N-2"),
]


@pytest.mark.parametrize(("text", "check"), FOUND)
def test_wrong_prose_is_found(text, check):
    assert check in {each.check for each in prose_findings(year(text))}


def one(text, check, **options):
    (found,) = [each for each in prose_findings(year(text), **options) if each.check == check]
    return found


def test_a_number_is_reported_with_both_values_and_its_cells():
    found = one("因本机关不掌握等原因无法提供20件，部分公开10件。", "N-1")
    assert (found.left, found.right, found.outcome) == (20, 24, CheckOutcome.FAILS)
    assert found.cells == (
        "requests.unable_not_held.total",
        "requests.unable_need_creation.total",
        "requests.unable_unclear_after_supplement.total",
    )
    assert "恰等于“（四）无法提供1.本机关不掌握相关政府信息”一行" in found.message


def test_all_readings_are_named_when_none_fits():
    found = one("全年收到政府信息公开申请110件。", "N-1")
    for words in ("本年新收为100", "本年新收加上年结转为105", "本年办结（（七）总计）为98"):
        assert words in found.message


def test_the_reading_that_fits_is_named_on_request():
    (found,) = [
        each for each in findings(year("全年收到政府信息公开申请105件。"), all=True) if each.check == "N-1"
    ]
    assert found.outcome is CheckOutcome.HOLDS
    assert "本年新收加上年结转" in found.message


def test_a_blank_total_is_read_from_its_columns():
    report = year("部分公开10件，无法提供25件。")
    report.cells["requests.unable_not_held.total"] = Cell(None, CellKind.BLANK)
    (found,) = [each for each in findings(report) if each.check == "N-1"]
    assert (found.left, found.right) == (25, 24)


def test_digits_that_cannot_be_decided_still_rule_a_number_out():
    report = year("现行有效规范性文件78件。")
    cell = "proactive.a20_1.normative_docs.in_force"
    report.cells[cell] = Cell(None, CellKind.UNDECIDABLE, "12380", readings=(80, 380))
    (found,) = [each for each in findings(report) if each.check == "N-1"]
    assert (found.left, found.right) == (78, 80)
    report.cells[cell] = Cell(None, CellKind.UNDECIDABLE, "12378", readings=(78, 378))
    assert [each for each in findings(report) if each.check == "N-1"] == []


def test_the_office_alone_is_not_the_region():
    text = "县政府办公室全年收到政府信息公开申请32件。"
    assert prose_findings(year(text)) == []
    found = next(each for each in findings(year(text), all=True) if each.check == "N-1" and each.left == 32)
    assert found.outcome is CheckOutcome.CANNOT_TELL
    office = prose_findings(year(text, organ="临河县人民政府办公室"))
    assert [each.check for each in office] == ["N-1"]


def test_about_is_taken_at_its_word():
    found = one("公开信息2633余条，政务动态2145条，目录447条，解读7条，互动21条。", "N-2")
    assert (found.left, found.right, found.level) == (2633, 2620, "warning")
    assert "余" in found.message
    assert "2145＋447＋7＋21＝2620" in found.message


@pytest.mark.parametrize(
    ("share", "level", "right"),
    [("40.8", None, None), ("40.81", "note", "40.82"), ("40.82", None, None), ("41.5", "warning", "40.8")],
)
def test_shares_may_be_rounded_and_cutting_off_is_said(share, level, right):
    text = f"办结政府信息公开申请98件，其中予以公开40件，占{share}%。"
    found = [each for each in prose_findings(year(text)) if each.check == "N-4"]
    if level is None:
        assert found == []
        return
    assert [each.level for each in found] == [level]
    assert found[0].right == Decimal(right)
    assert ("截去尾数得到" in found[0].message) == (level == "note")


def test_a_wrong_share_says_which_number_it_belongs_to():
    found = one("答复政府信息公开申请98件，予以公开40件，占41.8%。", "N-4")
    assert "41.8%对应的是41" in found.message


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("全年收到政府信息公开申请100件，同比增长25%。", False),
        ("全年收到政府信息公开申请100件，同比增长22%。", True),
        ("全年收到政府信息公开申请100件，比上年下降25%。", True),
        ("全年收到政府信息公开申请105件，同比增长23.53%。", False),
    ],
)
def test_growth_is_tested_in_kind_on_last_years_report(text, wrong):
    before = year(of=2022)
    before.cells["requests.new_received.total"] = Cell(80)
    report = year(text)
    found = [each for each in findings(report, previous=before) if each.check == "N-5"]
    assert bool(found) == wrong
    assert [each for each in findings(report) if each.check == "N-5"] == []


def test_words_left_out_make_a_list_undecidable():
    cut = "公开信息500条，其中规划类200条、应急类150条，〔……省略……〕其他100条。"
    assert [each for each in prose_findings(year(cut)) if each.check == "N-2"] == []


@pytest.mark.law("OGI 33.2")
def test_applications_admitted_late_are_noted():
    found = one("按期答复97件；另1件申请因信函误投，属于超期答复。", "S-15")
    assert found.level == "note"
