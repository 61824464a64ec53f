"""`gongkai consolidate`: many organs into one table, each cell with who contributed what."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.language import say
from gongkai.cli.shared import files_of, read_report
from gongkai.cli.speech import Command
from gongkai.law.errors import GongkaiError

if TYPE_CHECKING:
    from gongkai.reports.consolidation import Repeat

EPILOG = """\b
示例：
  gongkai consolidate 部门/*.docx 乡镇/*.docx
  gongkai consolidate 部门/ --against 全县.pdf --expect 名单.txt
  gongkai consolidate 部门/ --repeats-under 尉氏县人民政府    按台账，转办重复的申请只计一次
"""


@click.command(cls=Command, epilog=EPILOG)
@click.argument("children", nargs=-1, required=True)
@click.option("--against", metavar="PARENT", help="上级（全县）报告，逐格核对")
@click.option("--expect", metavar="FILE", type=click.Path(path_type=Path), help="应报机关名单，一行一个")
@click.option("--repeats-under", "above", metavar="CODE-OR-NAME", help="按台账，所辖机关转办重复的只计一次")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def command(
    children: tuple[str, ...], against: str | None, expect: Path | None, above: str | None, as_json: bool
) -> int:
    """汇总下级报告 CHILD…，说明每格由谁构成、缺谁、差在哪里。"""
    from gongkai.reports.consolidation import consolidate

    paths = files_of(children)
    if not paths:
        raise GongkaiError("no_files", "没有可汇总的报告。")
    expected = None
    if expect:
        if not expect.is_file():
            raise GongkaiError("not_found", f"没有找到名单文件“{expect}”。")
        expected = [line.strip() for line in expect.read_text("utf-8-sig").splitlines() if line.strip()]
    parent = read_report(Path(against)) if against else None
    reports = [read_report(each) for each in paths]
    twice = _repeats(above, {each.year for each in reports if each.year}) if above else []
    result = consolidate(reports, parent, expected_members=expected, repeats=twice)
    if as_json:
        click.echo(json.dumps(result.as_json(), ensure_ascii=False))
    else:
        click.echo(say(f"汇总{len(paths)}份报告", f"{len(paths)} reports consolidated"))
        click.echo(result.as_text())
    return 1 if result.broken else 0


def _repeats(above: str, years: set[int]) -> "list[Repeat]":
    """The requests that two organs under this one report, by the ledger of this house."""
    from gongkai.ledger.home import prepare

    prepare()
    from gongkai.reports import queries

    return [each for year in sorted(years) for each in queries.repeats_of(above, year)]
