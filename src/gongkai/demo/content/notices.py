"""Notices and all the rest: tips, jobs, schools, opinions, letters, talks, drafts for comment, the county."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.demo.content import papers
from gongkai.demo.content.entries import Paper
from gongkai.demo.content.guides import Owned
from gongkai.demo.content.news import Pictures
from gongkai.demo.content.phrases import (
    COUNTY,
    Phrases,
    heading,
    paragraph,
    picture,
    say_day,
    signed,
    table,
    texts,
)
from gongkai.demo.content.pictures import SCENES
from gongkai.demo.words import bureaus, towns
from gongkai.records.content import Content

OFFICE = f"{COUNTY}人民政府办公室"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that the public is asked about, with what became of the opinions."""

    owned: Owned
    closes_on: date
    address: str
    result: str


def notices(seed: int, days: Sequence[date], pictures: Pictures) -> Iterator[Owned]:
    """All kinds of notices of departments and towns, spread over the days."""
    for kind in texts("notices")["kinds"]:
        owners = _owners(kind["whose"])
        for number in range(1, kind["count"] + 1):
            day = days[(number * 2 - 1) * len(days) // (kind["count"] * 2)]
            yield _notice(seed, kind, number, owners[(number - 1) % len(owners)], day, pictures)


def _owners(whose: str) -> list[str]:
    named = {"bureaus": bureaus(), "towns": towns(), "all": [*bureaus(), *towns()]}
    return named.get(whose) or whose.split("|")


def _notice(seed: int, kind: dict[str, Any], number: int, owner: str, day: date, pictures: Pictures) -> Owned:
    say, words = Phrases(f"{seed}/{kind['key']}/{number}"), texts("notices")["words"]
    office = owner if owner in towns() else f"县{owner}"
    given: dict[str, object] = {
        "office": office,
        "day": say_day(day),
        "month": day.month,
        "later": f"{min(day.month + 1, 12)}月",
        "work": say.random.choice(words["works"]),
        "concern": say.random.choice(words["concerns"]),
        "paper": words["papers"][(number - 1) % len(words["papers"])],
        "crop": say.random.choice(words["crops"]),
    }
    titles = kind["titles"]
    given["titled"] = title = say.fill(titles[(number - 1) % len(titles)], **given)
    parts = [_block(say, block, given) for block in kind["body"]]
    attachments = ()
    if kind.get("picture"):
        scene = say.random.choice(("village", "orchard", "wheat"))
        ref, address = pictures(scene)
        attachments = (ref,)
        parts.insert(1, picture(address, SCENES[scene], f"图为{owner}风貌。"))
    if kind["type"] == "notice":
        parts.append(signed(office, day))
    content = Content(
        title=title,
        body="".join(parts),
        topic="综合政务",
        column=kind["column"],
        made_on=day,
        keywords=(office,),
        source=office,
        audience="社会公众",
        attachments=attachments,
    )
    return Owned(owner, kind["type"], content, day)


def _block(say: Phrases, block: Any, given: dict[str, object]) -> str:
    if isinstance(block, str):
        return paragraph(say.fill(block, **given))
    rows = [[say.fill(cell, **given) for cell in row] for row in block["rows"]]
    return table(block["table"], block["head"], rows)


def letter(seed: int, number: int, title: str, day: date) -> Content:
    """A letter from the public with its answer (来信选登): who wrote it is not said."""
    say, words = Phrases(f"{seed}/letter/{number}"), texts("notices")["words"]
    matter, bureau = title.removeprefix("关于").removesuffix("的咨询"), say.fill("{bureau}")
    parts = [
        heading("来信内容"),
        paragraph(say.one(words["letters"], matter=matter)),
        heading("答复内容"),
        paragraph(say.one(words["answers"], bureau=bureau)),
        signed(f"答复单位：{bureau}", day),
    ]
    return Content(
        title=title,
        body="".join(parts),
        topic="综合政务",
        column="laixin-xuandeng",
        made_on=day,
        keywords=("来信选登",),
        source="县长专线",
        audience="社会公众",
    )


def county_pages(on: date, pictures: Pictures) -> Iterator[Content]:
    """The county itself: where it lies, its past, its sights."""
    for each in texts("notices")["county"]["pages"]:
        scene = {"xianqing-gaikuang": "town", "lishi-wenhua": "evening"}.get(each["column"], "orchard")
        ref, address = pictures(scene)
        parts = [paragraph(text) for text in each["body"]]
        parts.insert(1, picture(address, SCENES[scene], "示意图。"))
        yield Content(
            title=each["title"],
            body="".join(parts),
            topic="综合政务",
            column=each["column"],
            made_on=on,
            keywords=("走进尉氏",),
            source=OFFICE,
            audience="社会公众",
            attachments=(ref,),
        )


def drafts(days: Sequence[date]) -> Iterator[Draft]:
    """Drafts that the public was asked about in the year, one for each of the days."""
    for each, day in zip(texts("notices")["drafts"], days, strict=True):
        office, name = f"县{each['bureau']}", each["paper"].removesuffix("（征求意见稿）")
        closes_on = date.fromordinal(day.toordinal() + 30)
        address = f"信函：{office}（信封注明“征求意见”）；电话：0371-00003100；本网站在线提交"
        lines = [
            f"为提高决策质量，{office}起草了《{name}》（征求意见稿），现向社会公开征求意见。",
            "征求意见稿共二十条，主要规定了管理职责、建设要求、服务标准、监督检查和法律责任，全文见附件。",
            f"意见反馈截止时间为{closes_on.year}年{closes_on.month}月{closes_on.day}日。",
        ]
        content = Content(
            title=f"关于《{name}》公开征求意见的公告",
            abstract=lines[0],
            body="".join(paragraph(line) for line in lines) + signed(office, day),
            topic="综合政务",
            column="zhengqiu-yijian",
            made_on=day,
            keywords=("征求意见", name.removeprefix(COUNTY)),
            source=office,
            audience="社会公众",
        )
        paper = Paper(f"{each['paper']}.docx", papers.docx(each["paper"], lines))
        owned = Owned(each["bureau"], "comment_draft", content, day, paper)
        yield Draft(owned, closes_on, address, each["result"])
