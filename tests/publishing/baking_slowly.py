"""A bake by two processes that takes its time: each says who it is and waits a little at every page.

python baking_slowly.py HOME DATABASE AT
"""

import os
import sys
import time
from datetime import datetime


def main(home: str, database: str, at: str) -> None:
    os.environ["GONGKAI_HOME"], os.environ["GONGKAI_DATABASE"] = home, database
    from gongkai.ledger.home import prepare

    prepare()
    from gongkai.portal.publishing import baking
    from gongkai.portal.publishing.place import here
    from gongkai.portal.publishing.tasks import press_at
    from gongkai.portal.publishing.tree import Tree

    parent, told, put = os.getpid(), set(), Tree.put

    def slowly(self, address: str, body: bytes) -> bool:
        if os.getpid() not in {parent, *told}:
            told.add(os.getpid())
            os.write(1, f"{os.getpid()}\n".encode())
        if os.getpid() != parent:
            time.sleep(0.05)
        return put(self, address, body)

    Tree.put = slowly
    baking.AT_ONCE = baking.PAGES_AT_ONCE = 5
    now = datetime.fromisoformat(at)
    baking.bake(here(), lambda: press_at(now), now, processes=2)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3])
