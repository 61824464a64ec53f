"""Tables of organs: identities that last, and what each was called and where it stood over time."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from gongkai.organs.accounts import Accounts
from gongkai.organs.kinds import Ending, OrganKind
from gongkai.organs.posts import Role


class OrganRow(models.Model):
    """An organ (机关) as an identity: its code never changes and is never used again.

    ``founded_on`` is its first day, ``ended_on`` the first day it no longer exists; ``ending`` says how it
    ended and ``successor`` who took over its work. ``is_authority`` marks the OGI authority (主管部门) of the
    region, ``ogi_unit`` names the organ's OGI unit (工作机构). Law: OGI 3, OGI 4.
    """

    code = models.CharField("代码", max_length=40, primary_key=True)
    region = models.CharField("地区", max_length=20)
    kind = models.CharField("类别", max_length=20, choices=[(each.value, each.label) for each in OrganKind])
    ogi_unit = models.CharField("政府信息公开工作机构", max_length=100, blank=True)
    is_authority = models.BooleanField("政府信息公开工作主管部门", default=False)
    founded_on = models.DateField("设立日期")
    ended_on = models.DateField("终止日期", null=True)
    ending = models.CharField(
        "终止方式", max_length=20, blank=True, choices=[(each.value, each.label) for each in Ending]
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="predecessors", verbose_name="承继机关"
    )

    class Meta:  # noqa: D106  # Django's own word
        db_table = "organs_organ"
        indexes = [models.Index(fields=["region", "code"], name="organ_region")]

    def __str__(self) -> str:
        return self.code


class OrganName(models.Model):
    """What an organ was called, and under whom it stood, from ``valid_from`` until before ``valid_to``."""

    organ = models.ForeignKey(OrganRow, models.PROTECT, related_name="names", verbose_name="机关")
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=40, blank=True)
    parent = models.ForeignKey(
        OrganRow, models.PROTECT, null=True, related_name="children", verbose_name="上级"
    )
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "organs_name"
        constraints = [models.UniqueConstraint(fields=["organ", "valid_from"], name="organ_name_start")]
        indexes = [models.Index(fields=["parent", "valid_from"], name="organ_name_parent")]

    def __str__(self) -> str:
        return self.name


class LetterheadRow(models.Model):
    """What an organ writes under (机关资料) from ``valid_from`` on, until the organ's next one begins."""

    organ = models.ForeignKey(OrganRow, models.PROTECT, related_name="letterheads", verbose_name="机关")
    valid_from = models.DateField("起")
    code_word = models.CharField("机关代字", max_length=10, blank=True)
    upper_government = models.CharField("上一级人民政府", max_length=100, blank=True)
    address = models.CharField("通信地址", max_length=200, blank=True)
    postcode = models.CharField("邮政编码", max_length=10, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    email = models.CharField("电子邮箱", max_length=100, blank=True)
    how_to_pay = models.CharField("缴费方式", max_length=300, blank=True)
    templates = models.CharField("文书模板文件夹", max_length=40, blank=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "organs_letterhead"
        constraints = [models.UniqueConstraint(fields=["organ", "valid_from"], name="letterhead_start")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.valid_from}"


class Person(AbstractBaseUser, PermissionsMixin):
    """A person of the staff (工作人员) as a login account. What the person may do comes from posts alone.

    ``login`` is the lasting name in small letters, ``display_name`` how colleagues call the person. Nothing
    else about the person is kept here. Django's own permissions serve the editing of the site structure only.
    """

    login = models.CharField("登录名", max_length=60, unique=True)
    display_name = models.CharField("姓名", max_length=40)
    is_active = models.BooleanField("启用", default=True)

    objects = Accounts()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:  # noqa: D106  # Django's own word
        db_table = "organs_person"
        verbose_name = verbose_name_plural = "工作人员"

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        """How colleagues call the person."""
        return self.display_name

    def get_short_name(self) -> str:
        """How colleagues call the person."""
        return self.display_name


class PostRow(models.Model):
    """A post (岗位) of an organ: a role that somebody holds for a time. Its code never changes."""

    code = models.CharField("代码", max_length=60, primary_key=True)
    organ = models.ForeignKey(OrganRow, models.PROTECT, related_name="posts", verbose_name="机关")
    role = models.CharField("职责", max_length=30, choices=[(each.value, each.label) for each in Role])
    name = models.CharField("名称", max_length=60)
    closed_on = models.DateField("撤销日期", null=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "organs_post"

    def __str__(self) -> str:
        return self.name


class Holding(models.Model):
    """Who holds a post (任职): from ``valid_from`` until before ``valid_to``."""

    post = models.ForeignKey(PostRow, models.PROTECT, related_name="holdings", verbose_name="岗位")
    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings", verbose_name="工作人员")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "organs_holding"
        constraints = [
            models.UniqueConstraint(fields=["post", "person", "valid_from"], name="holding_start"),
        ]
        indexes = [models.Index(fields=["person", "valid_from"], name="holding_person")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.person_id} {self.valid_from}"


class Delegation(models.Model):
    """Somebody else acts for the holder of a post (代理): from ``valid_from`` until before ``valid_to``.

    It always ends: a lasting change is a new holding. ``reason`` is what the register shows.
    """

    post = models.ForeignKey(PostRow, models.PROTECT, related_name="delegations", verbose_name="岗位")
    holder = models.ForeignKey(Person, models.PROTECT, related_name="delegated", verbose_name="委托人")
    delegate = models.ForeignKey(Person, models.PROTECT, related_name="delegations", verbose_name="代理人")
    valid_from = models.DateField("起")
    valid_to = models.DateField("止")
    reason = models.CharField("事由", max_length=200)

    class Meta:  # noqa: D106  # Django's own word
        db_table = "organs_delegation"
        indexes = [models.Index(fields=["delegate", "valid_from"], name="delegation_delegate")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.holder_id} {self.delegate_id} {self.valid_from}"


class StaffDeed(models.Model):
    """What was done about people and posts (人员岗位变动登记), by whom and when; only added to.

    ``person`` is whom it concerns; empty where a post nobody holds was set up or closed.
    """

    act = models.CharField("事项", max_length=30)
    text = models.CharField("说明", max_length=400, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="staff_deeds", verbose_name="工作人员"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="办理人")
    at = models.DateTimeField("时间")

    class Meta:  # noqa: D106  # Django's own word
        db_table = "organs_staff_deed"

    def __str__(self) -> str:
        return f"{self.act} {self.person_id}"
