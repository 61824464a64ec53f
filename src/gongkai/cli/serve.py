"""`gongkai serve`: the whole site at one address, on embedded defaults: files first, Django behind them."""

import errno
import os
import socket
import subprocess
import sys

import click

from gongkai.cli.language import say
from gongkai.cli.speech import Command
from gongkai.law.errors import GongkaiError

TARGET = "gongkai.portal.publishing.application:application"
EPILOG = """\b
示例：
  gongkai serve                              本机 http://127.0.0.1:8000
  gongkai serve --host 0.0.0.0 --port 80     供局域网访问，另须设置 GONGKAI_HOSTS
正式部署见 docs/how-to/deploy.md。
"""


@click.command(cls=Command, epilog=EPILOG)
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口")
def command(host: str, port: int) -> int:
    """启动网站（门户、检索、工作台）和后台任务，按 Ctrl+C 停止。"""
    _require_free(host, port)
    from gongkai.ledger.home import prepare

    prepare()
    return serve(host, port)


def serve(host: str, port: int) -> int:
    """Serve until stopped; the home folder is ready. Web and background work are processes of their own."""
    from granian import Granian
    from granian.constants import Interfaces

    tasks = subprocess.Popen([sys.executable, "-m", "gongkai.cli", "tasks"], start_new_session=True)
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared, not listened on
    click.echo(
        say(
            f"门户 http://{shown}:{port}/   工作台 http://{shown}:{port}/desk/   按 Ctrl+C 停止",
            f"Portal http://{shown}:{port}/   desk http://{shown}:{port}/desk/   Ctrl+C stops",
        )
    )
    try:
        Granian(
            TARGET,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=8,
            backpressure=64,
            log_enabled=os.environ.get("GONGKAI_DEBUG") == "1",
            respawn_failed_workers=True,
        ).serve()
    finally:
        tasks.terminate()
        tasks.wait(30)
    return 0


def _require_free(host: str, port: int) -> None:
    """Refuse a port that somebody else listens on, before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise GongkaiError(
                    "port_in_use", f"端口{port}已被占用。请先停止占用它的程序，或用 --port 换一个端口。"
                ) from None
            raise GongkaiError(
                "cannot_listen", f"不能在 {host}:{port} 上监听：{problem.strerror}。请换一个地址或端口。"
            ) from None
