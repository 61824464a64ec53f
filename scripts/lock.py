"""Lock what Gongkai runs on: `make lock` keeps versions, `make lock LOCK_ARGS=--upgrade` takes newer ones.

The locks hold names, versions and hashes for every platform and Python 3.11–3.14, and no index address:
whoever installs chooses the mirror.
"""

import os
import subprocess
import sys

from scripts.checks import ROOT

PLAIN = ("--universal", "--generate-hashes", "--no-emit-index-url", "--python-version", "3.11", "--quiet")
# In this order: what tests need is locked to the very versions that Gongkai runs on.
LOCKS = {"build": (), "base": (), "dev": ("build", "base")}


def compile_command(stem: str, extra: list[str]) -> list[str]:
    """The uv command that writes ``requirements/<stem>.txt``."""
    beside = [part for each in LOCKS[stem] for part in ("--constraint", f"requirements/{each}.txt")]
    paths = [f"requirements/{stem}.in", "--output-file", f"requirements/{stem}.txt"]
    return [sys.executable, "-m", "uv", "pip", "compile", *PLAIN, *beside, *extra, *paths]


def main(arguments: list[str]) -> int:
    """Write all locks; stops at the first that cannot be solved."""
    env = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "make lock"}
    for stem in LOCKS:
        code = subprocess.run(compile_command(stem, arguments), cwd=ROOT, env=env, check=False).returncode
        if code:
            return code
        print(f"requirements/{stem}.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
