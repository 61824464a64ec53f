"""PostgreSQL clusters of the tests' own: in a temporary folder, stopped at the end. What they hold may be
lost with the machine, unless a durable one is wanted.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import needs
import one_run


def _unprivileged() -> dict[str, object]:
    """PostgreSQL refuses to run as root: then it runs as somebody who owns nothing else."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise RuntimeError("no unprivileged account to run PostgreSQL as")


class Cluster:
    """One running server, reachable by a socket in its folder only."""

    def __init__(
        self, folder: Path | None = None, *, shared_buffers: str = "64MB", durable: bool = False
    ) -> None:
        """``durable``: what was committed is on the disk, as in an installation."""
        self.shared_buffers, self.durable = shared_buffers, durable
        self.programs = needs.find("postgresql")
        self.folder = folder or Path(tempfile.mkdtemp(prefix="gk-pg-", dir="/tmp"))
        self._as = _unprivileged()

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(self.folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
            **self._as,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.decode(errors='replace')}")

    def start(self) -> int:
        """Make the cluster and start it; returns the number of its process."""
        if self._as:
            os.chown(self.folder, self._as["user"], self._as["group"])
        data = str(self.folder / "data")
        self._run(
            "initdb",
            "-D",
            data,
            "-U",
            "gongkai",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
            "-N",
        )
        options = [
            "listen_addresses=''",
            f"unix_socket_directories='{self.folder}'",
            *([] if self.durable else ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
            "max_connections=100",
            f"shared_buffers={self.shared_buffers}",
        ]
        with (self.folder / "data" / "postgresql.auto.conf").open("a", encoding="utf-8") as conf:
            conf.write("\n".join(options) + "\n")
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", data, "-l", log, "-w", "-t", "60", "start")
        return int((self.folder / "data" / "postmaster.pid").read_text().partition("\n")[0])

    def stop(self) -> None:
        try:
            self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def settings(self, name: str) -> dict[str, object]:
        """Django's description of a database of this server."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": "gongkai",
            "HOST": str(self.folder),
        }

    def execute(self, statement: str, database: str = "postgres") -> None:
        """One statement that stands for itself."""
        import psycopg

        with psycopg.connect(host=str(self.folder), user="gongkai", dbname=database, autocommit=True) as link:
            link.execute(statement)

    def create(self, name: str, like: str = "") -> None:
        """A database of this name, empty or the copy of another that nobody uses."""
        self.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {like}" if like else ""))

    def drop(self, name: str) -> None:
        """Take a database away, whoever still uses it."""
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")


def shared() -> Cluster:
    """The cluster of this run of the tests."""
    cluster = Cluster(one_run.folder_of_run() / "postgresql")

    def make(path: Path) -> None:
        cluster.folder.mkdir()
        pid = cluster.start()
        one_run.ends_with_the_run(pid)
        path.write_text(str(pid))

    one_run.once("postgresql.pid", make)
    return cluster
