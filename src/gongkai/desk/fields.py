"""Fields of which forms at the desk are made, with what they say when something is missing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

REQUIRED = {
    "required": _("请填写这一项。"),
    "invalid_choice": _("请从列出的各项中选择。"),
    "invalid": _("写法不对，请核对。"),
}


def text(
    label: str, *, required: bool = False, most: int = 300, rows: int = 0, hint: str = "", **more: Any
) -> forms.CharField:
    """A field of text; ``rows`` make it several lines high."""
    attrs = {"class": "form-control", **more.pop("attrs", {})}
    box = forms.Textarea(attrs={**attrs, "rows": rows}) if rows else forms.TextInput(attrs=attrs)
    made = forms.CharField(
        label=label,
        error_messages=REQUIRED,
        required=required,
        max_length=most,
        widget=box,
        help_text=hint,
        **more,
    )
    made.wide = bool(rows)
    return made


def day(label: str, *, required: bool = False, hint: str = "") -> forms.DateField:
    """A field of a day."""
    box = forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, error_messages=REQUIRED, required=required, widget=box, help_text=hint
    )


def choice(label: str, choices: Any, *, required: bool = True, hint: str = "") -> forms.ChoiceField:
    """One of some values."""
    box = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(
        label=label, error_messages=REQUIRED, choices=choices, required=required, widget=box, help_text=hint
    )


def ticks(label: str, choices: Any, *, required: bool = False, hint: str = "") -> forms.MultipleChoiceField:
    """Any of some values."""
    box = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        label=label, error_messages=REQUIRED, choices=choices, required=required, widget=box, help_text=hint
    )
