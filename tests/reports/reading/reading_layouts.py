"""Reports of random figures, printed in every layout in which offices publish, for reading them back."""

import html
import random
from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import strategies as st

from gongkai.reports.format import Block, Row, load_format

COLUMNS = [each.key for each in load_format("annual-2021").table("requests").blocks[0].columns]
REVIEWS = [each.key for each in load_format("annual-2021").table("reviews").blocks[0].columns]


@dataclass
class Sample:
    """Figures of one report: rows of table 三, the row of table 四, rows of table 二 by block and row key."""

    edition: str
    requests: dict[str, list[int]]
    reviews: list[int]
    proactive: dict[tuple[str, str], list[int | Decimal]]
    organ: str = "安溪县水利局"
    year: int = 2022
    prose: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        return list(load_format(self.edition).table("requests").blocks[0].rows)

    @property
    def blocks(self) -> list[Block]:
        return list(load_format(self.edition).table("proactive").blocks)


# ── figures ──

_count = st.one_of(st.just(0), st.just(0), st.just(0), st.integers(0, 9), st.integers(0, 3000))


@st.composite
def samples(draw: st.DrawFn, broken: bool = False) -> Sample:
    """A report whose sums hold; with ``broken`` any figures at all."""
    edition = draw(st.sampled_from(["annual-2019", "annual-2021"]))
    block = load_format(edition).table("requests").blocks[0]
    if broken:
        requests = {row.key: [draw(_count) for _ in COLUMNS] for row in block.rows}
        reviews = [draw(_count) for _ in REVIEWS]
    else:
        requests = _sound(draw, block)
        reviews = []
        for _ in range(3):
            group = [draw(st.integers(0, 40)) for _ in range(4)]
            reviews += [*group, sum(group)]
    proactive: dict[tuple[str, str], list[int | Decimal]] = {}
    for each in load_format(edition).table("proactive").blocks:
        for row in each.rows:
            values = [_proactive(draw, column.measure) for column in each.columns]
            keys = [column.key for column in each.columns]
            if keys[-1] == "published_total":  # a total is not below its part
                values[-1] = values[-1] + values[-2]
            if keys[1:2] == ["change"]:  # no fewer than no items are left
                values[1] = max(values[1], -values[0])
            proactive[each.key, row.key] = values
    return Sample(edition, requests, reviews, proactive, year=2020 if edition == "annual-2019" else 2022)


def _proactive(draw: st.DrawFn, measure: str) -> int | Decimal:
    if measure in ("yuan", "wan"):
        return Decimal(draw(st.integers(0, 10**8))) / 100
    if measure == "change":
        return draw(st.integers(-30, 30))
    return draw(st.integers(0, 5000))


def _sound(draw: st.DrawFn, block: Block) -> dict[str, list[int]]:
    details = [row.key for row in block.rows if row.key in _details(block)]
    rows = {key: [draw(_count) for _ in COLUMNS[:-1]] for key in details}
    rows["result_total"] = [sum(rows[key][at] for key in details) for at in range(6)]
    rows["carried_out"] = [draw(st.integers(0, 12)) for _ in range(6)]
    both = [a + b for a, b in zip(rows["result_total"], rows["carried_out"], strict=True)]
    rows["carried_in"] = [draw(st.integers(0, min(each, 9))) for each in both]
    rows["new_received"] = [a - b for a, b in zip(both, rows["carried_in"], strict=True)]
    return {row.key: [*rows[row.key], sum(rows[row.key])] for row in block.rows}


def _details(block: Block) -> tuple[str, ...]:
    return next(row.sum for row in block.rows if row.key == "result_total")


# ── frames ──

_HEADS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_WORDS = (
    "本机关全年公开各类信息312条，受理来电57次。",
    "",
    "",
    "",
    "个别栏目更新不够及时，已安排专人每周检查。",
    "无其他需要报告的事项。",
)


def _title(sample: Sample) -> str:
    return f"{sample.organ}{sample.year}年政府信息公开工作年度报告"


def _show(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _proactive_rows(sample: Sample) -> list[tuple[list[str], list[list[str]]]]:
    """For each block its caption and heads, and its rows as texts."""
    found = []
    for block in sample.blocks:
        heads = [block.caption, "信息内容", *(column.label for column in block.columns)]
        rows = [[row.label, *map(_show, sample.proactive[block.key, row.key])] for row in block.rows]
        found.append((heads, rows))
    return found


def _request_labels(sample: Sample) -> list[list[str]]:
    """The labels before each row: side and group where they begin, then the row's own."""
    found = []
    side = group = ""
    for row in sample.rows:
        labels = []
        if row.side and row.side != side:
            labels.append(row.side)
        if row.group and row.group != group:
            labels.append(row.group)
        side, group = row.side or side, row.group or group
        found.append([*labels, row.label])
    return found


_REQUEST_HEAD = [
    _NOTE,
    "申请人情况",
    "自然人",
    "法人或其他组织",
    "总计",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
]
_REVIEW_HEAD = [
    "行政复议",
    "行政诉讼",
    "结果维持",
    "结果纠正",
    "其他结果",
    "尚未审结",
    "总计",
    "未经复议直接起诉",
    "复议后起诉",
] + [
    "结果维持",
    "结果纠正",
    "其他结果",
    "尚未审结",
    "总计",
] * 2


# ── running text ──


def cell_a_line(sample: Sample) -> str:
    """Word pasted into a text file: every cell a line behind a tab, rows apart by an empty line."""
    parts = [_title(sample), ""]

    def row(cells: list[str]) -> None:
        parts.extend("\t" + each for each in cells)
        parts.append("")

    for number, head in enumerate(_HEADS):
        parts += [head, _WORDS[number]]
        if number == 1:
            for heads, rows in _proactive_rows(sample):
                row(heads[:1])
                row(heads[1:])
                for each in rows:
                    row(each)
        if number == 2:
            row(_REQUEST_HEAD)
            for labels, key in zip(_request_labels(sample), sample.requests, strict=True):
                row([*labels, *map(str, sample.requests[key])])
        if number == 3:
            row(_REVIEW_HEAD)
            row([str(each) for each in sample.reviews])
    return "\n".join(parts)


def joined(sample: Sample, between: str, within: str = "", outer: str = "") -> str:
    """All in one line.

    ``between`` stands between the cells of a row, ``within`` between labels, ``outer`` at a row's ends.
    """
    parts = [_title(sample), " "]
    for number, head in enumerate(_HEADS):
        parts += [within, head, within, _WORDS[number]]
        if number == 1:
            for heads, rows in _proactive_rows(sample):
                parts.append(within + within.join(heads))
                for each in rows:
                    parts.append(within + each[0] + outer + between.join(each[1:]) + outer)
        if number == 2:
            parts.append(within + within.join(_REQUEST_HEAD))
            for labels, key in zip(_request_labels(sample), sample.requests, strict=True):
                figures = between.join(map(str, sample.requests[key]))
                parts.append(within + within.join(labels) + outer + figures + outer)
        if number == 3:
            parts.append(
                within + within.join(_REVIEW_HEAD) + outer + between.join(map(str, sample.reviews)) + outer
            )
    return "".join(parts)


def half_glued(sample: Sample, seed: int) -> str:
    """As glued, but some borders between zeros and numbers survive as spaces."""
    chance = random.Random(seed)
    text = joined(sample, "\x00", outer=" ")
    return "".join(chance.choice([" ", ""]) if each == "\x00" else each for each in text)


def wrapped_lines(sample: Sample, width: int) -> str:
    """Text of a PDF: a row a line, long labels broken, the figures on the first line of their label."""
    lines = [_title(sample)]
    for number, head in enumerate(_HEADS):
        lines += [head, *_pieces(_WORDS[number], 20)]
        if number == 1:
            for heads, rows in _proactive_rows(sample):
                lines += [heads[0], " ".join(heads[1:])]
                lines += [" ".join(each) for each in rows]
        if number == 2:
            lines += [_NOTE, "申请人情况", "自然人 法人或其他组织 总计", " ".join(_REQUEST_HEAD[5:])]
            for labels, key in zip(_request_labels(sample), sample.requests, strict=True):
                lines += labels[:-1]
                first, *rest = _pieces(labels[-1], width)
                lines.append(first + " " + " ".join(map(str, sample.requests[key])))
                lines += rest
            lines.append(f"- {number} -")
        if number == 3:
            lines += [
                "行政复议 行政诉讼",
                "未经复议直接起诉 复议后起诉",
                "结果 结果 其他 尚未 总计 " * 3,
                "维持 纠正 结果 审结 " * 3,
            ]
            lines.append(" ".join(map(str, sample.reviews)))
    return "\n".join(lines)


def _pieces(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


# ── grids ──


def _td(text: str, chance: random.Random, attributes: str = "") -> str:
    """A cell as Word writes it: its text cut into spans, empty paragraphs, odd spaces."""
    cuts = sorted(chance.sample(range(1, len(text)), min(2, len(text) - 1))) if len(text) > 1 else []
    bits = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    spans = "".join(
        f'<span style="font-family:仿宋"><font face="a">{html.escape(each)}</font></span>' for each in bits
    )
    return f"<td {attributes}><p>{spans}<o:p>&nbsp;</o:p></p></td>"


def word_html(sample: Sample, seed: int, turned: bool = False, subtotal: bool = False) -> str:
    """HTML with merged cells and Word's debris; ``subtotal`` adds a column that the form does not have."""
    chance = random.Random(seed)
    out = [f"<html><head><title>{_title(sample)}</title></head><body><div>首页 &gt; 政府信息公开年报</div>"]
    for number, head in enumerate(_HEADS):
        out.append(f"<p><b>{head}</b></p><p>{_WORDS[number]}</p>")
        if number == 1:
            out.append(_proactive_html(sample, chance))
        if number == 2:
            out.append(_turned_html(sample) if turned else _requests_html(sample, chance, subtotal))
        if number == 3:
            out.append(_reviews_html(sample, chance))
    return "".join(out) + "</body></html>"


def _proactive_html(sample: Sample, chance: random.Random) -> str:
    rows = []
    for heads, body in _proactive_rows(sample):
        rows.append(f"<tr>{_td(heads[0], chance, 'colspan=4')}</tr>")
        for cells in [heads[1:], *body]:
            last = f"colspan={5 - len(cells)}"
            inner = "".join(_td(each, chance) for each in cells[:-1]) + _td(cells[-1], chance, last)
            rows.append(f"<tr>{inner}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _requests_html(sample: Sample, chance: random.Random, subtotal: bool) -> str:
    extra = ["小计"] if subtotal else []
    rows = [
        f"<tr>{_td(_NOTE, chance, 'colspan=3 rowspan=3')}"
        f"{_td('申请人情况', chance, f'colspan={7 + len(extra)}')}</tr>",
        f"<tr>{_td('自然人', chance, 'rowspan=2')}"
        f"{_td('法人或其他组织', chance, f'colspan={5 + len(extra)}')}"
        f"{_td('总计', chance, 'rowspan=2')}</tr>",
        "<tr>" + "".join(_td(each, chance) for each in [*_REQUEST_HEAD[5:], *extra]) + "</tr>",
    ]
    spans = {
        each: sum(row.group == each for row in sample.rows) for each in {row.group for row in sample.rows}
    }
    sides = sum(bool(row.side) for row in sample.rows)
    for labels, row in zip(_request_labels(sample), sample.rows, strict=True):
        cells = []
        for label in labels[:-1]:
            cells.append(_td(label, chance, f"rowspan={sides if label == row.side else spans[label]}"))
        width = 3 if not row.side else 1 if row.group else 2
        cells.append(_td(labels[-1], chance, f"colspan={width}"))
        values = sample.requests[row.key]
        if subtotal:
            values = [*values[:6], sum(values[1:6]), values[6]]
        cells += [_td(str(each), chance) for each in values]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _turned_html(sample: Sample) -> str:
    """The table on its side: applicants down, results across."""
    heads = "".join(f"<td>{html.escape(row.label)}</td>" for row in sample.rows)
    rows = [f"<tr><td>申请人情况</td>{heads}</tr>"]
    names = ["自然人", *_REQUEST_HEAD[5:], "总计"]
    for at, name in enumerate(names):
        cells = "".join(f"<td>{sample.requests[row.key][at]}</td>" for row in sample.rows)
        rows.append(f"<tr><td>{name}</td>{cells}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _reviews_html(sample: Sample, chance: random.Random) -> str:
    results = ["结果<br>维持", "结果<br>纠正", "其他<br>结果", "尚未<br>审结", "总计"]
    heads = "".join(f"<td rowspan=2>{each}</td>" for each in results)
    return (
        "<table><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>"
        f"<tr>{heads}<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
        f"<tr>{''.join(f'<td>{each}</td>' for each in results * 2)}</tr>"
        f"<tr>{''.join(_td(str(each), chance) for each in sample.reviews)}</tr></table>"
    )


def _pipe(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def markdown(sample: Sample, mini: bool = False, torn: bool = False) -> str:
    """Markdown of a converter: one table, or with ``mini`` a table for every row, or with ``torn`` some rows
    without their label, which stands loose somewhere above."""
    lines = [f"# {_title(sample)}", ""]
    for number, head in enumerate(_HEADS):
        lines += [f"## {head}", "", _WORDS[number], ""]
        if number == 1:
            for heads, rows in _proactive_rows(sample):
                lines += [f"### {heads[0]}", "", _pipe(heads[1:]), "|---" * (len(heads) - 1) + "|"]
                lines += [*map(_pipe, rows), ""]
        if number == 2:
            lines += ["申请人情况", _NOTE, ""]
            rule = "|---" * 8 + "|"
            if not mini and not torn:
                lines += [_pipe(["", "自然人", *_REQUEST_HEAD[5:], "总计"]), rule]
            for at, (row, labels) in enumerate(zip(sample.rows, _request_labels(sample), strict=True)):
                cells = [str(each) for each in sample.requests[row.key]]
                if torn and at % 4 == 3:
                    lines += ["", *labels[:-1], labels[-1], "", _pipe(cells), "|---" * 7 + "|", ""]
                elif mini or torn:
                    heads = ["类别", *(f"数据{n}" for n in range(1, 7)), "总计"]
                    lines += ["", *labels[:-1], "", _pipe(heads), rule, _pipe([labels[-1], *cells])]
                else:
                    lines.append(_pipe([labels[-1], *cells]))
            lines.append("")
        if number == 3:
            names = ["行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"]
            for at, name in enumerate(names):
                heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
                cells = [str(each) for each in sample.reviews[at * 5 : at * 5 + 5]]
                lines += [f"### {name}", "", _pipe(heads), "|---" * 5 + "|", _pipe(cells), ""]
    return "\n".join(lines)
