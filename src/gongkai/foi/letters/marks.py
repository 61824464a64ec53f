"""The places of number and day in a draft (签发时填写的位置): left open, and filled when it is signed.

What goes out is made from the very bytes that were reviewed: nothing is composed anew, nothing but these two
places changes. A draft edited in Word keeps both places, or is refused. Law: OGI 17; SECRETS 35.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from gongkai.casework.gb9704.wording import day as in_words
from gongkai.foi.letters.finishing import centred, settled
from gongkai.foi.letters.letter import Letter, read_letter
from gongkai.foi.letters.styles import STYLES
from gongkai.law.errors import GongkaiError

if TYPE_CHECKING:
    from docx.document import Document

NUMBER_MARK, DAY_MARK = "（签发时编号）", "（签发之日）"
_PLACES = {NUMBER_MARK: "文号", DAY_MARK: "成文日期"}
_UNSEEN = ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "txbxContent")


def opened_for_signing(letter: Letter) -> Letter:
    """The draft of a letter that was composed with `NUMBER_MARK`: its day is left open as well."""
    document = _document(letter.word)
    for each in document.paragraphs:
        if each.style is not None and each.style.name == STYLES["dated"]:
            _write(each, DAY_MARK)
    centred(document)
    return read_letter(letter.key, _saved(document))


def signed(key: str, draft: bytes, number: str, day: date) -> Letter:
    """The letter that a draft becomes: number and day stand in their places, all else is as it was.

    Raises: GongkaiError ``no_place`` where a place is missing or there twice.
    """
    require_places(draft)
    document = _document(draft)
    for mark, words in ((NUMBER_MARK, number), (DAY_MARK, in_words(day))):
        (there,) = _holding(document, mark)
        _write(there, there.text.replace(mark, words))
    centred(document)
    moment = datetime.combine(day, time(), UTC)
    document.core_properties.created = document.core_properties.modified = moment
    made = read_letter(key, _saved(document))
    expected = read_letter(key, draft).text.replace(NUMBER_MARK, number).replace(DAY_MARK, in_words(day))
    if made.text != expected:
        raise GongkaiError(
            "not_the_draft", "正式文书与审查过的拟稿不一致，没有签发。请重新拟稿。", law="OGI 17"
        )
    return made


def require_places(draft: bytes) -> None:
    """Refuse a draft in which number or day have no place, or two. Raises: GongkaiError ``no_place``."""
    document = _document(draft)
    for mark, what in _PLACES.items():
        found = sum(each.text.count(mark) for each in _holding(document, mark))
        if found != 1:
            wrong = "没有" if not found else "不止一处"
            raise GongkaiError(
                "no_place",
                f"稿中{wrong}“{mark}”，签发时无法填写{what}。请在{what}处保留一处“{mark}”后重新上传。",
                law="OGI 36",
                mark=mark,
            )


def require_plain(word: bytes) -> None:
    """Refuse what the PDF of a letter could not show: pictures, text boxes, notes, unseen lines.

    Raises: GongkaiError ``not_plain``.
    """
    body = _document(word).element.body
    for name in _UNSEEN:
        if next(body.iter(f"{{*}}{name}"), None) is not None:
            raise GongkaiError(
                "not_plain",
                "答复书中不能有图片、文本框、脚注和嵌入的对象，PDF 排不出来。请改成文字，或者作为附件。",
                law="OGI 36",
            )


def _document(word: bytes) -> "Document":
    import docx

    try:
        return docx.Document(BytesIO(word))
    except Exception as problem:  # whatever a foreign file trips its reader with
        raise GongkaiError("not_word", "不是可以读取的 Word 文档（docx），请另存后重新上传。") from problem


def _holding(document: "Document", mark: str) -> list[Any]:
    return [each for each in _paragraphs(document) if mark in each.text]


def _paragraphs(document: "Document") -> Iterator[Any]:
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _write(paragraph: Any, words: str) -> None:
    """Words in the place of a paragraph's own, in the look of its first run."""
    first, *others = paragraph.runs or [paragraph.add_run()]
    first.text = words
    for each in others:
        each._r.getparent().remove(each._r)


def _saved(document: "Document") -> bytes:
    stream = BytesIO()
    document.save(stream)
    return settled(stream.getvalue())
