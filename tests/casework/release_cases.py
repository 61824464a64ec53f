"""What the release gate has to find: file name, content that hides something, code, and its redacted twin."""

from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from casework import release_files as made
from casework.release_files import SECRET, run

BOX = "#place(top + left, dx: -2pt, dy: -2pt, rect(width: 200pt, height: 20pt, fill: {fill}))"
COVERED = f"#place(top + left)[{SECRET}]\n"
GREY = 'shd w:val="clear" w:fill="D9D9D9"'


def hide(name):
    def change(workbook):
        sheet = workbook["Second"]
        {
            "sheet": lambda: setattr(sheet, "sheet_state", "hidden"),
            "very": lambda: setattr(sheet, "sheet_state", "veryHidden"),
            "row": lambda: setattr(sheet.row_dimensions[1], "hidden", True),
            "column": lambda: setattr(sheet.column_dimensions["A"], "hidden", True),
            "comment": lambda: setattr(sheet["A1"], "comment", Comment(SECRET, "Zhang San")),
            "white": lambda: setattr(sheet["A1"], "font", Font(color="FFFFFFFF")),
            "format": lambda: setattr(sheet["A1"], "number_format", ";;;"),
            "author": lambda: setattr(workbook.properties, "creator", "张三"),
        }[name]()

    return change


def white_on_blue(workbook):
    cell = workbook["Second"]["A1"]
    cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF1D3F72")


DRIVE = rb'<R><Relationship Target="file:///C:\Users\z\a.dotx" TargetMode="External"/></R>'
LEFT = {"xl/sharedStrings.xml": b"<sst><si><t>left over</t></si></sst>"}
GPS = made.picture(exif=made.exif(gps=True))

# name → (file name, content that hides something, code, its redacted twin)
CASES = {
    "black box": (
        "a.pdf",
        made.typeset(COVERED + BOX.format(fill="black")),
        "text_under_box",
        made.typeset(BOX.format(fill="black")),
    ),
    "white box": (
        "a.pdf",
        made.typeset(COVERED + BOX.format(fill="white")),
        "text_under_box",
        made.typeset(BOX.format(fill="white")),
    ),
    "box too small": (
        "a.pdf",
        made.typeset(COVERED + "#place(top + left, dy: 2pt, rect(width: 200pt, height: 10pt, fill: black))"),
        "text_under_box",
        made.typeset("#place(top + left, dy: 2pt, rect(width: 200pt, height: 10pt, fill: black))"),
    ),
    "white ink": (
        "a.pdf",
        made.typeset(f"#text(fill: white)[{SECRET}]"),
        "text_under_box",
        made.typeset("#text(fill: black)[words]"),
    ),
    "black on black": (
        "a.pdf",
        made.typeset(f"#block(fill: black, inset: 4pt, text(fill: black)[{SECRET}])"),
        "text_under_box",
        made.typeset("#block(fill: black, inset: 4pt, text(fill: white)[words])"),
    ),
    "invisible ink": (
        "a.pdf",
        made.plain_pdf(stream=f"BT 3 Tr /F1 14 Tf 20 150 Td ({SECRET}) Tj ET"),
        "text_under_box",
        made.plain_pdf(),
    ),
    "lent font under a box": (
        "a.pdf",
        made.plain_pdf(stream=f"BT /F1 14 Tf 20 150 Td ({SECRET}) Tj ET 0 g 15 145 250 20 re f"),
        "text_under_box",
        made.plain_pdf(stream="0 g 15 145 250 20 re f BT 1 g /F1 14 Tf 20 150 Td (seen) Tj ET"),
    ),
    "off the page": (
        "a.pdf",
        made.typeset(f"#place(top + left, dx: 400pt)[{SECRET}]\nwords"),
        "text_under_box",
        made.typeset("words"),
    ),
    "redaction not applied": ("a.pdf", made.marked("Redact"), "unapplied_redaction", made.plain_pdf()),
    "mark over words": (
        "a.pdf",
        made.marked("Square", "/IC[0 0 0]/C[0 0 0]"),
        "annotation",
        made.plain_pdf(),
    ),
    "note": ("a.pdf", made.marked("Text", f"/Contents({SECRET})"), "annotation_text", made.plain_pdf()),
    "hidden note": (
        "a.pdf",
        made.marked("FreeText", f"/F 2/Contents({SECRET})"),
        "hidden_text",
        made.plain_pdf(),
    ),
    "bookmark": ("a.pdf", made.bookmarked(SECRET), "outline", made.bookmarked("Public words")),
    "author": ("a.pdf", made.with_author("张三"), "author", made.with_author("甲县民政局")),
    "earlier state": ("a.pdf", made.revised(SECRET, "Redacted"), "earlier_revision", made.plain_pdf()),
    "attachment": ("a.pdf", made.attached(), "attachment", made.plain_pdf()),
    "hidden layer": ("a.pdf", made.layered("OFF"), "hidden_layer", made.layered("ON")),
    "script": (
        "a.pdf",
        made.plain_pdf(catalog="/OpenAction<</S/JavaScript/JS(1)>>"),
        "program",
        made.plain_pdf(),
    ),
    "thumbnail of a page": (
        "a.pdf",
        made.plain_pdf(page="/Thumb 6 0 R", extra=("<</Width 1/Height 1/Length 0>>stream\n\nendstream",)),
        "thumbnail",
        made.plain_pdf(),
    ),
    "picture with place in a PDF": (
        "a.pdf",
        made.pdf_with_picture(GPS),
        "gps",
        made.pdf_with_picture(made.picture()),
    ),
    "inserted words": (
        "a.docx",
        made.word(f'<w:ins w:id="1" w:author="Z"><w:r><w:t>{SECRET}</w:t></w:r></w:ins>'),
        "tracked_changes",
        made.word(),
    ),
    "deleted words": (
        "a.docx",
        made.word(f'<w:del w:id="1" w:author="Z"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>'),
        "tracked_changes",
        made.word(),
    ),
    "hidden words": (
        "a.docx",
        made.word(run("<w:vanish/>")),
        "hidden_text",
        made.word(run('<w:vanish w:val="0"/>')),
    ),
    "black highlight": (
        "a.docx",
        made.word(run('<w:highlight w:val="black"/>')),
        "blacked_out",
        made.word(run('<w:highlight w:val="yellow"/>')),
    ),
    "black shading": (
        "a.docx",
        made.word(run('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>')),
        "blacked_out",
        made.word(run(f"<w:{GREY}/>")),
    ),
    "white words": (
        "a.docx",
        made.word(run('<w:color w:val="FFFFFF"/>')),
        "blacked_out",
        made.word(run('<w:color w:val="FF0000"/>')),
    ),
    "author of a document": (
        "a.docx",
        made.word(author="张三"),
        "author",
        made.word(author="甲县人民政府办公室"),
    ),
    "last hand": ("a.docx", made.word(last_modified_by="李四"), "author", made.word()),
    "comments": (
        "a.docx",
        made.rewritten(
            made.word(),
            {"word/comments.xml": b"<comments><comment/></comments>"},
        ),
        "comments",
        made.word(),
    ),
    "custom properties": (
        "a.docx",
        made.rewritten(made.word(), {"docProps/custom.xml": b"<Properties><property/></Properties>"}),
        "custom_properties",
        made.rewritten(made.word(), {"docProps/custom.xml": b"<Properties/>"}),
    ),
    "embedded file": (
        "a.docx",
        made.rewritten(made.word(), {"word/embeddings/oleObject1.bin": b"x"}),
        "embedded",
        made.word(),
    ),
    "template on a drive": (
        "a.docx",
        made.rewritten(
            made.word(),
            {"word/_rels/settings.xml.rels": DRIVE},
        ),
        "path",
        made.word(),
    ),
    "picture in a document": (
        "a.docx",
        made.rewritten(made.word(), {"word/media/image1.jpeg": GPS}),
        "gps",
        made.rewritten(made.word(), {"word/media/image1.jpeg": made.picture()}),
    ),
    "cropped picture": (
        "a.docx",
        made.word('<w:r><a:srcRect xmlns:a="urn:a" l="25000"/><w:t>x</w:t></w:r>'),
        "cropped_picture",
        made.word('<w:r><a:srcRect xmlns:a="urn:a"/><w:t>x</w:t></w:r>'),
    ),
    "macros": ("a.docx", made.rewritten(made.word(), {"word/vbaProject.bin": b"x"}), "macros", made.word()),
    "hidden sheet": ("a.xlsx", made.book(hide("sheet")), "hidden_sheet", made.book()),
    "very hidden sheet": ("a.xlsx", made.book(hide("very")), "hidden_sheet", made.book()),
    "hidden row": ("a.xlsx", made.book(hide("row")), "hidden_row", made.book()),
    "hidden column": ("a.xlsx", made.book(hide("column")), "hidden_column", made.book()),
    "cell comment": ("a.xlsx", made.book(hide("comment")), "comments", made.book()),
    "white cell": ("a.xlsx", made.book(hide("white")), "hidden_cell", made.book(white_on_blue)),
    "cell that shows nothing": ("a.xlsx", made.book(hide("format")), "hidden_cell", made.book()),
    "author of a workbook": ("a.xlsx", made.book(hide("author")), "author", made.book()),
    "pivot cache": (
        "a.xlsx",
        made.rewritten(made.book(), {"xl/pivotCache/pivotCacheRecords1.xml": b"<r/>"}),
        "pivot_cache",
        made.book(),
    ),
    "link to a workbook": (
        "a.xlsx",
        made.rewritten(made.book(), {"xl/externalLinks/externalLink1.xml": b"<r/>"}),
        "external_link",
        made.book(),
    ),
    "left-over words": ("a.xlsx", made.rewritten(made.book(), LEFT), "leftover_text", made.book()),
    "hidden slide": (
        "a.pptx",
        made.slides(slide=made.SLIDE.format(more=' show="0"')),
        "hidden_slide",
        made.slides(),
    ),
    "notes": (
        "a.pptx",
        made.slides(notesSlides__notesSlide1=made.SLIDE.format(more="")),
        "notes",
        made.slides(notesSlides__notesSlide1=made.SLIDE.format(more="").replace("Words", "")),
    ),
    "slide comments": ("a.pptx", made.slides(comments__comment1="<r/>"), "comments", made.slides()),
    "place in a picture": ("a.jpg", GPS, "gps", made.picture()),
    "artist": (
        "a.jpg",
        made.picture(exif=made.exif(artist="张三")),
        "exif",
        made.picture(exif=made.exif(orientation=6)),
    ),
    "remark": ("a.jpg", made.picture(comment=SECRET.encode()), "picture_metadata", made.picture()),
    "behind the end": ("a.jpg", made.picture() + b"PK\x03\x04secret", "trailing", made.picture() + b"\0\0"),
    "words in a PNG": (
        "a.png",
        made.picture("PNG", pnginfo=None)[:-12] + b"",
        "trailing",
        made.picture("PNG"),
    ),
    "place in a PNG": ("a.png", made.picture("PNG", exif=made.exif(gps=True)), "gps", made.picture("PNG")),
    "OFD note": (
        "a.ofd",
        made.ofd(more={"Doc_0/Annots/Page_0/Annotation.xml": "<a/>"}),
        "comments",
        made.ofd(),
    ),
    "OFD version": (
        "a.ofd",
        made.ofd(more={"Doc_0/Versions/Version_1.xml": "<a/>"}),
        "earlier_revision",
        made.ofd(),
    ),
    "OFD attachment": ("a.ofd", made.ofd(more={"Doc_0/Attachs/a.doc": "x"}), "attachment", made.ofd()),
    "OFD author": (
        "a.ofd",
        made.ofd(about="<ofd:Author>张三</ofd:Author>"),
        "author",
        made.ofd(about="<ofd:Author>甲县民政局</ofd:Author>"),
    ),
    "OFD box over words": (
        "a.ofd",
        made.ofd('<ofd:PathObject Fill="true" Boundary="18 18 70 14"/>'),
        "text_under_box",
        made.ofd('<ofd:PathObject Fill="true" Boundary="18 80 70 14"/>'),
    ),
    "OFD hidden": ("a.ofd", made.ofd('<ofd:ImageObject Visible="false"/>'), "hidden_text", made.ofd()),
}
