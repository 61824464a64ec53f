"""What stands in a cell: a number, how it was written, its unit and the words beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.reports.reading.normal import level
from gongkai.reports.report import MISSING_MARK, UNDECIDED_MARK, Cell, CellKind, Number, readings_of

UNITS = "万元|亿元|千元|元|笔|个|件|项|条|次|宗|家|批次|批|份|人次|人|起|例|部|%"
_REMARK = r"\((?:其中|含|包括|不含|注|较|同比|单位|未|已|均|共|新增|修订|废止|全部)[^()\d]{0,12}[^()]{0,40}\)"
# A digit that is the ordinal of the next label ("2.其他法律…") is no part of a number.
_DIGIT = r"(?:\d(?![^\S\n]{0,2}[.、．]\s{0,2}[\u4e00-\u9fff\"]))"
_NUMBER = rf"[+-]?{_DIGIT}(?:{_DIGIT}|,(?=\d{{3}}(?!\d)))*(?:\.\d+)?"
_DASH = r"(?<!\S)(?:[-—/]{1,3}|─{1,3})(?!\S)"
_BESIDE = r"\s{1,12}[-+\d无零/—]"
_WORD = rf"(?<!\S)[无零](?={_BESIDE})|(?<=[\d无零]\s)[无零](?!\S)|(?<=[\d无零]\n[\t ])[无零](?!\S)"
"""A word in place of a number, between the numbers of a row."""
EMPTY_CELL = "∅"
"""Stands for an empty cell in running text whose layout shows that there is one."""
_MARK = rf"(?<!\S)(?:{MISSING_MARK}|{UNDECIDED_MARK}|〔-?\d[\d.]*(?:或-?\d[\d.]*)*〕)(?!\S)"
_ROW = rf"(?<!\S)[0-9]{{1,15}}(?: [0-9]{{1,15}}){{1,14}}(?=\n(?!{_REMARK}))"
"""A whole line's end of bare figures: how nearly every row of a printed table stands in running text."""
TOKEN = re.compile(
    rf"(?P<row>{_ROW})"
    rf"|(?<![第〔\[\d.])(?P<number>{_NUMBER})(?:[ \t]?(?P<unit>{UNITS}))?(?:\s?(?P<remark>{_REMARK}))?"
    rf"|(?P<word>{_WORD})|(?P<dash>{_DASH})|(?P<empty>{EMPTY_CELL})|(?P<mark>{_MARK})"
)
_FIRST = re.compile(rf"[\d+\-—/─〔无零{EMPTY_CELL}]")
"""What a token can begin with: to look for that is many times faster than to try a token at every letter."""
_GLUED_TOKEN = re.compile(rf"(?P<number>{_NUMBER})(?:(?P<unit>{UNITS}))?(?P<remark>{_REMARK})?")
_WHOLE = re.compile(
    rf"(?P<before>约|共|计|合计|人民币|¥|￥)?(?P<number>[+-]?\d[\d,]*(?:\.\d+)?)(?P<unit>{UNITS}|万)?(?P<remark>.{{0,60}})"
)
_DASHES = re.compile(r"[-—–/／─~＼\\]+|无")
_SIGNED = re.compile(r"(增加?|新增|减少?|\+|-)(\d[\d,]*)(?:项|件|个)?")


@dataclass(slots=True)  # not frozen: hundreds are made for each report, which takes twice as long
class Piece:
    """One thing between two real borders: a cell, or a run of digits in which borders were lost.

    ``digits`` are its figures without sign, separators and decimals; ``decimals`` what follows the point.
    ``whole`` says that it is exactly one cell, because the document drew its borders; ``readings`` are those
    that the document itself leaves open (〔28或2〕).
    """

    raw: str
    kind: CellKind = CellKind.NUMBER
    digits: str = ""
    sign: str = ""
    decimals: str = ""
    unit: str = ""
    remark: str = ""
    whole: bool = False
    place: str = ""
    readings: tuple[Number, ...] = ()

    @property
    def value(self) -> Number | None:
        """The number if the piece is one cell."""
        if self.kind is not CellKind.NUMBER:
            return None
        if self.decimals:
            return Decimal(f"{self.sign}{self.digits}.{self.decimals}")
        return int(self.sign + self.digits if self.sign else self.digits)

    def cell(self) -> Cell:
        """The piece as a cell of a report."""
        return Cell(self.value, self.kind, self.raw, self.unit, self.remark, self.place, self.readings)


def cells_of(pieces: Sequence[Piece]) -> list[Cell]:
    """Pieces as cells of a report; what is one piece (equal figures of a row) becomes one cell."""
    made: dict[int, Cell] = {}
    return [made.get(id(each)) or made.setdefault(id(each), each.cell()) for each in pieces]


def _of(found: re.Match[str], raw: str, place: str, *, whole: bool) -> Piece:
    figures = found["number"].replace(",", "")
    sign = "-" if figures.startswith("-") else ""
    whole_part, _, decimals = figures.lstrip("+-").partition(".")
    remark = (found["remark"] or "").strip(" ()")
    return Piece(raw, CellKind.NUMBER, whole_part, sign, decimals, found["unit"] or "", remark, whole, place)


def read_cell(text: str, place: str = "") -> Piece:
    """Read the text of one cell with real borders.

    >>> read_cell("22（其中修订16件）").value, read_cell("22（其中修订16件）").remark
    (22, '其中修订16件')
    >>> read_cell("1690.9913万元").value, read_cell("1690.9913万元").unit
    (Decimal('1690.9913'), '万元')
    >>> read_cell("　").kind.value, read_cell("／").kind.value, read_cell("详见附件").kind.value
    ('blank', 'dash', 'text')
    >>> read_cell("〔缺〕").kind.value, read_cell("〔28或2〕").readings
    ('missing', (28, 2))
    """
    plain = text.strip(" ")
    if plain.isascii() and plain.isdigit():
        return Piece(plain, CellKind.NUMBER, plain, whole=True, place=place)
    plain = "".join(level(text).split())
    if plain.startswith("〔") and (marked := _marked(plain, place)):
        return marked
    if plain == "零":
        return Piece(plain, CellKind.NUMBER, "0", whole=True, place=place)
    if not plain:
        return Piece(text, CellKind.BLANK, whole=True, place=place)
    if _DASHES.fullmatch(plain):
        return Piece(text.strip(), CellKind.DASH, whole=True, place=place)
    found = _WHOLE.fullmatch(plain)
    if found and not re.match(r"[.、年月日号]", found["remark"] or ""):
        return _of(found, text.strip(), place, whole=True)
    changed = _SIGNED.fullmatch(plain)
    if changed:
        sign = "-" if changed[1] in ("减", "减少", "-") else ""
        return Piece(
            text.strip(), CellKind.NUMBER, changed[2].replace(",", ""), sign, whole=True, place=place
        )
    return Piece(text.strip(), CellKind.TEXT, whole=True, place=place)


def _marked(text: str, place: str) -> Piece | None:
    """A cell that our own writers marked as missing or as not decidable."""
    if text == MISSING_MARK:
        return Piece(text, CellKind.MISSING, whole=True, place=place)
    values = readings_of(text)
    if not values and text != UNDECIDED_MARK:
        return None
    return Piece(text, CellKind.UNDECIDABLE, whole=True, place=place, readings=values)


def tokens(text: str) -> list[re.Match[str]]:
    """The numbers and dashes in running (levelled) text, in order, label ordinals left out.

    Bare figures with one space between them, up to the end of their line, are one token.

    >>> [each.group() for each in tokens("1.属于国家秘密00000002.其他 88-720 2笔 0 3\\n")]
    ['0000000', '88', '-720', '2笔', '0 3']
    """
    found: list[re.Match[str]] = []
    at = 0
    while begun := _FIRST.search(text, at):
        match = TOKEN.match(text, begun.start())
        if match is None:
            at = begun.end()
            continue
        found.append(match)
        at = match.end()
        while glued := _GLUED_TOKEN.match(text, at):  # "88-720", "2笔984361元": no space, yet a border
            found.append(glued)
            at = glued.end()
    return found


def pieces_at(found: re.Match[str], place: str) -> list[Piece]:
    """A token of running text as pieces; equal figures of one row are one and the same piece."""
    raw = found.group().strip()
    if found.lastgroup == "row":
        figures = raw.split(" ")
        made = {each: Piece(each, CellKind.NUMBER, each, place=place) for each in set(figures)}
        return [made[each] for each in figures]
    if raw.isascii() and raw.isdigit():
        return [Piece(raw, CellKind.NUMBER, raw, place=place)]
    if raw == EMPTY_CELL:
        return [Piece("", CellKind.BLANK, whole=True, place=place)]
    if found.lastgroup == "word":
        return [read_cell(raw, place)]
    if "〔" in raw and (marked := _marked(raw, place)):
        return [marked]
    if found["number"] is None:
        return [Piece(raw, CellKind.DASH, whole=True, place=place)]
    return [_of(found, raw, place, whole=False)]
