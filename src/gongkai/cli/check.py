"""`gongkai check`: read reports, check them, say what is wrong."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from gongkai.cli.language import english, say, speak
from gongkai.cli.shared import files_of, heading_of, read_report
from gongkai.cli.speech import Command
from gongkai.law.errors import GongkaiError

BATCH = 24  # from this many files on, a second process pays for itself
CHUNK = 16
MARKS = {"error": ("✗ 错误", "red"), "warning": ("! 警告", "yellow"), "note": ("· 提示", None)}

EPILOG = """\b
示例：
  gongkai check 报告.docx
  gongkai check 报告2021.pdf --previous 报告2020.pdf     与上一年核对结转
  gongkai check 全县年报/ --json > 结果.jsonl            一份一行
  gongkai check 报告.txt --html 结果.html                写出网页，标出有关单元格
"""


@click.command(cls=Command, epilog=EPILOG)
@click.argument("files", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="每份报告输出一行 JSON")
@click.option("--html", "html_out", metavar="OUT", help="写出网页（多份报告时为文件夹）")
@click.option("--previous", metavar="FILE", help="上一年的报告，用于核对结转和雷同")
@click.option("--all", "everything", is_flag=True, help="通过和无法判断的核对也列出")
def command(
    files: tuple[str, ...], as_json: bool, html_out: str | None, previous: str | None, everything: bool
) -> int:
    """检查年度报告 FILE…（txt md html docx pdf xlsx json，或文件夹）。"""
    paths = files_of(files)
    if not paths:
        raise GongkaiError(
            "no_files", "文件夹里没有可读取的报告（支持 txt、md、html、docx、pdf、xlsx、json）。"
        )
    if html_out and len(paths) > 1:
        Path(html_out).mkdir(parents=True, exist_ok=True)
    options = {
        "previous": previous,
        "everything": everything,
        "html": html_out,
        "many": len(paths) > 1,
        "text": not as_json,
        "english": english(),
    }
    if previous:
        read_report(Path(previous))  # fail before the batch, not once for each file
    worst, faults, unreadable = 0, 0, 0
    for result in _progress(_results(paths, options), len(paths)):
        click.echo(result["text"])
        worst = max(worst, result["code"])
        faults += result["code"] == 1
        unreadable += result["code"] == 2
    if not as_json and len(paths) > 1:
        click.echo(
            say(
                f"共检查{len(paths)}份：{faults}份有错误，{unreadable}份读不了，其余没有错误。",
                f"{len(paths)} checked: {faults} with errors, {unreadable} not readable.",
            )
        )
    return worst


def _results(paths: list[Path], options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if len(paths) < BATCH or (os.cpu_count() or 1) < 2:
        yield from (_one(path, options) for path in paths)
        return
    from concurrent.futures import ProcessPoolExecutor  # 50 ms that a single file need not pay

    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    with ProcessPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
        for done in pool.map(_some, chunks, [options] * len(chunks)):
            yield from done


def _some(paths: list[Path], options: dict[str, Any]) -> list[dict[str, Any]]:
    speak("en" if options["english"] else "zh")
    return [_one(path, options) for path in paths]


def _progress(results: Iterator[dict[str, Any]], total: int) -> Iterator[dict[str, Any]]:
    """Pass results on, with a bar on the terminal's error channel when the work is long."""
    if total < BATCH or not sys.stderr.isatty() or sys.stdout.isatty():
        yield from results
        return
    with click.progressbar(results, length=total, label=say("检查", "Checking"), file=sys.stderr) as bar:
        yield from bar


def _one(path: Path, options: dict[str, Any]) -> dict[str, Any]:
    from gongkai.reports.findings import findings

    try:
        report = read_report(path)
    except GongkaiError as error:
        wrong = {"file": str(path), "error": {"code": error.code, "message": error.message}}
        shown = click.style(f"{path}\n  ✗ {error.message}", fg="red")
        return {"code": 2, "text": shown if options["text"] else json.dumps(wrong, ensure_ascii=False)}
    previous = read_report(Path(options["previous"])) if options["previous"] else None
    found = findings(report, previous=previous, all=options["everything"])
    failed = any(each.level == "error" and each.outcome == "fails" for each in found)
    text = _text(path, report, found) if options["text"] else _json(path, report, found)
    if options["html"]:
        _write_html(path, report, found, options)
    return {"code": 1 if failed else 0, "text": text}


def _json(path: Path, report: Any, found: list[Any]) -> str:
    """One line; made by the process that read the report, for it is a fifth of the work of a batch."""
    from gongkai.reports.writing.as_json import tables_json

    answer = {
        "file": str(path),
        "organ": report.organ,
        "year": report.year,
        "format": report.format,
        "tables": tables_json(report),
        "findings": [each.as_json() for each in found],
    }
    return json.dumps(answer, ensure_ascii=False)


def _text(path: Path, report: Any, found: list[Any]) -> str:
    lines = [click.style(heading_of(report), bold=True) + click.style(f"  {path}", dim=True)]
    for note in report.notes:
        lines.append(click.style(f"  {say('读取', 'Reading')}：{note}", dim=True))
    for each in found:
        mark, colour = MARKS[each.level] if each.outcome == "fails" else ("○ " + _outcome(each.outcome), None)
        lines.append("  " + click.style(mark, fg=colour) + f" [{each.check}] " + _message(each))
    failed = [each for each in found if each.outcome == "fails"]
    errors = sum(each.level == "error" for each in failed)
    lines.append(
        say(
            f"  错误{errors}处，警告和提示{len(failed) - errors}处。" if failed else "  没有发现问题。",
            f"  {errors} errors, {len(failed) - errors} other findings." if failed else "  Nothing found.",
        )
    )
    return "\n".join(lines)


def _outcome(outcome: str) -> str:
    names = {
        "holds": ("成立", "holds"),
        "cannot_tell": ("无法判断", "cannot tell"),
        "not_applicable": ("不适用", "not applicable"),
        "fails": ("不成立", "fails"),
    }
    return say(*names[outcome])


def _message(finding: Any) -> str:
    if not english():
        return str(finding.message)
    sides = "" if finding.left is None else f": {finding.left} against {finding.right}"
    cells = f" ({', '.join(finding.cells)})" if finding.cells else ""
    return f"{finding.outcome} at {finding.at or 'report'}{sides}{cells}"


def _write_html(path: Path, report: Any, found: list[Any], options: dict[str, Any]) -> None:
    from gongkai.reports.writing.findings_html import findings_html

    out = Path(options["html"])
    target = out / f"{path.stem}{path.suffix.replace('.', '-')}.html" if options["many"] else out
    target.write_text(findings_html(report, found), "utf-8")
