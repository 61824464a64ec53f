"""Papers that came with an application (来件扫描件): envelope, letter, proof of identity, authorisation.

They are kept with the case and erased with their applicant. Law: OGI 29; OGI 45.
"""

from collections.abc import Sequence
from pathlib import PurePath

from gongkai.casework.release.kinds import ENDINGS, kind_of
from gongkai.casework.services import papers
from gongkai.casework.services.door import Case
from gongkai.casework.services.papers import File
from gongkai.foi.errors import RefusedApplication
from gongkai.foi.models import Application

TITLES = {"scan": "申请材料扫描件", "authorisation": "授权委托书"}
TAKEN = ("pdf", "picture", "word", "ofd")
MOST = 20


def require_scans(scans: Sequence[tuple[str, File]]) -> None:
    """Refuse what is not what its name says, or cannot be a paper. Raises ``RefusedApplication``."""
    if len(scans) > MOST:
        raise RefusedApplication("too_many", f"扫描件不超过{MOST}份，请合并后上传。", law="OGI 45")
    for _, file in scans:
        kind, ending = kind_of(file.content), PurePath(file.name).suffix.lower()
        if kind not in TAKEN or ending not in ENDINGS[kind]:
            allowed = "、".join(one[1:] for each in TAKEN for one in ENDINGS[each])
            raise RefusedApplication(
                "bad_file",
                f"“{ending or '没有扩展名'}”文件的内容与扩展名不符，或者不能附卷。可以上传：{allowed}。",
                law="OGI 45",
            )


def keep_scans(case: Case, application: Application, scans: Sequence[tuple[str, File]]) -> None:
    """Keep the papers with the case, in their order."""
    for number, (kind, file) in enumerate(scans, 1):
        title = TITLES[kind] if kind == "authorisation" else f"{TITLES[kind]}{number}"
        papers.keep(
            case,
            kind=kind,
            title=title,
            content=file.content,
            name=file.name,
            party=application.applicant,
        )
