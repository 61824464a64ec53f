"""What a number of the prose is about, and which sums of cells it may mean.

A *measure* (本年收到、办结、予以公开…) has several admissible *readings*: real reports write 收到 for the new
applications, or for these and the ones carried in. A number agrees with the tables if any reading of its
measure gives it. Pure.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod

from gongkai.reports.checks import MOST_READINGS, places
from gongkai.reports.format import load_format
from gongkai.reports.report import CellKind, Number, Report

COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_org")
REQUEST, REVIEW, SUIT, BOTH, DOCUMENT, ELSE = "request", "review", "suit", "both", "document", "else"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a number: ``says`` in Chinese, and the cells whose sum it is."""

    says: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number is about. ``firm``: wrong if no reading gives it; else it may mean something else."""

    key: str
    label: str
    topic: str
    firm: bool = True


def _of(pairs: Sequence[tuple[str, str, str, str, bool]]) -> tuple[tuple[re.Pattern[str], Measure], ...]:
    return tuple(
        (re.compile(pattern), Measure(key, label, topic, firm)) for pattern, key, label, topic, firm in pairs
    )


_NEXT = r"(?:下|次|20\d\d)一?年"
REQUEST_MEASURES = _of(
    (
        (
            r"上一?年度?末?[^，]{0,6}(?:结转|转结|转入|遗留|顺延|未办结)|结转自?上一?年|去年结转",
            "carried_in",
            "上年结转",
            REQUEST,
            True,
        ),
        (
            rf"(?:结转|顺延|延续|延期|延|转|留)(?:至|到|入)?{_NEXT}|下一?年度?(?:继续)?(?:办理|答复)|结转下",
            "carried_out",
            "结转下年度",
            REQUEST,
            True,
        ),
        (
            r"(?:正|尚|仍)在(?:办理|处理)|尚未(?:办结|答复|到期)|未到期",
            "carried_out",
            "结转下年度",
            REQUEST,
            False,
        ),
        (
            r"(?:予以)?公开(?:或者|以及|、|及|和|与|或|（含)部分公开|全部(?:公开)?[和或及、]部分公开",
            "granted_partial",
            "予以公开及部分公开",
            REQUEST,
            True,
        ),
        (r"部分公开|区分处理", "partial", "部分公开", REQUEST, True),
        (r"国家秘密", "denied_state_secret", "属于国家秘密", REQUEST, True),
        (r"三安全一稳定", "denied_safety_stability", "危及“三安全一稳定”", REQUEST, True),
        (r"法律行政法规禁止", "denied_law_forbidden", "其他法律行政法规禁止公开", REQUEST, True),
        (r"第三方合法权益|第三方权益", "denied_third_party", "保护第三方合法权益", REQUEST, True),
        (r"内部(?:事务|管理)信息", "denied_internal_affairs", "三类内部事务信息", REQUEST, True),
        (r"过程性信息", "denied_process_info", "四类过程性信息", REQUEST, True),
        (r"执法案卷", "denied_enforcement_file", "行政执法案卷", REQUEST, True),
        (r"行政查询事项", "denied_admin_query", "行政查询事项", REQUEST, True),
        (r"不予公开", "denied", "不予公开", REQUEST, True),
        (r"无法提供|不能提供", "unable", "无法提供", REQUEST, True),
        (r"不掌握(?:相关)?(?:政府)?信息", "unable_not_held", "本机关不掌握相关政府信息", REQUEST, False),
        (r"没有现成信息|另行制作", "unable_need_creation", "没有现成信息需要另行制作", REQUEST, True),
        (r"补正后[^，]*不明确", "unable_unclear_after_supplement", "补正后申请内容仍不明确", REQUEST, True),
        (r"不予处理", "not_processed", "不予处理", REQUEST, True),
        (r"(?:信访|举报|投诉)[^，]*类", "not_processed_petition", "信访举报投诉类申请", REQUEST, True),
        (r"重复申请", "not_processed_repeat", "重复申请", REQUEST, True),
        (r"公开出版物", "not_processed_publication", "要求提供公开出版物", REQUEST, True),
        (r"大量反复申请", "not_processed_excessive", "无正当理由大量反复申请", REQUEST, True),
        (r"重新出具", "not_processed_reconfirm", "要求确认或重新出具", REQUEST, True),
        (r"其[他它](?:方式)?处理|作其[他它]", "other", "其他处理", REQUEST, True),
        (r"予以公开|同意公开|^公开答复|全部公开", "granted", "予以公开", REQUEST, True),
        (r"自然人|公民个人", "natural_person", "自然人", REQUEST, True),
        (
            r"法人(?:和|或|及|、|与)?(?:者)?其[他它]组织|^法人(?:申请)?$",
            "legal_person",
            "法人或其他组织",
            REQUEST,
            True,
        ),
        (r"商业企业", "business", "商业企业", REQUEST, True),
        (r"科研机构", "research", "科研机构", REQUEST, True),
        (r"社会公益组织", "public_welfare", "社会公益组织", REQUEST, True),
        (r"法律服务机构", "legal_service", "法律服务机构", REQUEST, True),
        (r"新收|新增", "new", "本年新收", REQUEST, True),
        (
            r"收到|受理|接收|接到|收办|收件|收悉|接办|登记|申请[^，]{0,6}(?:共|总计|共计|合计)有?$|^(?:依申请公开|政府信息公开申请)",
            "received",
            "收到",
            REQUEST,
            True,
        ),
        (r"办结|答复|办理|回复|办毕|办完|处理", "answered", "办结", REQUEST, True),
    )
)
_REQUEST_ALONE = re.compile(
    r"依申请公开(?:政府)?(?:信息)?(?:申请)?(?:数量?|件)?$|(?:政府)?信息公开申请(?:数量?|案件|件)?$"
)

_RESULTS = (
    (re.compile(r"维持|未被?纠错|胜诉|驳回"), "upheld", "结果维持"),
    (re.compile(r"纠正|纠错|败诉|撤销|责令"), "corrected", "结果纠正"),
    (re.compile(r"其[他它]结果|其[他它]处理|撤回|终止|调解"), "other", "其他结果"),
    (re.compile(r"未审结|尚在审理|正在审理|未结|在审"), "pending", "尚未审结"),
)
_FIRM_RESULTS = re.compile(r"结果|维持|纠正|尚未审结")
_PARTLY = re.compile(r"新增|新收|收到|被申请|被提起|受理|审结|办结|开庭|出庭|应诉率|开展|备案|指导|监督")
_EVERYBODY = re.compile(r"(?:公民|自然人)(?:、|和|及|与)法人(?:(?:、|和|及|与|或)(?:者)?其[他它]组织)?")
"""“公民、法人和其他组织”: all applicants, not one kind."""
_CASE_NOUN = re.compile(r"复议|诉讼|起诉|应诉|案件")
_DIRECT = re.compile(r"未经复议|直接(?:起诉|提起)")
_AFTER = re.compile(r"复议后|经复议")

DOCUMENT_END = re.compile(r"(?P<kind>规章|规范性文件)(?:数量?|共计?|总计|合计)?$")
_DOCUMENT_NOT = re.compile(r"政策|类|解读|修改|修订|备案|审查|审核|等|草案|起草|征求|报送|党内|其他文件|法规")
_DOCUMENT_VERBS = _of(
    (
        (r"废止|失效", "repealed", "本年废止", DOCUMENT, True),
        (r"现行有效|继续有效", "in_force", "现行有效", DOCUMENT, True),
        (r"制发|制定|出台|印发|制作", "issued", "本年制发", DOCUMENT, True),
        (r"公开|发布|公布", "issued", "本年制发（公开）", DOCUMENT, False),
    )
)

_REQUEST_NOUN = re.compile(r"依申请|公开(?:的)?申请|申请公开|申请信息公开|公开案件|申请件")
_REVIEW_NOUN = re.compile(r"复议")
_SUIT_NOUN = re.compile(r"诉讼|起诉|应诉|行政官司")
_ELSE_NOUN = re.compile(
    r"热线|专线|12345|诉求|工单|来电|来信|来访|网络问政|留言|(?<!复)议案|提案|人大|政协|建议|咨询|网民|信箱|投诉件|信访件"
    r"|转办件|督办|行政许可|许可申请|审批|便民|民生|咨询件|群众|解读|新媒体|公众号|舆情|培训|检查|公报|会议|专题|备案"
)


def topic_of(label: str, inherited: str) -> str:
    """What a label speaks of by its last noun; what came before where it has none of its own."""
    best, topic = -1, ""
    for pattern, name in (
        (_REQUEST_NOUN, REQUEST),
        (_REVIEW_NOUN, REVIEW),
        (_SUIT_NOUN, SUIT),
        (_ELSE_NOUN, ELSE),
    ):
        for match in pattern.finditer(label):
            if match.start() > best:
                best, topic = match.start(), name
    if topic in (REVIEW, SUIT):
        plain = label.replace("未经复议", "").replace("复议后", "").replace("经复议", "")
        if "复议" in plain and _SUIT_NOUN.search(plain):
            return BOTH
        return SUIT if topic == REVIEW and "复议" not in plain else topic
    return topic or inherited


def measure_of(label: str, topic: str) -> Measure | None:
    """The measure of a number of known label and topic; ``None`` where the tables have no such number.

    >>> measure_of("转下年度办理", REQUEST).key, measure_of("予以公开及部分公开", REQUEST).key
    ('carried_out', 'granted_partial')
    """
    if topic == REQUEST:
        label = _EVERYBODY.sub("", label)
        return next((measure for pattern, measure in REQUEST_MEASURES if pattern.search(label)), None)
    if topic in (REVIEW, SUIT, BOTH):
        return _case_measure(label, topic)
    return None


def _case_measure(label: str, topic: str) -> Measure | None:
    kind = {REVIEW: "review", SUIT: "suit", BOTH: "cases"}[topic]
    name = {REVIEW: "行政复议", SUIT: "行政诉讼", BOTH: "行政复议、行政诉讼"}[topic]
    if topic == SUIT and _DIRECT.search(label):
        kind, name = "direct", "未经复议直接起诉"
    elif topic == SUIT and _AFTER.search(label):
        kind, name = "after", "复议后起诉"
    for pattern, key, words in _RESULTS:
        if pattern.search(label):
            return Measure(f"{kind}_{key}", f"{name}{words}", topic, bool(_FIRM_RESULTS.search(label)))
    if not _CASE_NOUN.search(label):
        return None  # “一审2件”, “涉及征地3件”: some of the cases
    return Measure(f"{kind}_total", name, topic, not _PARTLY.search(label))


def document_measure(lead: str, tail: str) -> Measure | None:
    """The measure of a number of 规章 or 规范性文件: made, repealed or in force.

    >>> document_measure("集中发布现行有效行政规范性文件", "").key
    'normative_docs.in_force'
    >>> document_measure("政策、规范性文件类信息", "") is None
    True
    """
    match = DOCUMENT_END.search(lead)
    if match is None:
        if not (tail.startswith(("规范性文件", "行政规范性文件", "规章")) and len(tail) < 12):
            return None
        words, kind = lead, "规章" if tail.startswith("规章") else "规范性文件"
    else:
        words, kind = lead[: match.start()], match["kind"]
    if _DOCUMENT_NOT.search(words):
        return None
    row = "regulations" if kind == "规章" else "normative_docs"
    for pattern, measure in _DOCUMENT_VERBS:
        if pattern.search(words):
            return Measure(f"{row}.{measure.key}", f"{kind}{measure.label}", DOCUMENT, measure.firm)
    return None


@cache
def groups(format_id: str) -> dict[str, tuple[str, ...]]:
    """The rows of table 三 that each outcome family takes in a format."""
    keys = [row.key for row in load_format(format_id).table("requests").blocks[0].rows]
    return {
        "denied": tuple(key for key in keys if key.startswith("denied_")),
        "unable": tuple(key for key in keys if key.startswith("unable_")),
        "not_processed": tuple(key for key in keys if key.startswith("not_processed_")),
        "other": tuple(key for key in keys if key == "other" or key.startswith("other_")),
        "granted_partial": ("granted", "partial"),
    }


def _totals(*rows: str) -> tuple[str, ...]:
    return tuple(f"requests.{row}.total" for row in rows)


def _applicant_readings(columns: Sequence[str], label: str) -> tuple[Reading, ...]:
    def cells(*rows: str) -> tuple[str, ...]:
        return tuple(f"requests.{row}.{column}" for row in rows for column in columns)

    return (
        Reading(f"本年新收的{label}", cells("new_received")),
        Reading(f"本年新收加上年结转的{label}", cells("new_received", "carried_in")),
        Reading(f"本年办结的{label}", cells("result_total")),
    )


def _request_readings(measure: Measure, format_id: str) -> tuple[Reading, ...]:
    new = Reading("本年新收", _totals("new_received"))
    both = Reading("本年新收加上年结转", _totals("new_received", "carried_in"))
    done = Reading("本年办结（（七）总计）", _totals("result_total"))
    others = groups(format_id)["other"]
    replied = Reading("本年办结中除（六）其他处理以外的", tuple(f"-{each}" for each in _totals(*others)))
    replied = Reading(replied.says, _totals("result_total") + replied.cells)
    by_key: dict[str, tuple[Reading, ...]] = {  # Doubt D-015
        "received": (new, both, done),
        "new": (new,),
        "answered": (done, both, new, replied),
        "legal_person": _applicant_readings(COLUMNS[1:], measure.label),
    }
    if measure.key in by_key:
        return by_key[measure.key]
    if measure.key in COLUMNS:
        return _applicant_readings((measure.key,), measure.label)
    rows = groups(format_id).get(measure.key, (measure.key,))
    readings = [Reading(measure.label, _totals(*rows))]
    if measure.key == "granted":
        readings.append(Reading("予以公开加部分公开", _totals("granted", "partial")))
    if measure.key == "unable_not_held":
        readings.append(Reading("无法提供", _totals(*groups(format_id)["unable"])))
    return tuple(readings)


def _case_readings(measure: Measure) -> tuple[Reading, ...]:
    kind, _, result = measure.key.partition("_")
    direct, after = f"reviews.direct_{result}", f"reviews.after_{result}"
    review = f"reviews.review_{result}"
    if kind == "review":
        return (Reading(measure.label, (review,)),)
    if kind in ("direct", "after"):
        return (Reading(measure.label, (f"reviews.{kind}_{result}",)),)
    suits = (
        Reading(f"{measure.label}（两类起诉合计）", (direct, after)),
        Reading("未经复议直接起诉", (direct,)),
        Reading("复议后起诉", (after,)),
    )
    if kind == "suit":
        return suits
    return (
        Reading("行政复议、行政诉讼合计", (review, direct, after)),
        Reading("行政复议", (review,)),
        *suits,
    )


def _document_readings(measure: Measure, format_id: str) -> tuple[Reading, ...]:
    row, _, key = measure.key.partition(".")
    base = f"proactive.a20_1.{row}."
    if format_id == "annual-2019":
        made = Reading("本年新制作数量", (base + "made_this_year",))
        published = Reading("本年新公开数量", (base + "published_this_year",))
        total = Reading("对外公开总数量", (base + "published_total",))
        return {"issued": (made, published, total), "in_force": (total,)}.get(key, ())
    one = Reading(
        {"issued": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"}[key], (base + key,)
    )
    if key == "issued" and not measure.firm:
        return one, Reading("现行有效件数", (base + "in_force",))
    return (one,)


@cache
def readings_of(measure: Measure, format_id: str) -> tuple[Reading, ...]:
    """All admissible readings of a measure in a format, the plainest first."""
    made: Callable[[], tuple[Reading, ...]] = {
        REQUEST: lambda: _request_readings(measure, format_id),
        DOCUMENT: lambda: _document_readings(measure, format_id),
    }.get(measure.topic, lambda: _case_readings(measure))
    known = places(format_id)
    return tuple(each for each in made() if all(cell.removeprefix("-") in known for cell in each.cells))


def candidates_of(report: Report, reading: Reading) -> tuple[tuple[Number, ...], bool]:
    """All sums that a reading may give, and whether there are no others.

    More than one where digits run together can be read in several ways; others are possible where a cell is
    missing.
    """
    unread = [name for name in reading.cells if report.cell(name.removeprefix("-")).readings]
    if not unread:
        value, certain = value_of(report, reading)
        return (value,), certain
    base, certain = value_of(report, Reading("", tuple(each for each in reading.cells if each not in unread)))
    ways = [
        [_signed(name, value) for value in report.cell(name.removeprefix("-")).readings] for name in unread
    ]
    if prod(len(each) for each in ways) > MOST_READINGS:
        return (base,), False
    sums = {sum(chosen, start=base) for chosen in product(*ways)}
    return tuple(sorted(sums)), certain


def _signed(name: str, value: Number) -> Number:
    return -value if name.startswith("-") else value


def value_of(report: Report, reading: Reading) -> tuple[Number, bool]:
    """The sum that a reading gives, and whether all its cells are certain.

    A blank 总计 of a row is taken as the sum of its six columns; blanks elsewhere count as 0. Not certain
    are sums over a missing or undecidable cell.
    """
    total: Number = 0
    certain = True
    for name in reading.cells:
        cell_id = name.removeprefix("-")
        cell = report.cell(cell_id)
        value = cell.value
        if value is None and cell_id.startswith("requests.") and cell_id.endswith(".total"):
            value = row_sum(report, cell_id)
        elif value is None and cell.kind in (CellKind.MISSING, CellKind.UNDECIDABLE, CellKind.TEXT):
            certain = False
        total = total - (value or 0) if name.startswith("-") else total + (value or 0)
    return total, certain


def row_sum(report: Report, total_id: str) -> Number:
    """The six columns of a row of table 三 added up, for a row whose 总计 is blank."""
    stem = total_id.removesuffix("total")
    return sum((report.value(stem + column) or 0 for column in COLUMNS), start=0)
