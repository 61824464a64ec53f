"""Tables of records: the register, its editions, what they said, what was decided, and what follows.

A record is the one mutable join; what was said (``Revision``) and decided (``Decision``) is never changed:
triggers of the database refuse it. Nobody writes here but ``records.services``.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from gongkai.records.clearance import OPEN_STATES, State, Verdict
from gongkai.records.facts import ExplainerForm, Openness
from gongkai.records.following import (
    Comment,
    CommentPeriod,
    Deed,
    OutboxMark,
    OutboxRow,
    Publication,
)

__all__ = [
    "Attachment",
    "Column",
    "Comment",
    "CommentPeriod",
    "Decision",
    "Deed",
    "Edition",
    "Explainer",
    "ExplainerPlan",
    "OutboxMark",
    "OutboxRow",
    "Publication",
    "Record",
    "Revision",
    "Use",
    "ValidityChange",
]

_OPEN = Q(state__in=[each.value for each in OPEN_STATES])


class Column(models.Model):
    """A column of the site (栏目) in which records appear. The portal mirrors it by ``code``.

    ``stale_working_days`` is after how many working days without anything new it counts as neglected.
    """

    region = models.CharField("地区", max_length=20)
    code = models.SlugField("代码", max_length=60)
    name = models.CharField("名称", max_length=60)
    board = models.SlugField("板块代码", max_length=60)
    board_name = models.CharField("板块", max_length=60)
    position = models.PositiveIntegerField("次序", default=0)
    stale_working_days = models.PositiveIntegerField("更新时限（工作日）", null=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_column"
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["region", "code"], name="column_code")]

    def __str__(self) -> str:
        return self.name


class Record(models.Model):
    """A piece of government information (政府信息) in the register. Law: OGI 2, OGI 12.

    ``subject`` names it in the ledger and for ever. What readers see of it is copied here from the live
    edition, so that public lists need this table alone; while nothing is live, from the open edition.
    ``visible`` is true while an edition is live. ``published_on`` is the day its present publication began,
    ``changed_at`` the instant of its last public change. ``withdrawal_manner`` says what stands in its place
    (``gone`` or ``banner``). ``validity`` is the last entry of its history, ``lapses_on`` the first day on
    which a document no longer holds by its own term. ``external_id`` is its number at ``origin``,
    ``origin_sha256`` what it said when it came from there.
    """

    subject = models.CharField("对象", max_length=120, unique=True)
    region = models.CharField("地区", max_length=20)
    organ = models.CharField("机关", max_length=40)
    type = models.CharField("类型", max_length=40)
    genre = models.CharField("体裁", max_length=30)
    index_no = models.CharField("索引号", max_length=80, blank=True)
    doc_no = models.CharField("发文字号", max_length=80, blank=True)
    title = models.CharField("标题", max_length=300)
    abstract = models.TextField("内容概述", blank=True)
    topic = models.CharField("主题分类", max_length=60, blank=True)
    # No index of its own: the lists' index leads there, and SQLite would count by the poorer one.
    column = models.ForeignKey(
        Column, models.PROTECT, null=True, related_name="records", verbose_name="栏目", db_index=False
    )
    other_columns = models.ManyToManyField(Column, related_name="further", verbose_name="其他栏目")
    openness = models.CharField("公开属性", max_length=20, default=Openness.PROACTIVE.value)
    ground = models.CharField("不公开依据", max_length=60, blank=True)
    made_on = models.DateField("成文日期", null=True)
    visible = models.BooleanField("已公开", default=False)
    published_on = models.DateField("发布日期", null=True)
    published_at = models.DateTimeField("发布时间", null=True)
    first_published_at = models.DateTimeField("首次发布时间", null=True)
    changed_at = models.DateTimeField("最近更新", null=True)
    in_force_from = models.DateField("施行日期", null=True)
    lapses_on = models.DateField("失效日期", null=True)
    validity = models.CharField("效力", max_length=20, blank=True)
    withdrawn_on = models.DateField("撤下日期", null=True)
    withdrawal_reason = models.CharField("撤下原因", max_length=20, blank=True)
    withdrawal_text = models.TextField("撤下说明", blank=True)
    withdrawal_manner = models.CharField("撤下方式", max_length=10, blank=True)
    reassessed_on = models.DateField("最近评估", null=True)
    reassess_due_on = models.DateField("应评估", null=True)
    live_edition = models.ForeignKey(
        "Edition", models.PROTECT, null=True, related_name="+", verbose_name="现行版"
    )
    draft_edition = models.ForeignKey(
        "Edition", models.PROTECT, null=True, related_name="+", verbose_name="在办版"
    )
    following = models.CharField("所由来的对象", max_length=120, blank=True)
    origin = models.CharField("来源", max_length=60, blank=True)
    external_id = models.CharField("来源编号", max_length=120, blank=True)
    origin_sha256 = models.CharField("来源内容指纹", max_length=64, blank=True)
    created_at = models.DateTimeField("建立时间")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_record"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "index_no"], condition=~Q(index_no=""), name="record_index_no"
            ),
            models.UniqueConstraint(
                fields=["region", "origin", "external_id"], condition=~Q(external_id=""), name="record_origin"
            ),
            models.CheckConstraint(
                condition=Q(visible=False) | Q(live_edition__isnull=False, openness="proactive"),
                name="record_visible_is_live",
            ),
        ]
        indexes = [
            models.Index(
                "region",
                "column",
                F("published_on").desc(),
                F("id").desc(),
                name="record_column_list",
                condition=Q(visible=True),
            ),
            models.Index(
                "region",
                F("published_on").desc(),
                F("id").desc(),
                name="record_list",
                condition=Q(visible=True),
            ),
            models.Index(
                "region",
                "genre",
                F("published_on").desc(),
                F("id").desc(),
                name="record_genre_list",
                condition=Q(visible=True),
            ),
            models.Index(
                "region",
                "organ",
                F("published_on").desc(),
                F("id").desc(),
                name="record_organ_list",
                condition=Q(visible=True),
            ),
            # Everything public by number: whoever makes all of it anew walks along here.
            models.Index(fields=["region", "id"], name="record_public", condition=Q(visible=True)),
            models.Index(
                fields=["region", "id"], name="record_withdrawn", condition=Q(withdrawn_on__isnull=False)
            ),
            models.Index(fields=["organ", "-id"], name="record_organ"),
            models.Index(fields=["region", "openness", "reassess_due_on"], name="record_reassess"),
            models.Index(
                fields=["region", "lapses_on"], name="record_lapses", condition=Q(lapses_on__isnull=False)
            ),
            models.Index(fields=["region", "doc_no"], name="record_doc_no", condition=~Q(doc_no="")),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.title}"


class Edition(models.Model):
    """An edition (版本) of a record: drafted, cleared, published, superseded. Numbers start at 1.

    ``chain`` are the steps its clearance takes, fixed when it was submitted; ``author`` who began it.
    ``change_note`` is what readers are told about it (``major`` or not shown). ``forced`` marks a publication
    without full clearance, ``forced_cleared_at`` when it was made good.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="editions", verbose_name="信息")
    number = models.PositiveIntegerField("版次")
    state = models.CharField("状态", max_length=20, default=State.DRAFT.value)
    title = models.CharField("标题", max_length=300)
    chain = models.JSONField("审查环节", default=list)
    revision = models.ForeignKey(
        "Revision", models.PROTECT, null=True, related_name="+", verbose_name="最新稿"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="起草人"
    )
    waiting_for = models.CharField("待办环节", max_length=20, blank=True)
    change_note = models.TextField("修改说明", blank=True)
    major = models.BooleanField("向公众说明", default=True)
    forced = models.BooleanField("紧急发布", default=False)
    forced_cleared_at = models.DateTimeField("补审时间", null=True)
    submitted_at = models.DateTimeField("提交时间", null=True)
    cleared_at = models.DateTimeField("审查通过时间", null=True)
    published_at = models.DateTimeField("发布时间", null=True)
    moved_at = models.DateTimeField("状态变动时间")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_edition"
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="edition_number"),
            models.UniqueConstraint(fields=["record"], condition=Q(state="live"), name="edition_one_live"),
            models.UniqueConstraint(fields=["record"], condition=_OPEN, name="edition_one_open"),
        ]
        indexes = [
            models.Index(
                fields=["state", "waiting_for", "moved_at"], name="edition_waiting", condition=_OPEN
            ),
            models.Index(fields=["author", "moved_at"], name="edition_author", condition=_OPEN),
            models.Index(fields=["forced"], name="edition_forced", condition=Q(forced=True)),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}/{self.number} {self.state}"


class Revision(models.Model):
    """A revision (稿次): what an edition said from then on. Never changed. Numbers run through the edition.

    ``content`` is ``Content.as_json()``, ``sha256`` its fingerprint.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="revisions", verbose_name="版本")
    number = models.PositiveIntegerField("稿次")
    content = models.JSONField("内容")
    sha256 = models.CharField("内容指纹", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="修改人")
    at = models.DateTimeField("时间")
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_revision"
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="revision_number")]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.number}"


class Decision(models.Model):
    """A decision of clearance (审查意见), bound to one revision and its fingerprint. Never changed.

    ``step`` is a step of the chain, or ``submit``, ``return``, ``forced``, ``forced_clearance``, ``paper``.
    ``level`` and ``basis`` are the secrecy finding and its ground; ``post`` the post of the person;
    ``key`` makes a repeated click one decision. Law: OGI 17, SECRETS 35.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="decisions", verbose_name="版本")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="decisions", verbose_name="稿次")
    sha256 = models.CharField("内容指纹", max_length=64)
    step = models.CharField("环节", max_length=20)
    verdict = models.CharField("结论", max_length=10, choices=[(each.value, each.value) for each in Verdict])
    remarks = models.TextField("意见", blank=True)
    level = models.CharField("密级判定", max_length=20, blank=True)
    basis = models.CharField("判定依据", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="审查人")
    post = models.CharField("岗位", max_length=60)
    at = models.DateTimeField("时间")
    key = models.CharField("防重编号", max_length=64, blank=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_decision"
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], condition=~Q(key=""), name="decision_key"),
            models.UniqueConstraint(
                fields=["revision", "step"], condition=Q(verdict="approved"), name="decision_once_a_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.step} {self.verdict}"


class Attachment(models.Model):
    """A file (附件) by its content: kept once, whatever its names. The bytes lie in the files folder."""

    sha256 = models.CharField("内容指纹", max_length=64, primary_key=True)
    size = models.BigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=120)
    name = models.CharField("最初的名称", max_length=200)
    kept_at = models.DateTimeField("存入时间")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_attachment"

    def __str__(self) -> str:
        return self.name


class Use(models.Model):
    """Which record uses which attachment, and whether its live edition does: who may have the file."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="uses", verbose_name="信息")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="uses", verbose_name="附件")
    live = models.BooleanField("现行版使用", default=False)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_use"
        constraints = [models.UniqueConstraint(fields=["record", "attachment"], name="use_once")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.attachment_id}"


class ExplainerPlan(models.Model):
    """The plan for an explainer (解读方案) of a policy, or the recorded exemption from it."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="explainer_plan", verbose_name="文件")
    exempt = models.BooleanField("免予解读", default=False)
    reason = models.TextField("免予解读的理由", blank=True)
    forms = models.JSONField("解读形式", default=list)
    outline = models.TextField("解读提纲", blank=True)
    organ = models.CharField("解读责任机关", max_length=40, blank=True)
    due_on = models.DateField("计划发布日期", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="制定人")
    at = models.DateTimeField("时间")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_explainer_plan"

    def __str__(self) -> str:
        return f"{self.record_id}"


class Explainer(models.Model):
    """A link from a policy (文件) to its explainer (解读); ``explained_seq`` is the fact."""

    policy = models.ForeignKey(Record, models.PROTECT, related_name="explainers", verbose_name="文件")
    explainer = models.ForeignKey(Record, models.PROTECT, related_name="explains", verbose_name="解读")
    form = models.CharField(
        "形式", max_length=20, choices=[(each.value, each.value) for each in ExplainerForm]
    )
    linked_at = models.DateTimeField("关联时间")
    explained_seq = models.BigIntegerField("解读事实", null=True)
    explained_on = models.DateField("解读发布日期", null=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_explainer"
        constraints = [
            models.UniqueConstraint(fields=["policy", "explainer"], name="explainer_once"),
            models.CheckConstraint(condition=~Q(policy=F("explainer")), name="explainer_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} {self.explainer_id}"


class ValidityChange(models.Model):
    """An entry in the history of a document's validity (效力沿革): in force, amended, repealed, lapsed.

    ``changed_on`` is the first day on which it holds; ``basis`` the other document in words, ``other`` where
    that document is a record; ``reason`` why it was repealed, ``entered_seq`` the fact, once entered.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="validity_changes", verbose_name="文件")
    validity = models.CharField("效力", max_length=20)
    changed_on = models.DateField("日期")
    basis = models.CharField("依据文件", max_length=300, blank=True)
    other = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+", verbose_name="另一文件")
    reason = models.CharField("废止原因", max_length=20, blank=True)
    entered_seq = models.BigIntegerField("废止事实", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "records_validity_change"
        indexes = [models.Index(fields=["record", "changed_on"], name="validity_record")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.validity}"
