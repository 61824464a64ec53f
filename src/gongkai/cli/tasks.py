"""`gongkai tasks`: the work in the background, for installations with servers of their own in front."""

import os
import signal
import threading

import click

from gongkai.cli.speech import Command

EPILOG = """\b
由 systemd 等常驻运行，一个安装一份；随时可以停止，不会丢失任务。
gongkai serve 已经包含它。
"""


@click.command(cls=Command, epilog=EPILOG)
@click.option("--with-parent", is_flag=True, hidden=True, help="启动它的进程结束时也结束")
def command(with_parent: bool) -> int:
    """后台任务：定时发布、检索索引、静态文件、每夜全站生成。"""
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    from gongkai.ledger.home import prepare

    prepare()
    from gongkai.portal.publishing.place import here
    from gongkai.portal.publishing.tasks import Tasks

    parent = os.getppid()
    Tasks(here(), go_on=lambda: not with_parent or os.getppid() == parent).run(stop)
    return 0
