"""`gongkai serve`: the whole site at one address, on embedded defaults: files first, Django behind them."""

import errno
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading

import click

from gongkai.cli.language import say
from gongkai.cli.speech import Command
from gongkai.law.errors import GongkaiError

TARGET = "gongkai.portal.publishing.application:application"
LOOPBACK = ("127.0.0.1", "localhost")
CANNOT = 2
"""How a command ends that cannot work as things are: its message says why."""
EPILOG = """\b
示例：
  gongkai serve                              本机 http://127.0.0.1:8000
  gongkai serve --host 0.0.0.0 --port 80     供局域网访问，另须设置 GONGKAI_HOSTS 和 GONGKAI_ADDRESS
正式部署见 docs/how-to/deploy.md。
"""


@click.command(cls=Command, epilog=EPILOG)
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口")
def command(host: str, port: int) -> int:
    """启动网站（门户、检索、工作台）和后台任务，按 Ctrl+C 停止。"""
    _require_free(host, port)
    answer_at(host, port)
    return serve(host, port)


def answer_at(host: str, port: int) -> None:
    """Let codes, feeds and open data name this address, where the installation says no other: nobody but this
    machine gets there, and who tries it out shall get where the page says.
    """
    from gongkai.portal.layout import ADDRESS, says_address

    if host in LOOPBACK and not says_address():
        os.environ[ADDRESS] = f"http://{host}:{port}"


def serve(host: str, port: int) -> int:
    """Serve until stopped. The web and the background work are processes of their own.

    This one loads no Django, so that the files there are can be handed out at once; the background work
    makes the database ready, and where it cannot, says why and everything stops.
    """
    from granian import Granian
    from granian.constants import Interfaces

    multiprocessing.set_start_method("spawn", force=True)
    tasks = Background()
    tasks.start()
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
            factory=True,
            workers=1,
            blocking_threads=8,
            backpressure=64,
            log_enabled=os.environ.get("GONGKAI_DEBUG") == "1",
            respawn_failed_workers=True,
        ).serve()
    finally:
        tasks.stop()
    return tasks.code


class Background(threading.Thread):
    """Keeps ``gongkai tasks`` running: started again when it ends, unless it says that it cannot work."""

    PAUSE = 3.0

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.code = 0
        self._over = threading.Event()
        self._process = self._begin()

    def _begin(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "gongkai.cli", "tasks", "--with-parent"]
        return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - nothing of others in it

    def run(self) -> None:
        """Wait for it, start it again."""
        while not self._over.is_set():
            code = self._process.wait()
            if self._over.is_set():
                return
            if code == CANNOT:
                self.code = code
                os.kill(os.getpid(), signal.SIGINT)
                return
            self._over.wait(self.PAUSE)
            if not self._over.is_set():
                self._process = self._begin()

    def stop(self) -> None:
        """Let it end what it is doing, and wait for that."""
        self._over.set()
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(30)


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
