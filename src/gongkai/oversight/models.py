"""Tables of oversight. Nobody writes here but ``oversight.services``; the ledger holds what happened.

Who disputes is a party of the case, sealed (``casework.models.Party``); titles are written without names.
"""

from django.db import models
from django.db.models import Q

from gongkai.casework.models import Party, StatusRow
from gongkai.oversight.status import LAWSUIT, RECONSIDERATION


class Dispute(models.Model):
    """A reconsideration or lawsuit against an organ (行政复议、行政诉讼案件). Law: OGI 51.

    ``about`` is the subject in dispute, such as an application; ``body`` the reconsideration organ or court
    and ``case_no`` its number for the case. ``after`` is the reconsideration that a lawsuit followed.
    """

    status = models.OneToOneField(
        StatusRow, models.PROTECT, primary_key=True, db_column="subject", related_name="dispute"
    )
    region = models.CharField("地区", max_length=20)
    kind = models.CharField(
        "类别", max_length=20, choices=[(each, each) for each in (RECONSIDERATION, LAWSUIT)]
    )
    number = models.CharField("登记号", max_length=20)
    title = models.CharField("标题", max_length=100)
    about = models.CharField("争议事项", max_length=120, blank=True)
    body = models.CharField("审理机关", max_length=100)
    case_no = models.CharField("案号", max_length=60, blank=True)
    after_reconsideration = models.BooleanField("复议后起诉", default=False)
    after = models.CharField("此前的复议", max_length=120, blank=True)
    claimant = models.ForeignKey(Party, models.PROTECT, related_name="disputes", verbose_name="申请人、原告")
    registered_at = models.DateTimeField("登记时间")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "oversight_dispute"
        constraints = [
            models.UniqueConstraint(fields=["region", "kind", "number"], name="dispute_number"),
            models.UniqueConstraint(
                fields=["region", "body", "case_no"], condition=~Q(case_no=""), name="dispute_case_no"
            ),
        ]
        indexes = [models.Index(fields=["about"], name="dispute_about", condition=~Q(about=""))]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The subject of its facts."""
        return str(self.status_id)
