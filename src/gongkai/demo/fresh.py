"""A fresh start for the demonstration: what an earlier one filled is moved aside, never deleted."""

import os
from datetime import datetime
from pathlib import Path

from gongkai.law.errors import GongkaiError
from gongkai.ledger.home import folder


def move_aside(at: datetime) -> Path | None:
    """Move the installation's folder aside, with everything in it; where to, ``None`` where there was none.

    Raises ``GongkaiError`` where the data lies in a database server, or the folder cannot be moved.
    """
    if os.environ.get("GONGKAI_DATABASE", "").startswith("postgres"):
        raise GongkaiError(
            "fresh_database",
            "数据在 PostgreSQL 中，不能随文件夹移开。请新建一个空库，让 GONGKAI_DATABASE 指向它，"
            "再运行 gongkai demo --fresh。",
        )
    home = folder()
    if not home.exists():
        return None
    aside = home.with_name(f"{home.name}.{at:%Y%m%d-%H%M%S}")
    try:
        home.rename(aside)
    except OSError as problem:
        raise GongkaiError(
            "fresh_not_moved",
            f"不能把“{home}”移到“{aside}”：{problem.strerror}。"
            "请先停止使用它的程序，或者用环境变量 GONGKAI_HOME 另指一个文件夹。",
            path=str(home),
        ) from None
    return aside


def of_another_build(difference: str) -> GongkaiError:
    """What to do where the folder was filled by another build of the program, with other content."""
    return GongkaiError(
        "demo_of_another_build",
        f"“{folder()}”里的样例由另一版程序建立，内容与现在的不同，不能接着用。\n"
        "  保留旧样例、重新建立：gongkai demo --fresh（旧文件夹改名保存，不删除）\n"
        "  或者另建一处：GONGKAI_HOME=另一个文件夹 gongkai demo\n"
        f"  不同之处：{difference}",
        path=str(folder()),
    )
