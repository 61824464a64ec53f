"""`gongkai remind`: send what is due, count days by new holiday notices, erase what was kept for its time."""

import click

from gongkai.cli.language import say
from gongkai.cli.speech import Command

EPILOG = """\b
gongkai serve 和 gongkai tasks 已经包含它；没有运行后台任务的安装，由 cron 每几分钟运行一次。
停了几天再运行，每条提醒仍然只发一次。
"""


@click.command(cls=Command, epilog=EPILOG)
def command() -> int:
    """发出到期提醒，按新的放假通知重新计算期限，删除保存期满的个人信息。"""
    from gongkai.ledger.home import prepare

    prepare()
    from django.utils import timezone

    from gongkai.casework.services import daily

    done = daily.carry_out(timezone.now())
    english = f"{done.sent.inbox} reminders sent, {done.moved} due days moved, {done.erased} persons erased."
    click.echo(say(done.line, english))
    return 1 if done.sent.failed else 0
