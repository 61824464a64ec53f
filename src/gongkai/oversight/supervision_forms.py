"""Forms of what is entered beside disputes: inspection, training, appraisal, accountability."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.fields import choice, day, text
from gongkai.ledger.kinds import Fact
from gongkai.oversight import facts
from gongkai.oversight.wording import MEASURES, PANELS, choices

PICK = _("请选择")


def _number(label: str, *, required: bool = False, least: int = 0, hint: Any = "") -> forms.IntegerField:
    box = forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=100_000, required=required, widget=box, help_text=hint
    )


def _score(label: str) -> forms.DecimalField:
    box = forms.NumberInput(attrs={"class": "form-control", "inputmode": "decimal", "step": "0.01"})
    return forms.DecimalField(
        label=label, min_value=0, max_digits=7, decimal_places=2, required=False, widget=box
    )


class Supervised(forms.Form):
    """What all have: the press's key, the organ concerned, the day."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    organ = choice(_("机关"), [])
    on = day(_("日期"), hint=_("不填即今天。"))

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [("", PICK), *organs]

    def deed(self) -> Fact:
        """The fact that was typed."""
        raise NotImplementedError


class Inspect(Supervised):
    """Law: OGI 47."""

    topic = text(_("检查内容"), required=True, most=100)
    findings = _number(_("发现的问题（个）"))

    def deed(self) -> Fact:
        """An inspection."""
        given = self.cleaned_data
        return facts.Inspected(topic=given["topic"], findings=given["findings"] or 0)


class Rectify(Supervised):
    """Law: OGI 47."""

    topic = text(_("整改内容"), required=True, most=100)
    findings = _number(_("整改完成的问题（个）"))

    def deed(self) -> Fact:
        """A rectification."""
        given = self.cleaned_data
        return facts.Rectified(topic=given["topic"], findings=given["findings"] or 0)


class Train(Supervised):
    """Law: OGI 48."""

    topic = text(_("培训内容"), required=True, most=100)
    attendees = _number(_("参加人数"))

    def deed(self) -> Fact:
        """A training."""
        given = self.cleaned_data
        return facts.Trained(topic=given["topic"], attendees=given["attendees"] or 0)


class Appraise(Supervised):
    """Law: OGI 46."""

    year = _number(_("考评年度"), required=True, least=2008)
    panel = choice(_("考评主体"), choices(PANELS, PICK))
    score = _score(_("得分"))
    full = _score(_("满分"))
    grade = text(_("等次"), most=20, hint=_("例如：优秀。"))

    def deed(self) -> Fact:
        """An appraisal."""
        given = self.cleaned_data
        return facts.Appraised(
            year=given["year"],
            panel=facts.Panel(given["panel"]),
            score=given["score"],
            full=given["full"],
            grade=given["grade"],
        )


class HoldToAccount(Supervised):
    """Law: OGI 53."""

    measure = choice(_("追究方式"), choices(MEASURES, PICK))
    persons = _number(_("人数"), hint=_("只登记人数，不写姓名。"))

    def deed(self) -> Fact:
        """Somebody held to account."""
        given = self.cleaned_data
        return facts.HeldToAccount(measure=facts.Measure(given["measure"]), persons=given["persons"] or 0)


FORMS: dict[str, tuple[Any, type[Supervised]]] = {
    "inspect": (_("登记监督检查"), Inspect),
    "rectify": (_("登记整改完成"), Rectify),
    "train": (_("登记业务培训"), Train),
    "appraise": (_("登记考核评议"), Appraise),
    "account": (_("登记责任追究"), HoldToAccount),
}
"""What may be entered: the key in the address, its title, its form."""
