"""Sealing (加密): personal data at rest, found again by keyed digest only, shown masked. No Django.

A sealed value says by which cipher and which key it was made, so that keys can be changed: new values are
made with the last key of the installation, old ones opened with theirs. Law: PIPL 51.
"""

import base64
import hashlib
import hmac
import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gongkai.casework.errors import BrokenSeal
from gongkai.ledger import home

FILE = "sealing-keys"
NONCE, TAG, KEY_BYTES = 12, 16, 32
_KEY_ID = re.compile(r"[a-z0-9]{1,8}")


class Cipherment(IntEnum):
    """Which cipher made a sealed value: its first byte."""

    AES_256_GCM = 1
    SM4_GCM = 2  # 国密，GB/T 32907


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of an installation in their order: the last one seals, the first one also makes digests.

    A key is taken out of the middle or the end only when nothing is sealed with it any more; the first never.
    """

    by_id: Mapping[str, bytes]
    cipher: Cipherment = Cipherment.AES_256_GCM

    @property
    def current(self) -> str:
        """The id of the key that seals."""
        return list(self.by_id)[-1]

    def derived(self, key_id: str, use: str, length: int) -> bytes:
        """A key of its own for each use, so that none serves two ends."""
        return _derived(self.by_id[key_id], use, length)

    def digest_key(self) -> bytes:
        """The key of digests."""
        return self.derived(next(iter(self.by_id)), "digest", KEY_BYTES)


@cache
def _derived(key: bytes, use: str, length: int) -> bytes:
    made = HKDF(algorithm=SHA256(), length=length, salt=None, info=f"gongkai {use}".encode())
    return made.derive(key)


def read_keys(text: str, cipher: str = "") -> Keys:
    """The keys of a text: ``ID BASE64`` pairs, one a line or parted by commas; ``sm4`` asks for SM4.

    Raises ``BrokenSeal`` naming the line, never the key.
    """
    found: dict[str, bytes] = {}
    for number, line in enumerate(filter(str.strip, re.split(r"[\n,]", text)), 1):
        key_id, _, encoded = line.strip().replace(":", " ", 1).partition(" ")
        try:
            key = base64.b64decode(encoded.strip(), validate=True)
        except ValueError:
            key = b""
        if not _KEY_ID.fullmatch(key_id) or len(key) != KEY_BYTES or key_id in found:
            raise BrokenSeal(
                "broken_keys",
                f"加密密钥第{number}行写法不对：应为“代号 Base64”，代号为1至8位小写字母或者数字、不重复，"
                "密钥为32字节。请核对环境变量 GONGKAI_KEYS 或者数据文件夹中的 sealing-keys 文件。",
                line=number,
            )
        found[key_id] = key
    if not found:
        raise BrokenSeal("no_keys", "没有加密密钥。请设置环境变量 GONGKAI_KEYS，或者恢复 sealing-keys 文件。")
    return Keys(found, Cipherment.SM4_GCM if cipher == "sm4" else Cipherment.AES_256_GCM)


def keys() -> Keys:
    """The keys of this installation: of ``GONGKAI_KEYS``, else of a file made at random on first use.

    ``GONGKAI_CIPHER=sm4`` seals with SM4-GCM instead of AES-256-GCM.
    """
    given = os.environ.get("GONGKAI_KEYS", "")
    return _keys(given or _kept(os.environ.get("GONGKAI_HOME", "")), os.environ.get("GONGKAI_CIPHER", ""))


_keys = cache(read_keys)


@cache
def _kept(_home: str) -> str:
    """The text of the key file of a home: made where there is none, for its owner alone; read once."""
    path = home.made_folder() / FILE
    if not path.exists():
        text = f"k1 {base64.b64encode(os.urandom(KEY_BYTES)).decode()}\n"
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".sealing-")
        with os.fdopen(handle, "w", encoding="ascii") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        # Whole or not at all: of two first users one makes the key, and both read that one.
        with suppress(FileExistsError):
            path.hardlink_to(name)
        Path(name).unlink()
    return path.read_text("ascii")


def seal(text: str) -> bytes:
    """A text sealed (加密); the same text gives other bytes each time. An empty text stays empty."""
    return seal_bytes(text.encode()) if text else b""


def unseal(sealed: bytes) -> str:
    """The text of sealed bytes. Raises ``BrokenSeal`` for a missing key or changed bytes."""
    return unseal_bytes(sealed).decode() if sealed else ""


def seal_bytes(content: bytes) -> bytes:
    """Content sealed: cipher, key id, nonce, ciphertext, tag; the head is authenticated as well."""
    held = keys()
    head = bytes((held.cipher, len(held.current))) + held.current.encode()
    nonce = os.urandom(NONCE)
    made = _cipher(held, held.cipher, held.current, nonce).encryptor()
    made.authenticate_additional_data(head)
    return head + nonce + made.update(content) + made.finalize() + made.tag


def unseal_bytes(sealed: bytes) -> bytes:
    """The content of sealed bytes. Raises ``BrokenSeal``."""
    held, sealed = keys(), bytes(sealed)
    try:
        cipher, length = Cipherment(sealed[0]), sealed[1]
        key_id = sealed[2 : 2 + length].decode("ascii")
        start = 2 + length
        nonce, body, tag = sealed[start : start + NONCE], sealed[start + NONCE : -TAG], sealed[-TAG:]
        if key_id not in held.by_id:
            raise BrokenSeal(
                "key_missing",
                f"缺少代号为“{key_id}”的加密密钥，打不开加密的个人信息。请恢复该密钥后再试。",
                key=key_id,
            )
        opened = _cipher(held, cipher, key_id, nonce, tag).decryptor()
        opened.authenticate_additional_data(sealed[:start])
        return opened.update(body) + opened.finalize()
    except (InvalidTag, IndexError, ValueError) as problem:
        raise BrokenSeal(
            "seal_broken", "加密的内容已经损坏或者被改动，打不开。请从备份恢复，并报告信息安全负责人。"
        ) from problem


def _cipher(held: Keys, cipher: Cipherment, key_id: str, nonce: bytes, tag: bytes | None = None) -> Cipher:
    if cipher is Cipherment.SM4_GCM:
        return Cipher(algorithms.SM4(held.derived(key_id, "sm4", 16)), modes.GCM(nonce, tag))
    return Cipher(algorithms.AES256(held.derived(key_id, "aes", KEY_BYTES)), modes.GCM(nonce, tag))


def digest(kind: str, text: str) -> str:
    """What finds a value again without showing it: ``KIND:hex`` of the normalised text, empty for none.

    The kinds normalise differently: ``phone`` 138-0000-0000 and １３８００００００００ are one number.
    """
    plain = normalised(kind, text)
    if not plain:
        return ""
    made = hmac.new(keys().digest_key(), f"{kind}\0{plain}".encode(), hashlib.sha256)
    return f"{kind}:{made.hexdigest()[:40]}"


def normalised(kind: str, text: str) -> str:
    """A text in the form in which it is compared.

    >>> normalised("phone", "+86 138-0000-0000"), normalised("phone", "１３８　００００　００００")
    ('13800000000', '13800000000')
    >>> normalised("id_no", " 41022319900101123x "), normalised("name", "阿依古丽 · 买买提")
    ('41022319900101123X', '阿依古丽买买提')
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
    if kind == "phone":
        plain = re.sub(r"\D", "", plain)
        return re.sub(r"^(?:00)?86(?=1\d{10}$)", "", plain)
    if kind == "id_no":
        return re.sub(r"[^0-9A-Z]", "", plain)
    if kind == "name":
        return re.sub(r"[·•・‧∙.]", "", plain)
    return plain
