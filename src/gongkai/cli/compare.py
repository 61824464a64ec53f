"""`gongkai compare`: two years of one organ side by side."""

import json
from pathlib import Path

import click

from gongkai.cli.shared import heading_of, read_report
from gongkai.cli.speech import Command

EPILOG = """\b
示例：
  gongkai compare 报告2020.docx 报告2021.docx
  gongkai compare 旧.pdf 新.pdf --json
"""


@click.command(cls=Command, epilog=EPILOG)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def command(old: Path, new: Path, as_json: bool) -> int:
    """比较 OLD 与 NEW 两份报告：结转、有效件数、逐格变化、文字雷同。"""
    from gongkai.reports.comparing import compare

    before, after = read_report(old), read_report(new)
    comparison = compare(before, after)
    if as_json:
        click.echo(json.dumps(comparison.as_json(), ensure_ascii=False))
    else:
        click.echo(f"{heading_of(before)}  →  {heading_of(after)}")
        click.echo(comparison.as_text())
    return 1 if comparison.broken else 0
