"""The form of a decision (拟答复), one for each item: its outcome by the order of questions, its reasons."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.fields import choice, text
from gongkai.foi.letters.matter import Item, Withheld
from gongkai.foi.questions import QUESTIONS, field_label, fields_of
from gongkai.foi.wording import outcome_title

LONG = ("reason", "supplied", "searched", "consulted", "provision")
PARTS = (1, 2, 3)
"""How many withheld parts a letter can tell apart on the screen."""
GROUNDS = [
    ("", _("请选择")),
    ("OGI 14", _("第十四条（国家秘密、三安全一稳定）")),
    ("OGI 15", _("第十五条（商业秘密、个人隐私）")),
    ("OGI 16.1", _("第十六条第一款（内部事务信息）")),
    ("OGI 16.2", _("第十六条第二款（过程性信息、执法案卷）")),
]


class Press(forms.Form):
    """The press's key and what the screen had shown."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ItemForm(forms.Form):
    """What is decided of one item. Only the fields that its outcome needs are there."""

    outcome = forms.ChoiceField(
        choices=[(each, each.value) for question in QUESTIONS for each in question.outcomes],
        error_messages={"required": _("请按顺序选定处理结果。")},
    )

    def __init__(self, data: Any = None, *, place: int, asked: str, before: Item | None = None) -> None:
        super().__init__(data, prefix=f"item{place}", initial=_initial(before))
        self.place, self.asked = place, asked
        self.chosen = str((data or {}).get(f"item{place}-outcome") or self.initial.get("outcome", ""))
        if self.chosen in {each.value for question in QUESTIONS for each in question.outcomes}:
            self._add(fields_of(self.chosen))

    def _add(self, names: tuple[str, ...]) -> None:
        for name in names:
            if name != "withheld":
                rows = 3 if name in LONG else 0
                self.fields[name] = text(field_label(name), required=True, rows=rows, most=3000)
                continue
            for n in PARTS:
                must = n == PARTS[0]
                self.fields[f"part{n}"] = text(_("不予公开的部分") + f" {n}", required=must, most=300)
                self.fields[f"why{n}"] = text(_("理由") + f" {n}", required=must, most=1000)
                self.fields[f"law{n}"] = choice(_("依据") + f" {n}", GROUNDS, required=must)

    def questions(self) -> list[tuple[Any, list[tuple[str, str, bool]]]]:
        """Each question with its outcomes: key, title, whether chosen."""
        return [
            (question, [(key, outcome_title(key), key == self.chosen) for key in question.outcomes])
            for question in QUESTIONS
        ]

    def details(self) -> list[Any]:
        """The bound fields beside the outcome."""
        return [self[name] for name in self.fields if name != "outcome"]

    def item(self) -> Item:
        """What the letter says of the item, as far as it was written."""
        given: Mapping[str, Any] = self.cleaned_data
        parts = tuple(
            Withheld(part=given[f"part{n}"], reason=given[f"why{n}"], law=given[f"law{n}"])
            for n in PARTS
            if given.get(f"part{n}") and given.get(f"why{n}") and given.get(f"law{n}")
        )
        written = {
            name: given[name] for name in fields_of(self.chosen) if name != "withheld" and name in given
        }
        return Item(asked=self.asked, outcome=self.chosen, withheld=parts, **written)


def _initial(before: Item | None) -> dict[str, Any]:
    if before is None:
        return {}
    found = {name: getattr(before, name) for name in fields_of(before.outcome) if name != "withheld"}
    for n, part in enumerate(before.withheld[: len(PARTS)], 1):
        found |= {f"part{n}": part.part, f"why{n}": part.reason, f"law{n}": part.law}
    return {"outcome": before.outcome, **found}
