"""The look before submission (提交前检查): everything missing or dangerous, at once, with what to do.

Pure: what it must know of other records and files is asked of ``Surroundings``. Law: OGI 12; OGI 15; OGI 17.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gongkai.casework.personal import PersonalKind, personal_data
from gongkai.records import files
from gongkai.records.content import Content
from gongkai.records.facts import Openness
from gongkai.records.markup import links_of, pictures_of, text_of
from gongkai.records.types import FIELDS, RecordType
from gongkai.records.wording import wrong_words

INTERNAL = "/art/"


class Level(StrEnum):
    """How a finding stands in the way."""

    ERROR = "error"  # must be put right
    CONFIRM = "confirm"  # the author says why it is right
    NOTE = "note"  # to be known


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: ``key`` names it for a confirmation, ``place`` where it is, ``todo`` what to do."""

    key: str
    level: Level
    place: str
    message: str
    todo: str
    law: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the look must know beside the content.

    ``as_of`` is the day of the look; ``explainer_planned`` whether a plan or exemption is recorded;
    ``is_dead`` says of an internal address whether nothing public is there; ``same_doc_no`` names another
    record of the region with this document number.
    """

    as_of: date
    explainer_planned: bool = False
    is_dead: Callable[[str], bool] = field(default=lambda _href: False)
    same_doc_no: str = ""


def look(content: Content, kind: RecordType, around: Surroundings) -> list[Finding]:
    """Everything that is missing or dangerous, errors first, each group in the order of the page."""
    found = [
        *_missing(content, kind),
        *_days(content, around.as_of),
        *_openness(content),
        *_personal(content),
        *_wording(content),
        *_links(content, around),
        *_pictures(content),
        *_policy(content, kind, around),
    ]
    return sorted(found, key=lambda each: list(Level).index(each.level))


def unconfirmed(findings: list[Finding], confirmed: Mapping[str, str]) -> list[Finding]:
    """What still stands in the way: errors, and findings to confirm that have no reason."""
    return [
        each
        for each in findings
        if each.level is Level.ERROR
        or (each.level is Level.CONFIRM and not confirmed.get(each.key, "").strip())
    ]


def _missing(content: Content, kind: RecordType) -> Iterator[Finding]:
    for name in kind.needs:
        value = getattr(content, name)
        if name == "body":
            value = text_of(content.body) or content.attachments or pictures_of(content.body)
        if not value:
            yield _must(name, FIELDS[name], kind.law or "OGI 12")
    if content.made_on is None:
        yield _must("made_on", "成文日期", "OGI 12")
    for element in kind.elements:
        if element.must and not content.elements.get(element.key, ""):
            yield _must(f"elements.{element.key}", element.title, element.law or kind.law)


def _must(name: str, title: str, law: str) -> Finding:
    return Finding(f"missing.{name}", Level.ERROR, title, f"缺少“{title}”", "请补充后再提交。", law)


def _days(content: Content, as_of: date) -> Iterator[Finding]:
    made, start, end = content.made_on, content.in_force_from, content.valid_until
    if made is not None and made > as_of:
        yield Finding(
            "days.made_on", Level.ERROR, "成文日期", f"成文日期 {made} 还没有到", "请核对成文日期。", "OGI 12"
        )
    if start is not None and end is not None and end < start:
        yield Finding(
            "days.valid_until",
            Level.ERROR,
            "有效期至",
            f"有效期至 {end} 早于施行日期 {start}",
            "请核对两个日期。",
        )
    if made is not None and start is not None and start < made:
        yield Finding(
            "days.in_force_from",
            Level.CONFIRM,
            "施行日期",
            f"施行日期 {start} 早于成文日期 {made}",
            "请核对；确属追溯施行的，写明理由。",
        )


def _openness(content: Content) -> Iterator[Finding]:
    if content.openness is not Openness.PROACTIVE and not content.ground:
        yield Finding(
            "openness.ground",
            Level.ERROR,
            "公开属性",
            "不主动公开，没有写明依据",
            "请写明条款，例如 OGI 16.2；没有依据的应当公开。",
            "OGI 13",
        )


def _texts(content: Content, kind_titles: Mapping[str, str] | None = None) -> Iterator[tuple[str, str, str]]:
    yield "title", "标题", content.title
    yield "abstract", "内容概述", content.abstract
    yield "body", "正文", text_of(content.body)
    for key, text in content.elements.items():
        yield f"elements.{key}", (kind_titles or {}).get(key, "要素"), text
    for each in content.attachments:
        yield f"attachment.{each.sha256[:8]}", f"附件“{each.name}”的名称", each.name


def _personal(content: Content) -> Iterator[Finding]:
    for name, place, text in _texts(content):
        for each in personal_data(text):
            identity = each.kind is PersonalKind.IDENTITY_NO
            todo = (
                "请删去或者用*遮盖中间各位，公开居民身份证号码须有单独同意。"
                if identity
                else "请删去或者遮盖；确属单位对外公布的号码，写明理由。"
            )
            yield Finding(
                f"personal.{name}.{each.kind.value}.{each.masked}",
                Level.ERROR if identity else Level.CONFIRM,
                place,
                f"含有{each.kind.title}“{each.masked}”（在“{each.around}”之后）",
                todo,
                "OGI 15",
            )


def _wording(content: Content) -> Iterator[Finding]:
    for name, place, text in _texts(content):
        seen = set()
        for each in wrong_words(text):
            if each.word.wrong in seen:
                continue
            seen.add(each.word.wrong)
            why = f"（{each.word.why}）" if each.word.why else ""
            yield Finding(
                f"word.{name}.{each.word.wrong}",
                Level(each.word.level),
                place,
                f"“{each.word.wrong}”应为“{each.word.right}”{why}：“{each.around}”",
                "请改正。" if each.word.level == "error" else "请改正；确需这样写的，写明理由。",
            )


def _links(content: Content, around: Surroundings) -> Iterator[Finding]:
    for each in links_of(content.body):
        words = each.words or each.href
        if not each.href:
            yield Finding(
                f"link.empty.{words}",
                Level.ERROR,
                "正文",
                f"链接“{words}”没有地址",
                "请补上地址或者去掉链接。",
            )
        elif each.href.startswith(("/", "record:")) and around.is_dead(each.href):
            yield Finding(
                f"link.dead.{each.href}",
                Level.ERROR,
                "正文",
                f"链接“{words}”指向的内容不存在或者已经撤下",
                "请更换链接。",
            )
        elif each.href.startswith("http:"):
            yield Finding(
                f"link.plain.{each.href}",
                Level.NOTE,
                "正文",
                f"链接“{words}”没有加密（http）",
                "能用 https 的请换用。",
            )


def _pictures(content: Content) -> Iterator[Finding]:
    for n, each in enumerate(pictures_of(content.body), 1):
        if not each.alt:
            yield Finding(
                f"picture.alt.{n}",
                Level.ERROR,
                "正文",
                f"第{n}张图片没有替代文本",
                "请用一句话写明图片内容，供读屏软件朗读。",
            )
        if each.src.startswith("http"):
            yield Finding(
                f"picture.outside.{n}",
                Level.ERROR,
                "正文",
                f"第{n}张图片在别的网站上",
                "请下载后作为图片上传，外站图片随时可能失效。",
            )


def _policy(content: Content, kind: RecordType, around: Surroundings) -> Iterator[Finding]:
    if kind.explained and not around.explainer_planned:
        yield Finding(
            "explainer.plan",
            Level.ERROR,
            "政策解读",
            "没有解读方案，也没有登记免予解读",
            "请制定解读方案（形式、时间、责任机关），或者登记免予解读的理由。",
            "EXPLAIN2016",
        )
    if kind.validity and content.valid_until is None:
        yield Finding(
            "validity.until",
            Level.NOTE,
            "有效期至",
            "没有写有效期",
            "规范性文件一般有效期五年，暂行、试行的二年，请核对。",
            "NORMATIVE2018",
        )
    if around.same_doc_no:
        yield Finding(
            "doc_no.same",
            Level.CONFIRM,
            "发文字号",
            f"发文字号与“{around.same_doc_no}”相同",
            "请核对；确属同一文件分别发布的，写明理由。",
        )


def dead_files(content: Content, known: Callable[[str], bool]) -> list[str]:
    """The attachments that the text points to and that are not kept."""
    sources = [each.href for each in links_of(content.body)] + [
        each.src for each in pictures_of(content.body)
    ]
    return [sha for href in sources if (sha := files.sha256_in(href)) and not known(sha)]
