"""Make the Word templates of letters from their texts: `python -m scripts.letter_templates`.

The same texts give the same files, byte for byte; a test compares them with those kept in the package.
"""

import re
import sys
import tomllib
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, Twips

from gongkai.casework.gb9704.docx_styles import LINE, SIGNATURE, dress
from gongkai.casework.gb9704.letterhead import letterhead
from gongkai.foi.letters.catalogue import LetterForm, letter_forms
from gongkai.foi.letters.finishing import settled
from gongkai.foi.letters.styles import STYLES
from scripts.checks import ROOT

TEXTS = Path(__file__).parent / "letter_texts.toml"
FOLDER = ROOT / "src" / "gongkai" / "foi" / "letters" / "templates"
ADDRESSEES = {
    "applicant": "{{ applicant.name }}：",
    "third_party": "{{ consulted.party }}：",
    "organ": "{{ consulted.party }}：",
    "assistance_letter": "{{ assistance.organ }}：",
}
TAG = re.compile(r"\{%-? [^%]*%\}")
FORM_COLUMNS = (1960, 2462, 1960, 2462)
SMALL = Pt(12)


def texts() -> dict[str, Any]:
    """The texts of all templates."""
    return tomllib.loads(TEXTS.read_text("utf-8"))


def template(form: LetterForm, words: dict[str, Any]) -> bytes:
    """One template as a Word document."""
    document = docx.Document()
    dress(document)
    _styles(document)
    _slim(document)
    if form.form == "letter":
        letterhead(document, "{{ organ.name }}")
        _letter(document, form, words)
    else:
        _form(document, form, words["tables"][form.key])
    document.core_properties.title = form.title
    document.core_properties.author, document.core_properties.comments = "", ""
    document.core_properties.language = "zh-CN"
    stream = BytesIO()
    document.save(stream)
    return settled(stream.getvalue())


def _styles(document: Document) -> None:
    styles: Any = document.styles
    for role in ("number", "to", "decision", "dated", "note", "copies", "label", "value", "foot"):
        style = styles.add_style(STYLES[role], WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.quick_style = True
        form = style.paragraph_format
        if role in ("number", "to", "label", "value", "foot"):
            _no_indent(style)
        if role == "number":
            form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            form.space_after = LINE
        if role == "dated":
            style.base_style = styles[SIGNATURE]
        if role in ("label", "value", "foot"):
            style.font.size = SMALL
            form.line_spacing = Pt(20)
        if role == "label":
            form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles[SIGNATURE].paragraph_format.space_before = LINE * 2
    styles[SIGNATURE].paragraph_format.keep_with_next = True
    styles[STYLES["dated"]].paragraph_format.space_before = Pt(0)
    styles[STYLES["foot"]].paragraph_format.space_before = Pt(6)
    styles["Title"].paragraph_format.space_after = LINE


def _slim(document: Document) -> None:
    """Leave out what python-docx's own template brings along and no letter uses."""
    styles: Any = document.styles
    keep = {*STYLES.values(), "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer"}
    for style in list(styles):
        if style.name not in keep:
            style.delete()
            continue
        for link in style.element.findall(qn("w:link")):
            style.element.remove(link)
    for owner in (document.part.package, document.part):
        for key, rel in list(owner.rels.items()):
            if rel.reltype.endswith(("/thumbnail", "/customXml", "/stylesWithEffects")):
                del owner.rels[key]


def _no_indent(style: Any) -> None:
    style.paragraph_format.first_line_indent = Pt(0)
    style.element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "0")


def _letter(document: Document, form: LetterForm, words: dict[str, Any]) -> None:
    if form.series:
        document.add_paragraph("{{ number }}", style=STYLES["number"])
    title = document.add_paragraph(form.title, style="Title")
    if not form.series:
        title.paragraph_format.space_before = LINE
    document.add_paragraph(ADDRESSEES.get(form.key) or ADDRESSEES[form.to], style=STYLES["to"])
    for line in expanded(words["letters"][form.key]["lines"], words["parts"]):
        _paragraph(document, line)
    last = next(
        each for each in reversed(document.paragraphs) if not TAG.fullmatch(each.text.replace("{%p", "{%"))
    )
    last.paragraph_format.keep_with_next = True  # no page with a signature alone
    last.paragraph_format.keep_together = True
    document.add_paragraph("{{ organ.name }}", style=SIGNATURE)
    document.add_paragraph("{{ day(dated_on) }}", style=STYLES["dated"])
    for line in words["parts"]["contact"]:
        _paragraph(document, line)
    for line in ("{% if copies %}", "copies|抄送：{{ copies }}", "{% endif %}"):
        _paragraph(document, line)


def expanded(lines: list[str], parts: dict[str, list[str]]) -> list[str]:
    """The lines with what they borrow from the common parts."""
    found: list[str] = []
    for line in lines:
        found += expanded(parts[line[1:]], parts) if line.startswith("@") else [line]
    return found


def _paragraph(document: Document, line: str) -> None:
    if TAG.fullmatch(line):
        document.add_paragraph(line.replace("{%", "{%p", 1))
        return
    role, bar, text = line.partition("|")
    known = bar and role in STYLES
    document.add_paragraph(text if known else line, style=STYLES[role] if known else None)


def _form(document: Document, form: LetterForm, words: dict[str, Any]) -> None:
    document.add_paragraph(form.title, style="Title")
    rows: list[list[str]] = words["rows"]
    head, widths = _columns(words.get("columns", []))
    table = document.add_table(rows=0, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    table._tbl.tblPr.append(_borders())
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
    if head:
        _row(table, head, widths, labels=True)
    for cells in rows:
        _row(table, cells, widths, labels=False if head else None)
    for line in words["foot"]:
        document.add_paragraph(line, style=STYLES["foot"])


def _columns(given: list[str]) -> tuple[list[str], tuple[int, ...]]:
    """Names and widths of the columns of a list; a form has its four unnamed ones."""
    if not given:
        return [], FORM_COLUMNS
    names, sizes = zip(*(each.split(":") for each in given), strict=True)
    widths = [int(size) for size in sizes]
    return list(names), tuple(widths)


def _row(table: Any, texts: list[str], widths: tuple[int, ...], *, labels: bool | None) -> None:
    """A row: in a form labels and values in turn, the last cell spans what is left."""
    row = table.add_row()
    if TAG.fullmatch(texts[0]) and len(texts) == 1:
        row.cells[0].paragraphs[0].add_run(texts[0].replace("{%", "{%tr", 1))
        return
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    row.height = Pt(26)
    cells = list(row.cells)
    if len(texts) < len(cells):
        last = cells[len(texts) - 1].merge(cells[-1])
        cells = [*cells[: len(texts) - 1], last]
    start = 0
    for n, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        end = len(widths) if n == len(texts) - 1 else start + 1
        cell.width, start = Twips(sum(widths[start:end])), end
        is_label = (n % 2 == 0) if labels is None else labels
        paragraph = cell.paragraphs[0]
        paragraph.style = STYLES["label"] if is_label else STYLES["value"]
        paragraph.add_run(text)
        cell.vertical_alignment = 1


def _borders() -> Any:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    return parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>")


def main() -> int:
    """Write all templates; say which changed."""
    FOLDER.mkdir(exist_ok=True)
    words = texts()
    for form in letter_forms().values():
        path, content = FOLDER / f"{form.key}.docx", template(form, words)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
            print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
