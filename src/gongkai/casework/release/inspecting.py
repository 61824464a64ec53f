"""Looking into a file before it goes out (出门检查)."""

from importlib import import_module
from pathlib import PurePath

from gongkai.casework.release.findings import GateFinding, UnreadableFile, unreadable_is_said
from gongkai.casework.release.kinds import ENDINGS, kind_of

_INSPECTORS = {
    "pdf": "pdf",
    "word": "word",
    "sheets": "sheets",
    "slides": "slides",
    "ofd": "ofd",
    "picture": "pictures",
}
_REFUSED = {
    "legacy": (
        "legacy_format",
        "旧格式文件（doc、xls、ppt、wps、et）无法可靠检查。请另存为docx、xlsx或者PDF后再提交。",
    ),
    "archive": ("archive", "压缩包不能整体放行。请解压后逐个文件提交检查。"),
    "unknown": ("unknown_kind", "无法识别文件种类，不能放行。请转换为PDF、docx、xlsx、JPEG或者PNG。"),
}


def inspect(content: bytes, name: str) -> list[GateFinding]:
    """What a file hides; ``name`` is the name under which it would be handed out.

    Returns: findings, those that block first; none for a file that may go out as it is.
    """
    kind = kind_of(content)
    if kind in _REFUSED:
        code, message = _REFUSED[kind]
        return [GateFinding(code, message, law="OGI 17")]
    found: list[GateFinding] = []
    suffix = PurePath(name).suffix.lower()
    if suffix not in ENDINGS[kind]:
        message = f"文件内容与扩展名“{suffix}”不符。请用正确的软件另存后提交。"
        found.append(GateFinding("another_kind", message, law="OGI 17"))
    if module := _INSPECTORS.get(kind):
        try:
            with unreadable_is_said():
                found += import_module(f"gongkai.casework.release.{module}").inspect(content)
        except UnreadableFile as error:
            found.append(GateFinding("unreadable", error.message, law="OGI 17"))
    return sorted(dict.fromkeys(found), key=lambda each: not each.blocks)
