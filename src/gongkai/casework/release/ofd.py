"""OFD (GB/T 33190): notes, attachments, earlier versions, hidden layers, words under boxes, who made it."""

from collections.abc import Iterator

from lxml import etree

from gongkai.casework.release.findings import GateFinding, names_a_person
from gongkai.casework.release.package import Package, local, unpacked

HALF = 0.5
_FOLDERS = {
    "Annots": ("comments", "文件带有批注或者标注。请删除批注后重新导出。", True),
    "Attachs": ("attachment", "文件带有附件，内容不受检查。请删除附件。", True),
    "Signs": ("signature", "文件带有电子印章或者签名；改动后须重新盖章。", False),
    "Versions": ("earlier_revision", "文件带有历史版本，可以恢复。请重新导出为新文件。", True),
    "CustomTags": ("custom_data", "文件带有自定义标引数据。请重新导出。", True),
}


def inspect(content: bytes) -> list[GateFinding]:
    """What an OFD document hides."""
    package = unpacked(content)
    return list(dict.fromkeys([*_stored(package), *_about(package), *_pages(package)]))


def _stored(package: Package) -> Iterator[GateFinding]:
    for name in sorted(package.parts):
        for folder, (code, message, blocks) in _FOLDERS.items():
            if f"/{folder}/" in f"/{name}":
                yield GateFinding(code, message, folder, blocks)
    root = package.xml("OFD.xml")
    if root is not None and (
        any(True for _ in root.iter("{*}Versions")) or len(root.findall("{*}DocBody")) > 1
    ):
        yield GateFinding("earlier_revision", _FOLDERS["Versions"][1], "Versions")


def _about(package: Package) -> Iterator[GateFinding]:
    root = package.xml("OFD.xml")
    for each in root.iter("{*}Author", "{*}Keyword", "{*}CustomData") if root is not None else ():
        if names_a_person(each.text or ""):
            message = "文件属性写有个人或者不明名称。请清除文档属性后重新导出。"
            yield GateFinding("author", message, "OFD.xml", law="PIPL 25")


def _pages(package: Package) -> Iterator[GateFinding]:
    for name in sorted(package.parts):
        if not name.endswith("Content.xml"):
            continue
        root = package.xml(name)
        if root is None:
            continue
        if any(each.get("Visible") == "false" for each in root.iter()):
            yield GateFinding("hidden_text", "页面上有设为不可见的内容。请删除后重新导出。", name)
        if _covers_words(root):
            yield GateFinding(
                "text_under_box", "页面上有被图形遮住的文字，仍可提取。请删除文字后重新导出。", name
            )


def _covers_words(root: etree._Element) -> bool:
    """Whether a filled shape, painted later, lies over most of a word's box."""
    words: list[tuple[float, ...]] = []
    for each in root.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
        box = _box(each)
        if box is None:
            continue
        if local(each) == "TextObject":
            words.append(box)
        elif _is_opaque(each) and any(_share(word, box) > HALF for word in words):
            return True
    return False


def _is_opaque(each: etree._Element) -> bool:
    filled = local(each) == "ImageObject" or each.get("Fill") == "true"
    return filled and each.get("Alpha", "255") == "255"


def _box(each: etree._Element) -> tuple[float, ...] | None:
    try:
        x, y, width, height = (float(number) for number in each.get("Boundary", "").split())
    except ValueError:
        return None
    return x, y, x + width, y + height


def _share(word: tuple[float, ...], box: tuple[float, ...]) -> float:
    width = min(word[2], box[2]) - max(word[0], box[0])
    height = min(word[3], box[3]) - max(word[1], box[1])
    area = (word[2] - word[0]) * (word[3] - word[1])
    return width * height / area if width > 0 and height > 0 and area > 0 else 0.0
