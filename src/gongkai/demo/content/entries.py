"""Entries of the information directory (信息公开目录): every column of statutory content has its own kind."""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from gongkai.demo.content import papers
from gongkai.demo.content.phrases import COUNTY, Phrases, paragraph, signed, table, texts
from gongkai.demo.words import bureaus, towns
from gongkai.records.content import Content

YEAR = 2020
_SEASONS = ("春季", "春季", "春季", "春季", "夏季", "夏季", "夏季", "汛期", "秋季", "秋季", "冬季", "冬季")


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that goes with a record, not kept yet."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is made: its kind, content and file; in which months it comes out (all where empty),
    and how far within them, from 0 to 1.
    """

    kind: str
    type: str
    months: tuple[int, ...]
    within: float
    content: Content
    paper: Paper | None = None


@dataclass(slots=True)
class _Making:
    """What the slots of one entry stand for."""

    say: Phrases
    given: dict[str, object]
    words: Mapping[str, Sequence[str]] = field(default_factory=lambda: texts("entries")["words"])

    def drawn(self, row: int = 0, subject: str = "") -> dict[str, object]:
        """The slots, with those that are drawn anew for each line."""
        say, words = self.say, self.words
        trade = say.random.choice(words["trades"])
        fresh = {
            "row": row,
            "firm": f"{COUNTY}{say.random.choice(words['firms'])}{trade}",
            "offence": say.random.choice(words["offences"]),
            "matter": say.random.choice(words["matters"]),
            "finding": (found := say.random.choice(words["findings"])),
            "handling": "无" if found == "符合要求" else say.random.choice(words["handlings"][3:]),
        }
        given = {"bureau": say.random.choice(bureaus()), **self.given}
        if row:
            fresh |= {"project": say.one(words["projects"]), "village": words["villages"][(row * 5) % 14]}
        return {**given, **fresh, **({"subject": subject} if subject else {})}

    def fill(self, text: str) -> str:
        """A text filled; each 任务 in it is another one."""
        for task in self.say.random.sample(self.words["tasks"], text.count("{task}")):
            text = text.replace("{task}", task, 1)
        return self.say.fill(text, **self.drawn())


def entries(seed: int) -> Iterator[Entry]:
    """All entries but the normative documents, in the order of their kinds; 440 in all."""
    for kind in texts("entries")["kinds"]:
        for number in range(1, kind["count"] + 1):
            yield _entry(seed, kind, number)


def _entry(seed: int, kind: dict[str, Any], number: int) -> Entry:
    making = _making(seed, kind, number)
    title, abstract = making.fill(kind["title"]), making.fill(kind["abstract"])
    lines: list[list[object]] = []
    body = "".join(_block(making, block, lines) for block in kind["body"])
    months, within = tuple(kind.get("months", ())), (number - 1) / kind["count"]
    if kind["each"] in ("months", "towns"):
        months, within = (int(str(making.given["month"])),), making.say.random.random()
    content = Content(
        title=title,
        abstract=abstract,
        body=body,
        doc_no=making.fill(kind.get("doc_no", "")),
        topic=kind["topic"],
        column=kind["column"],
        keywords=(kind["topic"].split("、")[0], making.fill(str(making.given["subject"]))[:20] or title[:20]),
        source=str(making.given["source"]),
        audience="社会公众",
    )
    return Entry(
        kind["key"],
        kind.get("type", "directory_entry"),
        months,
        within,
        content,
        _paper(kind, content, lines),
    )


def _making(seed: int, kind: dict[str, Any], number: int) -> _Making:
    """Choose of whom and of what the entry of a number is."""
    say = Phrases(f"{seed}/{kind['key']}/{number}")
    over, place = kind.get("over", [""]), number - 1
    names = {"bureaus": bureaus(), "towns": towns(), "offices": _offices(), "months": range(1, 13)}
    among = list(names.get(kind["each"], [""]))
    whose, turn = among[place % len(among)], place // len(among)
    month = whose if kind["each"] == "months" else 1 + place * 12 // kind["count"]
    given: dict[str, object] = {
        "number": turn + 1 if kind["each"] else number,
        "serial": number,
        "month": month,
    }
    given["source"] = f"{COUNTY}人民政府办公室"
    if kind["each"] == "bureaus":
        given |= {"bureau": whose, "source": f"县{whose}"}
    if kind["each"] == "towns":
        given |= {"town": whose, "source": f"{whose}人民政府"}
        given["month"] = 1 + (place * 5) % 12
    if kind["each"] == "offices":
        given |= {"office": whose, "source": whose, "duties": _duties(whose)}
    if "sums" in kind:
        given["sum"] = kind["sums"][place]
    words = texts("entries")["words"]
    given["project"] = say.one(words["projects"])
    among_subjects = over[turn % len(over)] if kind["each"] else over[place % len(over)]
    season, work = (
        _SEASONS[int(str(given["month"])) - 1],
        words["works"][(place // len(over)) % len(words["works"])],
    )
    given["subject"] = say.fill(among_subjects, season=season, work=work)
    return _Making(say, given)


@cache
def _offices() -> tuple[str, ...]:
    return (*(f"县{name}" for name in bureaus()), *(f"{name}人民政府" for name in towns()))


def _duties(office: str) -> str:
    duties = texts("people")["duties"]
    return str(duties.get(office.removeprefix("县"), duties["town"]))


def _block(making: _Making, block: Any, lines: list[list[object]]) -> str:
    """A block of the body; rows of tables are kept for the file that goes with it."""
    if isinstance(block, str):
        return paragraph(making.fill(block))
    if isinstance(block, list):
        return paragraph(making.fill(making.say.random.choice(block)))
    if "cells" in block:
        rows = list(_rows(making, block))
    else:
        rows = [[making.fill(cell) for cell in row] for row in block["rows"]]
    lines += [block["head"], *rows]
    return table(making.fill(block["table"]), block["head"], rows)


def _rows(making: _Making, block: dict[str, Any]) -> Iterator[list[object]]:
    subjects = block.get("over") or [""] * making.say.random.randint(*block["rows"])
    tasks = making.say.random.sample(making.words["tasks"], len(making.words["tasks"]))
    for number, subject in enumerate(subjects, 1):
        drawn, task = making.drawn(number, subject), tasks[number % len(tasks)]
        yield [making.say.fill(cell.replace("{task}", task), **drawn) for cell in block["cells"]]


def _paper(kind: dict[str, Any], content: Content, lines: list[list[object]]) -> Paper | None:
    form, name = kind.get("attach"), content.title[:60]
    if form == "xlsx":
        return Paper(f"{name}.xlsx", papers.xlsx("附表", lines))
    if form == "docx":
        return Paper(f"{name}.docx", papers.docx(content.title, [content.abstract], lines))
    if form == "pdf":
        return Paper(f"{name}.pdf", papers.pdf([content.title, content.abstract, "以网站公布的内容为准。"]))
    return None


def finished(entry: Entry, made_on: date) -> Content:
    """The content of an entry once its day is known: the day it was made stands under the text."""
    content = entry.content
    body = content.body + signed(content.source, made_on)
    return content.but(body=body, made_on=made_on)


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
