"""What people looked for in vain, by day: the office sees which words are missing."""

from django.db import models


class UnansweredQuery(models.Model):
    """A query that nothing answered in full (零结果检索) on a day. No trace of who asked.

    ``nearest`` says that near hits were shown instead. ``times`` counts that day's askings.
    """

    text = models.CharField("检索词", max_length=60)
    asked_on = models.DateField("日期")
    times = models.PositiveIntegerField("次数", default=1)
    nearest = models.BooleanField("有相近结果", default=False)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "search_unanswered_query"
        constraints = [models.UniqueConstraint(fields=["asked_on", "text"], name="unanswered_of_a_day")]

    def __str__(self) -> str:
        return f"{self.asked_on} {self.text}"
