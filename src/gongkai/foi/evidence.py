"""The evidence of a case in one PDF (证据材料): what was asked, letters, proofs, searches, opinions, deeds,
the clock, and a list of every paper, bound or not.

The organ has to hand it in within its term; so it is one button. Persons are masked on the sheets that are
made here; papers are bound as they are. Law: RECON 48; RECON 54; LITIG 67.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from gongkai.casework.deeds import deeds_of
from gongkai.casework.models import Paper
from gongkai.casework.services import papers
from gongkai.foi.case_page import CasePage
from gongkai.foi.letters.bundle import Cover, Part, bundle
from gongkai.foi.letters.record_sheet import Sheet, record_sheet
from gongkai.foi.wording import APPLICANTS, INTAKES, MEANINGS, PARTICULARS, PARTIES, ROLES
from gongkai.law.calendar import BEIJING
from gongkai.law.outcomes import outcomes

BOUND = ("application/pdf", "image/jpeg", "image/png")
"""What can be bound: pages as they are."""


def evidence(page: CasePage, *, made_on: date, case: str = "", before: str = "") -> bytes:
    """The whole case, indexed and stamped; ``case`` and ``before`` stand on the cover: which dispute, before
    whom.

    Raises: GongkaiError ``part_unreadable`` naming the part, ``not_typeset``.
    """
    there = [each for each in reversed(page.papers) if each.erased_at is None]
    bound = [each for each in there if each.media_type in BOUND]
    parts = [_sheet(_registration(page), "申请的提出和收到", page), *(_paper(each, page) for each in bound)]
    parts += [_sheet(sheet, proves, page) for sheet, proves in _records(page)]
    if (due := page.case.status.due) is not None:
        parts.append(Part(title=f"{due.title}计算表", proves="答复期限的起算和届满", content=due))
    parts.append(_sheet(_all_papers(there, bound), "案卷中的全部材料", page))
    return bundle(
        parts, Cover(organ=page.organ_name, case=case or page.number, before=before, made_on=made_on)
    )


def _sheet(sheet: Sheet, proves: str, page: CasePage) -> Part:
    return Part(title=sheet.title, proves=proves, source=page.organ_name, content=record_sheet(sheet))


def _paper(paper: Paper, page: CasePage) -> Part:
    return Part(
        title=f"{paper.title} {paper.number}".strip(),
        source=page.organ_name,
        on=paper.made_at.astimezone(BEIJING).date(),
        content=papers.content(paper),
    )


def _registration(page: CasePage) -> Sheet:
    application, now = page.application, page.case.status
    rows = [
        ("登记号", page.number),
        ("答复机关", page.organ_name),
        ("申请渠道", str(INTAKES.get(application.intake, ""))),  # type: ignore[call-overload]  # a word equals its key
        ("收到申请之日", f"{now.received_on}" if now.received_on else "尚未确认"),
        ("申请人类别", str(APPLICANTS.get(application.applicant_kind, ""))),  # type: ignore[call-overload]  # as above
        *((f"{ROLES.get(each.role, each.role)}", _masked(each.shown)) for each in page.case.parties),
        *((f"申请内容{n}", text) for n, text in enumerate(page.case.items, 1)),
        ("提供方式、获取方式", f"{application.wanted_form} {application.delivery_way}".strip() or "未填写"),
    ]
    note = "本表由办件系统按登记内容生成，个人信息已作遮蔽。"
    return Sheet(
        title="政府信息公开申请登记表", columns=("项目", "内容"), rows=rows, widths=(3, 10), note=note
    )


def _masked(shown: object) -> str:
    assert isinstance(shown, dict), "particulars by field"
    return "；".join(f"{PARTICULARS[name]} {text}" for name, text in shown.items())


def _records(page: CasePage) -> Iterator[tuple[Sheet, str]]:
    """What left no paper of its own: searches, consultations, who decided and who sent it when."""
    if page.searches:
        rows = [
            (each.on, f"第{each.item}项" if each.item else "全部", each.places, each.words, each.result)
            for each in page.searches
        ]
        columns = ("日期", "事项", "检索范围", "检索词", "检索结果")
        yield Sheet(title="检索记录", columns=columns, rows=rows, widths=(3, 2, 5, 4, 6)), "已经合理检索"
    if page.sought:
        rows = [
            (
                str(each.consultation.sent_on),
                f"{PARTIES[each.consultation.party]} {each.whom}".strip(),
                each.about,
                f"{MEANINGS[each.consultation.meaning]} {each.opinion}".strip(),
            )
            for each in page.sought
        ]
        columns = ("发出", "对象", "涉及的信息", "意见")
        yield Sheet(title="征求意见记录", columns=columns, rows=rows, widths=(3, 4, 6, 6)), "已经征求意见"
    deeds = deeds_of(page.subject)
    rows = [
        (each.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M"), each.title, each.post, each.note)
        for each in deeds
    ]
    columns = ("时间", "事项", "岗位", "说明")
    sheet = Sheet(title="办理、审批和送达记录", columns=columns, rows=rows, widths=(4, 5, 6, 5))
    result = page.case.status.outcome
    yield sheet, f"经审查、签发，{outcomes()[result.value].title}" if result else "办理经过"


def _all_papers(there: Sequence[Paper], bound: Sequence[Paper]) -> Sheet:
    rows = [
        (
            f"{each.title} {each.number}".strip(),
            each.made_at.astimezone(BEIJING).strftime("%Y-%m-%d"),
            "已汇编" if each in bound else "不能直接装订，另附电子文件",
            each.sha256[:12],
        )
        for each in there
    ]
    columns = ("材料", "形成日期", "是否汇编", "指纹（SHA-256）")
    return Sheet(title="案卷材料清单", columns=columns, rows=rows, widths=(7, 3, 5, 4))
