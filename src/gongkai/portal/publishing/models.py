"""The queue of the static publisher (发布队列): one row for each public change that is to show on it."""

from django.db import models

__all__ = ["Job", "JobState"]


class JobState(models.TextChoices):
    """Where a job stands."""

    READY = "ready", "待发布"
    RUNNING = "running", "发布中"
    DONE = "done", "已发布"
    FAILED = "failed", "发布失败"


class Job(models.Model):
    """A change to follow (发布任务). ``seq`` is its number in the outbox: taken up twice, it is one job.

    ``problem`` says in words why it failed; ``attempts`` how often it was begun, also by one that was killed.
    """

    seq = models.BigIntegerField("发件箱序号", unique=True)
    subject = models.CharField("对象", max_length=120)
    region = models.CharField("地区", max_length=20)
    act = models.CharField("变动", max_length=10)
    at = models.DateTimeField("变动时间")
    state = models.CharField("状态", max_length=10, choices=JobState.choices, default=JobState.READY)
    attempts = models.PositiveIntegerField("次数", default=0)
    problem = models.TextField("原因", blank=True)
    started_at = models.DateTimeField("开始时间", null=True)
    done_at = models.DateTimeField("完成时间", null=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "publishing_job"
        indexes = [models.Index(fields=["state", "seq"], name="publishing_state")]

    def __str__(self) -> str:
        return f"{self.seq} {self.subject} {self.state}"
