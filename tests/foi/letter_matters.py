"""Matters to compose every letter from: an invented county, invented people."""

from dataclasses import replace
from datetime import date

from gongkai.foi.facts import Manner
from gongkai.foi.letters.catalogue import letter_form
from gongkai.foi.letters.matter import (
    Apology,
    Applicant,
    Approval,
    Assistance,
    Charge,
    Consulted,
    Correction,
    Delivery,
    Extension,
    Item,
    LetterMatter,
    PaperLine,
    Reasons,
    Sender,
    Supplement,
    Withheld,
)
from gongkai.foi.remedy import Decider, remedy
from gongkai.law.clock import due
from gongkai.law.fees import fee

OFFICE = Sender(
    name="甲县人民政府办公室",
    unit="政务公开股",
    address="甲县人民路1号",
    postcode="450000",
    phone="0371-00000000",
)
DECIDER = Decider(name=OFFICE.name, kind="office", region="甲县人民政府", upper="乙市人民政府")
APPLICANT = Applicant(
    name="林知远",
    kind="自然人",
    id_kind="居民身份证",
    id_no="11010119900307123X",
    phone="13800005678",
    email="lin@example.org",
    postcode="450001",
    address="甲县文化街2号",
    form="纸质件",
    way="邮寄",
)
THIRD_PARTY = "甲县禾丰农业有限公司"
RECEIVED = date(2025, 9, 15)
DATED = date(2025, 10, 17)
SEARCHED = "在本机关档案室、公文系统和政务公开股，以“禾丰路”“道路改造”为检索词，检索2015年至2025年的文件"

ITEM = Item(
    asked="甲县2024年城区道路改造项目的批复文件",
    reason="该信息由本机关办公会议讨论形成，正式文件尚未印发",
    supplied="《关于城区道路改造项目的批复》纸质件1份，共3页，随本答复邮寄",
    where="登录甲县人民政府网站政府信息公开栏目，在“规划计划”中查阅",
    withheld=(
        Withheld(
            part="文件第5页的个人账号", reason="该内容属于个人隐私，公开会损害第三方合法权益", law="OGI 15"
        ),
        Withheld(part="附件2《会议讨论记录》", reason="该内容属于讨论记录", law="OGI 16.2"),
    ),
    provision="《不动产登记暂行条例》第二十七条",
    category="讨论记录",
    consulted="第三方于2025年10月9日书面表示不同意公开",
    searched=SEARCHED,
    earlier="甲公复〔2025〕2号，2025年3月4日",
    other_organ="甲县住房和城乡建设局，电话0371-00000001",
    advice="甲县信访局，电话0371-00000002",
)


PAGES = fee(on=DATED, pages=250)
ALWAYS = {
    "withdrawn_on": date(2025, 10, 10),
    "reasons": Reasons(
        count="你自2025年8月1日至9月15日共提出政府信息公开申请35件",
        asked_on=date(2025, 9, 22),
        until=date(2025, 10, 15),
    ),
    "extension": Extension(working_days=20, due_on=date(2025, 11, 14), cause="需要检索的档案数量较多"),
    "consulted": Consulted(
        party=THIRD_PARTY,
        about="《禾丰路两侧土地流转合同》",
        sent_on=date(2025, 9, 22),
        opinion="不同意公开合同价格",
        opinion_on=date(2025, 10, 9),
        decision="公开合同的面积、期限和用途，理由是该信息涉及粮食安全和多数村民的切身利益",
    ),
    "assistance": Assistance(
        organ="甲县财政局",
        matter="提供城区道路改造项目资金拨付文件，并提出能否公开的意见",
        until=date(2025, 10, 10),
    ),
    "apology": Apology(
        fault="信函在收发环节滞留，致使答复超过法定期限5个工作日",
        cause="信函转接失误",
        measures="本机关已对收文登记实行逐件签收、逐日核对",
    ),
    "correction": Correction(
        record="甲县农村危房改造名单中的家庭人口数",
        found="该记录登记有误，应为4人。",
        result="本机关已于2025年10月15日更正",
    ),
    "delivery": Delivery(
        addressee=APPLICANT.name,
        address=APPLICANT.address,
        manner="邮寄送达",
        post_no="EX000000000CN",
        letters=(("政府信息公开申请答复书", "甲公复〔2025〕3号"),),
    ),
    "approval": Approval(
        opinion="拟予以公开",
        secrecy="经审查，不涉及国家秘密",
        opinions=(("政务公开股", "建议公开", "2025-10-13"),),
    ),
    "papers": tuple(
        PaperLine(title=title, number=number, by=by, on=on, pages=pages)
        for title, number, by, on, pages in (
            ("政府信息公开申请表", "", "林知远", date(2025, 9, 12), "1-2"),
            ("政府信息公开申请登记表", "甲公申〔2025〕12号", "政务公开股", date(2025, 9, 15), "3"),
            ("政府信息公开申请答复书", "甲公复〔2025〕3号", "甲县人民政府办公室", DATED, "4-5"),
        )
    ),
    "record_list": (
        PaperLine(title="甲县2025年城区道路改造方案", number="甲政办〔2025〕9号", on=date(2025, 8, 1)),
    ),
    "charge": Charge(
        yuan=f"{PAGES.yuan}",
        reckoning=PAGES.text,
        how_to_pay="持本通知书到甲县政务服务大厅非税收入窗口缴纳",
        noticed_on=date(2025, 9, 22),
        pay_by=date(2025, 10, 29),
    ),
}


def matter(key: str, **changes) -> LetterMatter:
    """A matter that fits the letter of that key; ``changes`` replace values."""
    form = letter_form(key)
    outcome = form.outcome or "granted"
    values = {
        "organ": OFFICE,
        "dated_on": DATED,
        "number": f"甲{form.series}〔2025〕3号" if form.series else "",
        "application_no": "甲公申〔2025〕12号",
        "applicant": APPLICANT,
        "received_on": RECEIVED,
        "received_how": "信函",
        "due_on": due("foi.reply", RECEIVED).due_on,
        "items": (replace(ITEM, outcome=outcome),),
        "remedy": remedy([outcome], DECIDER, decided_on=DATED, manner=Manner.POST).paragraphs,
        "supplement": Supplement(
            points=("请写明所需文件的名称、文号或者其他特征", "请选择获取信息的形式"),
            asked_on=date(2025, 9, 22),
            until=date(2025, 10, 15),
            came_on=date(2025, 9, 29) if outcome == "unable_unclear_after_supplement" else None,
        ),
    }
    return LetterMatter(**ALWAYS | values | changes)
