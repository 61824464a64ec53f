"""The demonstration: facts in, report out, read back, checked. Every number shown is counted."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from gongkai.demo.sample_year import SampleYear
from gongkai.ledger.home import prepare

if TYPE_CHECKING:
    from gongkai.demo.services import Reconciliation
    from gongkai.reports.report import Report

FORMATS = ("docx", "pdf", "html", "xlsx", "json")
NEXT = (
    "gongkai check 您的报告.docx",
    "gongkai report 2020 --organ 尉氏县人民政府办公室 --trace requests.granted.total",
    "gongkai due foi.reply --received 2020-09-14 --replied 2020-10-23",
)


def show(folder: Path, example: Path) -> int:
    """Run the whole demonstration and return the exit code: 0 where every cell came back identical."""
    started = time.perf_counter()
    console = Console(highlight=False)
    folder.mkdir(parents=True, exist_ok=True)
    home = prepare()
    console.rule("[bold]公开 Gongkai · 样例年度：尉氏县 2020")
    console.print(f"数据库 {home}")
    counted = _enter(console)
    report = _compute(console)
    different = _write_and_read_back(console, report, folder)
    _check_example(console, example, folder)
    seconds = time.perf_counter() - started
    console.rule("[bold]完成")
    console.print(
        f"登记事实{counted.total}条（新增{counted.new}，已有{counted.same}）；"
        f"报告{len(report.cells)}格，{len(FORMATS)}种文件，读回不一致{different}格；用时{seconds:.1f}秒。"
    )
    console.print(
        f"结果在 [bold]{folder}[/]：打开 {folder / '年度报告.docx'} 或 {folder / '检查结果.html'}。"
    )
    console.print("接着试（前面加 .venv/bin/，或先 source .venv/bin/activate）：", soft_wrap=True)
    for command in NEXT:
        console.print(f"  {command}", soft_wrap=True)
    return 1 if different else 0


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console)


def _enter(console: Console) -> "Reconciliation":
    from gongkai.demo.services import enter_group, found_organs, total

    console.print("\n[bold]一、登记事实[/]（按来源和外部编号去重，可以反复运行）")
    found_organs()
    year = SampleYear()
    results = []
    with _bar(console) as progress:
        for name, _, make in year.groups():
            happenings = list(make())
            task = progress.add_task(name, total=len(happenings))
            results += enter_group(happenings, lambda done, task=task: progress.update(task, completed=done))
    counted = total(results)
    console.print(counted.line)
    return counted


def _compute(console: Console) -> "Report":
    from gongkai.reports import queries

    console.print("\n[bold]二、由事实计算年度报告[/]")
    figures = SampleYear().figures
    report = queries.compute(figures["office"], figures["year"])
    table = Table("表三 行", "自然人", "总计", "来源")
    for row, label in (
        ("new_received", "本年新收"),
        ("carried_in", "上年结转"),
        ("granted", "予以公开"),
        ("result_total", "办理结果总计"),
        ("carried_out", "结转下年度"),
    ):
        cell = f"requests.{row}.natural_person"
        facts = queries.facts_of_cell(figures["office"], figures["year"], cell)
        source = "、".join(f"{each.happened_on:%m-%d} {each.subject}" for each in facts) or "—"
        table.add_row(label, str(report.value(cell)), str(report.value(f"requests.{row}.total")), source)
    console.print(table)
    for paragraph in report.sections.get("s1", "").splitlines()[:3]:
        console.print(f"  {paragraph}", soft_wrap=True)
    return report


def _write_and_read_back(console: Console, report: "Report", folder: Path) -> int:
    from gongkai.cli.convert import different_cells
    from gongkai.reports.writing import write

    console.print("\n[bold]三、写出五种文件，读回逐格核对[/]")
    table = Table("文件", "大小", "格数", "读回不一致")
    different = 0
    with _bar(console) as progress:
        task = progress.add_task("写出并读回", total=len(FORMATS))
        for to in FORMATS:
            target = folder / f"年度报告.{to}"
            target.write_bytes(write(report, to))
            wrong = different_cells(report, target)
            different += len(wrong)
            size = f"{target.stat().st_size / 1024:.0f} KB"
            table.add_row(target.name, size, str(len(report.cells)), "、".join(wrong) or "无")
            progress.advance(task)
    console.print(table)
    return different


def _check_example(console: Console, example: Path, folder: Path) -> None:
    from gongkai.reports.findings import findings
    from gongkai.reports.reading import read
    from gongkai.reports.writing.findings_html import findings_html

    console.print(f"\n[bold]四、检查已公布的报告[/] {example}")
    report = read(example)
    found = findings(report)
    for each in found:
        console.print(f"  [{each.check}] {each.message}", markup=False, soft_wrap=True)
    (folder / "检查结果.html").write_text(findings_html(report, found), "utf-8")
