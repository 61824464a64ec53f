"""What the desk remembers for a person. One query for each list page."""

from dataclasses import dataclass

from gongkai.desk.models import ColumnChoice, SavedView
from gongkai.organs.models import Person
from gongkai.organs.posts import Actor


@dataclass(frozen=True, slots=True)
class KeptView:
    """A saved view as a screen shows it."""

    id: int
    name: str
    query: str


def views_of(actor: Actor, list_key: str) -> list[KeptView]:
    """The views that a person keeps of a list, by name."""
    rows = SavedView.objects.filter(person_id=actor.person_id, list_key=list_key).order_by("name")
    return [KeptView(*row) for row in rows.values_list("pk", "name", "query")]


def columns_of(actor: Actor, list_key: str) -> list[str]:
    """The columns that a person chose for a list; empty for the usual ones."""
    row = ColumnChoice.objects.filter(person_id=actor.person_id, list_key=list_key).first()
    return list(row.columns) if row else []


def people(ids: set[int]) -> dict[int, str]:
    """Names of people of the staff by number, for timelines and decisions."""
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "display_name"))


def people_by_login(logins: set[str]) -> dict[str, str]:
    """Names of people of the staff by login name."""
    return dict(Person.objects.filter(login__in=logins).values_list("login", "display_name"))
