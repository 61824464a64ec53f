"""Looking into files before they are kept (附件检查): what they are by content, macros, bombs. Pure Python.

A name says little: the first bytes decide. What can run, or unfold without end, is refused.
"""

import zipfile
from dataclasses import dataclass
from pathlib import Path

import puremagic

from gongkai.records.errors import RefusedFile

MOST_UNPACKED = 1024 * 1024 * 1024
MOST_RATIO = 200
MOST_MEMBERS = 20_000
_HEAD = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VBA_IN_OLE = "_VBA_PROJECT".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A kind of file that may be attached: its media type, and how its content begins."""

    media_type: str
    starts: tuple[bytes, ...] = ()
    zipped: str = ""
    text: bool = False


_ZIP = (b"PK\x03\x04",)
ACCEPTED = {
    ".pdf": Accepted("application/pdf", (b"%PDF-",)),
    ".ofd": Accepted("application/ofd", _ZIP, zipped="OFD.xml"),
    ".docx": Accepted(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _ZIP, zipped="word/"
    ),
    ".xlsx": Accepted(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ZIP, zipped="xl/"
    ),
    ".pptx": Accepted(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation", _ZIP, zipped="ppt/"
    ),
    ".odt": Accepted("application/vnd.oasis.opendocument.text", _ZIP, zipped="content.xml"),
    ".ods": Accepted("application/vnd.oasis.opendocument.spreadsheet", _ZIP, zipped="content.xml"),
    ".doc": Accepted("application/msword", (_OLE,)),
    ".xls": Accepted("application/vnd.ms-excel", (_OLE,)),
    ".ppt": Accepted("application/vnd.ms-powerpoint", (_OLE,)),
    ".wps": Accepted("application/vnd.ms-works", (_OLE,)),
    ".et": Accepted("application/vnd.ms-excel", (_OLE,)),
    ".jpg": Accepted("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": Accepted("image/jpeg", (b"\xff\xd8\xff",)),
    ".png": Accepted("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".gif": Accepted("image/gif", (b"GIF87a", b"GIF89a")),
    ".webp": Accepted("image/webp", (b"RIFF",)),
    ".mp4": Accepted("video/mp4"),
    ".mp3": Accepted("audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    ".zip": Accepted("application/zip", _ZIP),
    ".csv": Accepted("text/csv", text=True),
    ".json": Accepted("application/json", text=True),
    ".txt": Accepted("text/plain", text=True),
}
"""What may be attached, by the ending of its name. SVG is not: it can carry programs."""


def media_type_of(path: Path, name: str) -> str:
    """The media type of a file whose content is what its name says.

    Raises ``RefusedFile`` for a kind that is not accepted, a content of another kind, macros, or a bomb.
    """
    suffix = Path(name).suffix.lower()
    accepted = ACCEPTED.get(suffix)
    if accepted is None:
        allowed = "、".join(each[1:] for each in ACCEPTED)
        raise RefusedFile(
            "not_accepted",
            f"不能上传“{suffix or '没有扩展名'}”类型的文件。可以上传：{allowed}。",
            suffix=suffix,
        )
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not _begins_right(head, accepted, suffix):
        raise RefusedFile(
            "another_kind",
            f"“{name}”的内容{_really(head)}，与扩展名{suffix}不符。请用正确的软件另存后上传。",
            suffix=suffix,
        )
    if head.startswith(_ZIP[0]):
        _look_into_zip(path, accepted, name)
    elif head.startswith(_OLE):
        _look_into_ole(path, name)
    return accepted.media_type


def _begins_right(head: bytes, accepted: Accepted, suffix: str) -> bool:
    if accepted.text:
        return b"\x00" not in head and not head.startswith((b"PK\x03\x04", b"%PDF-", b"MZ", _OLE))
    if suffix == ".mp4":
        return head[4:8] == b"ftyp"
    if suffix == ".webp":
        return head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    return head.startswith(accepted.starts)


def _really(head: bytes) -> str:
    """What the content looks like, in words for the message."""
    try:
        found = puremagic.from_string(head)
    except puremagic.PureError:
        return "无法识别"
    return f"像是{found}"


def _look_into_zip(path: Path, accepted: Accepted, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise RefusedFile("broken", f"“{name}”已经损坏，打不开。请重新保存后上传。") from None
    unpacked = sum(each.file_size for each in members)
    packed = max(1, sum(each.compress_size for each in members))
    if (
        unpacked > MOST_UNPACKED
        or len(members) > MOST_MEMBERS
        or (unpacked > 10_000_000 and unpacked / packed > MOST_RATIO)
    ):
        raise RefusedFile("bomb", f"“{name}”展开后过大，不能上传。请检查文件来源。")
    names = [each.filename for each in members]
    if any(each.filename.startswith("/") or ".." in Path(each.filename).parts for each in members):
        raise RefusedFile("bad_paths", f"“{name}”里的路径不正常，不能上传。请检查文件来源。")
    if accepted.zipped and not any(each.startswith(accepted.zipped) for each in names):
        raise RefusedFile("another_kind", f"“{name}”不是它的扩展名所说的文件。请用正确的软件另存后上传。")
    if any(Path(each).name.lower() in ("vbaproject.bin", "vbadata.xml") for each in names):
        raise RefusedFile("macros", f"“{name}”带有宏，不能上传。请另存为不含宏的文件。")
    runs = (".exe", ".dll", ".bat", ".cmd", ".js", ".vbs", ".scr", ".com", ".ps1", ".msi", ".jar", ".lnk")
    if any(each.lower().endswith(runs) for each in names):
        raise RefusedFile("program", f"“{name}”里有可以运行的程序，不能上传。")
    if any(each.flag_bits & 1 for each in members):
        raise RefusedFile("locked", f"“{name}”加了密码，群众打不开，也无法检查。请去掉密码后上传。")


def _look_into_ole(path: Path, name: str) -> None:
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(1024 * 1024):
            if _VBA_IN_OLE in tail + chunk:
                raise RefusedFile("macros", f"“{name}”带有宏，不能上传。请另存为不含宏的文件。")
            tail = chunk[-len(_VBA_IN_OLE) :]
