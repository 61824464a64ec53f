"""Files that the public sends (公众上传的文件): looked into before they are kept, and kept sealed.

What is kept is what its name says, small, and nothing else besides: no macros, no bomb, no two kinds in one.
"""

import re
import tempfile
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from gongkai.foi.services import Enclosed, set_aside
from gongkai.law.errors import GongkaiError
from gongkai.records.inspecting import media_type_of

ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".docx", ".doc", ".wps", ".ofd", ".txt")
ACCEPT = ",".join(ENDINGS)
MOST_FILES = 5
MOST_BYTES = 10 * 1024 * 1024
_PLAIN = (".pdf", ".jpg", ".jpeg", ".png", ".txt")
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|script|svg|iframe|body)", re.IGNORECASE)


class RefusedUpload(GongkaiError):
    """A file that is not taken; the message says what to send instead."""


def kept(uploads: Iterable[UploadedFile], kind: str = "enclosure") -> list[Enclosed]:
    """Look into files and set them aside, all or none. Raises ``RefusedUpload``."""
    looked_into = [_content_of(each) for each in uploads]
    return [Enclosed(kind, suffix, set_aside(content)) for suffix, content in looked_into]


def _content_of(upload: UploadedFile) -> tuple[str, bytes]:
    suffix = Path(upload.name or "").suffix.lower()
    if suffix not in ENDINGS:
        allowed = "、".join(each[1:] for each in ENDINGS)
        raise RefusedUpload("ending", f"不能上传“{suffix or '没有扩展名'}”的文件。可以上传：{allowed}。")
    if not upload.size or upload.size > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        raise RefusedUpload("size", f"每个文件不能是空的，也不超过 {most} MB，请压缩或者拆分后上传。")
    content = upload.read()
    with tempfile.NamedTemporaryFile(prefix="gongkai-") as looked_at:
        looked_at.write(content)
        looked_at.flush()
        try:
            media_type_of(Path(looked_at.name), _("上传的文件%(suffix)s") % {"suffix": suffix})
        except GongkaiError as problem:
            raise RefusedUpload(problem.code, problem.message) from None
    if suffix in _PLAIN and (zipfile.is_zipfile(BytesIO(content)) or _MARKUP.search(content[:1024])):
        raise RefusedUpload("two_kinds", f"文件里除了{suffix}还有别的内容，不能接收。请重新导出后上传。")
    return suffix, content
