"""Service guides (办事指南) with every required element, and approval results (审批结果)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gongkai.demo.content import papers
from gongkai.demo.content.entries import Paper
from gongkai.demo.content.phrases import COUNTY, Phrases, texts
from gongkai.demo.words import towns
from gongkai.records.content import Content


@dataclass(frozen=True, slots=True)
class Owned:
    """A record of a department or town: whose (its name without the county's), its type, its content."""

    whose: str
    type: str
    content: Content
    published_on: date
    paper: Paper | None = None


def service_guides(seed: int, days: Sequence[date]) -> Iterator[Owned]:
    """The guides that every town has, then those of departments, spread over the days."""
    bank = texts("guides")
    for number, each in enumerate(bank["town_guides"], 1):
        for town in towns():
            yield _guide(seed, each, town, town, number, days[number])
    for number, each in enumerate(bank["guides"], 1):
        on = days[number * (len(days) - 1) // len(bank["guides"])]
        yield _guide(seed, each, each["bureau"], f"县{each['bureau']}", number, on)


def _guide(seed: int, guide: dict[str, Any], whose: str, source: str, number: int, on: date) -> Owned:
    say, words = Phrases(f"{seed}/guide/{whose}/{number}"), texts("guides")["words"]
    in_town = whose in towns()
    place = words["town_place"] if in_town else words["place"]
    counted = "\n".join(f"{n}. {text}" for n, text in enumerate(guide["materials"], 1))
    content = Content(
        title=f"{guide['title']}办事指南" + (f"（{whose}）" if in_town else ""),
        abstract=f"{guide['title']}的受理条件、申请材料、办理程序、时限、收费和地点。",
        topic="综合政务",
        column="banshi-zhinan",
        made_on=on,
        keywords=("办事指南", guide["title"]),
        source=source,
        audience=guide["who"],
        elements={
            "basis": guide["basis"],
            "conditions": "\n".join(f"{n}. {text}" for n, text in enumerate(guide["conditions"], 1)),
            "materials": counted,
            "steps": say.fill(words["steps"], look=min(guide["promised"], 3)),
            "legal_limit": f"{guide['legal']}个工作日",
            "promised_limit": f"{guide['promised']}个工作日",
            "fee": words["fee"],
            "place": say.fill(place, town=whose),
            "hours": words["hours"],
            "phone": say.fill(words["phone"]),
            "complaints": say.fill(words["complaints"]),
            "result": words["result"],
        },
    )
    form = f"{guide['title']}申请表（空表）"
    rows = [["申请单位或者个人", ""], ["申请事项", guide["title"]], ["申请日期", ""], ["备注", ""]]
    paper = Paper(f"{form}.docx", papers.docx(form, ["请用黑色墨水笔填写，字迹工整。"], rows))
    return Owned(whose, "service_guide", content, on, paper)


def approval_results(seed: int, days: Sequence[date]) -> Iterator[Owned]:
    """One approval result for each of the days, of companies only: no person's matter is published here."""
    matters, firms = texts("guides")["matters"], texts("entries")["words"]["firms"]
    for number, day in enumerate(days, 1):
        matter, say = matters[number % len(matters)], Phrases(f"{seed}/approval/{number}")
        party = f"{COUNTY}{say.random.choice(firms)}{say.random.choice(matter['trades'])}"
        decided_on = day - timedelta(days=say.random.randint(0, 5)) if day.month > 1 else day
        refused = number % 17 == 0
        content = Content(
            title=f"{party}{matter['title']}审批结果",
            abstract=f"{matter['title']}办理结果：{'不予许可' if refused else '准予许可'}。",
            topic="综合政务",
            column="xingzheng-xuke",
            made_on=decided_on,
            keywords=("审批结果", matter["title"]),
            source=f"县{matter['bureau']}",
            audience="社会公众",
            elements={
                "matter": matter["title"],
                "party": party,
                "decision_no": f"{matter['mark']}〔{day.year}〕{number:03d}号",
                "decided_on": decided_on.isoformat(),
                "verdict": "不予许可，理由和救济途径已书面告知申请人" if refused else "准予许可",
            },
        )
        yield Owned(matter["bureau"], "approval_result", content, day)
