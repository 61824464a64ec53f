"""Tables of casework. Nobody writes here but ``casework.services``; what happened stands in the ledger.

Particulars of persons are sealed (``casework.sealing``): the columns hold bytes that say nothing by
themselves, and digests by which they are found again.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.casework.facts import Carrier
from gongkai.casework.reminding import Message, Notice, PostMailbox
from gongkai.casework.secrecy import SecrecyLevel

__all__ = [
    "Counter",
    "Deed",
    "Hop",
    "Mail",
    "Message",
    "Notice",
    "Paper",
    "PaperReview",
    "Party",
    "PostMailbox",
    "StatusRow",
    "Visibility",
]


class Counter(models.Model):
    """The last number given out in a series. Written by ``casework.numbering`` alone."""

    series = models.CharField("编号系列", max_length=120, primary_key=True)
    last = models.BigIntegerField("最后编号")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "casework_counter"

    def __str__(self) -> str:
        return f"{self.series} {self.last}"


class StatusRow(models.Model):
    """Where a case stands (办理状态): a cache of its facts, written in their transaction, rebuilt from them.

    ``organ`` answers for the case, ``holder_organ`` has it in hand. ``due_on`` is the last day in time,
    ``provisional`` while it may move; ``late_days`` are working days. ``alarm_days`` says from which day each
    alarm stands if nothing happens until then, ``look_on`` is the first of these days. ``seq`` is the last
    fact read; ``calendar`` names the holiday notices by which the due day was counted. ``begun`` is whether
    the case began here: of one that came by import there are facts, but no files.
    """

    subject = models.CharField("对象", max_length=120, primary_key=True)
    app = models.CharField("类别", max_length=20)
    region = models.CharField("地区", max_length=20)
    organ = models.CharField("机关", max_length=40)
    holder_organ = models.CharField("现在所在机关", max_length=40)
    phase = models.CharField("阶段", max_length=40)
    received_on = models.DateField("收到日期", null=True)
    due_on = models.DateField("期限", null=True)
    provisional = models.BooleanField("期限暂定", default=False)
    closed_on = models.DateField("办结日期", null=True)
    outcome = models.CharField("结果", max_length=60, blank=True)
    late_days = models.PositiveIntegerField("超期工作日", default=0)
    look_on = models.DateField("应查看之日", null=True)
    alarm_days = models.JSONField("告警起始日", default=dict)
    seq = models.BigIntegerField("最后事实", default=0)
    calendar = models.CharField("所依据的放假通知", max_length=200, blank=True)
    begun = models.BooleanField("在本系统立案", default=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "casework_status"
        indexes = [
            models.Index(
                fields=["region", "app", "due_on", "subject"],
                name="status_open_due",
                condition=Q(closed_on__isnull=True),
            ),
            models.Index(
                fields=["organ", "app", "due_on"],
                name="status_organ_due",
                condition=Q(closed_on__isnull=True),
            ),
            models.Index(
                fields=["holder_organ", "app", "due_on"],
                name="status_holder_due",
                condition=Q(closed_on__isnull=True),
            ),
            models.Index(fields=["region", "app", "phase", "received_on"], name="status_phase"),
            models.Index(fields=["region", "app", "closed_on"], name="status_closed"),
            models.Index(
                fields=["region", "app", "look_on"], name="status_look", condition=Q(look_on__isnull=False)
            ),
            # What registers show below the open cases.
            models.Index(
                fields=["region", "app", "due_on", "subject"],
                name="status_closed_due",
                condition=Q(closed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.phase}"


class Mail(models.Model):
    """A line of the mail-room book (收文登记簿). Law: OGI 31.

    ``arrived_on`` is the day it was signed for at the gate, ``arrived_at`` the instant where it is known.
    ``tracking_no`` is the number of the registered or express item; ``addressee`` the organ or unit written
    on the envelope, ``signer`` the post that signed. Who sent it is a ``Party`` of the mail. ``becomes`` is
    the case that it was registered as.
    """

    status = models.OneToOneField(
        StatusRow, models.PROTECT, primary_key=True, db_column="subject", related_name="mail"
    )
    region = models.CharField("地区", max_length=20)
    organ = models.CharField("收发机关", max_length=40)
    number = models.CharField("登记号", max_length=20)
    carrier = models.CharField(
        "来件方式", max_length=20, choices=[(each.value, each.value) for each in Carrier]
    )
    arrived_on = models.DateField("签收日期")
    arrived_at = models.DateTimeField("签收时间", null=True)
    tracking_no = models.CharField("邮件号码", max_length=40, blank=True)
    addressee = models.CharField("收件人写明的单位", max_length=100, blank=True)
    pieces = models.PositiveIntegerField("件数", default=1)
    signer = models.CharField("签收岗位", max_length=60)
    becomes = models.CharField("登记为", max_length=120, blank=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "casework_mail"
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="mail_number"),
            models.UniqueConstraint(
                fields=["region", "tracking_no"], condition=~Q(tracking_no=""), name="mail_tracking_no"
            ),
        ]
        indexes = [
            models.Index(fields=["region", "arrived_on", "number"], name="mail_day"),
            models.Index(fields=["becomes"], name="mail_becomes", condition=~Q(becomes="")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The subject of its facts."""
        return str(self.status_id)


class Hop(models.Model):
    """One hand-over (流转): who sent it where, when it was signed for or sent back, and its limit.

    ``sent_at`` and ``received_at`` are instants; between them nobody may say that it was not his.
    """

    subject = models.CharField("对象", max_length=120)
    region = models.CharField("地区", max_length=20)
    sender_organ = models.CharField("转出机关", max_length=40)
    sender_unit = models.CharField("转出内设机构", max_length=60, blank=True)
    to_organ = models.CharField("接收机关", max_length=40)
    to_unit = models.CharField("接收内设机构", max_length=60, blank=True)
    sent_at = models.DateTimeField("转出时间")
    sent_by = models.CharField("转出岗位", max_length=60)
    received_at = models.DateTimeField("签收时间", null=True)
    received_by = models.CharField("签收岗位", max_length=60, blank=True)
    returned_at = models.DateTimeField("退回时间", null=True)
    limit_at = models.DateTimeField("应在此前签收")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "casework_hop"
        constraints = [
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(received_at__isnull=True, returned_at__isnull=True),
                name="hop_open_once",
            )
        ]
        indexes = [
            models.Index(fields=["subject", "sent_at"], name="hop_subject"),
            models.Index(
                fields=["region", "limit_at"],
                name="hop_open_limit",
                condition=Q(received_at__isnull=True, returned_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.sender_organ} → {self.to_organ}"

    @property
    def open(self) -> bool:
        """Whether nobody has signed for it yet."""
        return self.received_at is None and self.returned_at is None


class Party(models.Model):
    """A person or body in a case (当事人): applicant, agent, third party, sender. All particulars sealed.

    ``retention_until`` is the last day on which they are kept. After erasure the row stays, empty: counts do
    not change. Law: PIPL 19, PIPL 47, PIPL 51.
    """

    subject = models.CharField("对象", max_length=120)
    region = models.CharField("地区", max_length=20)
    role = models.CharField("身份", max_length=30)
    name = models.BinaryField("姓名或者名称")
    id_no = models.BinaryField("证件号码")
    phone = models.BinaryField("电话")
    address = models.BinaryField("地址")
    email = models.BinaryField("电子邮箱")
    contact = models.BinaryField("联系人")
    name_digest = models.CharField("姓名摘要", max_length=60, blank=True)
    id_no_digest = models.CharField("证件号码摘要", max_length=60, blank=True)
    phone_digest = models.CharField("电话摘要", max_length=60, blank=True)
    email_digest = models.CharField("邮箱摘要", max_length=60, blank=True)
    retention_until = models.DateField("保存至", null=True)
    erased_at = models.DateTimeField("删除时间", null=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "casework_party"
        indexes = [
            models.Index(fields=["subject", "role"], name="party_subject"),
            models.Index(fields=["region", "name_digest"], name="party_name", condition=~Q(name_digest="")),
            models.Index(
                fields=["region", "id_no_digest"], name="party_id_no", condition=~Q(id_no_digest="")
            ),
            models.Index(
                fields=["region", "phone_digest"], name="party_phone", condition=~Q(phone_digest="")
            ),
            models.Index(
                fields=["region", "email_digest"], name="party_email", condition=~Q(email_digest="")
            ),
            models.Index(
                fields=["retention_until"], name="party_retention", condition=Q(erased_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.role} {self.pk}"


class Visibility(models.TextChoices):
    """Who may read a paper (文书可见范围)."""

    INTERNAL = "internal", "内部"
    PARTY = "party", "当事人"
    PUBLIC = "public", "公众"


class Paper(models.Model):
    """A paper of a case (文书、材料): never changed; another wording is another paper.

    Its content lies sealed under its fingerprint (``casework.filing``); ``party`` is whose particulars it
    shows, with whom it is erased. Law: OGI 45.
    """

    subject = models.CharField("对象", max_length=120)
    region = models.CharField("地区", max_length=20)
    kind = models.CharField("种类", max_length=40)
    title = models.CharField("标题", max_length=200)
    number = models.CharField("文号", max_length=80, blank=True)
    sha256 = models.CharField("指纹", max_length=64)
    size = models.BigIntegerField("字节数")
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("类型", max_length=100)
    visibility = models.CharField("可见范围", max_length=10, choices=Visibility.choices)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="papers", verbose_name="当事人")
    made_at = models.DateTimeField("形成时间")
    by = models.CharField("形成岗位", max_length=60)
    erased_at = models.DateTimeField("删除时间", null=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "casework_paper"
        indexes = [
            models.Index(fields=["subject", "made_at"], name="paper_subject"),
            models.Index(fields=["sha256"], name="paper_sha256"),
            models.Index(fields=["region", "number"], name="paper_number", condition=~Q(number="")),
        ]

    def __str__(self) -> str:
        return self.title


class PaperReview(models.Model):
    """A secrecy review of a paper (保密审查记录), bound to the fingerprint that was looked at.

    Law: OGI 17, SECRETS 35.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="reviews", verbose_name="文书")
    sha256 = models.CharField("所审查的指纹", max_length=64)
    level = models.CharField(
        "密级判定", max_length=20, choices=[(each.value, each.value) for each in SecrecyLevel]
    )
    basis = models.CharField("依据", max_length=200)
    opinion = models.TextField("审查意见", blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="审查人")
    post = models.CharField("审查岗位", max_length=60)
    at = models.DateTimeField("审查时间")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "casework_paper_review"

    def __str__(self) -> str:
        return f"{self.paper_id} {self.level}"


class GateCheck(models.Model):
    """What the release gate found in a paper (出门检查记录), bound to the fingerprint that was looked at.

    ``findings`` say where something hides and what to do, never what it says; ``cleanable`` what could be
    taken out of the file by itself. Law: OGI 15, OGI 17.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="checks", verbose_name="文书")
    sha256 = models.CharField("所检查的指纹", max_length=64)
    blocked = models.BooleanField("不能发出")
    findings = models.JSONField("发现", default=list)
    cleanable = models.JSONField("可以清除的", default=list)
    at = models.DateTimeField("检查时间")

    class Meta:  # Django's own word
        db_table = "casework_gate_check"

    def __str__(self) -> str:
        return f"{self.paper_id} {'不能发出' if self.blocked else '可以发出'}"


class Deed(models.Model):
    """An act that went through the door (办理记录): who, in which post, when, and what came of it.

    ``key`` makes a repeated press one act: unique for a subject and verb, and for acts that begin a case
    (``begins``) in the whole region, since the case had no subject yet. ``seq`` is the last fact of the
    subject after the act. ``person`` is empty for acts of the system itself.
    """

    subject = models.CharField("对象", max_length=120)
    region = models.CharField("地区", max_length=20)
    verb = models.CharField("办理事项", max_length=60)
    key = models.CharField("防重复键", max_length=80, blank=True)
    begins = models.BooleanField("立案", default=False)
    result = models.JSONField("结果", default=dict)
    seq = models.BigIntegerField("最后事实")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="办理人")
    post = models.CharField("办理岗位", max_length=60)
    at = models.DateTimeField("办理时间")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "casework_deed"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "verb", "key"], condition=~Q(key=""), name="deed_once"
            ),
            models.UniqueConstraint(
                fields=["region", "verb", "key"],
                condition=Q(begins=True) & ~Q(key=""),
                name="deed_begins_once",
            ),
        ]
        indexes = [models.Index(fields=["subject", "seq"], name="deed_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.verb}"
