"""Normative documents (行政规范性文件) and their explainers (政策解读)."""

from datetime import date
from typing import Any

from gongkai.demo.content import papers
from gongkai.demo.content.entries import Paper
from gongkai.demo.content.phrases import COUNTY, heading, paragraph, signed, table, texts
from gongkai.records.content import Content

OFFICE = f"{COUNTY}人民政府办公室"
_COUNTED = "一二三四五六七八九十"


def policies() -> list[dict[str, Any]]:
    """What the documents rule, in the order of their numbers."""
    return list(texts("documents")["documents"])


def document(number: int, made_on: date) -> tuple[Content, Paper]:
    """The normative document of a number, and the file with its text."""
    rules = policies()[number - 1]
    name, start = rules["name"], date(made_on.year, made_on.month, 1)
    in_force_from = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    articles = _articles(rules, in_force_from)
    parts = [
        paragraph("各乡镇人民政府，县人民政府各部门："),
        paragraph(f"《{name}》已经县政府常务会议研究同意，现印发给你们，请认真贯彻执行。"),
        signed(f"{COUNTY}人民政府", made_on),
        heading(name),
        *(paragraph(each) for each in articles),
    ]
    standards = rules["standards"]
    parts.append(table(standards["table"], standards["head"], standards["rows"]))
    content = Content(
        title=f"关于印发《{name}》的通知",
        abstract=f"为{rules['purpose']}，制定本文件，对{rules['scope']}作出规定。",
        body="".join(parts),
        doc_no=f"尉政〔{made_on.year}〕{number}号",
        topic=rules["topic"],
        column="guifanxing-wenjian",
        made_on=made_on,
        in_force_from=in_force_from,
        valid_until=_valid_until(in_force_from, rules["valid_years"]),
        keywords=(rules["topic"].split("、")[0], name.removeprefix(COUNTY)),
        source=OFFICE,
        audience="社会公众",
        elements={
            "legality": f"尉司审〔{made_on.year}〕{number}号",
            "filing_no": f"尉规备〔{made_on.year}〕{number:03d}号",
        },
    )
    rows = [standards["head"], *standards["rows"]]
    return content, Paper(f"{name}.docx", papers.docx(name, articles, rows))


def _articles(rules: dict[str, Any], in_force_from: date) -> list[str]:
    law = [
        f"为{rules['purpose']}，根据{rules['basis']}等有关规定，结合本县实际，制定本办法。",
        f"{rules['scope']}，适用本办法。",
        f"县{rules['bureau']}负责本办法的组织实施，其他有关部门和各乡镇人民政府按照职责做好相关工作。",
        *rules["articles"],
        f"本办法由县{rules['bureau']}负责解释。",
        f"本办法自{in_force_from.year}年{in_force_from.month}月1日起施行{_term(rules['valid_years'])}。",
    ]
    return [f"第{_number(place)}条　{text}" for place, text in enumerate(law, 1)]


def _term(years: int) -> str:
    return f"，有效期{_COUNTED[years - 1] if years != 2 else '两'}年" if years else ""


def _valid_until(start: date, years: int) -> date | None:
    """The last day of a term that begins on the first of a month."""
    return date.fromordinal(date(start.year + years, start.month, 1).toordinal() - 1) if years else None


def _number(place: int) -> str:
    return _COUNTED[place - 1] if place <= 10 else f"十{_COUNTED[place - 11]}"


def explainer(number: int, made_on: date) -> Content:
    """The explainer of the document of a number: questions and answers in plain words."""
    rules = policies()[number - 1]
    name = rules["name"]
    listed = "；".join(text.rstrip("。") for text in rules["articles"][1:5])
    standards = rules["standards"]
    answers = [
        rules["background"],
        f"适用于{rules['scope']}。",
        f"文件共{_number(len(rules['articles']) + 5)}条，主要内容是：{listed}。",
        f"文件以表格列明了{standards['table']}，群众可以对照查阅。",
        "以文件载明的施行日期为准。文件施行前已经办理的事项，按照原规定执行。",
    ]
    parts = [paragraph(f"近日，县政府印发了《{name}》，现就公众关心的问题解读如下。")]
    for place, (question, answer) in enumerate(
        zip(texts("documents")["words"]["explained"], answers, strict=True)
    ):
        parts += [heading(f"{_COUNTED[place]}、{question}？"), paragraph(answer)]
        if place == 3:
            parts.append(table(standards["table"], standards["head"], standards["rows"]))
    parts.append(paragraph(f"解读机关：县{rules['bureau']}。咨询电话：0371-0000{1000 + number * 111}。"))
    return Content(
        title=f"《{name}》解读",
        abstract=f"从制定背景、适用范围、主要内容等方面解读《{name}》。",
        body="".join(parts),
        topic=rules["topic"],
        column="zhengce-jiedu",
        made_on=made_on,
        keywords=("政策解读", name.removeprefix(COUNTY)),
        source=f"县{rules['bureau']}",
        audience="社会公众",
    )
