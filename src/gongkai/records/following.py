"""Further tables of records: deeds, scheduled publications, the outbox, counters, public comment."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Deed(models.Model):
    """What somebody did to a record that is no fact, revision or decision (办理记录). Never changed.

    ``act`` is one of ``DEEDS``, ``text`` what of it is worth telling, without personal data.
    """

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="deeds", verbose_name="信息")
    act = models.CharField("事项", max_length=30)
    text = models.TextField("说明", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="办理人")
    post = models.CharField("岗位", max_length=60)
    at = models.DateTimeField("时间")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_deed"

    def __str__(self) -> str:
        return f"{self.record_id} {self.act}"


class Publication(models.Model):
    """A publication that is to come (待发布): the row is the truth, whatever runs it.

    ``state`` is ``ready``, ``done``, ``cancelled`` or ``failed`` (with ``problem`` in Chinese). ``sha256``
    is the content that was cleared when it was scheduled.
    """

    record = models.ForeignKey(
        "records.Record", models.PROTECT, related_name="publications", verbose_name="信息"
    )
    edition = models.ForeignKey("records.Edition", models.PROTECT, related_name="+", verbose_name="版本")
    sha256 = models.CharField("内容指纹", max_length=64)
    due_at = models.DateTimeField("定时")
    state = models.CharField("状态", max_length=10, default="ready")
    problem = models.TextField("未能发布的原因", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="安排人")
    post = models.CharField("岗位", max_length=60)
    at = models.DateTimeField("安排时间")
    done_at = models.DateTimeField("完成时间", null=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_publication"
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(state="ready"), name="publication_one_ready"
            )
        ]
        indexes = [models.Index(fields=["due_at"], name="publication_due", condition=Q(state="ready"))]

    def __str__(self) -> str:
        return f"{self.record_id} {self.due_at}"


class OutboxRow(models.Model):
    """Something public changed (发件箱): what follows it, search and the static pages, reads these rows.

    Written in the transaction of the change; ``seq`` grows in the order of commits.
    """

    seq = models.BigAutoField(primary_key=True)
    kind = models.CharField("用途", max_length=10)
    region = models.CharField("地区", max_length=20)
    subject = models.CharField("对象", max_length=120)
    act = models.CharField("变动", max_length=10)
    at = models.DateTimeField("时间")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_outbox"
        indexes = [models.Index(fields=["kind", "seq"], name="outbox_kind")]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.subject}"


class OutboxMark(models.Model):
    """How far a reader of the outbox has come."""

    kind = models.CharField("用途", max_length=10, primary_key=True)
    seq = models.BigIntegerField("已处理到", default=0)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_outbox_mark"

    def __str__(self) -> str:
        return f"{self.kind} {self.seq}"


class CommentPeriod(models.Model):
    """Public comment (公开征求意见) on a published draft: from, until (both included), how, and the result.

    Law: DECISION.
    """

    record = models.OneToOneField(
        "records.Record", models.PROTECT, related_name="comment_period", verbose_name="草案"
    )
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    shorter_because = models.TextField("期限较短的理由", blank=True)
    address = models.TextField("提出意见的方式")
    result = models.TextField("采纳情况", blank=True)
    result_at = models.DateTimeField("公布采纳情况的时间", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("登记时间")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_comment_period"

    def __str__(self) -> str:
        return f"{self.record_id} {self.opens_on}"


class Comment(models.Model):
    """One opinion received (意见). Who gave it is not kept; ``adopted`` says what became of it."""

    period = models.ForeignKey(
        CommentPeriod, models.PROTECT, related_name="comments", verbose_name="征求意见"
    )
    text = models.TextField("意见")
    received_at = models.DateTimeField("收到时间")
    adopted = models.CharField("采纳", max_length=10, blank=True)
    answer = models.TextField("说明", blank=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_comment"

    def __str__(self) -> str:
        return f"{self.period_id} {self.received_at}"
