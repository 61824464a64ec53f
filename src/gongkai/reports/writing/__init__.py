"""Writing (写出): a `Report` as DOCX, PDF, HTML, XLSX, JSON or plain text. Pure: no Django, no service.

Every writer draws the same boxes (`drawing`) in the same words (`wording`); what is written reads back with
identical cells. A writer's library is imported when it first writes, not before.
"""

from importlib import import_module
from pathlib import Path
from typing import overload

from gongkai.law.errors import GongkaiError
from gongkai.reports.report import Report

KINDS = ("docx", "pdf", "html", "xlsx", "json", "txt")
"""What a report can be written as; also the ending of the file."""


@overload
def write(report: Report, to: str, path: None = None) -> bytes: ...


@overload
def write(report: Report, to: str, path: Path) -> Path: ...


def write(report: Report, to: str, path: Path | None = None) -> bytes | Path:
    """Write the report as a file of a kind (one of `KINDS`): to ``path``, or return its bytes.

    Returns: the bytes, or ``path``; a folder that is missing is made.
    Raises: GongkaiError ``unknown_kind_of_file``, ``cannot_write`` where the system refuses.
    """
    if to not in KINDS:
        raise GongkaiError(
            "unknown_kind_of_file",
            f"不能写成“{to}”文件。可选：{'、'.join(KINDS)}；请改用其中一种。",
            to=to,
        )
    content: bytes = import_module(f"gongkai.reports.writing.as_{to}").write(report)
    if path is None:
        return content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as refusal:
        raise GongkaiError(
            "cannot_write",
            f"不能写入“{path}”：{refusal.strerror or refusal}。"
            "请检查文件夹是否存在、是否有写入权限、文件是否正被打开。",
            path=str(path),
        ) from refusal
    return path
