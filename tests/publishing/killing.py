"""A publisher that is killed: run as a process of its own, it kills itself before its n-th file is in place.

python killing.py HOME DATABASE AT COUNT
"""

import os
import signal
import sys
from datetime import datetime
from pathlib import Path


def main(home: str, database: str, at: str, count: int) -> None:
    os.environ["GONGKAI_HOME"], os.environ["GONGKAI_DATABASE"] = home, database
    from gongkai.ledger.home import prepare

    prepare()
    from gongkai.portal.publishing import following
    from gongkai.portal.publishing.place import here
    from gongkai.portal.publishing.tasks import press_at

    left = [count]
    replace = Path.replace

    def killed_at_last(self: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return replace(self, target)

    Path.replace = killed_at_last
    now = datetime.fromisoformat(at)
    following.follow(here(), lambda: press_at(now), now)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
