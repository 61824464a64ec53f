"""How a cell, a date and a title are worded on paper, so that they read back as what they were."""

import re
from datetime import date
from decimal import Decimal

from gongkai.casework.gb9704.wording import clean
from gongkai.reports.format import Column
from gongkai.reports.report import MISSING_MARK, Cell, CellKind, Number, Report, undecided_mark

SCALES = {
    "yuan": {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)},
    "wan": {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)},
}
"""How many of the column's own unit one written unit is; by the column's measure."""

DASHES = "-—－–―‐/／"


def plain(number: Number) -> str:
    """A number in fixed notation, without an exponent or needless zeros.

    >>> plain(168700), plain(Decimal("16.8700")), plain(Decimal("1E+3")), plain(Decimal("-0.50"))
    ('168700', '16.87', '1000', '-0.5')
    """
    text = format(number, "f") if isinstance(number, Decimal) else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def written(cell: Cell, column: Column) -> str:
    """The text of a cell: its number in the unit that it was written in, or what stands for none.

    A blank stays blank, a dash a dash, words stay words; a cell that the document lacks and one that can be
    read in several ways are marked, so that nobody takes them for zero.

    >>> amount = Column("procurement_amount", "采购总金额", measure="yuan")
    >>> written(Cell(Decimal("168700"), unit="万元"), amount), written(Cell(Decimal("168700")), amount)
    ('16.87万元', '168700元')
    >>> count = Column("total", "总计")
    >>> written(Cell(22, remark="其中修订16件"), count), written(Cell(2, unit="笔"), count)
    ('22（其中修订16件）', '2笔')
    >>> [written(Cell(None, kind), count) for kind in (CellKind.BLANK, CellKind.DASH, CellKind.MISSING)]
    ['', '-', '〔缺〕']
    >>> written(Cell(None, CellKind.UNDECIDABLE, readings=(28, 2)), count)
    '〔28或2〕'
    >>> written(Cell(None, CellKind.UNDECIDABLE, raw="2800000"), count)
    '〔不明〕'
    """
    match cell.kind:
        case CellKind.NUMBER:
            return _number(cell, column)
        case CellKind.DASH:
            raw = cell.raw.strip()
            return raw if len(raw) == 1 and raw in DASHES else "-"
        case CellKind.MISSING:
            return MISSING_MARK
        case CellKind.UNDECIDABLE:
            return undecided_mark(cell.readings)
        case CellKind.TEXT:
            return _line(cell.raw)
    return ""


def _number(cell: Cell, column: Column) -> str:
    if cell.value is None:
        return ""
    scale = SCALES.get(column.measure, {}).get(cell.unit)
    unit = cell.unit
    if scale is None and column.measure == "yuan":
        scale, unit = Decimal(1), "元"
    number = plain(cell.value if scale in (None, 1) else Decimal(cell.value) / scale)
    kept = re.fullmatch(r"\s*(\d+\.\d+)\s*(?:万元|元|亿元)?\s*", cell.raw, re.ASCII)
    if kept and plain(Decimal(kept[1])) == number:
        number = kept[1]  # 16.8700 stays 16.8700: the office wrote it so
    if unit == "万元" and column.measure == "wan":
        unit = ""  # the heading of the column says 万元
    return f"{number}{unit}{_remark(cell.remark)}"


def _remark(remark: str) -> str:
    words = _line(remark)
    if not words:
        return ""
    return words if words[0] in "（(" else f"（{words}）"


def _line(text: str) -> str:
    """The text on one line, without characters that no document may hold."""
    return re.sub(r"\s+", " ", clean(text)).strip()


def day_in_words(iso: str) -> str:
    """A day as in a letter; anything that is no ISO day is left as it stands.

    >>> day_in_words("2021-01-26"), day_in_words("2021年1月"), day_in_words("")
    ('2021年1月26日', '2021年1月', '')
    """
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return clean(iso).strip()
    return f"{day.year}年{day.month}月{day.day}日"


def title_of(report: Report) -> str:
    """The title as printed, or the official one made from organ and year.

    >>> title_of(Report("annual-2019", organ="尉氏县人民政府办公室", year=2020))
    '尉氏县人民政府办公室2020年政府信息公开工作年度报告'
    """
    if report.title.strip():
        return _line(report.title)
    year = f"{report.year}年" if report.year else ""
    return f"{_line(report.organ)}{year}政府信息公开工作年度报告"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a section, without empty ones and outer spaces.

    >>> paragraphs("　　一是……\\n\\n 二是……\\r\\n")
    ['一是……', '二是……']
    """
    lines = re.split(r"[\r\n\u2028\u2029\x85]+", text)
    return [line for line in (clean(each).strip() for each in lines) if line]


def subheading(paragraph: str) -> tuple[str, str]:
    """Split a paragraph into its sub-heading （一）… and what follows; the first is empty if there is none.

    >>> subheading("（一）主动公开情况：本年度共公开7件。")
    ('（一）主动公开情况：', '本年度共公开7件。')
    >>> subheading("（二）依申请公开情况")
    ('（二）依申请公开情况', '')
    >>> subheading("一是解读形式单一。")
    ('', '一是解读形式单一。')
    """
    found = re.match(r"（[一二三四五六七八九十]+）[^：:。，；]{1,30}(?:[：:。]|$)", paragraph)
    if not found:
        return "", paragraph
    return found[0], paragraph[found.end() :]


def in_pairs(label: str, columns: int) -> tuple[str, ...]:
    """Break the label of one narrow column after every second character, as the official form does.

    >>> in_pairs("社会公益组织", 1), in_pairs("自然人", 1), in_pairs("法人或其他组织", 5)
    (('社会', '公益', '组织'), ('自然人',), ('法人或其他组织',))
    """
    if columns > 1 or len(label) % 2 or len(label) < 4:
        return (label,)
    return tuple(label[at : at + 2] for at in range(0, len(label), 2))


def signature(report: Report) -> list[str]:
    """The lines of the signature block: organ, then day; none that section 六 already ends with."""
    lines = [_line(report.organ), day_in_words(report.dated_on)]
    if not report.dated_on.strip():
        return []
    last = paragraphs("\n".join(report.sections.values()))[-3:]
    return [line for line in lines if line and line not in last]
