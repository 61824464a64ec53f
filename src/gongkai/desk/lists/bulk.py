"""Bulk acts: something done to many rows of a list at once, asked about first, told about afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest

MOST_AT_ONCE = 1000


@dataclass(slots=True)
class Told:
    """What became of a bulk act: how many were done, and which were not, with the reason of each."""

    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BulkAct:
    """An act on many rows: the button, the verb that it needs, what is asked first, and what does it.

    ``run`` gets the request, the keys of the rows and what the form says.
    """

    key: str
    title: str
    verb: str
    question: str
    run: Callable[[HttpRequest, Sequence[str], dict[str, Any]], Told]
    form_class: type[forms.Form] | None = None
    danger: bool = False
