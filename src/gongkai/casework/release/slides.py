"""PPTX: hidden slides, notes, comments."""

from gongkai.casework.release.findings import GateFinding
from gongkai.casework.release.package import inspect_package, unpacked


def inspect(content: bytes) -> list[GateFinding]:
    """What a presentation hides."""
    package = unpacked(content)
    found = inspect_package(package)
    for name, root in package.trees("ppt/slides/"):
        if root.get("show") in ("0", "false"):
            found.append(GateFinding("hidden_slide", "演示文稿中有隐藏的幻灯片。请删除或者取消隐藏。", name))
        if any(each.get("hidden") in ("1", "true") for each in root.iter("{*}cNvPr")):
            found.append(GateFinding("hidden_shape", "幻灯片中有隐藏的对象。请在选择窗格中删除。", name))
    for name, root in package.trees("ppt/notesSlides/"):
        if any((each.text or "").strip() for each in root.iter("{*}t") if not _is_field(each)):
            found.append(GateFinding("notes", "幻灯片带有备注。请删除备注。", name))
    for name in sorted(package.parts):
        if name.startswith(("ppt/comments/", "ppt/commentAuthors", "ppt/authors")):
            found.append(GateFinding("comments", "演示文稿带有批注或者批注者姓名。请删除。", name))
    return found


def _is_field(text: object) -> bool:
    """Whether a text is a field such as the number of the slide."""
    parent = text.getparent()  # type: ignore[attr-defined]  # an lxml element
    return parent is not None and str(parent.tag).endswith("}fld")
