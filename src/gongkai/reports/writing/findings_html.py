"""A checked report as a page: what was found, table by table, and the tables with the cells concerned marked.

For `gongkai check --html`. Numbers tie a finding to its cells in both directions; every status is a word,
never a colour alone; the page needs no other file, no script, and prints.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from gongkai.casework.gb9704.wording import clean
from gongkai.reports.format import load_format
from gongkai.reports.report import Number, Report
from gongkai.reports.writing.as_html import page
from gongkai.reports.writing.drawing import TABLE_NAMES, drawings, tables_of
from gongkai.reports.writing.html_table import Mark, html_table
from gongkai.reports.writing.wording import day_in_words, paragraphs, plain, subheading, title_of


class Finding(Protocol):
    """What is drawn of a finding; any object with these attributes will do."""

    @property
    def check(self) -> str:
        """The id of the check, ``T3-1``."""

    @property
    def at(self) -> str:
        """Where: a column, a row, a section."""

    @property
    def level(self) -> str:
        """``error``, ``warning`` or ``note``."""

    @property
    def outcome(self) -> str:
        """``fails``, ``cannot_tell``, ``not_applicable`` or ``holds``."""

    @property
    def left(self) -> Number | None:
        """What stands on the left of the check, or what the prose states."""

    @property
    def right(self) -> Number | None:
        """What stands on the right, or what it should be."""

    @property
    def cells(self) -> Sequence[str]:
        """The ids of the cells concerned."""

    @property
    def message(self) -> str:
        """The whole in Chinese."""


TONES = {"error": "错误", "warning": "警告", "note": "提示"}
OUTCOMES = {"cannot_tell": "无法判断", "not_applicable": "不适用", "holds": "成立"}
GRAVITY = ("error", "warning", "note", "cannot_tell", "not_applicable", "holds")
GROUPS = {**TABLE_NAMES, "prose": "文字与数据", "form": "格式与要素"}
SHOWN = 6
"""How many cells of a finding are listed at once; the rest fold away."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell as a person names it, with the anchor to go to if it is drawn."""

    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as drawn: ``tone`` styles it, ``word`` says the same."""

    number: int
    finding: Finding
    tone: str
    word: str
    gap: str
    places: tuple[Place, ...]


@dataclass(slots=True)
class Group:
    """The findings of one table, of the prose or of the form, with its summary."""

    key: str
    name: str
    summary: str = ""
    items: list[Item] = field(default_factory=list)


def findings_html(report: Report, findings: Iterable[Finding]) -> str:
    """The page as text. Findings keep their order within their group and are numbered through."""
    found = list(findings)
    drawn = drawings(report)
    labels = cell_labels(report)
    there = {box.cell_id for drawing in drawn.values() for box in drawing.boxes if box.cell_id}
    groups = {key: Group(key, name) for key, name in GROUPS.items()}
    ordered = sorted(found, key=lambda each: list(GROUPS).index(group_of(each)))
    for number, each in enumerate(ordered, 1):
        groups[group_of(each)].items.append(_item(number, each, labels, there))
    keys = {drawing.key for drawing in drawn.values()}
    for group in groups.values():
        group.summary = _summary(group.items, group.key in keys or group.key not in TABLE_NAMES)
    marks = _marks(item for group in groups.values() for item in group.items)
    sections = [
        {
            "key": section.key,
            "heading": f"{section.ordinal}、{section.title}",
            "paragraphs": [subheading(each) for each in paragraphs(report.sections.get(section.key, ""))],
            "table": html_table(drawn[section.key], marks) if section.key in drawn else None,
        }
        for section in load_format(report.format).sections
    ]
    items = [item for group in groups.values() for item in group.items]
    return page(
        "findings.html",
        ("report.css", "findings.css"),
        title=title_of(report),
        about=_about(report),
        verdict=_verdict(items),
        groups=list(groups.values()),
        sections=sections,
        notes=[clean(note) for note in report.notes],
        shown=SHOWN,
    ).decode("utf-8")


def group_of(finding: Finding) -> str:
    """Where a finding belongs: the table of its cells, unless it is about prose; else the form.

    >>> from types import SimpleNamespace as Made
    >>> group_of(Made(check="T3-1", cells=("requests.granted.total",))), group_of(Made(check="S-2", cells=()))
    ('requests', 'form')
    >>> group_of(Made(check="N-1", cells=("requests.granted.total",))), group_of(Made(check="T4-1", cells=()))
    ('prose', 'reviews')
    """
    kind = finding.check.split("-")[0].upper()
    if kind == "N":
        return "prose"
    tables = [cell.split(".")[0] for cell in finding.cells]
    if tables and tables[0] in TABLE_NAMES:
        return tables[0]
    return {"T2": "proactive", "T3": "requests", "T4": "reviews", "X": "requests", "B": "proactive"}.get(
        kind, "form"
    )


def cell_labels(report: Report) -> dict[str, str]:
    """Each cell as a person names it: table, row and column as printed."""
    found = {}
    for table in tables_of(report):
        for cell_id, _, row, column in table.cells():
            words = [TABLE_NAMES[table.key], row.label.split("（区分")[0], column.label]
            if table.key == "reviews":
                words[1] = column.group.split("/")[-1]
            elif table.key == "requests" and row.group:
                words[1] = f"{row.group[:3]}{row.label}"
            found[cell_id] = "·".join(filter(None, words))
    return found


def _anchor(cell_id: str) -> str:
    return f"cell-{cell_id.replace('.', '-')}"


def _item(number: int, finding: Finding, labels: dict[str, str], there: set[str]) -> Item:
    outcome = str(finding.outcome)
    tone = finding.level if outcome == "fails" else outcome
    return Item(
        number,
        finding,
        tone if tone in GRAVITY else "note",
        TONES.get(finding.level, "提示") if outcome == "fails" else OUTCOMES.get(outcome, "提示"),
        _gap(finding),
        tuple(
            Place(labels.get(cell, cell), _anchor(cell) if cell in there else "") for cell in finding.cells
        ),
    )


def _gap(finding: Finding) -> str:
    """The two sides and their difference, where both are numbers that differ and the words do not say so."""
    left, right = finding.left, finding.right
    if left is None or right is None or left == right or "相差" in finding.message:
        return ""
    apart = abs(Decimal(left) - Decimal(right))
    return f"{plain(left)} 与 {plain(right)}，相差 {plain(apart)}"


def _summary(items: list[Item], present: bool) -> str:
    if not items:
        return "未发现问题" if present else "报告中没有此表"
    counted = [
        (word, sum(item.word == word for item in items)) for word in (*TONES.values(), *OUTCOMES.values())
    ]
    return "　".join(f"{word} {number}" for word, number in counted if number)


def _verdict(items: list[Item]) -> tuple[str, str]:
    """Tone and words of the line at the top."""
    errors = sum(item.word == "错误" for item in items)
    others = sum(item.word in ("警告", "提示") for item in items)
    open_ = sum(item.word == "无法判断" for item in items)
    more = "".join(
        text
        for number, text in (
            (others, f"，另有{others}处警告或提示"),
            (open_, f"，{open_}处数据不全、无法判断"),
        )
        if number
    )
    if errors:
        return "error", f"有{errors}处错误需要改正{more}。"
    if others or open_:
        return "warning", f"未发现错误{more}。"
    return "holds", "未发现问题。"


def _marks(items: Iterable[Item]) -> dict[str, Mark]:
    """Every cell concerned, with its findings and their gravest tone; what holds marks nothing."""
    found: dict[str, list[Item]] = {}
    for item in items:
        if item.tone not in ("holds", "not_applicable"):
            for cell in item.finding.cells:
                found.setdefault(cell, []).append(item)
    return {
        cell: Mark(
            tuple(item.number for item in concerned),
            min((item.tone for item in concerned), key=GRAVITY.index),
        )
        for cell, concerned in found.items()
    }


def _about(report: Report) -> list[tuple[str, str]]:
    edition = load_format(report.format)
    return [
        (name, text)
        for name, text in (
            ("报告机关", clean(report.organ)),
            ("报告年度", f"{report.year}年" if report.year else ""),
            ("格式", edition.notice),
            ("日期", day_in_words(report.dated_on)),
            ("文件", clean(report.file)),
        )
        if text
    ]
