"""Files that go out with the decision letter (答复附件): looked into and reviewed, each by its fingerprint.

What hides something in it is not signed and not delivered; another wording is another file, and everything
that was found of the earlier one is void. Law: OGI 15; OGI 17; OGI 37; SECRETS 35.
"""

from collections.abc import Sequence

from gongkai.casework.models import Paper, Visibility
from gongkai.casework.secrecy import SecrecyLevel
from gongkai.casework.services import gate, papers
from gongkai.casework.services.papers import File
from gongkai.foi.errors import RefusedReply
from gongkai.foi.models import Application, Attachment
from gongkai.foi.services.stepping import By, Step, step

KIND = "reply_attachment"
MOST = 20


def attach(subject: str, file: File, by: By, *, title: str = "") -> int:
    """Add a file to the reply in work (添加答复附件); its number. It is looked into at once, and kept.

    Raises ``RefusedReply`` where no reply is in work or there are too many, ``RefusedPaper``.
    """
    found = gate.look(file)
    with step(subject, "foi.draft", None, by) as taken:
        if taken.done is not None:
            return int(taken.done["attachment"])
        _require_in_work(taken)
        number = _add(taken, file, title.strip() or "答复附件", found)
        taken.case.result["attachment"] = number
        return number


def clean_attachment(subject: str, number: int, by: By) -> int:
    """Replace an attachment by its copy without what nobody sees (清除隐藏信息); the number of the new one.

    Raises ``RefusedReply`` where nothing can be taken out without changing what is seen.
    """
    before = _attachment(subject, number)
    copy = gate.cleaned_copy(gate.content_of(before.paper))
    if copy is None:
        raise RefusedReply(
            "not_cleanable", "这份附件不能自动清除，请按检查意见修改原文件后重新上传。", law="OGI 17"
        )
    file = File(before.paper.name, copy.content)
    found = gate.look(file)
    with step(subject, "foi.draft", None, by) as taken:
        if taken.done is not None:
            return int(taken.done["attachment"])
        _require_in_work(taken)
        Attachment.objects.filter(pk=before.pk).update(removed_at=by.at)
        after = _add(taken, file, before.paper.title, found)
        taken.case.result |= {"attachment": after, "replaces": before.pk, "did": list(copy.did)}
        return after


def detach(subject: str, number: int, by: By) -> None:
    """Take an attachment out of the reply in work (取出答复附件); the paper stays with the case."""
    with step(subject, "foi.draft", None, by) as taken:
        if taken.done is None:
            _require_in_work(taken)
            before = _attachment(subject, number)
            Attachment.objects.filter(pk=before.pk).update(removed_at=by.at)
            taken.case.result["attachment"] = before.pk


def attachments_of(application: Application, round_number: int) -> list[Paper]:
    """The files that go out with the reply of a round, in the order in which they were added."""
    rows = application.attachments.filter(round=round_number, removed_at__isnull=True)
    return [each.paper for each in rows.select_related("paper").order_by("pk")]


def clear_attachments(
    taken: Step, seen: Sequence[str], *, level: SecrecyLevel, basis: str, opinion: str
) -> None:
    """Enter the secrecy review of the attachments that the reviewer had before him, by fingerprint.

    Raises ``RefusedReply`` where they are no longer these.
    """
    rows = attachments_of(taken.application, _round(taken))
    if sorted(seen) != sorted(each.sha256 for each in rows):
        raise RefusedReply(
            "other_attachments",
            "答复附件已经不是您所看的那些，请重新打开，逐件看过再审查。",
            law="SECRETS 35",
        )
    for each in rows:
        papers.review(taken.case, each.pk, sha256=each.sha256, level=level, basis=basis, opinion=opinion)


def require_sendable(taken: Step) -> None:
    """Refuse to sign or deliver a reply with an attachment that hides something or was not reviewed.

    Raises ``RefusedPaper`` with what was found, ``RefusedReply``.
    """
    rows = attachments_of(taken.application, _round(taken))
    gate.require_open(rows)
    for each in rows:
        require_free_of_secrets(taken.case.subject, each)


def require_free_of_secrets(subject: str, paper: Paper) -> None:
    """Refuse a file that no reviewer has found free of secrets, as it is now. Raises ``RefusedReply``."""
    found = papers.current_review(subject, paper.sha256)
    if found is None:
        raise RefusedReply(
            "attachment_not_cleared",
            f"“{paper.name}”现在这一份没有保密审查记录（换过的文件要重新审查）。请先送保密审查。",
            law="SECRETS 35",
        )
    if found.level != SecrecyLevel.NONE.value:
        raise RefusedReply(
            "attachment_secret", f"保密审查认定“{paper.name}”不能对外提供，请取出。", law="SECRETS 35"
        )


def _round(taken: Step) -> int:
    return taken.before.now.round.number if taken.before.now else 1


def _require_in_work(taken: Step) -> None:
    if taken.before.now is None or taken.before.closed:
        raise RefusedReply("no_reply_in_work", "本件现在没有正在办理的答复，不能增减附件。", law="OGI 36")


def _add(taken: Step, file: File, title: str, found: gate.Look) -> int:
    """The number of a file that was kept, checked and put with the reply."""
    rows = attachments_of(taken.application, _round(taken))
    if len(rows) >= MOST:
        raise RefusedReply("too_many", f"一份答复最多附{MOST}个文件，请合并后上传。")
    if found.sha256 in {each.sha256 for each in rows}:
        raise RefusedReply("same_file", "同样的文件已经在附件中。")
    paper = papers.keep(
        taken.case,
        kind=KIND,
        title=title,
        content=file.content,
        name=file.name,
        visibility=Visibility.PARTY,
    )
    gate.note(taken.case, paper, found)
    made = Attachment.objects.create(application=taken.application, round=_round(taken), paper=paper)
    return made.pk


def _attachment(subject: str, number: int) -> Attachment:
    rows = Attachment.objects.filter(application=subject, pk=number, removed_at__isnull=True)
    found = rows.select_related("paper").first()
    if found is None:
        raise RefusedReply("no_attachment", "没有这份附件，或者已经取出，请刷新页面。")
    return found
