"""Where the papers of cases lie (文书存放): sealed, by the fingerprint of their content, never public."""

import hashlib
import os
import tempfile
from pathlib import Path

from gongkai.casework import sealing
from gongkai.casework.errors import RefusedPaper
from gongkai.ledger import home

MOST_BYTES = 50 * 1024 * 1024


def folder() -> Path:
    """The folder of papers; nothing in it is ever served by itself."""
    return home.folder() / "papers"


def path_of(sha256: str) -> Path:
    """Where the sealed content of a fingerprint lies."""
    return folder() / sha256[:2] / sha256


def put(content: bytes) -> str:
    """Keep content sealed; its fingerprint. The same content is kept once.

    It is there whole or not at all, and before the row that names it: a transaction that fails leaves at
    most a sealed file that nothing names (``sweep``). Raises ``RefusedPaper`` for an empty or too large one.
    """
    if not content:
        raise RefusedPaper("empty", "文件是空的，请检查后重新上传。")
    if len(content) > MOST_BYTES:
        raise RefusedPaper("too_large", f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请压缩或者拆分后上传。")
    sha256 = hashlib.sha256(content).hexdigest()
    place = path_of(sha256)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".coming-")
    try:
        with os.fdopen(handle, "wb") as coming:
            coming.write(sealing.seal_bytes(content))
            coming.flush()
            os.fsync(coming.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return sha256


def read(sha256: str) -> bytes:
    """The content of a fingerprint. Raises ``RefusedPaper`` where it is gone; ``BrokenSeal``."""
    try:
        content = sealing.unseal_bytes(path_of(sha256).read_bytes())
    except FileNotFoundError:
        raise RefusedPaper(
            "gone", "这份文件不在了：可能已依规删除，或者需要从备份恢复。", sha256=sha256
        ) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise RefusedPaper("changed", "这份文件与登记时的指纹不符，请从备份恢复。", sha256=sha256)
    return content


def remove(sha256: str) -> None:
    """Remove the content of a fingerprint."""
    path_of(sha256).unlink(missing_ok=True)
