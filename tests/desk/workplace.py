"""The county office of the records' tests, with a post of every role in one department besides."""

from gongkai.organs.acting import Role
from gongkai.records import services
from records.office import HEALTH, OFFICE, STEPS, TOWN, Office, open_office, person

REACH_ONE_ORGAN = (
    Role.LIAISON,
    Role.FIRST_REVIEWER,
    Role.SECOND_REVIEWER,
    Role.THIRD_REVIEWER,
    Role.SECRECY_REVIEWER,
    Role.LEADER,
)
WITHOUT_RECORDS = (Role.SITE_EDITOR, Role.ADMINISTRATOR)


class Workplace(Office):
    """``health-ROLE`` logs in for the department; ``liaison``, ``first`` … as in the office."""

    def of_stranger(self, title: str = "城关镇的一份草稿"):
        """A draft of another organ."""
        from records.office import sample

        return services.draft("notice", TOWN, sample(title=title), by=self.stranger, at=self.later())


def open_workplace() -> Workplace:
    """The office with its people, and department posts for all roles."""
    there = Workplace(open_office().actors)
    for role in REACH_ONE_ORGAN:
        there.actors[f"health-{role}"] = person(f"health-{role}", {HEALTH: role})
    for role in WITHOUT_RECORDS:
        there.actors[f"office-{role}"] = person(f"office-{role}", {OFFICE: role})
    return there


def number(there) -> str:
    """The number in a record's address."""
    return there.subject.partition(":")[2]


__all__ = ["REACH_ONE_ORGAN", "STEPS", "WITHOUT_RECORDS", "Workplace", "number", "open_workplace"]
