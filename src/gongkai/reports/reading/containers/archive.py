"""Packed documents (docx, xlsx): parts of a zip file, unpacked within limits, and XML without surprises."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from gongkai.reports.reading.containers.limits import Limits
from gongkai.reports.reading.containers.refusals import damaged, encrypted, too_large, unsafe

Element = etree._Element

_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)


class Package:
    """The parts of a packed document.

    Sizes are checked in the directory of the zip file and again while unpacking, for a directory can lie.
    """

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self._left = limits.unpacked_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, IndexError):
            raise damaged(name, "文件已损坏或下载不完整") from None
        self._check(entries, len(data))
        self._by_name = {entry.filename.lower(): entry for entry in entries}

    def _check(self, entries: list[zipfile.ZipInfo], packed: int) -> None:
        limits = self.limits
        if len(entries) > limits.parts:
            raise unsafe(self.name, f"内含{len(entries)}个部件，远超正常文档")
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > limits.unpacked_bytes:
            raise unsafe(self.name, f"解压后将达{unpacked // 2**20} MB，疑为压缩炸弹")
        if unpacked > limits.ratio_from_bytes and unpacked > packed * limits.ratio:
            raise unsafe(self.name, f"解压后将膨胀{unpacked // max(1, packed)}倍，疑为压缩炸弹")
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise encrypted(self.name)

    def has(self, part: str) -> bool:
        """Whether the document has a part of that name."""
        return part.lstrip("/").lower() in self._by_name

    def names(self) -> Iterator[str]:
        """The names of all parts, in lower case."""
        yield from self._by_name

    def read(self, part: str) -> bytes:
        """A part's bytes. Raises: `UnreadableDocument` ``damaged``, ``too_large`` or ``unsafe``."""
        entry = self._by_name.get(part.lstrip("/").lower())
        if entry is None:
            raise damaged(self.name, "文件缺少必要的部件", place=part)
        most = min(self.limits.part_bytes, self._left)
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(most + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ):
            raise damaged(self.name, "部件无法解压", place=part) from None
        if len(data) > most:
            raise too_large(self.name, f"部件解压后超过{most // 2**20} MB", place=part)
        self._left -= len(data)
        return data

    def xml(self, part: str) -> Element:
        """A part as an XML tree: no document type, no entities, nothing fetched.

        Raises: `UnreadableDocument` ``unsafe`` or ``damaged``.
        """
        data = self.read(part)
        self._refuse_declarations(data, part)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                raise unsafe(self.name, "XML 嵌套过深", place=part) from None
            raise damaged(self.name, "部件的内容不完整或有语法错误", place=part) from None
        return root

    def _refuse_declarations(self, data: bytes, part: str) -> None:
        """A document type in a part is never written by an office program."""
        wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]
        if _DECLARATION.search(data.replace(b"\0", b"") if wide else data):
            raise unsafe(self.name, "文件内含外部实体或文档类型声明", place=part)

    def related(self, part: str, kind: str) -> list[tuple[str, str]]:
        """The parts that a part points to by relations of a kind, as (relation id, part name)."""
        folder, _, leaf = part.rpartition("/")
        relations = f"{folder}/_rels/{leaf}.rels".lstrip("/")
        if not self.has(relations):
            return []
        return [
            (each.get("Id", ""), posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))))
            for each in self.xml(relations)
            if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode") != "External"
        ]

    def main_part(self, usual: str) -> str:
        """The part that the document begins with; ``usual`` where the package does not say."""
        for _, target in self.related("", "officeDocument"):
            if self.has(target):
                return target.lstrip("/")
        return usual


def local(element: Element) -> str:
    """An element's name without its namespace (the transitional and the strict one differ)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Element, name: str) -> Element | None:
    """The first child of that local name."""
    return next((each for each in element if local(each) == name), None)
