"""What the release gate finds (出门检查的发现): where something hides and what to do, never what it says."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from gongkai.law.errors import GongkaiError

LAW = "OGI 15"

_ORGAN = re.compile(
    r"(政府|办公室|办公厅|局|厅|委员会|委|处|科|股|所|站|中心|法院|检察院|大队|支队|镇|乡|街道|管委会|网站|平台)$"
)
_PERSONAL = re.compile(r"[/\\](Users|home|Documents and Settings)[/\\]|^[A-Za-z]:\\|@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GateFinding:
    """One thing found in a file. ``code`` is stable, ``place`` where, ``blocks`` whether the file may go out.

    ``message`` says in Chinese what hides there and what to do; the hidden text itself is never repeated.
    """

    code: str
    message: str
    place: str = ""
    blocks: bool = True
    law: str = LAW


class UnreadableFile(GongkaiError):
    """A file that cannot be looked into; it may not go out."""


@contextmanager
def unreadable_is_said() -> Iterator[None]:
    """Whatever a reader of foreign files trips over is `UnreadableFile`: not looked into, not let out."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)  # Pillow only warns of metadata that it cannot read
            yield
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile("unreadable", "文件已经损坏，无法检查。请用原来的软件重新导出。") from error


def names_a_person(value: str) -> bool:
    """Whether a property may name a person: anything that is not an organ, or a path or address of somebody.

    >>> [names_a_person(each) for each in ("甲县民政局", "", "张三", "Admin", "甲县人民政府办公室")]
    [False, False, True, True, False]
    """
    value = value.strip()
    return bool(value) and not _ORGAN.search(value)


def tells_a_path(value: str) -> bool:
    """Whether a text tells a path of somebody's computer or a mail address.

    >>> tells_a_path("C:\\\\Users\\\\zhang\\\\a.docx"), tells_a_path("WPS 文字")
    (True, False)
    """
    return bool(_PERSONAL.search(value))
