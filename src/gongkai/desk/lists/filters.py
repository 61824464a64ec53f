"""Filters of lists: conditions that live in the address, so that a list can be sent to a colleague."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _


class Filters(django_filters.FilterSet):
    """The filters of a list, shown as one bar. The first is the search in words, ``q``."""

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return self.is_bound and any(self.data.get(name) for name in self.form.fields)


def words(method: str, title: str = _("查找")) -> django_filters.CharFilter:
    """A search in words."""
    box = forms.TextInput(attrs={"class": "form-control", "type": "search", "placeholder": title})
    return django_filters.CharFilter(method=method, label=title, widget=box)


def one_of(title: str, choices: Any, **more: Any) -> django_filters.ChoiceFilter:
    """One of some values; ``choices`` may be a function that is asked for each page."""
    box = forms.Select(attrs={"class": "form-select"})
    return django_filters.ChoiceFilter(
        label=title, choices=choices, empty_label=_("全部"), widget=box, **more
    )


def since(title: str, field_name: str) -> django_filters.DateFilter:
    """From a day on."""
    return _day(title, field_name, "gte")


def until(title: str, field_name: str) -> django_filters.DateFilter:
    """Until a day, included."""
    return _day(title, field_name, "lte")


def _day(title: str, field_name: str, lookup: str) -> django_filters.DateFilter:
    box = forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    return django_filters.DateFilter(label=title, field_name=field_name, lookup_expr=lookup, widget=box)
