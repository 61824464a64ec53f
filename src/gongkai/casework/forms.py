"""Forms of the mail room: what a clerk types, and what the service then gets."""

import secrets
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.casework.facts import Carrier, OtherMatter, Refusal
from gongkai.casework.services.mail import Letter
from gongkai.casework.services.parties import Particulars
from gongkai.casework.wording import CARRIERS, MATTERS, REFUSALS
from gongkai.ledger.rows import BEIJING

BOX = {"class": "form-control", "autocomplete": "off"}


def new_key() -> str:
    """A key that makes one press of a button one act."""
    return secrets.token_urlsafe(12)


class LetterForm(forms.Form):
    """One line of the mail-room book. The number comes first: a scanner types it and presses Enter."""

    tracking_no = forms.CharField(
        label=_("邮件号码"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={**BOX, "placeholder": _("扫描或者输入"), "autofocus": True}),
    )
    carrier = forms.ChoiceField(
        label=_("来件方式"),
        choices=[(key.value, words) for key, words in CARRIERS.items()],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    sender = forms.CharField(
        label=_("寄件人"), max_length=100, required=False, widget=forms.TextInput(attrs=BOX)
    )
    addressee = forms.CharField(
        label=_("收件单位"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={**BOX, "list": "organs"}),
    )
    arrived_at = forms.DateTimeField(
        label=_("签收时间"),
        widget=forms.DateTimeInput(
            attrs={"class": "form-control", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
    )
    pieces = forms.IntegerField(
        label=_("件数"),
        min_value=1,
        max_value=999,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )
    key = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def fresh(cls, at: datetime, carrier: str = "") -> "LetterForm":
        """An empty line: now, the carrier of the line before, one piece."""
        now = at.astimezone(BEIJING).replace(second=0, microsecond=0)
        known = carrier if carrier in set(Carrier) else Carrier.POST_SIGNED.value
        return cls(initial={"carrier": known, "arrived_at": now, "pieces": 1, "key": new_key()})

    def letter(self) -> Letter:
        """What the service gets."""
        given = self.cleaned_data
        sender = Particulars(name=given["sender"]) if given["sender"].strip() else None
        return Letter(
            carrier=Carrier(given["carrier"]),
            arrived_at=given["arrived_at"],
            tracking_no=given["tracking_no"],
            addressee=given["addressee"],
            pieces=given["pieces"],
            sender=sender,
        )


class HandOverForm(forms.Form):
    """To whom something is handed over."""

    to = forms.ChoiceField(label=_("转给"), widget=forms.Select(attrs={"class": "form-select"}))
    unit = forms.CharField(
        label=_("内设机构"), max_length=60, required=False, widget=forms.TextInput(attrs=BOX)
    )
    key = forms.CharField(widget=forms.HiddenInput)
    expects = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, organs: list[tuple[str, str]], **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = [("", _("请选择机关")), *organs]


class DivertForm(forms.Form):
    """What a piece of mail is, if it is no matter of open information, and who gets it."""

    what = forms.ChoiceField(
        label=_("来件性质"),
        choices=[(key.value, words) for key, words in MATTERS.items()],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    to = forms.ChoiceField(
        label=_("转给（可不填）"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    key = forms.CharField(widget=forms.HiddenInput)
    expects = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, organs: list[tuple[str, str]], **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = [("", _("留在本机关")), *organs]

    def matter(self) -> OtherMatter:
        """What it is."""
        return OtherMatter(self.cleaned_data["what"])


class SendBackForm(forms.Form):
    """Why something is sent back."""

    reason = forms.ChoiceField(
        label=_("退回原因"),
        choices=[(key.value, words) for key, words in REFUSALS.items()],
        widget=forms.Select(attrs={"class": "form-select", "aria-label": _("退回原因")}),
    )

    def refusal(self) -> Refusal:
        """Why."""
        return Refusal(self.cleaned_data["reason"])
