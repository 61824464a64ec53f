"""The release gate at the door (出门检查): each file that leaves the house is looked into, and that is kept.

``look`` takes time and is done before a door is opened; ``note`` keeps what it found, with the fingerprint;
``require_open`` refuses to let out what was not looked into, or hides something. Law: OGI 15; OGI 17; OGI 37.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from gongkai.casework import release
from gongkai.casework.errors import RefusedPaper
from gongkai.casework.models import GateCheck, Paper
from gongkai.casework.release import Cleaned, GateFinding
from gongkai.casework.release.findings import UnreadableFile
from gongkai.casework.services import papers
from gongkai.casework.services.door import Case
from gongkai.casework.services.papers import File


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in a content, and what could be taken out of it without changing what is seen."""

    sha256: str
    findings: tuple[GateFinding, ...]
    cleanable: tuple[str, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether the file may not go out as it is."""
        return any(each.blocks for each in self.findings)


def look(file: File) -> Look:
    """Look into a file under the name under which it would be handed out."""
    found = tuple(release.inspect(file.content, file.name))
    cleaned = cleaned_copy(file) if found else None
    fingerprint = hashlib.sha256(file.content).hexdigest()
    return Look(fingerprint, found, cleaned.did if cleaned is not None else ())


def cleaned_copy(file: File) -> Cleaned | None:
    """The file without what nobody sees (清除隐藏信息), where something can be taken out; else nothing."""
    try:
        cleaned = release.clean(file.content, file.name)
    except UnreadableFile:
        return None
    return cleaned if cleaned.did else None


def note(case: Case, paper: Paper, found: Look) -> GateCheck:
    """Keep what was found in a paper of the case, bound to its fingerprint."""
    assert found.sha256 == paper.sha256, "what was looked into is what is kept"
    return GateCheck.objects.create(
        paper=paper,
        sha256=found.sha256,
        blocked=found.blocked,
        findings=[asdict(each) for each in found.findings],
        cleanable=list(found.cleanable),
        at=case.at,
    )


def last_checks(rows: Iterable[Paper]) -> dict[int, GateCheck]:
    """The last check of each paper that was checked as it is, by the paper's key; one query."""
    kept = {each.pk: each.sha256 for each in rows}
    checks = GateCheck.objects.filter(paper__in=kept).order_by("pk")
    return {each.paper_id: each for each in checks if each.sha256 == kept[each.paper_id]}


def require_open(rows: Iterable[Paper]) -> None:
    """Refuse to let papers out of which one was not looked into as it is, or hides something.

    Raises ``RefusedPaper`` naming each file, what hides there and what to do; never what it says.
    """
    wanted = list(rows)
    checks = last_checks(wanted)
    problems = []
    for each in wanted:
        check = checks.get(each.pk)
        if check is None:
            problems.append(f"“{each.name}”没有经过出门检查，请重新上传。")
        elif check.blocked:
            said = "".join(f"{one['place']}{one['message']}" for one in check.findings if one["blocks"])
            problems.append(f"“{each.name}”不能发出：{said}")
    if problems:
        raise RefusedPaper("gate_closed", "".join(problems), law="OGI 17")


def content_of(paper: Paper) -> File:
    """A kept paper as a file, to be looked into or cleaned."""
    return File(paper.name, papers.content(paper))
