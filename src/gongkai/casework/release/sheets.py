"""XLSX: hidden sheets, rows, columns and cells, caches, comments, links, leftover words."""

from collections.abc import Iterator

from lxml import etree

from gongkai.casework.release.findings import GateFinding, tells_a_path
from gongkai.casework.release.package import Package, inspect_package, local, unpacked


def inspect(content: bytes) -> list[GateFinding]:
    """What a workbook hides."""
    package = unpacked(content)
    found = inspect_package(package)
    found += _workbook(package)
    unseen = _unseen_formats(package)
    for name, root in package.trees("xl/worksheets/"):
        found += _sheet(name, root, unseen)
    found += _stored(package)
    found += _leftovers(package)
    return found


def _workbook(package: Package) -> Iterator[GateFinding]:
    root = package.xml("xl/workbook.xml")
    if root is None:
        return
    for each in root.iter("{*}sheet"):
        if each.get("state", "visible") != "visible":
            yield GateFinding(
                "hidden_sheet", "工作簿中有隐藏的工作表。请删除或者取消隐藏后核对。", "xl/workbook.xml"
            )
    for each in root.iter("{*}definedName"):
        if each.get("hidden") in ("1", "true"):
            yield GateFinding(
                "hidden_name", "工作簿中有隐藏的名称。请在名称管理器中删除。", "xl/workbook.xml"
            )
    for each in root.iter("{*}absPath"):
        if tells_a_path(each.get("url", "")):
            yield GateFinding("path", "工作簿记有某台电脑上的路径。请另存后清除。", "xl/workbook.xml")


def _sheet(name: str, root: etree._Element, unseen: frozenset[str]) -> Iterator[GateFinding]:
    for each in root.iter("{*}row", "{*}col"):
        hidden = each.get("hidden") in ("1", "true") or each.get("ht") == "0" or each.get("width") == "0"
        if hidden and (local(each) == "col" or any(_filled(cell) for cell in each)):
            what = "行" if local(each) == "row" else "列"
            yield GateFinding(
                "hidden_row" if what == "行" else "hidden_column",
                f"工作表中有隐藏的{what}。请删除或者取消隐藏后核对。",
                name,
            )
            break
    for cell in root.iter("{*}c"):
        if cell.get("s") in unseen and _filled(cell):
            yield GateFinding("hidden_cell", "工作表中有白色字或者设为不显示的单元格。请删除内容。", name)
            break


def _filled(cell: etree._Element) -> bool:
    return any(local(each) in ("v", "is") for each in cell)


def _unseen_formats(package: Package) -> frozenset[str]:
    """The cell formats that show nothing: white letters on no ground, or the number format ``;;;``."""
    root = package.xml("xl/styles.xml")
    if root is None:
        return frozenset()
    empty = {each.get("numFmtId") for each in root.iter("{*}numFmt") if each.get("formatCode") == ";;;"}
    fonts, fills = root.find("{*}fonts"), root.find("{*}fills")
    white = {
        str(n)
        for n, font in enumerate(fonts if fonts is not None else ())
        for colour in font.iter("{*}color")
        if colour.get("rgb", "")[-6:].upper() == "FFFFFF"
    }
    plain = {
        str(n)
        for n, fill in enumerate(fills if fills is not None else ())
        if all(each.get("patternType", "none") == "none" for each in fill.iter("{*}patternFill"))
    }
    formats = root.find("{*}cellXfs")
    return frozenset(
        str(n)
        for n, each in enumerate(formats if formats is not None else ())
        if each.get("numFmtId") in empty or (each.get("fontId") in white and each.get("fillId", "0") in plain)
    )


def _stored(package: Package) -> Iterator[GateFinding]:
    told = (
        ("xl/pivotCache/", "pivot_cache", "数据透视表带有全部源数据的缓存。请粘贴为数值后删除透视表。"),
        ("xl/externalLinks/", "external_link", "工作簿缓存了其他工作簿的数据。请断开链接。"),
        ("xl/queryTables/", "external_link", "工作簿连着外部数据。请断开链接。"),
        ("xl/connections.xml", "external_link", "工作簿连着外部数据。请断开链接。"),
        ("xl/comments", "comments", "工作簿带有批注。请删除全部批注。"),
        ("xl/threadedComments/", "comments", "工作簿带有批注。请删除全部批注。"),
        ("xl/persons/", "comments", "工作簿带有批注者姓名。请在“检查文档”中删除。"),
        ("xl/revisions/", "tracked_changes", "工作簿带有修订记录。请取消共享并清除修订记录。"),
    )
    for name in sorted(package.parts):
        for prefix, code, message in told:
            if name.startswith(prefix) and name.endswith(".xml"):
                yield GateFinding(code, message, name)


def _leftovers(package: Package) -> Iterator[GateFinding]:
    """Words in the store of texts that no cell shows any more."""
    store = package.xml("xl/sharedStrings.xml")
    if store is None:
        return
    used = {
        cell.findtext("{*}v")
        for _, root in package.trees("xl/worksheets/")
        for cell in root.iter("{*}c")
        if cell.get("t") == "s"
    }
    if any(
        str(n) not in used
        for n, each in enumerate(store.findall("{*}si"))
        if "".join(map(str, each.itertext())).strip()
    ):
        message = "工作簿中留有已经不在任何单元格里的文字。请把内容复制到新工作簿后另存。"
        yield GateFinding("leftover_text", message, "xl/sharedStrings.xml")
