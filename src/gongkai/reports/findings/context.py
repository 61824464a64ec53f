"""Each number of the prose with what it is about: topic, measure, and what keeps it from being comparable.

Numbers without a noun of their own (“办结2718件”) take the topic of the number before them; a heading starts
afresh. Pure.
"""

import re
from dataclasses import dataclass, field

from gongkai.reports.checks import edition_of
from gongkai.reports.report import Report

from .meanings import (
    BOTH,
    DOCUMENT,
    DOCUMENT_END,
    ELSE,
    REQUEST,
    REVIEW,
    SUIT,
    Measure,
    document_measure,
    measure_of,
    topic_of,
)
from .quantities import Mention, Sentence, sentences

COUNTED_SECTIONS = frozenset(("s1", "s2", "s3", "s4"))
"""The sections whose numbers are the year's totals; 五 and 六 speak of problems, plans and fees."""
LOOK_BACK = 400
"""Characters before a number in which its noun is looked for."""
COUNT_UNITS = frozenset(("件", "起", "宗", "例"))
"""Units in which applications and cases are counted."""
LOOSE_UNITS = frozenset(("条", "份", "次", "个", "件次", "项"))
"""Units that may mean applications where the words beside them say so."""

_HEADING = re.compile(r"^(?:#|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)")
_TITLE = re.compile(r"《[^》]*》")
_YEAR = re.compile(r"(20\d\d)年")
_THIS_YEAR = re.compile(r"今年|本年|全年|当年|本年度")
_OTHER_TIME = re.compile(
    r"去年|同期|上一?年度?(?!末?[^，]{0,6}(?:结转|转|顺延|遗留))|历年|累计|近[两三四五]年|以来|截[至止]|每[年月]|环比"
)
_DIFFERENCE = re.compile(
    r"(?:增加|减少|增长|下降|增幅|同比|上升|回落|多|少)了?$|[较比].*(?:增|减|多|少|升|降)"
)
_ALONE = re.compile(
    r"政府办|办公厅|办公室|本级|机关本部|(?:市|县|区|州|旗)政府(?!网|门户|信息|及|和|各|部门|系统|公报|常务)"
)
_PART = re.compile(r"(?:局|委|部门|乡镇|街道|办事处|中心|公司|单位)(?!门户)")
_OUTCOMES = re.compile(r"(部分公开|无法提供|不予处理)|予以公开|不予公开|其他处理")
_CLASSES = re.compile(r"主动公开")
_WHOLE_REGION = re.compile(r"全(?:市|县|区|省|州|旗|镇|乡|系统)|各(?:级|部门|单位|乡镇)")
_BARE = re.compile(r"(?:收到|受理|接收|接到|收办|办结|答复|办理)[^，；。]{0,8}申请$")
_NOT_OURS = re.compile(r"许可|专利|低保|救助|补贴|补助|资助|援助|项目申请|立项|补正申请|入学|仲裁")
_SUBSET = re.compile(
    r"按[时期]|及时|网上|网络|在线|信函|邮寄|来信|当面|现场|传真|邮件|邮箱|通过|来自|涉及|关于|有关|典型|复杂|疑难|延期|延长|补正|超[时期]|逾期|期限"
    r"|另外?$|其余|重点|向|公安|征地|拆迁|逾期|[延迟]迟|(?<!共)有$"
)
_FEE = re.compile(r"处理费|收费|收取")
_OBJECT = re.compile(
    r"^(?:政府|信息|公开|依|申请|案|件|事项|数|量|共|合计|总计|计|累计|各类|类|的|了|为|有|是|书面|有效|答复|办理|办结|完毕|完成|完|毕"
    r"|受理|收到|接收|登记|处理|通过|邮寄|网络|提交|公民|法人|群众|社会|面|其他|组织|依法|依规|及时|已|均|全部|其|、|和|及|或|“|”|\x1f)*$"
)
_OTHER_OBJECT = re.compile(r"文件|处罚|许可|建议|提案|预算|项目|公文|事件|报告")
_BEHALF = re.compile(r"(?:省|市|县|区|州|旗)(?:委|政府(?!办|信息|网))|起草|代拟|协助|报请|配合|提请")
_COMPLEMENT = re.compile(r"^(?:另外?|其余|剩余|还有)(?:有|的)?")
_VERB = re.compile(r"收到|受理|接收|接到|收办|收件|接办|登记|新收|新增|办结|答复|办理|回复|处理")
_RECEIVED_VERB = re.compile(r"收到|受理|接收|接到|收办|新收")


@dataclass(slots=True)
class Noted:
    """A mention with its topic and measure (``None``: the tables have no such number).

    ``firm`` is false where the number may rightly differ from the table: another period, another scope (the
    office alone, the whole region), a part of what the table counts; ``why`` says so in Chinese.
    ``difference``: the number says by how much something grew or fell.
    """

    mention: Mention
    topic: str
    measure: Measure | None
    firm: bool = True
    why: str = ""
    difference: bool = False


@dataclass(slots=True)
class NotedSentence:
    """A sentence of a section with its noted mentions."""

    section: str
    sentence: Sentence
    noted: list[Noted] = field(default_factory=list)


def is_complement(mention: Mention) -> bool:
    """Whether the number is “另外…”, “其余…”: the rest beside the number before it."""
    return bool(_COMPLEMENT.match(mention.lead))


class _Walker:
    """Goes through one section and keeps what the next number may inherit."""

    def __init__(self, report: Report, section: str) -> None:
        self.report = report
        self.section = section
        self.documents = edition_of(report, "proactive")
        self.topic = ""
        self.verb = ""
        self.scope = ""
        self.office = "办公" in report.organ or report.organ.endswith(("局", "委", "委员会", "厅", "中心"))

    def sentence(self, sentence: Sentence) -> NotedSentence:
        noted = NotedSentence(self.section, sentence)
        if _HEADING.match(sentence.text):
            self.topic = ""
        self.verb = self.scope = ""
        if not sentence.mentions:
            own = topic_of(sentence.text, "")
            if own and own != ELSE:
                self.topic = own
            return noted
        outcomes = _OUTCOMES.findall(sentence.text)
        if len(outcomes) > 1 and any(outcomes):
            self.topic = REQUEST
        for mention in sentence.mentions:
            noted.noted.append(self._note(mention, sentence))
        if _classifies(sentence):
            for each in noted.noted:
                each.measure = each.measure if each.topic in (REVIEW, SUIT, BOTH, DOCUMENT) else None
        return noted

    def _note(self, mention: Mention, sentence: Sentence) -> Noted:
        document = self._document(mention)
        if document is not None:
            return self._judge(Noted(mention, DOCUMENT, document, document.firm), sentence)
        topic = self._topic(mention)
        label = f"{mention.lead}\x1f{mention.tail}"
        measure = None
        if _DIFFERENCE.search(mention.lead):
            return Noted(mention, topic, None, difference=True)
        if _FEE.search(sentence.text):
            return Noted(mention, topic, None)
        if self._counted(mention, topic):
            measure = measure_of(label, topic)
        noted = Noted(mention, topic, measure, measure.firm if measure else True)
        return self._judge(noted, sentence) if measure else noted

    def _document(self, mention: Mention) -> Measure | None:
        if mention.unit not in ("件", "份", "部", "个"):
            return None
        match = DOCUMENT_END.search(mention.lead)
        found = document_measure(mention.lead, mention.tail)
        if found is None and match is not None and self.verb:
            found = document_measure(self.verb + mention.lead, "")
        self.verb = mention.lead[: match.start()] if match and match.start() else self.verb if match else ""
        return found

    def _topic(self, mention: Mention) -> str:
        gap = mention.gap
        topic = topic_of(gap[-LOOK_BACK:], "") or topic_of(mention.tail, "")
        if not topic and (
            mention.tail.startswith("申请") or _BARE.search(mention.lead) or "申请" in mention.lead
        ):
            topic = self.topic if self.topic == REQUEST and not _NOT_OURS.search(mention.label) else ""
        if topic == REQUEST and _NOT_OURS.search(mention.lead):
            topic = ELSE
        topic = topic or self.topic
        if mention.unit in COUNT_UNITS and mention.depth <= 0:
            self.topic = topic
        return topic

    def _counted(self, mention: Mention, topic: str) -> bool:
        if mention.unit in COUNT_UNITS:
            return topic in (REQUEST, REVIEW, SUIT, BOTH)
        return (
            mention.unit in LOOSE_UNITS
            and topic == REQUEST
            and bool(_RECEIVED_VERB.search(mention.lead))
            and ("公开申请" in mention.label or "依申请" in mention.label)
        )

    def _judge(self, noted: Noted, sentence: Sentence) -> Noted:
        mention, measure = noted.mention, noted.measure
        assert measure is not None
        self.scope = self._scope(mention.lead)
        why = self._period(sentence.text[max(0, mention.start - LOOK_BACK) : mention.start]) or self.scope
        if not why and measure.topic in (REVIEW, SUIT, BOTH) and "备案" in sentence.text:
            why = "这里说的是备案案件"
        if not why:
            why = self._part(measure, mention)
        if not why and measure.key.endswith("in_force") and self.documents == "annual-2019":
            why = "2019年格式没有“现行有效件数”一栏"
        if why:
            noted.firm, noted.why = False, why
        return noted

    def _part(self, measure: Measure, mention: Mention) -> str:
        """Whether the words beside the number narrow it to a part, or to what the table does not count."""
        if self.section not in COUNTED_SECTIONS:
            return "这一部分的数字可能不是全年的总数"
        if measure.key in ("received", "answered", "new"):
            if _SUBSET.search(mention.label):
                return "这里可能只说其中一部分"
            verb = _VERB.search(mention.lead)
            if verb and not _OBJECT.match(mention.lead[verb.end() :]):
                return "这里说的可能是别的事项"
        elif measure.topic == REQUEST and _OTHER_OBJECT.search(mention.lead):
            return "这里说的可能不是申请"
        elif measure.topic == DOCUMENT and self.office and _BEHALF.search(mention.lead):
            return "这里说的可能是别的机关的文件"
        return ""

    def _period(self, before: str) -> str:
        before = _TITLE.sub("", before)
        years = list(_YEAR.finditer(before))
        other = years and self.report.year and int(years[-1][1]) != self.report.year
        if other and not _THIS_YEAR.search(before, years[-1].end()):
            return f"这里说的可能是{years[-1][1]}年"
        clause = before[max(before.rfind(each) for each in "，；：（") + 1 :]
        return "这里说的可能是别的期间" if _OTHER_TIME.search(clause) else ""

    def _scope(self, lead: str) -> str:
        """Who is spoken of; holds on to the end of the sentence unless another is named."""
        region = _WHOLE_REGION.search(lead)
        if self.office:
            return "这里说的可能是全地区" if region else self.scope
        if region:
            return ""
        if _ALONE.search(lead):
            return "这里可能只说办公室（本级）一家"
        return "这里可能只说其中一个机关" if _PART.search(lead) else self.scope


def _classifies(sentence: Sentence) -> bool:
    """“制作信息50件，其中主动公开40件、依申请公开5件”: kinds of documents, not applications."""
    units = {each.unit for each in sentence.mentions if _CLASSES.search(each.lead)}
    return any("依申请公开" in each.lead and each.unit in units for each in sentence.mentions)


def noted_in(report: Report, texts: dict[str, str]) -> list[NotedSentence]:
    """The sentences of all sections with their numbers noted, in order; ``texts`` is the tidied prose."""
    found: list[NotedSentence] = []
    for section, text in texts.items():
        walker = _Walker(report, section)
        found.extend(walker.sentence(sentence) for sentence in sentences(text))
    return found
