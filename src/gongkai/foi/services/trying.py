"""A deed tried out (预览文书): done whole, its letters read, and taken back. Nothing of it is kept.

What is shown is therefore what the deed would write, or the very reason for which it would be refused.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Max

from gongkai.casework.services import papers
from gongkai.foi.letters import NUMBER_MARK, Letter, read_letter
from gongkai.foi.models import IssuedLetter


def tried(subject: str, deed: Callable[[], object]) -> list[Letter]:
    """The letters that a deed on an application would write; the number that they would get is not told.

    Another deed may take that number first. Raises what the deed raises.
    """
    rows = IssuedLetter.objects.filter(application=subject).select_related("word").order_by("pk")
    with transaction.atomic():
        last = rows.aggregate(last=Max("pk"))["last"] or 0
        deed()
        written = [
            read_letter(each.key, papers.content(each.word)).told({each.number: NUMBER_MARK})
            for each in rows.filter(pk__gt=last)
        ]
        transaction.set_rollback(True)
    return written
