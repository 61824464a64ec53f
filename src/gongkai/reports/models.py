"""Tables of reports: what was filed, word for word. The filing itself is a fact (`reports.filed`)."""

from django.db import models


class Filing(models.Model):
    """A report as it was filed (报送): the paper behind one `reports.filed` fact, never changed afterwards.

    ``fact_seq`` is that fact; ``known_at`` and ``last_seq`` pin what the cells were computed from, so that
    they can be computed again; ``digest`` SHA-256 of cells and prose in canonical form (`filing.canonical`).
    ``cells`` maps cell ids to what stands in them, ``sections`` ``s1``…``s6`` to their prose, ``reasons`` the
    fingerprints of warnings to the reason why they were let stand. ``number`` counts the filings of one year:
    from the second on a filing corrects (更正) the one before it. Law: OGI 49, OGI 50.
    """

    fact_seq = models.BigIntegerField("报送事实的序号", unique=True)
    region = models.CharField("地区", max_length=20)
    organ = models.CharField("机关", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    scope = models.CharField("口径", max_length=10)
    number = models.PositiveSmallIntegerField("第几次报送")
    format = models.CharField("报告格式", max_length=20)
    known_at = models.DateTimeField("所知时点")
    last_seq = models.BigIntegerField("当时的最大序号")
    digest = models.CharField("摘要值", max_length=64)
    cells = models.JSONField("表格数字")
    sections = models.JSONField("正文")
    reasons = models.JSONField("提醒事项的说明")
    filed_on = models.DateField("报送日期")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "reports_filing"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "organ", "year", "scope", "number"], name="filing_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.year} #{self.number}"
