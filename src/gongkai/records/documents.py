"""Reading a text from a Word file (DOCX 导入): its title, its clean body, its pictures. Pure Python."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

import lxml.html
import mammoth
import mammoth.transforms

from gongkai.records.errors import RefusedFile
from gongkai.records.markup import clean_html, text_of

_STYLES = """
p[style-name='gongkai-center'] => p.align-center:fresh
p[style-name='gongkai-right'] => p.align-right:fresh
p[style-name='Title'] => h2:fresh
p[style-name='标题'] => h2:fresh
p[style-name='标题 1'] => h2:fresh
p[style-name='标题 2'] => h3:fresh
p[style-name='标题 3'] => h4:fresh
p[style-name='Subtitle'] => h3:fresh
p[style-name='副标题'] => h3:fresh
u => u
"""
_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
LONGEST_TITLE = 150

KeepPicture = Callable[[BinaryIO, str], str]
"""Keeps a picture under a name and gives its address."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """What a Word file says. ``remarks`` tell in Chinese what could not be taken over."""

    title: str
    body: str
    remarks: tuple[str, ...] = ()


def read_docx(stream: BinaryIO, keep_picture: KeepPicture) -> ReadText:
    """The text of a Word file; deletions of tracked changes and comments are left out.

    Raises ``RefusedFile`` where it is no Word file or is damaged.
    """
    remarks: list[str] = []
    pictures = _Pictures(keep_picture, remarks)
    try:
        result = mammoth.convert_to_html(
            stream,
            style_map=_STYLES,
            transform_document=mammoth.transforms.paragraph(_aligned),
            convert_image=mammoth.images.img_element(pictures.take),
        )
    except RefusedFile:
        raise
    except Exception as problem:  # the library raises anything for a damaged file
        raise RefusedFile(
            "broken",
            "Word 文件读不出来，可能已经损坏或者不是 .docx 格式。请用 Word 或者 WPS 另存为 .docx 后再试。",
        ) from problem
    title, body = _title_apart(clean_html(result.value))
    return ReadText(title, body, tuple(dict.fromkeys(remarks)))


def _aligned(paragraph: Any) -> Any:
    if paragraph.style_name is not None and paragraph.style_name.lower().startswith(
        ("heading", "标题", "title")
    ):
        return paragraph
    if paragraph.alignment in ("center", "right") and paragraph.numbering is None:
        return paragraph.copy(style_id=None, style_name=f"gongkai-{paragraph.alignment}")
    return paragraph


class _Pictures:
    """Takes pictures over one by one."""

    def __init__(self, keep: KeepPicture, remarks: list[str]) -> None:
        self.keep, self.remarks, self.count = keep, remarks, 0

    def take(self, picture: Any) -> dict[str, str]:
        """Keep one picture; one of a kind that the site does not show is left out with a remark."""
        self.count += 1
        suffix = _SUFFIXES.get(picture.content_type)
        if suffix is None:
            self.remarks.append(
                f"第{self.count}张图片的格式（{picture.content_type}）网页不能显示，没有导入。"
            )
            return {"src": ""}
        with picture.open() as opened:
            content = io.BytesIO(opened.read())
        try:
            return {"src": self.keep(content, f"图片{self.count}{suffix}")}
        except RefusedFile as problem:
            self.remarks.append(f"第{self.count}张图片没有导入：{problem.message}")
            return {"src": ""}


def _title_apart(body: str) -> tuple[str, str]:
    """The title of a text and the rest: the heading or the centred lines that it begins with."""
    if not body:
        return "", ""
    tree = lxml.html.fragment_fromstring(body, create_parent="div")
    lines: list[str] = []
    for each in list(tree):
        words = re.sub(r"\s+", "", each.text_content())
        centred = each.tag == "h2" or "align-center" in each.get("class", "")
        too_long = sum(map(len, lines)) + len(words) > LONGEST_TITLE
        if not words or not centred or too_long or each.tag == "table":
            break
        # A second heading begins the text; centred lines that follow each other are one title.
        if each.tag == "h2" and lines:
            break
        lines.append(words)
        tree.remove(each)
    if lines:
        rest = "".join(lxml.html.tostring(each, encoding="unicode") for each in tree)
        return "".join(lines), clean_html(rest)
    first = text_of(body).split("\n", 1)[0].replace(" ", "")
    return (first if len(first) <= LONGEST_TITLE else ""), body
