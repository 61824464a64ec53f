"""Papers of a case (文书、材料): kept for good, reviewed for secrecy by fingerprint. Law: OGI 17, OGI 45."""

import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from gongkai.casework import filing
from gongkai.casework.errors import RefusedPaper
from gongkai.casework.models import Paper, PaperReview, Party, Visibility
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.casework.services.door import Case
from gongkai.ledger.rows import BEIJING


@dataclass(frozen=True, slots=True)
class File:
    """A file as it comes from a screen or a letter: its name tells its type."""

    name: str
    content: bytes = field(repr=False)


def keep(
    case: Case,
    *,
    kind: str,
    title: str,
    content: bytes,
    name: str,
    visibility: Visibility = Visibility.INTERNAL,
    number: str = "",
    party: Party | None = None,
) -> Paper:
    """Keep a paper of the case (归入案卷). What was kept is never changed: another wording is another paper.

    ``party`` is whose particulars it shows: it is erased with them. Of ``name`` only the ending is kept:
    people name files after persons. Raises ``RefusedPaper``.
    """
    sha256 = filing.put(content)
    return Paper.objects.create(
        subject=case.subject,
        region=case.region,
        kind=kind,
        title=title[:200],
        number=number,
        sha256=sha256,
        size=len(content),
        name=f"{title[:180]}{Path(name).suffix.lower()[:9]}",
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        visibility=visibility,
        party=party,
        made_at=case.at,
        by=case.acted_by,
    )


def of_case(case: Case, kind: str = "") -> list[Paper]:
    """The papers of a case (of a kind) that were not erased, the latest last."""
    rows = Paper.objects.filter(subject=case.subject, erased_at__isnull=True).order_by("pk")
    return list(rows.filter(kind=kind) if kind else rows)


def review(
    case: Case, paper_id: int, *, sha256: str, level: SecrecyLevel, basis: str, opinion: str = ""
) -> PaperReview:
    """Enter a secrecy review of a paper (保密审查), bound to the fingerprint that the reviewer looked at.

    The caller opens the door with the verb of the review. Raises ``RefusedPaper`` where the paper is not the
    one looked at, or the basis is wanting. Law: SECRETS 35.
    """
    paper = Paper.objects.filter(pk=paper_id, subject=case.subject, erased_at__isnull=True).first()
    if paper is None or paper.sha256 != sha256:
        raise RefusedPaper(
            "another_paper", "文书已经不是您所看的那一份，请重新打开、审查现在的文书。", law="SECRETS 35"
        )
    if not basis.strip():
        raise RefusedPaper("no_basis", "保密审查要写明依据。", law="SECRETS 35")
    assert case.post is not None and case.person_id is not None, "secrecy is reviewed by a person"
    return PaperReview.objects.create(
        paper=paper,
        sha256=sha256,
        level=level.value,
        basis=basis.strip()[:200],
        opinion=opinion.strip(),
        person_id=case.person_id,
        post=case.post.code,
        at=case.at,
    )


def current_review(subject: str, sha256: str) -> PaperReview | None:
    """The last secrecy review of exactly this content in a case; ``None`` where there is none, so that a
    paper that was changed stands without review.
    """
    found = PaperReview.objects.filter(paper__subject=subject, sha256=sha256).select_related("person")
    return found.order_by("-pk").first()


def content(paper: Paper) -> bytes:
    """The content of a paper. Raises ``RefusedPaper`` where it was erased."""
    if paper.erased_at is not None:
        raise RefusedPaper("erased", "这份材料所含的个人信息已经依规删除。", law="PIPL 47")
    return filing.read(paper.sha256)


def erase(case: Case, rows: QuerySet[Paper]) -> int:
    """Erase the content of papers, once the transaction stands; how many. Their rows stay."""
    there = list(rows.filter(erased_at__isnull=True))
    Paper.objects.filter(pk__in=[each.pk for each in there]).update(erased_at=case.at)
    hashes = {each.sha256 for each in there}
    transaction.on_commit(lambda: _remove_unnamed(hashes))
    return len(there)


def _remove_unnamed(hashes: Iterable[str]) -> None:
    """Remove contents that no paper names any more."""
    wanted = set(hashes)
    named = Paper.objects.filter(sha256__in=wanted, erased_at__isnull=True)
    for each in wanted - set(named.values_list("sha256", flat=True)):
        filing.remove(each)


def sweep(at: datetime, *, older_than_hours: int = 24) -> int:
    """Remove contents that no paper names: left by acts that failed or machines that stopped; how many."""
    before = at.timestamp() - older_than_hours * 3600
    files = [each for each in filing.folder().glob("*/*") if each.stat().st_mtime < before]
    named = set(
        Paper.objects.filter(sha256__in=[each.name for each in files], erased_at__isnull=True).values_list(
            "sha256", flat=True
        )
    )
    unnamed = [each for each in files if each.name not in named]
    for each in unnamed:
        each.unlink(missing_ok=True)
    return len(unnamed)


def day_of(at: datetime) -> date:
    """The day of an instant in Beijing."""
    return at.astimezone(BEIJING).date()
