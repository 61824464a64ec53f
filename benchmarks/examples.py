"""Reports to measure with: random figures that satisfy every identity, and sentences of our own."""

import random
from decimal import Decimal

from gongkai.reports.format import Block, Format, Table, format_for
from gongkai.reports.report import Cell, Report

ORGANS = (
    "城关镇人民政府",
    "教育体育局",
    "财政局",
    "水利局",
    "卫生健康委员会",
    "交通运输局",
    "民政局",
    "大桥乡人民政府",
)
PROSE = {
    "s1": "本机关{year}年度主动公开政府信息{news}条。\n全年新收政府信息公开申请{new}件，均按规定登记、办理。",
    "s5": "公开内容的时效性还需提高。下一步，加强培训，按时更新目录。",
    "s6": "无其他需要报告的事项。",
}


def made_report(seed: int) -> Report:
    """A report that is right in itself, the same for the same seed; editions and sizes vary with the seed."""
    chance = random.Random(seed)
    year = 2019 + seed % 6
    edition = format_for(year)
    values: dict[str, int | Decimal] = {}
    for table in edition.tables:
        for block in table.blocks:
            _fill_block(table, block, chance, values)
    _balance(edition, values)
    new = values["requests.new_received.total"]
    slots = {"year": year, "news": chance.randrange(20, 3000), "new": new}
    return Report(
        format=edition.id,
        organ=ORGANS[seed % len(ORGANS)],
        year=year,
        cells={cell: Cell(value, raw=str(value)) for cell, value in values.items()},
        sections={key: text.format(**slots) for key, text in PROSE.items()},
        title=f"{ORGANS[seed % len(ORGANS)]}{year}年政府信息公开工作年度报告",
        dated_on=f"{year + 1}-01-{1 + seed % 28:02d}",
    )


def _fill_block(table: Table, block: Block, chance: random.Random, values: dict[str, int | Decimal]) -> None:
    most = chance.choice((3, 30, 900))
    for row in block.rows:
        for column in block.columns:
            cell = table.cell_id(block, row, column)
            if column.measure in ("wan", "yuan"):
                values[cell] = Decimal(chance.randrange(100_000)) / 100
            else:
                values[cell] = chance.choice((0, 0, chance.randrange(most)))
    _total(table, block, values)


def _total(table: Table, block: Block, values: dict[str, int | Decimal]) -> None:
    """Work out the rows and columns that are sums of others."""
    for column in block.columns:
        for row in block.rows:
            parts = {"row": row.sum, "column": column.sum}
            cell = table.cell_id(block, row, column)
            if parts["row"]:
                listed = [table.cell_id(block, each, column) for each in block.rows if each.key in row.sum]
                values[cell] = sum(values[each] for each in listed)
            elif parts["column"]:
                listed = [table.cell_id(block, row, each) for each in block.columns if each.key in column.sum]
                values[cell] = sum(values[each] for each in listed)


def _balance(edition: Format, values: dict[str, int | Decimal]) -> None:
    """Make 一 + 二 = 三 + 四 hold: what was decided or carried out had come in this year."""
    table = edition.table("requests")
    for column in table.blocks[0].columns:
        out = values[f"requests.result_total.{column.key}"] + values[f"requests.carried_out.{column.key}"]
        values[f"requests.new_received.{column.key}"] = out
        values[f"requests.carried_in.{column.key}"] = 0
