"""`gongkai due`: when a clock runs out, and why, day by day."""

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from gongkai.cli.language import say
from gongkai.cli.shared import Day, Moment
from gongkai.cli.speech import Command
from gongkai.law.errors import GongkaiError

if TYPE_CHECKING:
    from gongkai.law.due import Due, Step
    from gongkai.law.events import Event

EPILOG = """\b
示例：
  gongkai due foi.reply --received 2025-09-22
  gongkai due foi.reply --received 2025-04-15 --supplement 2025-04-21..2025-05-06
  gongkai due foi.reply --received 2025-04-15 --consult third_party:2025-04-22/2025-04-23..2025-05-09
  gongkai due foi.reply --received 2025-12-10 --extend 20@2026-01-07
  gongkai due foi.reply --received 2020-01-10 --known-at 2020-01-20
  gongkai due foi.reply --received 2026-02-10 --replied 2026-03-20     是否超期、超几天
  gongkai due foi.reply --received 2025-10-09 --event event=restart,reason=fee,on=2025-11-20
  gongkai due --list                                               全部期限
"""

MARKS = {"counted": "＋", "off": "－", "excluded": "∥", "start": "○", "restart": "○", "extension": "＋"}


@click.command(cls=Command, epilog=EPILOG)
@click.argument("clock", required=False)
@click.option("--received", type=Day(), metavar="DAY", help="起算日：收到申请等，当日不计")
@click.option("--supplement", metavar="ASKED[..CAME]", help="补正：告知之日..收到补正之日")
@click.option(
    "--consult",
    multiple=True,
    metavar="PARTY:SENT[/REACHED][..ENDED]",
    help="征求意见：third_party co_maker organ",
)
@click.option("--extend", multiple=True, metavar="DAYS@APPROVED", help="延期：天数@批准之日")
@click.option(
    "--event", multiple=True, metavar="K=V,…", help="其他事件，如 event=restart,reason=fee,on=2025-11-20"
)
@click.option("--days", type=int, help="由具体决定给出的期限长度")
@click.option("--replied", type=Day(), metavar="DAY", help="答复之日，判断是否超期")
@click.option("--as-of", type=Day(), metavar="DAY", help="只看到这一天为止发生的事")
@click.option("--known-at", type=Moment(), metavar="WHEN", help="按当时已公布的放假通知计算")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--list", "list_all", is_flag=True, help="列出全部期限")
def command(
    clock: str | None,
    received: date | None,
    supplement: str | None,
    consult: tuple[str, ...],
    extend: tuple[str, ...],
    event: tuple[str, ...],
    days: int | None,
    replied: date | None,
    as_of: date | None,
    known_at: datetime | None,
    as_json: bool,
    list_all: bool,
) -> int:
    """计算期限 CLOCK 的截止日，逐日说明依据。"""
    if list_all:
        return _list()
    if clock is None or received is None:
        raise click.UsageError(
            say(
                "请写明期限和起算日，如 gongkai due foi.reply --received 2025-09-22。",
                "Name a clock and a day, as in: gongkai due foi.reply --received 2025-09-22",
            )
        )
    from gongkai.law.clock import explain_due, late_working_days

    events = _events(supplement, consult, extend, event)
    answer = explain_due(clock, received, events=events, as_of=as_of, known_at=known_at, given=days)
    late = late_working_days(answer.due_on, replied, known_at) if replied else None
    if as_json:
        plain = answer.as_json()
        if replied is not None:
            plain |= {"replied": replied.isoformat(), "late_working_days": late}
        click.echo(json.dumps(plain, ensure_ascii=False))
    else:
        click.echo(_text(answer))
        if replied is not None:
            click.echo(_verdict(replied, late or 0))
    return 1 if late else 0


def _list() -> int:
    from gongkai.law.deadlines import deadlines

    for key, each in deadlines().items():
        click.echo(f"{key:<28}{each.title}（自{each.starts}）")
    return 0


def _events(
    supplement: str | None, consult: tuple[str, ...], extend: tuple[str, ...], other: tuple[str, ...]
) -> "list[Event]":
    from gongkai.law.events import read_event

    raw: list[dict[str, Any]] = []
    if supplement:
        asked, _, came = supplement.partition("..")
        raw.append({"event": "restart", "reason": "supplement", "asked_on": asked, "on": came or None})
    for each in consult:
        party, _, days = each.partition(":")
        sent, _, ended = days.partition("..")
        sent, _, reached = sent.partition("/")
        pause = {"event": "pause", "party": party, "sent_on": sent}
        raw.append(pause | {"reached_on": reached or None, "ended_on": ended or None})
    for each in extend:
        days, _, approved = each.partition("@")
        if not days.isdigit():
            raise GongkaiError("bad_event", f"“{each}”不对，请写成 20@2026-01-07（天数@批准之日）。")
        raw.append({"event": "extend", "days": int(days), "approved_on": approved})
    for each in other:
        raw.append(dict(_pair(part) for part in each.split(",")))
    return [read_event(each) for each in raw]


def _pair(text: str) -> tuple[str, Any]:
    key, equals, value = text.partition("=")
    if not equals:
        raise GongkaiError("bad_event", f"“{text}”不对，请写成 名称=值，如 event=restart,reason=fee。")
    return key.strip(), int(value) if value.isdigit() else value.strip()


def _text(answer: "Due") -> str:
    shown = say("暂定", "provisional") if answer.provisional else ""
    head = say(
        f"{answer.title}：{answer.due_on}{f'（{shown}）' if shown else ''}  依据 {_article(answer.law)}",
        f"{answer.clock}: {answer.due_on} {shown}  {answer.law}",
    )
    lines = [click.style(head, bold=True), *(f"  ! {each}" for each in answer.because)]
    lines += [_step(each) for each in answer.steps]
    lines += [
        click.style(f"  ✗ {each.on} {each.why}（{_article(each.law)}）", fg="red") for each in answer.breaches
    ]
    for other in answer.alternatives:
        day = other.due_on or say("尚未起算", "not started")
        lines.append(
            f"  ? {say('另一种理解', 'another reading')}：{day} {other.why}（{_article(other.law)}）"
        )
    return "\n".join(lines)


def _step(step: "Step") -> str:
    number = f"{step.number:>3}" if step.number else "   "
    line = f"  {MARKS.get(step.kind, '·')}{number}  {step.on}  {step.why}"
    return click.style(line, dim=True) if step.kind == "off" else line


def _article(citation: str) -> str:
    from gongkai.law.sources import cite

    return str(cite(citation)) if citation else ""


def _verdict(replied: date, late: int) -> str:
    if late:
        return click.style(
            say(f"{replied}答复：超期{late}个工作日。", f"Replied {replied}: {late} working days late."),
            fg="red",
        )
    return click.style(say(f"{replied}答复：未超期。", f"Replied {replied}: on time."), fg="green")
