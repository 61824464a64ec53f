"""Settings of what the public may send: how often, how much. Nobody switches a limit off.

``GONGKAI_LIMITS`` changes how often, for instance ``apply=30/3600,track=30/900,number=10/900``: so many in
so many seconds, of one network address (``apply``, ``track``, ``opinion``) or one application (``number``).
``GONGKAI_PROXY`` = 1: the address of the reader is the last one in X-Forwarded-For.
"""

import os
import re

from gongkai.law.errors import GongkaiError

DEFAULT = {"apply": (30, 3600), "track": (30, 900), "number": (10, 900), "opinion": (10, 3600)}
_SHAPE = re.compile(r"(apply|track|number|opinion)=([1-9]\d{0,6})/([1-9]\d{0,5})")


def limits(text: str) -> dict[str, tuple[int, int]]:
    """The limits of a text, by name: how many, in how many seconds; what it does not name stays.

    >>> limits("apply=5/60")["apply"], limits("")["track"]
    ((5, 60), (30, 900))
    """
    found = dict(DEFAULT)
    for each in filter(None, text.replace(" ", "").split(",")):
        shape = _SHAPE.fullmatch(each)
        if shape is None:
            raise GongkaiError(
                "limits",
                f"环境变量 GONGKAI_LIMITS 中的“{each}”写法不对。应如 apply=30/3600（3600秒内最多30次），"
                "名称为 apply、track、number 或者 opinion；限制不能取消。",
            )
        found[shape[1]] = (int(shape[2]), int(shape[3]))
    return found


PUBLIC_LIMITS = limits(os.environ.get("GONGKAI_LIMITS", ""))
PUBLIC_MOST_BYTES = 55 * 1024 * 1024
"""The most that a form of the public may carry: five files of 10 MB, and its words."""
BEHIND_PROXY = os.environ.get("GONGKAI_PROXY") == "1"
