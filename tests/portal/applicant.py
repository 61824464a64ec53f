"""A citizen before the website, for tests: fills in the form, keeps the receipt, follows the application."""

import re
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.ledger.rows import BEIJING

NOW = datetime(2025, 9, 15, 9, 0, tzinfo=BEIJING)
NAME, ID_NO, PHONE, EMAIL = "欧阳甲乙", "410223199001011231", "13800001357", "ouyang@example.cn"
ASKED = "2024年城关镇防汛物资采购合同"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
FORM = {
    "kind": "natural_person",
    "name": NAME,
    "id_kind": "ric",
    "id_no": ID_NO,
    "phone": PHONE,
    "email": EMAIL,
    "wanted_form": "电子版",
    "delivery_way": "网站下载",
    "items": [ASKED],
}


def pdf(name: str = "材料.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


class Citizen:
    """Somebody with a browser of their own."""

    def __init__(self, organ: str, **client) -> None:
        self.browser = Client(**client)
        self.organ = organ
        self.number = self.code = ""

    def form(self, **more) -> dict[str, object]:
        """The form as filled in, with the key that the empty one gave; ``None`` leaves a field out."""
        page = self.browser.get("/apply/online/").content.decode()
        key = re.search(r'name="key" value="([0-9a-f]{32})"', page)[1]
        given = {**FORM, "key": key, "organ": self.organ, **more}
        return {name: value for name, value in given.items() if value is not None}

    def send(self, **more):
        """The answer to the form sent."""
        return self.browser.post("/apply/online/", self.form(**more))

    def apply(self, **more) -> "Citizen":
        """Apply, and take number and code from the receipt."""
        answer = self.send(**more)
        assert answer.status_code == 302, answer.content.decode()
        page = self.browser.get(answer.url).content.decode()
        self.number = re.search(r'id="number">([^<]+)<', page)[1]
        self.code = re.search(r'id="code">([^<]+)<', page)[1]
        return self

    @property
    def subject(self) -> str:
        """The subject of the application."""
        return f"foi:{self.number}"

    def track(self, number: str = "", code: str = ""):
        """Knock at the door with number and code."""
        return self.browser.post("/track/", {"number": number or self.number, "code": code or self.code})

    def page(self, path: str = "/track/application/") -> str:
        """A page as text."""
        return self.browser.get(path).content.decode()
