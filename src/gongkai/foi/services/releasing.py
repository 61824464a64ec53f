"""Releasing an answer to the disclosure log (答复选登), and taking it out again.

One person writes it for the public, another reviews it for secrecy by fingerprint, another than the writer
releases it. Nothing of what the applicant wrote is taken over by itself.
Law: OGI 15; OGI 17; OGI 44; SECRETS 35.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from gongkai.casework import numbering
from gongkai.casework.errors import RefusedPaper
from gongkai.casework.models import Paper, Visibility
from gongkai.casework.release.findings import UnreadableFile
from gongkai.casework.release.words import words_in
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.casework.services import gate, papers, parties
from gongkai.casework.services.papers import File
from gongkai.foi import facts, publicity
from gongkai.foi.anonymity import revealing
from gongkai.foi.errors import RefusedRelease, SamePerson
from gongkai.foi.kinds import ReleaseWithdrawal
from gongkai.foi.models import Release, ReleasedFile
from gongkai.foi.services.enclosing import require_free_of_secrets
from gongkai.foi.services.stepping import By, Step, step
from gongkai.foi.status.publishing import why_not_public

DRAFT, FILE = "release", "released_file"
MOST_FILES = 10
LONGEST = {"title": 60, "question": 500, "answer": 5000}
PARTICULARS = {
    "name": "姓名、名称",
    "id_no": "证件号码",
    "phone": "电话",
    "address": "地址",
    "email": "电子邮箱",
    "contact": "联系人",
}
NAMES = {"title": "标题", "question": "申请内容摘要", "answer": "答复内容"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicWords:
    """What the public is told: written for it, without a word of who asked."""

    title: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file before it is kept: what it is called, what was found in it, the words in it."""

    title: str
    file: File
    found: gate.Look
    words: str


def prepare_release(
    subject: str,
    words: PublicWords,
    by: By,
    *,
    chosen: Sequence[int] = (),
    uploads: Sequence[File] = (),
) -> str:
    """Write an answer for the public (拟写选登稿); its fingerprint. An earlier one in work is replaced.

    ``chosen`` are papers of the case that go with it, ``uploads`` further files; none may show a party.
    Raises ``RefusedRelease`` for what tells of a person, ``RefusedPaper``.
    """
    _require_whole(words)
    looked = [_look(each, PurePath(each.name).stem[:60]) for each in uploads]
    looked += [_look(gate.content_of(each), each.title) for each in _chosen(subject, chosen)]
    if len(looked) > MOST_FILES:
        raise RefusedRelease("too_many", f"一件选登最多附{MOST_FILES}个文件。")
    with step(subject, "foi.draft", None, by) as taken:
        if taken.done is not None:
            return str(taken.done["sha256"])
        _require_releasable(taken)
        _require_nobody(taken, words, looked)
        made = _keep(taken, words, looked)
        taken.case.result["sha256"] = made.paper.sha256
        return made.paper.sha256


def clear_release(
    subject: str, sha256: str, level: SecrecyLevel, basis: str, by: By, *, opinion: str = ""
) -> None:
    """Enter the secrecy review of the words and files for the public that were looked at. Law: SECRETS 35

    The fingerprint is of the words and of every file with them. Raises ``RefusedRelease``, ``SamePerson``.
    """
    with step(subject, "foi.review_secrecy", None, by) as taken:
        if taken.done is not None:
            return
        prepared = _prepared(taken, sha256)
        _require_another(taken, prepared, "请由另一人作保密审查")
        for each in (prepared.paper, *_files(prepared)):
            papers.review(taken.case, each.pk, sha256=each.sha256, level=level, basis=basis, opinion=opinion)


def release(subject: str, sha256: str, by: By, *, on: date | None = None) -> int:
    """Show the prepared answer to the public (选登); its number in the log. What was there before gives way.

    Raises ``RefusedRelease``, ``RefusedReply`` where it was not reviewed as it is, ``RefusedPaper`` where a
    file hides something, ``SamePerson``. Law: OGI 17; OGI 44
    """
    with step(subject, "foi.release", None, by, on=on) as taken:
        if taken.done is not None:
            return int(taken.done["entry"])
        _require_releasable(taken)
        prepared = _prepared(taken, sha256)
        _require_another(taken, prepared, "请由另一人决定选登")
        files = _files(prepared)
        gate.require_open(files)
        for each in (prepared.paper, *files):
            require_free_of_secrets(subject, each)
        earlier = taken.application.releases.filter(released_at__isnull=False)
        before = earlier.order_by("version").last()
        earlier.filter(replaced_at__isnull=True).update(replaced_at=by.at)
        region = taken.case.region
        entry = before.entry if before is not None else numbering.take(f"foi/released/{region}")
        prepared.entry, prepared.released_at, prepared.released_on = entry, by.at, taken.on
        prepared.save(update_fields=["entry", "released_at", "released_on"])
        taken.enter(facts.Released(version=prepared.version, files=len(files)))
        publicity.tell(prepared, by.at)
        taken.case.result["entry"] = entry
        return int(entry or 0)


def withdraw_release(
    subject: str, reason: ReleaseWithdrawal, text: str, by: By, *, on: date | None = None
) -> None:
    """Take the answer out of the disclosure log (撤下选登), for a coded reason; ``text`` is told to readers.

    It is gone at once; its address says since when and why. Raises ``RefusedRelease``.
    """
    if len(text.strip()) < 4:
        raise RefusedRelease("no_text", "撤下要写明向公众说明的理由。", law="OGI 15")
    with step(subject, "foi.withdraw_release", None, by, on=on) as taken:
        if taken.done is not None:
            return
        public = taken.application.releases.filter(
            released_at__isnull=False, replaced_at__isnull=True, withdrawn_at__isnull=True
        ).first()
        if public is None:
            raise RefusedRelease("not_public", "本件现在没有选登，不需要撤下。")
        _require_told_of_nobody(taken, {"撤下说明": text})
        public.withdrawn_at, public.withdrawal_reason = by.at, ReleaseWithdrawal(reason).value
        public.withdrawal_text = text.strip()[:300]
        public.save(update_fields=["withdrawn_at", "withdrawal_reason", "withdrawal_text"])
        taken.enter(
            facts.ReleaseWithdrawn(
                version=public.version, reason=ReleaseWithdrawal(reason), text=public.withdrawal_text
            )
        )
        publicity.tell(public, by.at)


def _require_whole(words: PublicWords) -> None:
    for name, most in LONGEST.items():
        text = getattr(words, name).strip()
        if not text or len(text) > most:
            raise RefusedRelease("words", f"请填写“{NAMES[name]}”，不超过{most}字。", law="OGI 44")


def _look(file: File, title: str) -> _Looked:
    found = gate.look(file)
    try:
        words = words_in(file.content)
    except UnreadableFile:
        words = ""  # what cannot be read is held back by the gate
    return _Looked(title, file, found, words)


def _chosen(subject: str, chosen: Sequence[int]) -> list[Paper]:
    """Papers of the case that may be shown to anybody: of no party, and not erased."""
    rows = Paper.objects.filter(pk__in=chosen, subject=subject, erased_at__isnull=True).order_by("pk")
    found = list(rows)
    if len(found) != len(set(chosen)) or any(each.party_id is not None for each in found):
        raise RefusedPaper(
            "of_a_party", "含有当事人个人信息的文书不能选登，请另外上传隐去个人信息的文本。", law="OGI 15"
        )
    return found


def _require_releasable(taken: Step) -> None:
    if why := why_not_public(taken.before):
        raise RefusedRelease("not_releasable", f"不能选登：{why}。", law="OGI 44")


def _require_nobody(taken: Step, words: PublicWords, looked: Sequence[_Looked]) -> None:
    texts = {NAMES[name]: getattr(words, name) for name in NAMES}
    texts |= {f"附件{n}": f"{each.title}\n{each.words}" for n, each in enumerate(looked, 1)}
    _require_told_of_nobody(taken, texts)


def _require_told_of_nobody(taken: Step, texts: dict[str, str]) -> None:
    """Refuse texts that tell who asked, or of anybody else in the case. Law: OGI 15; PIPL 25"""
    known = [
        (title, getattr(each, name))
        for each in parties.of_case(taken.case).values()
        for name, title in PARTICULARS.items()
    ]
    problems = list(revealing(texts, known))
    if problems:
        raise RefusedRelease(
            "tells_of_a_person", f"不能这样选登：{''.join(problems)}请隐去后重新保存。", law="OGI 15"
        )


def _keep(taken: Step, words: PublicWords, looked: Sequence[_Looked]) -> Release:
    assert taken.before.now is not None and taken.before.now.round.ended is not None, "it has ended"
    releases = taken.application.releases
    releases.filter(released_at__isnull=True, replaced_at__isnull=True).update(replaced_at=taken.case.at)
    last = releases.filter(released_at__isnull=False).order_by("version").last()
    made = Release.objects.create(
        application=taken.application,
        region=taken.case.region,
        organ=taken.case.organ,
        version=last.version + 1 if last is not None else 1,
        title=words.title.strip(),
        question=words.question.strip(),
        answer=words.answer.strip(),
        outcome=taken.before.outcome or "",
        answered_on=taken.before.now.round.ended.happened_on,
        paper=_draft_paper(taken, words, looked),
        prepared_by_id=taken.case.person_id,
        prepared_at=taken.case.at,
    )
    for place, each in enumerate(looked, 1):
        paper = papers.keep(
            taken.case,
            kind=FILE,
            title=each.title,
            content=each.file.content,
            name=each.file.name,
            visibility=Visibility.PUBLIC,
        )
        gate.note(taken.case, paper, each.found)
        ReleasedFile.objects.create(release=made, place=place, paper=paper)
    return made


def _draft_paper(taken: Step, words: PublicWords, looked: Sequence[_Looked]) -> Paper:
    """The words with the fingerprints of all files: one fingerprint for all that will be public."""
    files = "\n".join(f"附件{n} {each.title} {each.found.sha256}" for n, each in enumerate(looked, 1))
    said = f"{words.title}\n\n{words.question}\n\n{words.answer}\n\n{files}\n"
    return papers.keep(taken.case, kind=DRAFT, title="答复选登稿", content=said.encode(), name="选登稿.txt")


def _prepared(taken: Step, sha256: str) -> Release:
    rows = taken.application.releases.filter(released_at__isnull=True, replaced_at__isnull=True)
    found = rows.select_related("paper").first()
    if found is None:
        raise RefusedRelease("no_draft", "还没有选登稿，请先拟写。", law="OGI 44")
    if found.paper.sha256 != sha256:
        raise RefusedRelease(
            "another_draft", "选登稿已经不是您所看的那一份，请重新打开后再办理。", law="OGI 17"
        )
    return found


def _files(prepared: Release) -> list[Paper]:
    return [each.paper for each in prepared.files.select_related("paper")]


def _require_another(taken: Step, prepared: Release, message: str) -> None:
    if prepared.prepared_by_id == taken.case.person_id:
        raise SamePerson("same_person", f"您拟写了选登稿，{message}。", law="OGI 17", acted_as="prepared")
