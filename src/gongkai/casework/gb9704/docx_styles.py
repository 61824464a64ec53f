"""The look of an official document in Word: GB/T 9704-2012 《党政机关公文格式》 as page set-up and styles.

A4 with 37/35/28/26 mm margins; body 三号仿宋 on exact 28 pt lines, indented by two characters; title
二号小标宋; 一、 黑体, （一） 楷体; page numbers — 1 — in 四号宋体, outside. The fonts are named, with those
that may stand in for them, and never shipped.
"""

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

LINE = Pt(28)
NONE = Pt(0)
BODY = Pt(16)
GAP = Pt(14)
"""The empty line below a table."""

FONTS = {
    "仿宋": "仿宋_GB2312,FangSong,STFangsong,Noto Serif CJK SC",
    "方正小标宋简体": "方正小标宋_GBK,小标宋体,华文中宋,STZhongsong,宋体",
    "黑体": "SimHei,方正黑体_GBK,Noto Sans CJK SC",
    "楷体": "楷体_GB2312,KaiTi,STKaiti,Noto Serif CJK SC",
    "宋体": "SimSun,STSong,Noto Serif CJK SC",
}
"""Each font with its stand-ins, in order (``w:altName``)."""

RUN_IN = "楷体小标题"
SIGNATURE = "署名"
LATIN = "Times New Roman"


def dress(document: "Document") -> None:
    """Set page, styles, fonts and page numbers of an empty document."""
    _page(document)
    _styles(document)
    _font_table(document)
    _page_numbers(document)


def _page(document: "Document") -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25.5)
    document.settings.odd_and_even_pages_header_footer = True


def _styles(document: "Document") -> None:
    styles: Any = document.styles
    normal = styles["Normal"]
    _font(normal, "仿宋", BODY)
    normal.font.color.rgb = RGBColor(0, 0, 0)
    _lines(normal)
    _indent(normal, 200)
    language = normal.element.get_or_add_rPr()
    language.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>'))

    title = styles["Title"]
    _plain(title)
    _font(title, "方正小标宋简体", Pt(22))
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _lines(title, Pt(32), after=LINE)
    _indent(title, 0)
    for name, font in (("Heading 1", "黑体"), ("Heading 2", "楷体")):
        heading = styles[name]
        _plain(heading)
        _font(heading, font, BODY)
        _lines(heading)
        _indent(heading, 200)
        heading.paragraph_format.keep_with_next = True

    run_in = styles.add_style(RUN_IN, WD_STYLE_TYPE.CHARACTER)
    _font(run_in, "楷体", BODY)
    signature = styles.add_style(SIGNATURE, WD_STYLE_TYPE.PARAGRAPH)
    signature.base_style = normal
    signature.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    signature.paragraph_format.keep_together = True
    _indent(signature, 0, right=400)


def _plain(style: Any) -> None:
    """Drop what the template's style brings along: colour, theme fonts, rules."""
    for found in (style.element.rPr, style.element.pPr):
        if found is not None:
            for child in list(found):
                if child.tag != qn("w:outlineLvl"):
                    found.remove(child)
    style.font.bold = False
    style.font.color.rgb = RGBColor(0, 0, 0)


def _font(style: Any, name: str, size: Any) -> None:
    """Chinese in the named font, Latin letters and figures in Times New Roman."""
    style.font.size = size
    style.font.name = LATIN
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), name)


def _lines(style: "ParagraphStyle", line: Any = LINE, after: Any = NONE) -> None:
    form = style.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = line
    form.space_before, form.space_after = Pt(0), after
    form.widow_control = True


def _indent(style: Any, first: int, right: int = 0) -> None:
    """Indent by hundredths of a character, with the same in points for programs that read only these."""
    form = style.paragraph_format
    form.first_line_indent, form.right_indent = Pt(16 * first / 100), Pt(16 * right / 100)
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(first))
    if right:
        indent.set(qn("w:rightChars"), str(right))


def _font_table(document: "Document") -> None:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, others in FONTS.items()
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{fonts}</w:fonts>'
    )
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = xml.encode("utf-8")


def _page_numbers(document: "Document") -> None:
    section = document.sections[0]
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        form = paragraph.paragraph_format
        form.first_line_indent = Pt(0)
        form.left_indent = form.right_indent = Pt(14)
        form.line_spacing = 1.0
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), "0")
        for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
            run = paragraph.add_run(text)
            run.font.size, run.font.name = Pt(14), "宋体"
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
            if field:
                _field(run, field)


def _field(run: Any, name: str) -> None:
    for kind in ("begin", "instr", "separate", "text", "end"):
        if kind == "instr":
            xml = f'<w:instrText {nsdecls("w")} xml:space="preserve"> {name} </w:instrText>'
        elif kind == "text":
            xml = f"<w:t {nsdecls('w')}>1</w:t>"
        else:
            xml = f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
        run._r.append(parse_xml(xml))
