"""Tables of reminders: what is to be told, to which post, and the inbox in which it is read."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """Something to tell a post (提醒), once: for a subject, a kind, a version of its reason, and a post.

    ``on`` is the first day on which it goes out; ``sent_at`` when it came into the inbox; ``mailed_at`` when
    it had also gone to the post's mail address and the gateway, ``letter_at`` when to the mail address alone,
    ``trying_until`` while somebody is at it.
    ``dropped_at``: its reason fell away before it went out.
    """

    region = models.CharField("地区", max_length=20)
    subject = models.CharField("对象", max_length=120)
    kind = models.CharField("种类", max_length=40)
    version = models.CharField("依据", max_length=40, blank=True)
    post = models.CharField("岗位", max_length=60)
    title = models.CharField("内容", max_length=200)
    urgent = models.BooleanField("紧急", default=False)
    on = models.DateField("提醒日期")
    sent_at = models.DateTimeField("发出时间", null=True)
    dropped_at = models.DateTimeField("取消时间", null=True)
    mailed_at = models.DateTimeField("外发时间", null=True)
    letter_at = models.DateTimeField("邮件发出时间", null=True)
    trying_until = models.DateTimeField("外发占用至", null=True)
    tries = models.PositiveSmallIntegerField("外发次数", default=0)
    problem = models.CharField("外发失败原因", max_length=200, blank=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "casework_notice"
        constraints = [
            models.UniqueConstraint(fields=["subject", "kind", "version", "post"], name="notice_once")
        ]
        indexes = [
            models.Index(
                fields=["on"],
                name="notice_to_send",
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
            ),
            models.Index(
                fields=["sent_at"],
                name="notice_to_mail",
                condition=Q(sent_at__isnull=False, mailed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind} {self.post}"


class Message(models.Model):
    """A message in the inbox of a post (消息). Read once for the post, by whoever holds it."""

    region = models.CharField("地区", max_length=20)
    post = models.CharField("岗位", max_length=60)
    subject = models.CharField("对象", max_length=120)
    title = models.CharField("内容", max_length=200)
    urgent = models.BooleanField("紧急", default=False)
    at = models.DateTimeField("时间")
    read_at = models.DateTimeField("阅读时间", null=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="阅读人")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "casework_message"
        indexes = [
            models.Index(fields=["post", "-at"], name="message_post"),
            models.Index(fields=["post"], name="message_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.title


class PostMailbox(models.Model):
    """The office mail address of a post (岗位公务邮箱), to which its reminders go as well."""

    post = models.CharField("岗位", max_length=60, primary_key=True)
    email = models.EmailField("公务邮箱", blank=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "casework_post_mailbox"

    def __str__(self) -> str:
        return self.post
