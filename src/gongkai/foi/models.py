"""Tables of disclosure on request. Nobody writes here but ``foi.services``; the ledger holds what happened.

What an applicant wrote and who it is are sealed (``casework.sealing``); the title is for lists and is written
by the office, without names.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.casework.models import Paper, Party, StatusRow
from gongkai.foi.kinds import ApplicantKind, Intake, Outcome, ReleaseWithdrawal
from gongkai.foi.kinds import Party as Consulted


def _choices(words: type) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in words]


class Application(models.Model):
    """An application for disclosure (政府信息公开申请): what was asked, by whom, how it came. Law: OGI 29.

    ``text_digest`` finds the same text again, ``query_code`` lets the applicant follow the case. ``mail`` is
    the line of the mail-room book that it came by, ``split_from`` the application that it was split from.
    """

    status = models.OneToOneField(
        StatusRow, models.PROTECT, primary_key=True, db_column="subject", related_name="application"
    )
    region = models.CharField("地区", max_length=20)
    number = models.CharField("登记号", max_length=40)
    title = models.CharField("标题", max_length=100)
    intake = models.CharField("申请渠道", max_length=20, choices=_choices(Intake))
    applicant_kind = models.CharField("申请人类别", max_length=20, choices=_choices(ApplicantKind))
    applicant = models.ForeignKey(Party, models.PROTECT, related_name="applications", verbose_name="申请人")
    text_digest = models.CharField("内容摘要", max_length=60)
    wanted_form = models.CharField("提供方式", max_length=40, blank=True)
    delivery_way = models.CharField("获取方式", max_length=40, blank=True)
    assistance = models.CharField("所需帮助", max_length=100, blank=True)
    submitted_at = models.DateTimeField("提交时间", null=True)
    registered_at = models.DateTimeField("登记时间")
    mail = models.CharField("来件", max_length=120, blank=True)
    split_from = models.CharField("拆分自", max_length=120, blank=True)
    query_code = models.BinaryField("查询码")
    query_code_digest = models.CharField("查询码摘要", max_length=60, blank=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "foi_application"
        constraints = [models.UniqueConstraint(fields=["region", "number"], name="application_number")]
        indexes = [
            models.Index(fields=["region", "text_digest"], name="application_text"),
            models.Index(fields=["split_from"], name="application_split", condition=~Q(split_from="")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The subject of its facts."""
        return str(self.status_id)


class Item(models.Model):
    """One thing asked for (申请事项), in the applicant's words, sealed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="items")
    place = models.PositiveIntegerField("序号")
    text = models.BinaryField("申请内容")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "foi_item"
        constraints = [models.UniqueConstraint(fields=["application", "place"], name="item_place")]
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.place}"


class Consultation(models.Model):
    """Whose opinion is sought and about what (征求意见). Law: OGI 32, OGI 34.

    ``ref`` is the number that its facts bear. ``organ`` is the code of an organ consulted, ``third_party``
    the person or body; ``about`` what is to be disclosed, ``opinion`` what they wrote, both sealed.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="consultations")
    ref = models.CharField("编号", max_length=10)
    party = models.CharField("对象", max_length=20, choices=_choices(Consulted))
    organ = models.CharField("机关", max_length=40, blank=True)
    third_party = models.ForeignKey(Party, models.PROTECT, null=True, verbose_name="第三方")
    about = models.BinaryField("涉及的信息")
    opinion = models.BinaryField("意见")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "foi_consultation"
        constraints = [models.UniqueConstraint(fields=["application", "ref"], name="consultation_ref")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.ref}"


class SearchRecord(models.Model):
    """A search for what was asked (检索记录): where, with which words, by whom, with what result.

    The proof that something is not held. ``item`` is empty where the search was for all of them.
    Law: OGI 36(4).
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="searches")
    item = models.ForeignKey(Item, models.PROTECT, null=True, verbose_name="申请事项")
    places = models.BinaryField("检索范围")
    words = models.BinaryField("检索词")
    result = models.BinaryField("检索结果")
    searched_on = models.DateField("检索日期")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="检索人")
    at = models.DateTimeField("登记时间")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "foi_search_record"

    def __str__(self) -> str:
        return f"{self.application_id} {self.searched_on}"


class IssuedLetter(models.Model):
    """A letter of procedure that the office wrote (程序性文书): made with the deed that it tells, numbered.

    ``key`` is its kind in the catalogue of letters, ``ref`` the number of the consultation that it belongs
    to. Both files say the same: ``word`` is what was composed, ``pdf`` was set from it. Law: OGI 45.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="letters")
    key = models.CharField("种类", max_length=40)
    number = models.CharField("文号", max_length=80, blank=True)
    ref = models.CharField("编号", max_length=10, blank=True)
    issued_on = models.DateField("成文日期")
    word = models.ForeignKey(Paper, models.PROTECT, related_name="+", verbose_name="Word 文书")
    pdf = models.ForeignKey(Paper, models.PROTECT, related_name="+", verbose_name="PDF 文书")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "foi_issued_letter"

    def __str__(self) -> str:
        return f"{self.application_id} {self.key} {self.number}"


class Reply(models.Model):
    """A decision letter in work or signed (答复书): which paper, what it decides, who wrote and signed it.

    ``round`` is the round of handling; of those of a round that was not replaced (``replaced_at``) there is
    one. ``signed_paper`` is the numbered letter that went out. Law: OGI 36; OGI 45.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="replies")
    round = models.PositiveIntegerField("第几次办理")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", verbose_name="拟稿")
    sha256 = models.CharField("拟稿的指纹", max_length=64)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="拟稿人"
    )
    drafted_at = models.DateTimeField("拟稿时间")
    replaced_at = models.DateTimeField("另拟时间", null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="签发人"
    )
    signed_at = models.DateTimeField("签发时间", null=True)
    number = models.CharField("文号", max_length=80, blank=True)
    signed_paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, related_name="+", verbose_name="正式文书"
    )

    class Meta:  # noqa: D106  # Django's own word
        db_table = "foi_reply"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "round"], condition=Q(replaced_at__isnull=True), name="reply_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.number or '拟稿'}"


class ItemDecision(models.Model):
    """What a decision letter says of one item (逐项答复): its outcome, and the words, sealed."""

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(Item, models.PROTECT, related_name="decisions")
    outcome = models.CharField("处理结果", max_length=40, choices=_choices(Outcome))
    words = models.BinaryField("答复内容")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "foi_item_decision"
        constraints = [models.UniqueConstraint(fields=["reply", "item"], name="decision_item")]
        ordering = ["item__place"]

    def __str__(self) -> str:
        return f"{self.reply_id} {self.outcome}"


class Attachment(models.Model):
    """A file that goes out with the decision letter of a round (答复附件). Law: OGI 36; OGI 37.

    The content is a paper: another wording is another paper, checked and reviewed anew. ``removed_at`` is
    when it was taken out again; it goes out with no letter then.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="attachments")
    round = models.PositiveIntegerField("第几次办理")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", verbose_name="附件")
    removed_at = models.DateTimeField("取出时间", null=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "foi_attachment"

    def __str__(self) -> str:
        return f"{self.application_id} {self.paper_id}"


class Release(models.Model):
    """An answer as it is told to the public (答复选登): words written for the public, nothing of the case.

    Prepared, reviewed for secrecy by the fingerprint of ``paper``, released. ``entry`` is its number in the
    disclosure log, the same for all versions. Of those of an application that were not replaced at most one
    is prepared and one is in the log; withdrawn, it stays there as a notice with its reason.
    Law: OGI 15; OGI 17; OGI 44.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="releases")
    region = models.CharField("地区", max_length=20)
    organ = models.CharField("答复机关", max_length=40)
    entry = models.PositiveIntegerField("选登序号", null=True)
    version = models.PositiveIntegerField("版次")
    title = models.CharField("标题", max_length=100)
    question = models.TextField("申请内容摘要")
    answer = models.TextField("答复内容")
    outcome = models.CharField("处理结果", max_length=40, choices=_choices(Outcome))
    answered_on = models.DateField("答复日期")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", verbose_name="选登稿")
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="拟稿人"
    )
    prepared_at = models.DateTimeField("拟稿时间")
    replaced_at = models.DateTimeField("另拟时间", null=True)
    released_at = models.DateTimeField("选登时间", null=True)
    released_on = models.DateField("选登日期", null=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True)
    withdrawal_reason = models.CharField(
        "撤下原因", max_length=20, blank=True, choices=_choices(ReleaseWithdrawal)
    )
    withdrawal_text = models.CharField("撤下说明", max_length=300, blank=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "foi_release"
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(replaced_at__isnull=True, released_at__isnull=True),
                name="release_prepared_once",
            ),
            models.UniqueConstraint(
                fields=["region", "entry"],
                condition=Q(replaced_at__isnull=True, released_at__isnull=False),
                name="release_in_log_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["region", "-released_on", "-entry"],
                name="release_public",
                condition=Q(replaced_at__isnull=True, released_at__isnull=False, withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry or '拟'} {self.title}"

    @property
    def public(self) -> bool:
        """Whether anybody may read it."""
        return self.released_at is not None and self.replaced_at is None and self.withdrawn_at is None


class ReleasedFile(models.Model):
    """A file that is read with a released answer (选登附件), in its place; its content is a public paper."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="files")
    place = models.PositiveIntegerField("序号")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", verbose_name="附件")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "foi_released_file"
        constraints = [models.UniqueConstraint(fields=["release", "place"], name="released_file_place")]
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.release_id} {self.place}"
