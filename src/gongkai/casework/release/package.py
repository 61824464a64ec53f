"""What DOCX, XLSX and PPTX have in common (OOXML 文件包): parts, properties, pictures, inner files, paths."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from gongkai.casework.release import pictures
from gongkai.casework.release.findings import GateFinding, UnreadableFile, names_a_person, tells_a_path

MOST_UNPACKED = 512 * 1024 * 1024
MOST_MEMBERS = 20_000
_HARMLESS_DATA = ("bibliography", "coverPageProps", "contentType", "propertiesMetadata", "FormTemplates")
_PEOPLE = {"creator": "作者", "lastModifiedBy": "最后修改者", "Manager": "管理者", "Company": "单位"}


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a zipped document by name."""

    parts: dict[str, bytes]

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part, or ``None`` where there is no such part.

        Raises: UnreadableFile for a part that is not XML.
        """
        if name not in self.parts:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            return etree.fromstring(self.parts[name], parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(
                "unreadable", f"文件内部的“{name}”已经损坏，无法检查。请重新另存。"
            ) from error

    def trees(self, prefix: str) -> Iterator[tuple[str, etree._Element]]:
        """All XML parts whose names begin so."""
        for name in sorted(self.parts):
            if name.startswith(prefix) and name.endswith(".xml"):
                root = self.xml(name)
                if root is not None:
                    yield name, root


def unpacked(content: bytes) -> Package:
    """The package of a document.

    Raises: UnreadableFile for a broken, locked or bursting one.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_UNPACKED:
                raise UnreadableFile("unreadable", "文件展开后过大，无法检查。请拆分后提交。")
            return Package({each.filename: archive.read(each) for each in members if not each.is_dir()})
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise UnreadableFile("unreadable", "文件已经损坏或者加了密码，无法检查。请重新另存。") from error


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def inspect_package(package: Package) -> list[GateFinding]:
    """What any Office document may hide outside its text."""
    return [
        *_properties(package),
        *_stored(package),
        *_pictures(package),
        *_paths(package),
        *_cropped(package),
    ]


def _properties(package: Package) -> Iterator[GateFinding]:
    for name in ("docProps/core.xml", "docProps/app.xml"):
        root = package.xml(name)
        for each in root if root is not None else ():
            if local(each) in _PEOPLE and names_a_person(each.text or ""):
                what = _PEOPLE[local(each)]
                message = f"文件属性“{what}”写有个人或者不明名称。请清除文档属性后提交。"
                yield GateFinding("author", message, name, law="PIPL 25")
    custom = package.xml("docProps/custom.xml")
    if custom is not None and len(custom):
        yield GateFinding(
            "custom_properties", "文件带有自定义属性。请在“检查文档”中删除。", "docProps/custom.xml"
        )


def _stored(package: Package) -> Iterator[GateFinding]:
    for name in package.parts:
        if "/embeddings/" in name or "/activeX/" in name:
            yield GateFinding(
                "embedded", "文件中嵌入了其他文件或者对象，内容不受检查。请转为图片或者删除。", name
            )
        elif name.lower().endswith(("vbaproject.bin", "vbadata.xml")):
            yield GateFinding("macros", "文件带有宏。请另存为不含宏的文件。", name)
        elif name.startswith("docProps/thumbnail"):
            yield GateFinding(
                "thumbnail", "文件带有缩略图，可能显示修改前的内容。请另存时取消“保存缩略图”。", name
            )
        elif name.startswith("customXml/item") and "Props" not in name and "/_rels/" not in name:
            root = package.xml(name)
            if root is not None and not any(each in str(root.tag) for each in _HARMLESS_DATA):
                yield GateFinding("custom_data", "文件带有看不见的自定义数据。请在“检查文档”中删除。", name)


def _pictures(package: Package) -> Iterator[GateFinding]:
    for name, content in package.parts.items():
        if "/media/" in name and content.startswith((b"\xff\xd8\xff", b"\x89PNG")):
            for found in pictures.inspect(content):
                yield GateFinding(found.code, f"文件中的图片：{found.message}", name, found.blocks, found.law)


def _paths(package: Package) -> Iterator[GateFinding]:
    for name in sorted(package.parts):
        if name.endswith(".rels"):
            root = package.xml(name)
            for each in root if root is not None else ():
                target = each.get("Target", "")
                if each.get("TargetMode") == "External" and not target.startswith(("http:", "https:", "#")):
                    yield GateFinding(
                        "path", "文件引用了本机或者内部网络上的文件，会泄露路径。请断开链接。", name
                    )
                elif tells_a_path(target) and not target.startswith("http"):
                    yield GateFinding("path", "文件记有某台电脑上的路径。请另存后清除。", name)


def _cropped(package: Package) -> Iterator[GateFinding]:
    for name in ("word/", "xl/drawings/", "ppt/slides/"):
        for part, root in package.trees(name):
            for each in root.iter("{*}srcRect"):
                if any(value not in ("0", "") for value in each.values()):
                    message = "图片被裁剪，裁掉的部分仍在文件中。请在“压缩图片”中勾选“删除图片的剪裁区域”。"
                    yield GateFinding("cropped_picture", message, part)
