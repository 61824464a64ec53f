"""Text with structure (正文): cleaning what is typed, pasted from Word or WPS, or imported; reading it again.

What is kept is what a page needs: headings, paragraphs, lists, tables, links, pictures. Styles become a few
classes, for the site allows no inline style. Cleaning twice is cleaning once. Pure Python.
"""

import re
from dataclasses import dataclass
from html import unescape

import lxml.html
import nh3

CLASSES = {"align-center", "align-right", "indent", "no-indent"}
TAGS = {
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
}
_ATTRIBUTES = {
    "*": set(),
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers", "id"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "type"},
    "abbr": {"title"},
}
_HEADING_ID = re.compile(r"[a-z]{3}-\d{1,4}")


def _kept(tag: str, name: str, value: str) -> str | None:
    """Headings of tables may have names for their values to refer to; nothing else on a page is named so."""
    return value if name != "id" or _HEADING_ID.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=_ATTRIBUTES,
    clean_content_tags={
        "script",
        "style",
        "xml",
        "title",
        "head",
        "template",
        "iframe",
        "object",
        "noscript",
    },
    allowed_classes=dict.fromkeys(
        ("p", "h2", "h3", "h4", "h5", "td", "th", "table", "figure", "img", "li"), CLASSES
    ),
    attribute_filter=_kept,
    url_schemes={"http", "https", "mailto", "tel"},
    strip_comments=True,
    link_rel="noopener",
)
_OFFICE = re.compile(
    r"style\s*=|class\s*=|<o:|<w:|<!--\[|<font|<h1|<h6|<div|<center|align\s*=|<st1:", re.IGNORECASE
)
_SHELL = re.compile(r"<!--StartFragment-->(.*?)<!--EndFragment-->", re.DOTALL)
_CONDITIONAL = re.compile(
    r"<!--\[if[^>]*>.*?<!\[endif\]-->|<!\[(?:if|endif)[^>]*>|<\?xml[^>]*>", re.DOTALL | re.IGNORECASE
)
_PREFIXED = re.compile(r"</?(?:o|w|v|m|st1|wps):[^>]*>", re.IGNORECASE)
_LEFTOVER = re.compile(r"\s*<p(?: class=\"[^\"]*\")?>(?:\s|&nbsp;|\u00a0|<br>)*</p>\s*")
_NO_PICTURE = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")
_BLOCK_END = re.compile(
    r"(?i)<(?:br|hr)\s*/?>|</(?:p|h[1-6]|li|tr|table|blockquote|dd|dt|figcaption|caption|pre)>"
)
_CELL_END = re.compile(r"(?i)</t[dh]>")
_BLANKS = re.compile(r"[ \t\u00a0]+")


def clean_html(given: str) -> str:
    """The same text as clean HTML. Markup of Word and WPS goes, its alignment and indents stay as classes.

    >>> clean_html('<p class="MsoNormal" style="text-align:center"><b>通知</b><o:p></o:p></p><style>')
    '<p class="align-center"><b>通知</b></p>'
    """
    if found := _SHELL.search(given):
        given = found.group(1)
    if not _OFFICE.search(given):
        return _NO_PICTURE.sub("", _CLEANER.clean(given)).strip()
    given = _PREFIXED.sub("", _CONDITIONAL.sub("", given))
    tidied = _NO_PICTURE.sub("", _CLEANER.clean(_with_classes(given)))
    return _settle(tidied).strip()


def _settle(text: str) -> str:
    """Remove paragraphs that Word leaves empty, until none is left."""
    while (shorter := _LEFTOVER.sub("\n", text)) != text:
        text = shorter
    return text


def _with_classes(given: str) -> str:
    """Turn what styles say into classes and plain elements."""
    if not given.strip():
        return ""
    tree = lxml.html.fragment_fromstring(given, create_parent="div")
    for each in tree.iter():
        if isinstance(each.tag, str):
            _restyle(each)
    return (tree.text or "") + "".join(lxml.html.tostring(each, encoding="unicode") for each in tree)


def _restyle(each: "lxml.html.HtmlElement") -> None:
    style = each.get("style", "").lower().replace(" ", "")
    kept = [name for name in each.get("class", "").split() if name in CLASSES]
    align = each.get("align", "").lower()
    if "text-align:center" in style or align == "center":
        kept.append("align-center")
    elif "text-align:right" in style or align == "right":
        kept.append("align-right")
    if each.tag in ("p", "div") and re.search(r"text-indent:(?!0)[1-9.]", style):
        kept.append("indent")
    if each.tag == "span":
        if re.search(r"font-weight:(?:bold|[6-9]00)", style):
            each.tag = "strong"
        elif "text-decoration:underline" in style:
            each.tag = "u"
    if each.tag in ("h1", "h6", "center", "div"):
        if each.tag == "center":
            kept.append("align-center")
        has_blocks = any(isinstance(one.tag, str) and one.tag in _BLOCKS for one in each)
        each.tag = {"h1": "h2", "h6": "h5"}.get(each.tag, "div" if has_blocks else "p")
    each.attrib.pop("style", None)
    each.attrib.pop("class", None)
    if kept:
        each.set("class", " ".join(dict.fromkeys(kept)))


_BLOCKS = {
    "p",
    "div",
    "table",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "figure",
    "pre",
    "center",
    "dl",
    "hr",
}


def text_of(body: str) -> str:
    """The plain text of clean HTML, a line for each paragraph, cells parted by spaces.

    >>> text_of("<h2>一、目标</h2><p>到2025年，<b>全县</b>覆盖。</p>")
    '一、目标\\n到2025年，全县覆盖。'
    """
    parted = _CELL_END.sub(" ", _BLOCK_END.sub("\n", body))
    plain = unescape(nh3.clean(parted, tags=set(), clean_content_tags=set()))
    lines = (_BLANKS.sub(" ", line).strip() for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text: where to, and its words."""

    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a text: its address and what it shows in words (替代文本)."""

    src: str
    alt: str


def links_of(body: str) -> list[Link]:
    """The links of a text, in order."""
    if "<a" not in body:
        return []
    return [Link(each.get("href", ""), each.text_content().strip()) for each in _tree(body).iter("a")]


def pictures_of(body: str) -> list[Picture]:
    """The pictures of a text, in order."""
    if "<img" not in body:
        return []
    return [Picture(each.get("src", ""), each.get("alt", "").strip()) for each in _tree(body).iter("img")]


def _tree(body: str) -> "lxml.html.HtmlElement":
    return lxml.html.fragment_fromstring(body, create_parent="div")
