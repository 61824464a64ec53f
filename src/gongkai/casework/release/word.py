"""DOCX: tracked changes, comments, hidden and blacked-out text, mail merge."""

from collections.abc import Iterator

from lxml import etree

from gongkai.casework.release.findings import GateFinding
from gongkai.casework.release.package import Package, inspect_package, local, unpacked

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHANGES = frozenset(("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"))


def inspect(content: bytes) -> list[GateFinding]:
    """What a Word document hides."""
    package = unpacked(content)
    found = inspect_package(package)
    hidden = _hidden_styles(package)
    for name, root in package.trees("word/"):
        found += _part(name, root, hidden)
    settings = package.xml("word/settings.xml")
    if settings is not None:
        if settings.find(f"{_W}mailMerge") is not None:
            found.append(
                GateFinding(
                    "mail_merge", "文件连着邮件合并的数据源。请断开数据源后另存。", "word/settings.xml"
                )
            )
        if settings.find(f"{_W}docVars") is not None:
            found.append(
                GateFinding("custom_data", "文件带有看不见的变量。请清除后另存。", "word/settings.xml")
            )
    return found


def _part(name: str, root: etree._Element, hidden: frozenset[str]) -> Iterator[GateFinding]:
    kinds = {local(each) for each in root.iter()}
    if kinds & _CHANGES or any(each.endswith(("PrChange", "numberingChange")) for each in kinds):
        yield GateFinding(
            "tracked_changes", "文件带有修订记录，删除的内容可以恢复。请接受全部修订后另存。", name
        )
    if local(root) in ("comments", "commentsEx", "people") and len(root):
        yield GateFinding("comments", "文件带有批注或者批注者姓名。请删除全部批注。", name)
    if "altChunk" in kinds:
        yield GateFinding("embedded", "文件中嵌入了其他文件。请删除。", name)
    runs = [each for each in root.iter(f"{_W}r") if _text(each)]
    if any(_is_hidden(each, hidden) for each in runs):
        yield GateFinding("hidden_text", "文件中有设为“隐藏”的文字。请删除这些文字。", name)
    if any(_is_unseen(each) for each in runs):
        message = "文件中有涂黑或者与底色相同的文字，选中即可看到。请删除这些文字，再用“■”代替。"
        yield GateFinding("blacked_out", message, name)


def _text(run: etree._Element) -> str:
    return "".join((each.text or "") for each in run.iter(f"{_W}t", f"{_W}delText", f"{_W}instrText")).strip()


def _is_hidden(run: etree._Element, hidden: frozenset[str]) -> bool:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return False
    mark = properties.find(f"{_W}vanish")
    if mark is not None:
        return mark.get(f"{_W}val", "1") not in ("0", "false")
    style = properties.find(f"{_W}rStyle")
    return style is not None and style.get(f"{_W}val") in hidden


def _is_unseen(run: etree._Element) -> bool:
    """White on nothing, black on black, or any colour on itself."""
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return False
    ink = _value(properties, "color", "val", "auto").upper()
    mark = _value(properties, "highlight", "val", "none")
    ground = _value(properties, "shd", "fill", "auto").upper()
    if mark == "black":
        return ink in ("000000", "AUTO")
    if mark != "none":
        return mark == "white" and ink == "FFFFFF"
    if ground != "AUTO":
        return ink == ground  # automatic ink turns white on a dark ground by itself
    return ink == "FFFFFF" and not _in_shaded_cell(run)


def _in_shaded_cell(run: etree._Element) -> bool:
    for cell in run.iterancestors(f"{_W}tc"):
        fill = cell.find(f"{_W}tcPr/{_W}shd")
        if fill is not None and fill.get(f"{_W}fill", "auto").upper() not in ("AUTO", "FFFFFF"):
            return True
    return False


def _value(properties: etree._Element, name: str, key: str, default: str) -> str:
    found = properties.find(f"{_W}{name}")
    return default if found is None else found.get(f"{_W}{key}", default)


def _hidden_styles(package: Package) -> frozenset[str]:
    styles = package.xml("word/styles.xml")
    if styles is None:
        return frozenset()
    return frozenset(
        each.get(f"{_W}styleId", "")
        for each in styles.iter(f"{_W}style")
        if each.find(f"{_W}rPr/{_W}vanish") is not None
    )
