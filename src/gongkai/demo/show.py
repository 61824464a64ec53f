"""The demonstration: records and facts in, report out, read back, checked; then the site. All is counted."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from gongkai.demo.sample_year import SampleYear
from gongkai.ledger.home import prepare

if TYPE_CHECKING:
    from gongkai.demo.people import Account
    from gongkai.demo.register import Register
    from gongkai.demo.services import Reconciliation
    from gongkai.reports.report import Report

FORMATS = ("docx", "pdf", "html", "xlsx", "json")
NEXT = (
    "gongkai serve",
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
    counted, register, accounts = _enter(console)
    report = _compute(console)
    different = _write_and_read_back(console, report, folder)
    _publish_report(console, report)
    _check_example(console, example, folder)
    faults = _site(console, register)
    seconds = time.perf_counter() - started
    console.rule("[bold]完成")
    console.print(
        f"登记{counted.total}条（新增{counted.new}，已有{counted.same}）；"
        f"报告{len(report.cells)}格，{len(FORMATS)}种文件，读回不一致{different}格；用时{seconds:.1f}秒。"
    )
    console.print(
        f"结果在 [bold]{folder}[/]：打开 {folder / '年度报告.docx'} 或 {folder / '检查结果.html'}。"
    )
    console.print("接着试（前面加 .venv/bin/，或先 source .venv/bin/activate）：", soft_wrap=True)
    for command in NEXT:
        console.print(f"  {command}", soft_wrap=True)
    _print_accounts(console, accounts)
    return 1 if different or faults else 0


def _bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console)


def _enter(console: Console) -> tuple["Reconciliation", "Register", "list[Account]"]:
    from gongkai.demo import later_years, letters_of_the_year, site
    from gongkai.demo.fresh import of_another_build
    from gongkai.demo.people import CLERK, acting, open_accounts
    from gongkai.demo.register import Register
    from gongkai.demo.services import TAKEN_IN_AT, enter_group, found_organs, keep_file, take_in, total

    console.print("\n[bold]一、登记信息和事实[/]（按来源和外部编号去重，可以反复运行）")
    found_organs()
    accounts = open_accounts()
    site.build()
    clerk, year = acting(CLERK, TAKEN_IN_AT.date()), SampleYear()
    register = Register(year, lambda data, name: keep_file(data, name, clerk))
    taken, entered = [], []
    with _bar(console) as progress:
        for name, rows in register.groups():
            every = list(rows())
            task = progress.add_task(name, total=len(every))
            taken.append(take_in(every, clerk, lambda done, task=task: progress.update(task, completed=done)))
            if taken[-1].changed:
                raise of_another_build(f"{name}：{taken[-1].line}")
        for name, _, make in year.groups():
            happenings = list(make())
            task = progress.add_task(name, total=len(happenings))
            entered += enter_group(happenings, lambda done, task=task: progress.update(task, completed=done))
    records, others = total(taken), total(entered)
    console.print(f"信息：{records.line}\n其他事实：{others.line}")
    handled = letters_of_the_year.handle()
    console.print(f"来信申请：从收发、登记、审查、签发、送达到归档，新办理{handled}件。")
    if records.new:
        later_years.follow_up(register)
    return total([*taken, *entered]), register, accounts


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


def _publish_report(console: Console, report: "Report") -> None:
    from gongkai.demo import annual_report

    new = annual_report.publish(report)
    console.print("年度报告已在网站公布。" if new else "年度报告已在网站上，没有重复公布。")


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


def _site(console: Console, register: "Register") -> int:
    from datetime import datetime

    from gongkai.casework.services import notices
    from gongkai.demo import (
        desk_work,
        later_years,
        open_applications,
        open_disputes,
        released_answers,
        site,
    )
    from gongkai.ledger.rows import BEIJING

    console.print("\n[bold]五、准备网站[/]（工作台、检索、静态页面）")
    now = datetime.now(BEIJING)
    begun = desk_work.begin_work(register, now)
    today = now.astimezone(BEIJING).date()
    asked, disputed = open_applications.begin(today), open_disputes.begin(today)
    released = released_answers.release(today)
    notices.send_due(now)
    later_years.carry_out(now)
    followed = site.index(now)
    with _bar(console) as progress:
        task = progress.add_task("生成网页", total=site.pages())
        printed, faults = site.lay_down(now, lambda done: progress.advance(task, done))
        progress.update(task, completed=site.pages())
    console.print(
        f"工作台新增在办信息{begun}条、公开申请和来件{asked}件、复议诉讼{disputed}件、选登答复{released}件；"
        f"检索收入{followed}条变动；生成网页{printed}个。"
    )
    for fault in faults[:10]:
        console.print(f"  缺少网页标签：{fault}", markup=False, soft_wrap=True)
    return len(faults)


def _print_accounts(console: Console, accounts: "list[Account]") -> None:
    table = Table("登录名", "密码", "姓名（虚构）", "岗位")
    for each in accounts:
        table.add_row(each.login, each.password, each.name, each.about)
    console.print("\n[bold]样例用户[/]（密码按本安装的密钥生成；登录后改过密码的，以新密码为准）")
    console.print(table)
