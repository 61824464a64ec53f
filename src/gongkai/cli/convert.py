"""`gongkai convert`: the same report in another file format."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.language import say
from gongkai.cli.shared import WRITABLE, heading_of, read_report, target_of
from gongkai.cli.speech import Command
from gongkai.law.errors import GongkaiError

if TYPE_CHECKING:
    from gongkai.reports.report import Report

EPILOG = """\b
示例：
  gongkai convert 报告.pdf --to docx
  gongkai convert 报告.html --to xlsx -o 表格.xlsx
  gongkai convert 报告.docx --to json -o -          写到标准输出
"""


@click.command(cls=Command, epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", type=click.Choice(WRITABLE), required=True, help="目标格式")
@click.option("-o", "--out", metavar="OUT", help="输出文件；- 为标准输出")
@click.option("--force", is_flag=True, help="覆盖已有文件")
def command(file: Path, to: str, out: str | None, force: bool) -> int:
    """把年度报告 FILE 转换为另一种格式，读回后逐格核对一致才算完成。"""
    from gongkai.reports.writing import write

    report = read_report(file)
    if out == "-":
        click.get_binary_stream("stdout").write(write(report, to))
        return 0
    target = target_of(file, to, out)
    if target.exists() and not force:
        raise GongkaiError("exists", f"“{target}”已存在，没有覆盖。用 -o 换一个文件名，或加 --force。")
    target.write_bytes(write(report, to))
    different = different_cells(report, target)
    if different:
        raise GongkaiError(
            "round_trip", f"“{target}”读回后有{len(different)}格与原报告不一致：{'、'.join(different[:5])}。"
        )
    click.echo(
        say(
            f"{heading_of(report)} → {target}（读回核对：{len(report.cells)}格一致）",
            f"{heading_of(report)} → {target} (read back: {len(report.cells)} cells identical)",
        )
    )
    return 0


def different_cells(report: "Report", target: Path) -> list[str]:
    """Ids of the cells whose number is not the same when the written file is read back."""
    again = read_report(target)
    return [
        cell_id
        for cell_id in sorted(set(report.cells) | set(again.cells))
        if report.value(cell_id) != again.value(cell_id)
    ]
