"""Opinions on a draft as staff work through them (意见办理). Objects come through ``access`` alone."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongkai.organs.posts import Actor
from gongkai.records import access
from gongkai.records.models import Comment


@dataclass(frozen=True, slots=True)
class Tally:
    """How many opinions came, and what became of them."""

    received: int
    yes: int
    part: int
    no: int

    @property
    def waiting(self) -> int:
        """Those not answered yet."""
        return self.received - self.yes - self.part - self.no

    @property
    def words(self) -> str:
        """How the published result may begin."""
        counted = {"n": self.received, "a": self.yes, "p": self.part, "r": self.no}
        return _("共收到意见{n}条，采纳{a}条，部分采纳{p}条，不采纳{r}条。").format(**counted)


def opinions(actor: Actor, subject: str) -> QuerySet[Comment]:
    """The opinions on a draft, those not answered first, each group as it came."""
    record = access.record_for(actor, subject, "records.comment")
    return Comment.objects.filter(period__record=record).order_by("adopted", "pk")


def tally(actor: Actor, subject: str) -> Tally:
    """The count of opinions on a draft."""
    counts = {each: Count("pk", filter=Q(adopted=each)) for each in ("yes", "part", "no")}
    return Tally(**opinions(actor, subject).order_by().aggregate(received=Count("pk"), **counts))
