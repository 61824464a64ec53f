"""Files that hide something, and their truly redacted twins: made by hand or by the usual libraries."""

import io
import zipfile

import docx
import openpyxl
import pypdfium2
import typst
from PIL import ExifTags, Image

SECRET = "Zhang San 13800001111"
PAGE = "#set page(width: 300pt, height: 200pt)\n#set text(size: 14pt, fallback: false)\n"


def typeset(source: str) -> bytes:
    """A PDF with its fonts inside, without properties."""
    return typst.compile((PAGE + source).encode())


def plain_pdf(
    *, pages: str = "", extra: tuple[str, ...] = (), catalog: str = "", stream: str = "", page: str = ""
) -> bytes:
    """A PDF of one page written by hand: ``extra`` objects begin with number 6."""
    drawing = stream or "BT /F1 14 Tf 20 150 Td (Public words) Tj ET"
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Resources<</Font<</F1 4 0 R>>{pages}>>"
        f"/Contents 5 0 R{page}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(drawing)}>>stream\n{drawing}\nendstream",
        *extra,
    ]
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{each:010d} 00000 n \n".encode() for each in offsets)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def revised(first: str, second: str) -> bytes:
    """A PDF saved twice: the first state is still in it."""
    old = plain_pdf(stream=f"BT /F1 14 Tf 20 150 Td ({first}) Tj ET")
    drawing = f"BT /F1 14 Tf 20 150 Td ({second}) Tj ET"
    place = len(old)
    changed = f"5 0 obj\n<</Length {len(drawing)}>>stream\n{drawing}\nendstream\nendobj\n"
    start, before = place + len(changed), int(old.rsplit(b"startxref\n", 1)[1].split()[0])
    tail = f"xref\n5 1\n{place:010d} 00000 n \n"
    tail += f"trailer<</Size 6/Root 1 0 R/Prev {before}>>\nstartxref\n{start}\n%%EOF\n"
    return old + (changed + tail).encode()


def attached() -> bytes:
    with pypdfium2.PdfDocument(plain_pdf()) as document:
        document.new_attachment("secret.txt").set_data(SECRET.encode())
        stream = io.BytesIO()
        document.save(stream)
    return stream.getvalue()


def marked(kind: str, more: str = "") -> bytes:
    note = f"<</Type/Annot/Subtype/{kind}/Rect[15 140 200 170]{more}>>"
    return plain_pdf(page="/Annots[6 0 R]", extra=(note,))


def bookmarked(title: str) -> bytes:
    return plain_pdf(
        catalog="/Outlines 6 0 R",
        extra=(
            "<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>",
            f"<</Title({title})/Parent 6 0 R/Dest[3 0 R/Fit]>>",
        ),
    )


def layered(state: str) -> bytes:
    return plain_pdf(
        catalog=f"/OCProperties<</OCGs[6 0 R]/D<</{state}[6 0 R]>>>>",
        pages="/Properties<</L1 6 0 R>>",
        extra=("<</Type/OCG/Name(Draft)>>",),
    )


def with_author(name: str) -> bytes:
    return typeset(f'#set document(author: "{name}")\nWords')


# Office: rewriting single parts of a package


def rewritten(content: bytes, changes: dict[str, bytes | tuple[bytes, bytes]]) -> bytes:
    """The package with parts added, or text in a part replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part, change = old.read(name), changes.get(name)
            if isinstance(change, tuple):
                assert change[0] in part, (name, change)
                part = part.replace(*change, 1)
            new.writestr(name, change if isinstance(change, bytes) else part)
        for name, change in changes.items():
            if name not in old.namelist():
                new.writestr(name, change)
    return stream.getvalue()


def word(run: str = "<w:r><w:t>Public words</w:t></w:r>", **properties: str) -> bytes:
    """A Word document of one paragraph with a run of that XML."""
    document = docx.Document()
    for name in ("author", "last_modified_by", "comments"):
        setattr(document.core_properties, name, properties.get(name, ""))
    document.add_paragraph("HERE")
    stream = io.BytesIO()
    document.save(stream)
    bare = b"<w:r><w:t>HERE</w:t></w:r>"
    made = rewritten(stream.getvalue(), {"word/document.xml": (bare, run.encode())})
    return without(made, "docProps/thumbnail.jpeg")


def without(content: bytes, name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
    return stream.getvalue()


def run(properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{SECRET}</w:t></w:r>"


def book(change=None) -> bytes:
    """A workbook of two sheets; ``change`` is done to it before it is saved."""
    workbook = openpyxl.Workbook()
    workbook.properties.creator = None
    sheet = workbook.active
    sheet.append(["Name", "Number"])
    sheet.append(["Public", 1])
    workbook.create_sheet("Second").append(["Public"])
    if change:
        change(workbook)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


SLIDE = (
    '<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"{more}><p:cSld><a:t>Words</a:t></p:cSld></p:sld>'
)


def slides(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("ppt/presentation.xml", "<p/>")
        package.writestr("ppt/slides/slide1.xml", parts.pop("slide", SLIDE.format(more="")))
        for name, text in parts.items():
            package.writestr(f"ppt/{name.replace('__', '/')}.xml", text)
    return stream.getvalue()


# OFD


def ofd(layer: str = "", more: dict[str, str] | None = None, about: str = "") -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    words = '<ofd:TextObject Boundary="20 20 60 8"><ofd:TextCode>words</ofd:TextCode></ofd:TextObject>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        body = f"<ofd:DocBody><ofd:DocInfo>{about}</ofd:DocInfo></ofd:DocBody>"
        package.writestr("OFD.xml", f"<ofd:OFD {space}>{body}</ofd:OFD>")
        page = (
            f"<ofd:Page {space}><ofd:Content><ofd:Layer>{words}{layer}</ofd:Layer></ofd:Content></ofd:Page>"
        )
        package.writestr("Doc_0/Pages/Page_0/Content.xml", page)
        for name, text in (more or {}).items():
            package.writestr(name, text)
    return stream.getvalue()


# Pictures


def picture(kind: str = "JPEG", **save) -> bytes:
    image = Image.radial_gradient("L").convert("RGB").resize((160, 120))
    stream = io.BytesIO()
    image.save(stream, kind, **save)
    return stream.getvalue()


def exif(*, gps: bool = False, artist: str = "", orientation: int = 0) -> bytes:
    made = Image.Exif()
    if gps:
        made.get_ifd(ExifTags.IFD.GPSInfo).update(
            {1: "N", 2: (34.0, 24.0, 0.0), 3: "E", 4: (114.0, 11.0, 0.0)}
        )
    if artist:
        made[ExifTags.Base.Artist] = artist
    if orientation:
        made[ExifTags.Base.Orientation] = orientation
    return made.tobytes()


def pdf_with_picture(jpeg: bytes) -> bytes:
    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(300, 200)
        image = pypdfium2.PdfImage.new(document)
        image.load_jpeg(io.BytesIO(jpeg), inline=True)
        image.set_matrix(pypdfium2.PdfMatrix().scale(200, 150))
        page.insert_obj(image)
        page.gen_content()
        stream = io.BytesIO()
        document.save(stream)
    return stream.getvalue()
