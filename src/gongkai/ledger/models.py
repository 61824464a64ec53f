"""Tables of the ledger. Nobody writes to them but ``ledger.entry``; the database itself refuses change."""

from django.db import models
from django.db.models import Q


class FactRow(models.Model):
    """One line of the one table (台账): a fact, entered once, never changed.

    Written by ``ledger.entry`` alone, read by ``ledger.reading`` and by set-based counting. Triggers refuse
    UPDATE and DELETE. ``region`` (the county) leads every index: it is the tenant, and the key by which the
    table is distributed when one server is outgrown (the primary key then becomes ``(region, seq)``).
    """

    seq = models.BigAutoField(primary_key=True)
    region = models.CharField("地区", max_length=20)
    kind = models.CharField("事实种类", max_length=60)
    subject = models.CharField("对象", max_length=120)
    organ = models.CharField("机关", max_length=40)
    happened_on = models.DateField("发生日期")
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.CharField("登记人", max_length=60)
    body = models.JSONField("内容")
    law = models.CharField("依据", max_length=60, blank=True)
    origin = models.CharField("来源", max_length=60, blank=True)
    external_id = models.CharField("来源编号", max_length=120, blank=True)
    voids = models.BigIntegerField("所作废的序号", null=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "ledger_fact"
        indexes = [
            models.Index(fields=["region", "subject", "kind", "happened_on"], name="fact_subject"),
            models.Index(fields=["region", "kind", "happened_on", "organ"], name="fact_kind_day"),
            models.Index(fields=["region", "entered_at"], name="fact_entered"),
        ]
        constraints = [
            # A fact is taken back once at most.
            models.UniqueConstraint(
                fields=["region", "voids"], condition=Q(voids__isnull=False), name="fact_voided_once"
            ),
            models.UniqueConstraint(
                fields=["region", "origin", "external_id"],
                condition=~Q(external_id=""),
                name="fact_entered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.happened_on} {self.kind} {self.subject}"


class OpenSpell(models.Model):
    """A spell (时段) that is open by the facts now standing: a cache, kept in the transaction of each fact.

    ``opened_seq`` is the fact that opened it, ``opened_on`` its day, ``organ`` its organ, ``trait`` the
    value of
    its kind's ``trait`` field as text (``natural_person``, ``true``). With it, "open at a
    day" costs the facts since that day and not the age of the ledger. ``gongkai.ledger.open_spells.rebuild``
    makes it anew from the facts.
    """

    region = models.CharField("地区", max_length=20)
    spell = models.CharField("时段", max_length=40)
    subject = models.CharField("对象", max_length=120)
    organ = models.CharField("机关", max_length=40)
    trait = models.CharField("区分", max_length=40, blank=True)
    opened_seq = models.BigIntegerField("开始的序号")
    opened_on = models.DateField("开始日期")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "ledger_open_spell"
        constraints = [models.UniqueConstraint(fields=["region", "spell", "subject"], name="open_spell_once")]

    def __str__(self) -> str:
        return f"{self.spell} {self.subject} {self.opened_on}"
