"""Papers: sealed by their content, never changed, reviewed for secrecy by fingerprint."""

import hashlib
import os

import pytest
from django.db import transaction
from mailroom import person

from gongkai.casework import filing
from gongkai.casework.errors import BrokenSeal, RefusedPaper
from gongkai.casework.models import Paper, PaperReview, Visibility
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.casework.services import papers
from gongkai.casework.services.door import opened
from gongkai.organs.acting import Role
from invented_county import HEALTH, OFFICE

DRAFT = "经审查，予以公开。".encode()


@pytest.fixture
def office(bureau):
    bureau.actors["reviewer"] = person("reviewer", OFFICE, Role.SECRECY_REVIEWER)
    bureau.actors["reviewer_of_health"] = person("reviewer-h", HEALTH, Role.SECRECY_REVIEWER)
    return bureau


def file(bureau, subject, content=DRAFT, **more):
    with opened(subject, "casework.hand_over", by=bureau.clerk, at=bureau.later()) as case:
        return papers.keep(case, kind="reply", title="答复书", content=content, name="稿.docx", **more)


def test_a_paper_lies_sealed_under_its_fingerprint(office, tmp_path):
    paper = file(office, office.case(), number="尉政公复〔2025〕1号", visibility=Visibility.PARTY)
    assert paper.sha256 == hashlib.sha256(DRAFT).hexdigest() and paper.size == len(DRAFT)
    lies = tmp_path / "papers" / paper.sha256[:2] / paper.sha256
    assert lies.exists() and DRAFT not in lies.read_bytes()
    assert lies.stat().st_mode & 0o077 == 0
    assert papers.content(paper) == DRAFT
    assert paper.name == "答复书.docx" and paper.media_type.endswith("wordprocessingml.document")


def test_a_file_that_was_changed_or_lost_is_noticed(office):
    paper = file(office, office.case())
    place = filing.path_of(paper.sha256)
    sealed = bytearray(place.read_bytes())
    sealed[-1] ^= 1
    place.write_bytes(bytes(sealed))
    with pytest.raises(BrokenSeal):
        papers.content(paper)
    place.unlink()
    with pytest.raises(RefusedPaper, match="备份"):
        papers.content(paper)


@pytest.mark.parametrize("content", [b"", b"x" * (filing.MOST_BYTES + 1)])
def test_empty_and_huge_ones_are_refused(office, content):
    with pytest.raises(RefusedPaper):
        file(office, office.case(), content=content)


@pytest.mark.law("SECRETS 35")
def test_a_review_holds_for_the_very_content_alone(office):
    subject = office.case()
    first = file(office, subject)

    def look(paper, sha256, basis="不涉及国家秘密"):
        with opened(subject, "casework.hand_over", by=office.clerk, at=office.later()) as case:
            return papers.review(case, paper.pk, sha256=sha256, level=SecrecyLevel.NONE, basis=basis)

    assert papers.current_review(subject, first.sha256) is None
    with pytest.raises(RefusedPaper):
        look(first, "0" * 64)
    with pytest.raises(RefusedPaper, match="依据"):
        look(first, first.sha256, basis="  ")
    made = look(first, first.sha256)
    assert papers.current_review(subject, first.sha256) == made
    assert (made.post, made.person.login) == (f"{OFFICE}.clerk", "clerk")
    second = file(office, subject, content=DRAFT + b" ")
    assert papers.current_review(subject, second.sha256) is None
    # The same content in another case has not been reviewed there.
    assert papers.current_review(office.case(), first.sha256) is None


def test_papers_and_reviews_are_never_changed(office):
    subject = office.case()
    paper = file(office, subject)
    with opened(subject, "casework.hand_over", by=office.clerk, at=office.later()) as case:
        papers.review(case, paper.pk, sha256=paper.sha256, level=SecrecyLevel.NONE, basis="不涉密")
    bare = file(office, subject, content=b"bare")
    for change in (
        lambda: Paper.objects.filter(pk=paper.pk).update(title="另一份"),
        lambda: Paper.objects.filter(pk=paper.pk).update(sha256="0" * 64),
        lambda: Paper.objects.filter(pk=bare.pk)._raw_delete("default"),
        lambda: PaperReview.objects.update(level="secret"),
        lambda: PaperReview.objects.all().delete(),
    ):
        with pytest.raises(Exception, match="只能追加"), transaction.atomic():
            change()


def test_files_that_nothing_names_are_swept_after_a_day(office):
    subject = office.case()
    kept = file(office, subject)
    with (
        pytest.raises(RuntimeError),
        opened(subject, "casework.hand_over", by=office.clerk, at=office.later()) as case,
    ):
        lost = papers.keep(case, kind="reply", title="答复书", content=b"lost", name="稿.docx")
        raise RuntimeError("the machine stops")
    now = office.at.timestamp()
    for paper in (kept, lost):
        os.utime(filing.path_of(paper.sha256), (now, now))
    assert papers.sweep(office.at) == 0
    assert papers.sweep(office.later(hours=25)) == 1
    assert filing.path_of(kept.sha256).exists() and not filing.path_of(lost.sha256).exists()
