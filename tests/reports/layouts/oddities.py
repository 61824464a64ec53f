"""How offices type the same form: other digits, ordinals and signs, merges repeated, tables split."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from reports.layouts.documents import placed
from reports.layouts.sheets import Box, Paper, Sheet

Oddity = Callable[[Paper], Paper]
_FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"


def _with(paper: Paper, blocks: Iterable[str | Sheet]) -> Paper:
    return replace(paper, blocks=list(blocks))


def _boxes(change: Callable[[Box], Box]) -> Oddity:
    """Every box of every table typed otherwise."""

    def odd(paper: Paper) -> Paper:
        return _with(
            paper,
            (
                block
                if isinstance(block, str)
                else Sheet(tuple(tuple(map(change, row)) for row in block.rows), block.width)
                for block in paper.blocks
            ),
        )

    return odd


def _figures(typed: Callable[[str], str]) -> Oddity:
    return _boxes(lambda box: replace(box, text=typed(box.text)) if box.cell_id else box)


def _labels(typed: Callable[[str], str]) -> Oddity:
    return _boxes(lambda box: box if box.cell_id else replace(box, text=typed(box.text)))


def _thousands(text: str) -> str:
    found = re.fullmatch(r"(-?\d+)(\.\d+)?(元?)", text)
    return f"{int(found[1]):,}{found[2] or ''}{found[3]}" if found else text


def _ordinal(typed: Callable[[int], str]) -> Oddity:
    """The Arabic ordinals of rows ("1.") written in another way."""
    return _labels(lambda text: re.sub(r"^(\d)\.", lambda found: typed(int(found[1])), text))


def _repeated(sheet: Sheet) -> Sheet:
    """Merged boxes as separate ones with the same text, as programs without merges export them."""
    grid: list[list[Box]] = [[Box("")] * sheet.width for _ in sheet.rows]
    for top, left, box in placed(sheet):
        for down in range(box.rows):
            for across in range(box.columns):
                grid[top + down][left + across] = Box(box.text, cell_id=box.cell_id)
    return Sheet(tuple(map(tuple, grid)), sheet.width)


def _all_repeated(paper: Paper) -> Paper:
    return _with(paper, (block if isinstance(block, str) else _repeated(block) for block in paper.blocks))


def _titled(paper: Paper) -> Paper:
    """The title of each table in a row of its own, within the table."""
    names = iter(("表二　主动公开情况", "表三　收到和处理政府信息公开申请情况（单位：件）", "表四"))
    return _with(
        paper,
        (
            block
            if isinstance(block, str)
            else Sheet(((Box(next(names), block.width),), *block.rows), block.width)
            for block in paper.blocks
        ),
    )


def _split(paper: Paper) -> Paper:
    """Table 三 over two pages: a page number between the parts, the head repeated."""
    blocks: list[str | Sheet] = []
    for block in paper.blocks:
        if isinstance(block, str) or block.width != 10:
            blocks.append(block)
            continue
        rows = _repeated(block).rows
        blocks += [Sheet(rows[:14], 10), "- 2 -", Sheet((*rows[:3], *rows[14:]), 10)]
    return _with(paper, blocks)


def _nought(sign: str) -> Oddity:
    return _figures(lambda text: sign if text == "0" else text)


ODDITIES: dict[str, Oddity] = {
    "full-width digits": _figures(lambda text: text.translate(_FULL_WIDTH)),
    "thousands": _figures(_thousands),
    "full-width thousands": _figures(lambda text: _thousands(text).translate(_FULL_WIDTH)),
    "full-width minus": _figures(lambda text: text.replace("-", "－")),
    "decimals of nought": _figures(lambda text: f"{text}.0" if text.isdigit() else text),
    "hard spaces": _figures(lambda text: f"\xa0{text}\xa0" if text else text),
    "zero-width spaces": _figures("\u200b".join),
    "soft hyphens": _labels("\xad".join),
    "circled ordinals": _ordinal(lambda at: _CIRCLED[at - 1]),
    "ordinals in brackets": _ordinal(lambda at: f"（{at}）"),
    "ordinals with a comma": _ordinal(lambda at: f"{at}、"),
    "full-width ordinals": _ordinal(lambda at: f"{at}．"),
    "no ordinals": _ordinal(lambda at: ""),
    "merges repeated": _all_repeated,
    "title within": _titled,
    "table split": _split,
    "slash for nought": _nought("/"),
    "dash for nought": _nought("—"),
    "无 for nought": _nought("无"),
    "零 for nought": _nought("零"),
    "０ for nought": _nought("０"),
}
