"""The head of a letter (信函格式): the organ's name in red over a double line, a second line at the foot.

GB/T 9704-2012, 10.1: the name 30 mm below the edge, a thick and a thin line 4 mm below it, a thin and a thick
line 20 mm above the lower edge, both 170 mm wide and centred; the first page bears no number.
"""

from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from gongkai.casework.gb9704.docx_styles import LATIN

if TYPE_CHECKING:
    from docx.document import Document

RED = RGBColor(0xC8, 0x10, 0x1A)
NAME_SIZE = Pt(30)
BEYOND_LEFT, BEYOND_RIGHT = Mm(8), Mm(6)
"""How far a line of 170 mm reaches beyond the type area on either side."""
NUMBER_LIFT = Mm(5.5)
"""What page numbers stand above the foot line."""


def letterhead(document: "Document", name: str) -> None:
    """Give the first page of a dressed document the head of a letter of that organ (or of a placeholder)."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    head = section.first_page_header
    head.is_linked_to_previous = False
    paragraph = head.paragraphs[0]
    run = paragraph.add_run(name)
    run.font.size, run.font.color.rgb, run.font.name = NAME_SIZE, RED, LATIN
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "方正小标宋简体")
    _line(paragraph, "bottom", "thickThinSmallGap", space=11)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _rows(paragraph, Pt(36), after=Pt(6))
    foot = section.first_page_footer
    foot.is_linked_to_previous = False
    _line(foot.paragraphs[0], "top", "thinThickSmallGap", space=1)
    _rows(foot.paragraphs[0], Pt(6), after=Pt(0))
    for footer in (section.footer, section.even_page_footer):
        footer.paragraphs[0].paragraph_format.space_after = NUMBER_LIFT


def _rows(paragraph: Any, height: Any, *, after: Any) -> None:
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, height
    form.space_before, form.space_after = Pt(0), after
    form.first_line_indent = Pt(0)
    form.left_indent, form.right_indent = -BEYOND_LEFT, -BEYOND_RIGHT
    paragraph._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "0")


def _line(paragraph: Any, side: str, kind: str, *, space: int) -> None:
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:{side} w:val="{kind}" w:sz="18" w:space="{space}" w:color="{RED}"/>'
        "</w:pBdr>"
    )
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
