"""What several commands share: opening reports, finding input files, writing output."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.cli.language import say
from gongkai.law.errors import GongkaiError

if TYPE_CHECKING:
    from gongkai.reports.report import Report

READABLE = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".xlsx", ".json")
WRITABLE = ("docx", "pdf", "html", "xlsx", "json", "txt")


class Day(click.ParamType):
    """A day in the form 2020-06-10."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a complaint that shows the form."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(
                say(f"“{value}”不是日期，请写成 2020-06-10。", f"{value!r} is no date; write 2020-06-10.")
            )


class Moment(click.ParamType):
    """A moment: a day (its end) or a day with time, Asia/Shanghai."""

    name = "时点"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment, or a complaint that shows the form."""
        from zoneinfo import ZoneInfo

        if isinstance(value, datetime):
            return value
        text = str(value)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.fail(
                say(f"“{value}”不是时点，请写成 2021-01-25 或 2021-01-25T18:00。", f"{value!r} is no moment.")
            )
        if len(text) <= len("2021-01-25"):
            moment = moment.replace(hour=23, minute=59, second=59, microsecond=999999)
        return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def files_of(paths: Iterable[str]) -> list[Path]:
    """The files named, folders replaced by the readable files below them in order of name."""
    found: list[Path] = []
    for each in map(Path, paths):
        if each.is_dir():
            found += sorted(
                inner for inner in each.rglob("*") if inner.is_file() and inner.suffix.lower() in READABLE
            )
        else:
            found.append(each)
    return found


def read_report(path: Path) -> "Report":
    """Read one report; the error names the file and what to do."""
    from gongkai.reports.reading import read

    return read(path)


def target_of(source: Path, to: str, out: str | None) -> Path:
    """Where a converted file goes: as asked, or beside nothing else in the current folder."""
    target = Path(out) if out else Path(f"{source.stem}.{to}")
    if target.is_dir():
        target = target / f"{source.stem}.{to}"
    if target.resolve() == source.resolve():
        raise GongkaiError("same_file", f"输出文件就是原文件“{source}”，请用 -o 指定另一个文件名。")
    return target


def heading_of(report: "Report") -> str:
    """One line that names a report: organ, year, edition."""
    organ = report.organ or say("（未识别机关）", "(organ not found)")
    year = str(report.year) if report.year else say("（未识别年度）", "(year not found)")
    return f"{organ} · {year} · {report.format}"
