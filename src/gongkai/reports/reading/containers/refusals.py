"""The words in which a document is refused: which file, where in it, what to do next."""

from gongkai.reports.reading.errors import UnreadableDocument

SAVE_AS = "请用原来的软件打开后“另存为”.docx 或 .pdf，再重新读取。"
GET_AGAIN = "请从发布网站重新下载，或向制作单位另要一份后再试。"


def refuse(code: str, name: str, what: str, to_do: str, *, place: str = "") -> UnreadableDocument:
    """The error for a document that cannot be read; raise what it returns.

    >>> print(refuse("empty", "报告.txt", "文件是空的", "请检查文件是否完整。"))
    “报告.txt”无法读取：文件是空的。请检查文件是否完整。
    """
    where = f"（{place}）" if place else ""
    return UnreadableDocument(code, f"“{name}”无法读取{where}：{what}。{to_do}", file=name, place=place)


def damaged(name: str, what: str, *, place: str = "") -> UnreadableDocument:
    """The file is cut off or broken inside."""
    return refuse("damaged", name, what, GET_AGAIN, place=place)


def too_large(name: str, what: str, *, place: str = "") -> UnreadableDocument:
    """The file is larger, or would unpack to more, than any report."""
    to_do = "年度报告不会有这么大，请确认选对了文件，或只保留报告正文后再试。"
    return refuse("too_large", name, what, to_do, place=place)


def unsafe(name: str, what: str, *, place: str = "") -> UnreadableDocument:
    """The file holds what no report holds and an attack would."""
    to_do = "为安全起见未打开，请勿继续使用此文件，向来源单位核实后另要一份。"
    return refuse("unsafe", name, what, to_do, place=place)


def encrypted(name: str) -> UnreadableDocument:
    """The file asks for a password."""
    return refuse("encrypted", name, "文件设有打开密码", "请用密码打开并取消密码保护，另存后再试。")


def unsupported(name: str, what: str, to_do: str = SAVE_AS) -> UnreadableDocument:
    """The file is of a type that is not read."""
    return refuse("unsupported_type", name, what, to_do)


def no_text(name: str, what: str) -> UnreadableDocument:
    """The file shows a report as a picture only."""
    to_do = "请使用带文字的原始文件，或先做文字识别（OCR）再试。"
    return refuse("no_text", name, what, to_do)


def empty(name: str) -> UnreadableDocument:
    """The file holds nothing."""
    return refuse("empty", name, "文件是空的，没有任何文字", "请检查文件是否上传或保存完整。")
