"""From cells to sections: which sentences are said, in what order, and which cells each of them cites."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any

from gongkai.law.errors import GongkaiError
from gongkai.reports.format import FORMAT_IDS, format_for, load_format
from gongkai.reports.prose.slots import Condition, fill_slots, slots_of
from gongkai.reports.report import Cell

KINDS = ("government", "department")
"""Whose report it is: a people's government answers for the whole region (OGI 50.1.4), or one organ."""

ORDINALS = "一二三四五六七八九十"
PROMPT = "〔待填写："
"""How a place begins that a person has to fill in, because no fact speaks of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence's list, said when its conditions hold."""

    text: str
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence before it is filled: ``text``, or ``parts`` joined by 、 between ``text`` and ``tail``."""

    text: str
    when: tuple[Condition, ...] = ()
    editions: tuple[str, ...] = FORMAT_IDS
    kinds: tuple[str, ...] = KINDS
    parts: tuple[Part, ...] = ()
    tail: str = ""

    def cells(self) -> tuple[str, ...]:
        """All cells that it may cite or look at."""
        texts = [self.text, *(part.text for part in self.parts), self.tail]
        found = [cell for text in texts for slot in slots_of(text) for cell in slot.cells]
        for condition in [*self.when, *(each for part in self.parts for each in part.when)]:
            found += condition.cells
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its heading (（一）…, or empty) and sentences. A ``listed`` one begins 一是, 二是 …"""

    section: str
    head: str
    templates: tuple[Template, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in the report, with the cells that its numbers come from."""

    section: str
    paragraph: int
    text: str
    cells: tuple[str, ...]

    @property
    def to_fill(self) -> bool:
        """Whether a person has to fill something in."""
        return PROMPT in self.text


def compose(
    cells: Mapping[str, Cell], *, organ: str, year: int, kind: str = "department", edition: str = ""
) -> dict[str, str]:
    """The prose of the six sections (``s1``…``s6``), paragraphs by newline; those of the tables are empty.

    ``cells`` are those of the report and of our own statistics (``work.…``); ``edition`` is the format,
    by default the one prescribed for the year.

    Raises: GongkaiError ``cell_without_number`` if a sentence that has to be said cites a cell without one.
    Law: OGI 50.
    """
    found: dict[str, dict[int, str]] = {}
    for each in sentences(cells, organ=organ, year=year, kind=kind, edition=edition):
        section = found.setdefault(each.section, {})
        section[each.paragraph] = section.get(each.paragraph, "") + each.text
    sections = load_format(edition or format_for(year).id).sections
    return {each.key: "\n".join(found.get(each.key, {}).values()) for each in sections}


def sentences(
    cells: Mapping[str, Cell], *, organ: str, year: int, kind: str = "department", edition: str = ""
) -> list[Sentence]:
    """The same sentence by sentence, each with the cells that it cites. Headings are part of the first."""
    if kind not in KINDS:
        raise GongkaiError("unknown_kind_of_report", f"没有“{kind}”这类报告，可选：{'、'.join(KINDS)}。")
    edition = edition or format_for(year).id
    names = {"year": str(year), "organ": organ}
    found: list[Sentence] = []
    problems = count()
    for number, paragraph in enumerate(paragraphs()):
        said = [
            filled
            for template in paragraph.templates
            if edition in template.editions and kind in template.kinds
            if (filled := _fill(template, cells, names))
        ]
        if not said:
            continue
        head = f"{ORDINALS[next(problems)]}是" if paragraph.listed else paragraph.head
        for text, cited in said:
            found.append(Sentence(paragraph.section, number, head + text, cited))
            head = ""
    return found


def _fill(
    template: Template, cells: Mapping[str, Cell], names: Mapping[str, str]
) -> tuple[str, tuple[str, ...]] | None:
    """The sentence and the cells it cites, or nothing if it is not said."""
    if not all(condition.holds(cells) for condition in template.when):
        return None
    parts = [part.text for part in template.parts if all(each.holds(cells) for each in part.when)]
    if template.parts and not parts:
        return None
    text = template.text + "、".join(parts) + template.tail
    cited = tuple(dict.fromkeys(cell for slot in slots_of(text) for cell in slot.cells))
    return fill_slots(text, cells, names), cited


@cache
def paragraphs() -> tuple[Paragraph, ...]:
    """All paragraphs of ``sentences.toml`` in order."""
    return parse((files(__package__) / "sentences.toml").read_text("utf-8"))


def parse(text: str) -> tuple[Paragraph, ...]:
    """Read paragraphs from TOML; a sentence that cites an unknown cell, edition or kind fails here.

    Raises: GongkaiError ``unknown_cell``, ``bad_slot``, ``bad_condition``, ``unknown_kind_of_report``.
    """
    raw = tomllib.loads(text)
    known = known_cells() | set(raw.get("expected_cells", ()))
    found = tuple(
        Paragraph(
            section=each["section"],
            head=each.get("head", ""),
            templates=tuple(_template(sentence) for sentence in each["sentences"]),
            listed=each.get("listed", False),
        )
        for each in raw["paragraphs"]
    )
    for paragraph in found:
        for template in paragraph.templates:
            _vet(template, known)
    return found


def _vet(template: Template, known: set[str]) -> None:
    for cell in template.cells():
        if cell not in known:
            raise GongkaiError(
                "unknown_cell",
                f"句子“{template.text}”引用了不存在的单元格“{cell}”，请改正句子文件。",
                cell=cell,
            )
    if not {*template.editions} <= {*FORMAT_IDS} or not {*template.kinds} <= {*KINDS}:
        raise GongkaiError(
            "unknown_kind_of_report", f"句子“{template.text}”写的格式或报告类别不存在，请改正。"
        )


def _template(raw: Mapping[str, Any]) -> Template:
    return Template(
        text=raw.get("text", ""),
        when=tuple(Condition(each) for each in raw.get("when", ())),
        editions=tuple(raw.get("editions", FORMAT_IDS)),
        kinds=tuple(raw.get("kinds", KINDS)),
        parts=tuple(
            Part(part["text"], tuple(Condition(each) for each in part.get("when", ())))
            for part in raw.get("parts", ())
        ),
        tail=raw.get("tail", ""),
    )


def known_cells() -> set[str]:
    """The ids of all cells of the official editions and of our own statistics."""
    return {cell_id for each in (*FORMAT_IDS, "work") for cell_id, *_ in load_format(each).cells()}


__all__ = ["KINDS", "PROMPT", "Sentence", "compose", "known_cells", "parse", "sentences"]
