"""`gongkai demo`: the sample year from its records to a checked report and a running site."""

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from gongkai.cli.language import say
from gongkai.cli.speech import Command

EPILOG = """\b
示例：
  gongkai demo                    准备样例并启动网站 http://127.0.0.1:8000
  gongkai demo --no-serve         只准备，不启动
  gongkai demo --out 试用/        报告写到别的文件夹，默认 var/demo/
  gongkai demo --fresh            旧的数据文件夹改名保存，从头建立（先停止 gongkai serve）
可以反复运行：已登记的信息和事实不会重复登记。
"""


@click.command(cls=Command, epilog=EPILOG)
@click.option("--out", type=click.Path(path_type=Path), help="结果文件夹，默认 $GONGKAI_HOME/demo")
@click.option(
    "--example", type=click.Path(path_type=Path), help="最后检查的示例报告，默认 examples/weishi-2020.txt"
)
@click.option(
    "--serve/--no-serve",
    default=None,
    help="准备好以后是否启动网站（默认：在终端里启动，输出到文件时不启动）",
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="网站的端口")
@click.option("--fresh", is_flag=True, help="先把旧的数据文件夹改名保存，再从头建立")
@click.pass_context
def command(
    ctx: click.Context, out: Path | None, example: Path | None, serve: bool | None, port: int, fresh: bool
) -> int:
    """建立样例年度（尉氏县2020年）：登记信息、计算年报、写出并核对、检查示例、准备网站并启动。"""
    folder = out or Path(os.environ.get("GONGKAI_HOME", "var")) / "demo"
    report = example or Path("examples/weishi-2020.txt")
    if not report.is_file():
        click.secho(
            say(
                f"没有找到示例报告“{report}”：请在项目文件夹里运行，或用 --example 指定。",
                f"No example report {str(report)!r}: run this in the project folder, or use --example.",
            ),
            err=True,
            fg="red",
        )
        return 2
    from gongkai.cli.serve import answer_at
    from gongkai.demo.fresh import move_aside, of_another_build
    from gongkai.demo.show import show
    from gongkai.ledger.errors import RefusedBatch
    from gongkai.records.errors import RefusedImport

    answer_at("127.0.0.1", port)
    if fresh and (aside := move_aside(datetime.now().astimezone())):
        click.echo(say(f"旧的数据文件夹已改名为“{aside}”。", f"The old folder is {str(aside)!r} now."))
    try:
        code = show(folder, report)
    except (RefusedBatch, RefusedImport) as refusal:
        raise of_another_build(refusal.message) from None
    # A script that runs the demo waits for its end; a person at a terminal wants to see the site.
    if code or not (sys.stdout.isatty() if serve is None else serve):
        return code
    from gongkai.cli.serve import command as serve_command

    return int(ctx.invoke(serve_command, port=port) or 0)
