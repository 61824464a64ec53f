"""Tables of organs: identities that last, and what each was called and where it stood over time."""

from django.db import models

from gongkai.organs.kinds import Ending, OrganKind


class OrganRow(models.Model):
    """An organ (机关) as an identity: its code never changes and is never used again.

    ``founded_on`` is its first day, ``ended_on`` the first day it no longer exists; ``ending`` says how it
    ended and ``successor`` who took over its work. ``is_authority`` marks the OGI authority (主管部门) of the
    region, ``ogi_unit`` names the organ's OGI unit (工作机构). Law: OGI 3, OGI 4.
    """

    code = models.CharField("代码", max_length=40, primary_key=True)
    region = models.CharField("地区", max_length=20)
    kind = models.CharField("类别", max_length=20, choices=[(each.value, each.label) for each in OrganKind])
    ogi_unit = models.CharField("政府信息公开工作机构", max_length=100, blank=True)
    is_authority = models.BooleanField("政府信息公开工作主管部门", default=False)
    founded_on = models.DateField("设立日期")
    ended_on = models.DateField("终止日期", null=True)
    ending = models.CharField(
        "终止方式", max_length=20, blank=True, choices=[(each.value, each.label) for each in Ending]
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="predecessors", verbose_name="承继机关"
    )

    class Meta:  # noqa: D106  # Django's own word
        db_table = "organs_organ"
        indexes = [models.Index(fields=["region", "code"], name="organ_region")]

    def __str__(self) -> str:
        return self.code


class OrganName(models.Model):
    """What an organ was called, and under whom it stood, from ``valid_from`` until before ``valid_to``."""

    organ = models.ForeignKey(OrganRow, models.PROTECT, related_name="names", verbose_name="机关")
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=40, blank=True)
    parent = models.ForeignKey(
        OrganRow, models.PROTECT, null=True, related_name="children", verbose_name="上级"
    )
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "organs_name"
        constraints = [models.UniqueConstraint(fields=["organ", "valid_from"], name="organ_name_start")]
        indexes = [models.Index(fields=["parent", "valid_from"], name="organ_name_parent")]

    def __str__(self) -> str:
        return self.name
