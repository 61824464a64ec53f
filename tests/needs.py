"""What a test may need beside Python: found, or skipped with one loud line, or (in CI) a failure.

Mark a test (or a whole module: ``pytestmark = pytest.mark.needs("reports")``)::

    @pytest.mark.needs("libreoffice")
    def test_opens_in_libreoffice(tool): ...

Known needs: ``postgresql``, ``libreoffice``, ``chromium``, ``osmem``, ``reports``. Fixtures:
``reports_folder`` (a Path), ``found`` (``found("libreoffice")`` gives the
path of the program). With ``GONGKAI_NO_SKIP=1`` a missing need fails the test.
"""

import os
import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest


def _on_path(*names: str) -> Path | None:
    return next((Path(hit) for name in names if (hit := shutil.which(name))), None)


def _postgresql() -> Path | None:
    debian = sorted(
        (each for each in Path("/usr/lib/postgresql").glob("*/bin") if (each / "initdb").exists()),
        key=lambda each: int(each.parent.name) if each.parent.name.isdigit() else 0,
    )
    if debian:
        return debian[-1]
    initdb = _on_path("initdb")
    return initdb.resolve().parent if initdb and _on_path("postgres", "pg_ctl") else None


def _reports() -> Path | None:
    folder = os.environ.get("GONGKAI_REPORTS", "")
    return Path(folder).resolve() if folder and Path(folder).is_dir() else None


def _osmem() -> Path | None:
    found = find_spec("osmem_server")
    server = Path(found.origin).parent / "bin" / "osmem-server" if found and found.origin else None
    return server if server and server.exists() else None


NEEDS = {
    "postgresql": (
        _postgresql,
        "没有找到 PostgreSQL 程序（initdb、pg_ctl），Debian 上安装 postgresql 软件包即可",
    ),
    "libreoffice": (
        lambda: _on_path("soffice", "libreoffice"),
        "没有找到 LibreOffice（soffice），Debian 上安装 libreoffice-writer 软件包即可",
    ),
    "chromium": (
        lambda: _on_path("chromium", "chromium-browser", "google-chrome"),
        "没有找到 Chromium，Debian 上安装 chromium 软件包即可",
    ),
    "osmem": (
        _osmem,
        "没有安装 osmem-server（内存中的 OpenSearch），它在 requirements/dev.txt 中，只有 x86-64 的版本",
    ),
    "nginx": (
        lambda: _on_path("nginx", "/usr/sbin/nginx"),
        "没有找到 nginx，Debian 上安装 nginx 软件包即可",
    ),
    "reports": (_reports, "环境变量 GONGKAI_REPORTS 没有指向真实年报所在的文件夹"),
}


@cache
def find(need: str) -> Path | None:
    """Where the need is met (a program, its folder, or a folder of files), or ``None``."""
    return NEEDS[need][0]()


def missing(need: str) -> str:
    """Why the need is not met, in Chinese; empty where it is."""
    return "" if find(need) else NEEDS[need][1]


def no_skip() -> bool:
    """Whether a missing need is a failure (CI)."""
    return os.environ.get("GONGKAI_NO_SKIP", "") == "1"


def demand(need: str) -> Path:
    """The place where a need is met; skips or fails the running test where it is not."""
    if why := missing(need):
        if no_skip():
            pytest.fail(f"缺少 {need}：{why}（GONGKAI_NO_SKIP=1 时不允许跳过）", pytrace=False)
        pytest.skip(f"缺少 {need}：{why}")
    return find(need)
