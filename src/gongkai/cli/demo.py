"""`gongkai demo`: the sample year from its facts to a checked report, on embedded defaults."""

import os
from pathlib import Path

import click

from gongkai.cli.language import say
from gongkai.cli.speech import Command

EPILOG = """\b
示例：
  gongkai demo                    结果写入 var/demo/
  gongkai demo --out 试用/        写到别的文件夹
可以反复运行：已登记的事实不会重复登记。
"""


@click.command(cls=Command, epilog=EPILOG)
@click.option("--out", type=click.Path(path_type=Path), help="结果文件夹，默认 $GONGKAI_HOME/demo")
@click.option(
    "--example", type=click.Path(path_type=Path), help="最后检查的示例报告，默认 examples/weishi-2020.txt"
)
def command(out: Path | None, example: Path | None) -> int:
    """建立样例年度（尉氏县2020年）：登记事实、计算年报、写出五种文件、读回核对、检查示例。"""
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
    from gongkai.demo.show import show

    return show(folder, report)
