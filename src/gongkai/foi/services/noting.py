"""Opinions of those who handle an application (办理意见): short, signed, of the house alone. Law: OGI 45."""

from gongkai.casework.services import papers
from gongkai.foi.errors import RefusedStep
from gongkai.foi.services.stepping import By, step

KIND = "note"
LONGEST = 1000


def note(subject: str, text: str, by: By) -> None:
    """Put an opinion into the file (写办理意见): a paper of the house, never changed, never shown outside.

    Raises ``RefusedStep`` for an empty or too long one.
    """
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise RefusedStep("no_opinion", f"请写明意见，不超过{LONGEST}字。", law="OGI 45")
    with step(subject, "foi.note", None, by) as taken:
        if taken.done is None:
            kept = papers.keep(
                taken.case,
                kind=KIND,
                title="办理意见",
                content=said.encode(),
                name="办理意见.txt",
                party=taken.application.applicant,
            )
            taken.case.result["note"] = kept.pk
