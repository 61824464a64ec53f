"""`gongkai report`: the annual report of an organ, computed from the ledger."""

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.language import say
from gongkai.cli.shared import WRITABLE, Moment
from gongkai.cli.speech import Command

if TYPE_CHECKING:
    from gongkai.reports.report import Cell

EPILOG = """\b
示例：
  gongkai report 2020 --organ 尉氏县人民政府办公室
  gongkai report 2020 --organ 410223-office --to docx -o 年报.docx
  gongkai report 2020 --organ 办公室 --as-known-at 2021-01-25
  gongkai report 2020 --organ 办公室 --trace requests.granted.total
  gongkai report 2020 --organ 办公室 --work          本年工作量（政务动态、专线、培训等）
"""


@click.command(cls=Command, epilog=EPILOG)
@click.argument("year", type=int)
@click.option("--organ", required=True, metavar="CODE-OR-NAME", help="机关代码或名称（可以是一部分）")
@click.option("--to", type=click.Choice(WRITABLE), default="txt", show_default=True, help="输出格式")
@click.option("-o", "--out", metavar="OUT", help="输出文件；不写时 txt、json 输出到屏幕")
@click.option("--as-known-at", "known_at", type=Moment(), help="按当时所知计算（2021-01-25）")
@click.option("--scope", type=click.Choice(["organ", "subtree"]), default="organ", help="本机关，或连同下级")
@click.option("--work", is_flag=True, help="列出本年工作量统计，而不是年度报告")
@click.option("--trace", metavar="CELL", help="列出一格的来源，如 requests.granted.total")
def command(
    year: int,
    organ: str,
    to: str,
    out: str | None,
    known_at: datetime | None,
    scope: str,
    work: bool,
    trace: str | None,
) -> int:
    """由台账计算 YEAR 年度报告；每个数字都能追到事实。"""
    from gongkai.ledger.home import prepare

    prepare()
    from gongkai.reports import queries
    from gongkai.reports.writing import write

    if trace:
        click.echo(queries.trace_of(organ, year, trace, known_at=known_at, scope=scope))
        return 0
    if work:
        click.echo(_work(queries.work(organ, year, known_at=known_at, scope=scope), to))
        return 0
    report = queries.compute(organ, year, known_at=known_at, scope=scope)
    if out is None and to in ("txt", "json"):
        click.get_binary_stream("stdout").write(write(report, to))
        return 0
    target = Path(out or f"{report.organ}{year}年度报告.{to}")
    target.write_bytes(write(report, to))
    click.echo(say(f"已写出 {target}", f"Wrote {target}"))
    return 0


def _work(cells: "dict[str, Cell]", to: str) -> str:
    """Our own statistics of the year, as lines or as JSON by cell id."""
    from gongkai.reports.format import WORK_ID, load_format
    from gongkai.reports.traces import labels_of

    if to == "json":
        return json.dumps({each: str(cell.value) for each, cell in cells.items()}, ensure_ascii=False)
    labels = labels_of(load_format(WORK_ID))
    return "\n".join(f"{labels[each]:<20}{cell.value}  {each}" for each, cell in cells.items())
