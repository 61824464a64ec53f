"""What a person does with the desk itself: keep a view of a list, forget it, choose columns. No facts."""

from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode

from django.db import transaction

from gongkai.desk.models import ColumnChoice, SavedView
from gongkai.law.errors import GongkaiError
from gongkai.organs.posts import Actor

MOST_VIEWS = 20
PASSING = {"page", "export", "csrfmiddlewaretoken"}
"""What belongs to a moment, not to a view."""


class ImpossibleView(GongkaiError):
    """The view of a list cannot be kept as asked."""


@transaction.atomic
def keep_view(list_key: str, name: str, query: str, *, by: Actor) -> SavedView:
    """Keep a list's filters and order under a name (保存视图). The same name again takes the new conditions.

    Raises ``ImpossibleView`` without a name or where a person keeps too many.
    """
    name = name.strip()
    if not name or len(name) > 30:
        raise ImpossibleView("bad_view_name", "请给视图起一个名称，不超过30字。")
    kept = [(key, value) for key, value in parse_qsl(query.lstrip("?")) if key not in PASSING]
    own = SavedView.objects.filter(person_id=by.person_id, list_key=list_key)
    if own.exclude(name=name).count() >= MOST_VIEWS:
        raise ImpossibleView(
            "too_many_views", f"每个列表最多保存{MOST_VIEWS}个视图，请先删除不用的视图。", most=MOST_VIEWS
        )
    view, _ = SavedView.objects.update_or_create(
        person_id=by.person_id, list_key=list_key, name=name, defaults={"query": urlencode(kept)[:1000]}
    )
    return view


def forget_view(view_id: int, *, by: Actor) -> bool:
    """Forget one of one's own views (删除视图); whether there was one."""
    deleted, _ = SavedView.objects.filter(pk=view_id, person_id=by.person_id).delete()
    return bool(deleted)


def choose_columns(list_key: str, columns: Collection[str], *, by: Actor) -> None:
    """Show these columns of a list from now on (显示的列); none chosen means the list's usual ones."""
    own = ColumnChoice.objects.filter(person_id=by.person_id, list_key=list_key)
    if not columns:
        own.delete()
        return
    ColumnChoice.objects.update_or_create(
        person_id=by.person_id, list_key=list_key, defaults={"columns": list(columns)}
    )
