"""Content of a record (信息内容): everything that is cleared and published, and its one fingerprint.

What a reader will see and what the directory will say of it is in the content, and nothing else is: so a
decision on its fingerprint is a decision on exactly that. Pure Python.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from gongkai.records.facts import Openness

_FILE = re.compile(r'(?:src|href)="/files/([0-9a-f]{64})')


@dataclass(frozen=True, slots=True)
class AttachmentRef:
    """An attachment (附件) by its content: name for the reader, SHA-256, size in bytes, media type."""

    name: str
    sha256: str
    size: int
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What one revision says. ``body`` is clean HTML; days are days of law.

    ``column`` is the code of the main column, ``other_columns`` of further ones; ``topic`` the subject class
    (主题分类); ``ground`` the citation for anything but full openness; ``in_force_from`` and ``valid_until``
    the first and the last day on which a document holds; ``elements`` the further elements of the type;
    ``editor`` who answers for the text (责任编辑). Law: OGI 12.
    """

    title: str = ""
    abstract: str = ""
    body: str = ""
    doc_no: str = ""
    topic: str = ""
    column: str = ""
    other_columns: tuple[str, ...] = ()
    openness: Openness = Openness.PROACTIVE
    ground: str = ""
    made_on: date | None = None
    in_force_from: date | None = None
    valid_until: date | None = None
    keywords: tuple[str, ...] = ()
    source: str = ""
    audience: str = ""
    editor: str = ""
    elements: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[AttachmentRef, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The content as plain values; empty fields are left out, so that a field added later changes no
        fingerprint.
        """
        plain: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name == "attachments":
                value = [asdict(one) for one in value]
            elif isinstance(value, date):
                value = value.isoformat()
            elif isinstance(value, Openness):
                value = value.value
            elif isinstance(value, tuple):
                value = list(value)
            elif isinstance(value, Mapping):
                value = {key: text for key, text in sorted(value.items()) if text}
            if value:
                plain[each.name] = value
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Content":
        """The content of plain values."""
        given = dict(plain)
        for name in ("made_on", "in_force_from", "valid_until"):
            if given.get(name):
                given[name] = date.fromisoformat(given[name])
        for name in ("other_columns", "keywords"):
            given[name] = tuple(given.get(name, ()))
        given["attachments"] = tuple(AttachmentRef(**each) for each in given.get("attachments", ()))
        given["openness"] = Openness(given.get("openness", Openness.PROACTIVE))
        return cls(**given)

    @property
    def canonical(self) -> bytes:
        """The one way to write this content down: sorted keys, no spaces, UTF-8."""
        text = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()

    @property
    def sha256(self) -> str:
        """The fingerprint that decisions are bound to.

        >>> Content(title="关于防汛的通知").sha256 == Content(title="关于防汛的通知 ").sha256
        False
        """
        return fingerprint(self.canonical)

    @property
    def files(self) -> frozenset[str]:
        """The fingerprints of all files that belong to it: attachments, and what its text shows or links to.

        >>> sorted(each[:2] for each in Content(body=f'<img src="/files/{"ab" * 32}.png">').files)
        ['ab']
        """
        within = _FILE.findall(self.body) if "/files/" in self.body else ()
        return frozenset([*(each.sha256 for each in self.attachments), *within])

    def but(self, **changed: Any) -> "Content":
        """The same content with something changed."""
        return replace(self, **changed)


def fingerprint(canonical: bytes) -> str:
    """The SHA-256 of a content written down in its one way."""
    return hashlib.sha256(canonical).hexdigest()
