"""Make the environment in `.venv` from the locked requirements: `python3 scripts/set_up.py base|dev`.

Standard library only, for it runs before anything is installed. pip installs uv and setuptools by hash, uv
installs the rest by hash, and the package itself is linked (editable, no isolated build, nothing fetched).
Where uv cannot reach what pip can (a mirror known to pip alone), pip installs the same lock file.
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 14)
PATIENCE = {
    "PIP_DEFAULT_TIMEOUT": "60",
    "UV_HTTP_TIMEOUT": "120",
}  # seconds, for slow lines; unless set already
SETS = {"base": ("base",), "dev": ("base", "dev")}


class SetUpError(Exception):
    """Setting up stops here; the message says what to do."""


def python_is_supported(version: tuple[int, int]) -> bool:
    """Whether Gongkai runs on this version of Python.

    >>> python_is_supported((3, 10)), python_is_supported((3, 11)), python_is_supported((3, 15))
    (False, True, False)
    """
    return OLDEST <= version <= NEWEST


def require_supported(version: tuple[int, int]) -> None:
    """Stop where Gongkai would not run."""
    if not python_is_supported(version):
        have = ".".join(map(str, version))
        raise SetUpError(f"需要 Python 3.11 至 3.14，这里是 {have}。请用 make PYTHON=路径 指定另一个。")


def run(step: str, *command: str | Path, env: dict[str, str] | None = None, needed: bool = True) -> bool:
    """Run one command under a heading; off a terminal its output is shown only if it fails."""
    live = sys.stderr.isatty()
    print(f"  {step} …", end="\n" if live else "", flush=True)
    begun = time.monotonic()
    done = subprocess.run(
        [str(each) for each in command],
        cwd=ROOT,
        env={**PATIENCE, **(os.environ if env is None else env)},
        stdout=subprocess.DEVNULL if live else subprocess.PIPE,
        stderr=None if live else subprocess.STDOUT,
        text=True,
        check=False,
    )
    print(f" {'完成' if done.returncode == 0 else '未成'}，{time.monotonic() - begun:.1f} 秒", flush=True)
    if done.returncode and needed:
        raise SetUpError(f"{step}失败：{' '.join(map(str, command))}\n{done.stdout or ''}".rstrip())
    return done.returncode == 0


def interpreter(venv: Path) -> Path:
    """Where a virtual environment keeps its Python."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def is_usable(venv: Path) -> bool:
    """Whether the environment is there, starts (it does not after a move or an upgrade) and has pip."""
    python = interpreter(venv)
    if not python.exists():
        return False
    ask = "import sys, pip; print(tuple(sys.version_info[:2]))"
    try:
        answer = subprocess.run([str(python), "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0 and python_is_supported(ast.literal_eval(answer.stdout.strip()))


def make_venv(venv: Path) -> None:
    """A virtual environment with pip; an unusable one is made anew."""
    if is_usable(venv):
        return
    clear = ["--clear"] if venv.exists() else []
    if run("建立虚拟环境", sys.executable, "-m", "venv", *clear, venv, needed=False) and is_usable(venv):
        return
    raise SetUpError(
        f"{sys.executable} 不能建立带 pip 的虚拟环境。Debian、Ubuntu 请先执行 apt-get install python3-venv，"
        "其他系统请安装完整的 Python 3.11 至 3.14，然后重试。"
    )


def index_of_pip(listing: str) -> str:
    r"""The index that pip is configured for, if any: in China commonly a mirror that uv does not know.

    >>> index_of_pip("global.index-url='mirror'\nglobal.timeout='60'\n")
    'mirror'
    >>> index_of_pip("global.timeout='60'\n")
    ''
    """
    for line in listing.splitlines():
        key, _, value = line.partition("=")
        if key.rpartition(".")[2] == "index-url":
            return str(ast.literal_eval(value))
    return ""


def environment_for_uv(python: Path) -> dict[str, str]:
    """The environment for uv: no other Python is fetched, and pip's mirror is used unless uv has its own."""
    listing = subprocess.run(
        [str(python), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    env = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    mirror = index_of_pip(listing)
    if mirror and not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & env.keys():
        env["UV_DEFAULT_INDEX"] = mirror
    return env


def install(venv: Path, wanted: str) -> None:
    """Install the locked set and link the package; every file is checked against its hash."""
    python = interpreter(venv)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    build, locked = Path("requirements/build.txt"), Path(f"requirements/{wanted}.txt")
    run("安装 uv 与 setuptools", *pip, "install", "--require-hashes", "-r", build)
    uv = [python, "-m", "uv", "pip", "install", "--python", python]
    env = environment_for_uv(python)
    if not run(f"按 {locked} 安装", *uv, "--require-hashes", "-r", locked, env=env, needed=False):
        run("改用 pip 安装", *pip, "install", "--require-hashes", "-r", locked)
    link = ["install", "--no-deps", "--no-build-isolation", "-e", "."]
    run("链接 gongkai 本身", *pip, *link)


def set_up(wanted: str, venv: Path) -> None:
    """Bring the environment to the wanted set and leave the stamps that make the next run instant."""
    require_supported(sys.version_info[:2])
    print(f"准备运行环境（{wanted}，Python {sys.version.split()[0]}）", flush=True)
    make_venv(venv)
    install(venv, wanted)
    for each in SETS[wanted]:
        (venv / f".{each}").touch()


def main(arguments: list[str] | None = None) -> int:
    """Command line: 0 ready, 2 not possible (the message says why and what to do)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "wanted", choices=sorted(SETS), help="base: to run Gongkai; dev: to test and check it too"
    )
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv")
    chosen = parser.parse_args(arguments)
    try:
        set_up(chosen.wanted, chosen.venv)
    except SetUpError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    if shutil.which("git") is None:
        print("提示：没有找到 git，运行不受影响，但无法取得更新。", file=sys.stderr)
    sys.exit(main())
