"""Where attachments lie (附件存放): by their content, under the folder of the installation."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gongkai.ledger import home
from gongkai.records.errors import RefusedFile

MOST_BYTES = 100 * 1024 * 1024
CHUNK = 1024 * 1024
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_ADDRESS = re.compile(r"^/files/([0-9a-f]{64})(\.[a-z0-9]{1,8})?$")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was written down: its fingerprint, size and place."""

    sha256: str
    size: int
    path: Path


def folder() -> Path:
    """The folder of attachments."""
    return home.folder() / "files"


def path_of(sha256: str) -> Path:
    """Where the file of a fingerprint lies."""
    return folder() / sha256[:2] / sha256


def address(sha256: str, name: str) -> str:
    """The address of an attachment on the site, the same for ever.

    >>> address("a" * 64, "申请表.DOCX")[-9:]
    'aaaa.docx'
    """
    suffix = Path(name).suffix.lower()
    return f"/files/{sha256}" + (suffix if _SUFFIX.fullmatch(suffix) else "")


def sha256_in(href: str) -> str:
    """The fingerprint in the address of an attachment; empty for any other address."""
    found = _ADDRESS.match(href)
    return found.group(1) if found else ""


def write_down(stream: BinaryIO, *, most: int = MOST_BYTES) -> Kept:
    """Write a stream to a waiting file and take its fingerprint. ``settle`` puts it in its place.

    Raises ``RefusedFile`` for an empty or too large file.
    """
    folder().mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(dir=folder(), prefix=".coming-")
    try:
        with os.fdopen(handle, "wb") as coming:
            for chunk in _chunks(stream):
                size += len(chunk)
                if size > most:
                    raise RefusedFile(
                        "too_large", f"文件超过 {most // 1024 // 1024} MB，请压缩或者拆分后上传。"
                    )
                digest.update(chunk)
                coming.write(chunk)
            coming.flush()
            os.fsync(coming.fileno())
        if not size:
            raise RefusedFile("empty", "文件是空的，请检查后重新上传。")
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Kept(digest.hexdigest(), size, Path(name))


def settle(kept: Kept) -> Path:
    """Put a waiting file in its place; where the same content is there already, that one stays."""
    place = path_of(kept.sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        kept.path.unlink(missing_ok=True)
    else:
        kept.path.replace(place)
    return place


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk
