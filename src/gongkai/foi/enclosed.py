"""Files around a case as the desk shows them (附件与选登): looked into, cleared of secrets, public or not.

Law: OGI 15; OGI 17; OGI 44.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from gongkai.casework.models import GateCheck, Paper, PaperReview
from gongkai.casework.services import gate, papers
from gongkai.foi import access
from gongkai.foi.models import Application, Release
from gongkai.foi.status import Phase
from gongkai.foi.status.publishing import SHOWN_FIRST
from gongkai.organs.posts import Actor


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file with what the gate found in it and what the secrecy reviewer said of it, as it is now."""

    number: int
    paper: Paper
    check: GateCheck | None
    cleared: PaperReview | None

    @property
    def blocked(self) -> bool:
        """Whether it may not go out: it hides something, or was not looked into."""
        return self.check is None or self.check.blocked

    @property
    def findings(self) -> list[dict[str, object]]:
        """What was found: place, message, whether it blocks."""
        return list(self.check.findings) if self.check is not None else []

    @property
    def passed(self) -> bool:
        """Whether a reviewer found it free of secrets."""
        return self.cleared is not None and self.cleared.level == "none"


def attachments(application: Application, round_number: int) -> list[Enclosed]:
    """The attachments of the reply of a round."""
    rows = application.attachments.filter(round=round_number, removed_at__isnull=True)
    return _enclosed(
        application, {each.pk: each.paper for each in rows.select_related("paper").order_by("pk")}
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """An answer written for the public, with its files; ``cleared`` is the review of exactly this."""

    release: Release
    files: tuple[Enclosed, ...]
    cleared: PaperReview | None

    @property
    def passed(self) -> bool:
        """Whether it may be released: reviewed as it is, and no file hides anything."""
        free = self.cleared is not None and self.cleared.level == "none"
        return free and not any(each.blocked for each in self.files)


def prepared(application: Application) -> Prepared | None:
    """The answer that was written for the public and not released yet."""
    rows = application.releases.filter(released_at__isnull=True, replaced_at__isnull=True)
    found = rows.select_related("paper").first()
    if found is None:
        return None
    files = {each.place: each.paper for each in found.files.select_related("paper")}
    cleared = papers.current_review(application.subject, found.paper.sha256)
    return Prepared(found, tuple(_enclosed(application, files)), cleared)


def in_log(application: Application) -> Release | None:
    """The answer as the log has it: public, or withdrawn with its reason."""
    return application.releases.filter(released_at__isnull=False, replaced_at__isnull=True).first()


def choosable(application: Application) -> list[Paper]:
    """Papers of the case that may go with a released answer: attachments of replies, and what went with the
    answer before.
    """
    attached = application.attachments.filter(removed_at__isnull=True, paper__party__isnull=True)
    rows = Paper.objects.filter(pk__in=attached.values("paper"), erased_at__isnull=True)
    before = last_written(application)
    files = [each.paper for each in before.files.select_related("paper")] if before is not None else []
    there = {each.sha256 for each in files}
    return files + [each for each in rows.order_by("pk") if each.sha256 not in there]


def last_written(application: Application) -> Release | None:
    """What was last written for the public, released or not."""
    return application.releases.order_by("pk").last()


def releasable(actor: Actor) -> QuerySet[Application]:
    """Delivered answers with their release: waiting ones first that give the public most, then the log.

    ``standing`` of a row is ``none``, ``prepared``, ``public`` or ``withdrawn``.
    """
    current = Release.objects.filter(application=OuterRef("pk"), replaced_at__isnull=True)
    inside = current.filter(released_at__isnull=False)
    done = (Phase.DELIVERED.value, Phase.ARCHIVED.value)
    first = [each.value for each in SHOWN_FIRST]
    return (
        access.readable(actor)
        .filter(status__phase__in=done)
        .annotate(
            entry=Subquery(inside.values("entry")[:1]),
            released_on=Subquery(inside.values("released_on")[:1]),
            withdrawn_at=Subquery(inside.values("withdrawn_at")[:1]),
            public_title=Subquery(inside.values("title")[:1]),
            prepared_at=Subquery(current.filter(released_at__isnull=True).values("prepared_at")[:1]),
            gives_most=Case(
                When(status__outcome__in=first, then=Value(0)), default=Value(1), output_field=IntegerField()
            ),
        )
    )


def _enclosed(application: Application, rows: Mapping[int, Paper]) -> list[Enclosed]:
    checks, cleared = gate.last_checks(rows.values()), _cleared(application.subject, rows.values())
    return [
        Enclosed(number, paper, checks.get(paper.pk), cleared.get(paper.sha256))
        for number, paper in rows.items()
    ]


def _cleared(subject: str, rows: Iterable[Paper]) -> dict[str, PaperReview]:
    """The last review of each content; one query."""
    wanted = {each.sha256 for each in rows}
    found = PaperReview.objects.filter(paper__subject=subject, sha256__in=wanted).select_related("person")
    return {each.sha256: each for each in found.order_by("pk")}
