"""What the desk remembers of a person's lists: saved views and chosen columns. Nothing of the work itself."""

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A list with its filters, order and page size, kept under a name by one person (常用视图)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    list_key = models.CharField("列表", max_length=60)
    name = models.CharField("名称", max_length=30)
    query = models.CharField("条件", max_length=1000, blank=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "desk_saved_view"
        ordering = ["list_key", "name"]
        constraints = [models.UniqueConstraint(fields=["person", "list_key", "name"], name="saved_view_name")]

    def __str__(self) -> str:
        return self.name


class ColumnChoice(models.Model):
    """Which columns of a list a person wants to see (显示的列), by key, in the list's own order."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    list_key = models.CharField("列表", max_length=60)
    columns = models.JSONField("列", default=list)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "desk_column_choice"
        constraints = [models.UniqueConstraint(fields=["person", "list_key"], name="column_choice_once")]

    def __str__(self) -> str:
        return self.list_key
