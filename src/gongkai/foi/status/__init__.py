"""Where an application stands, what is late, and what may come next: facts in, answers out. Pure Python.

``status`` reads, ``alarms`` tells what to look at, ``chances`` what may come next, ``require_possible``
refuses what cannot be.
"""

from gongkai.casework.counting import Clock
from gongkai.foi.status.acts import Act, Chance, How, ImpossibleAct, UnlawfulAct
from gongkai.foi.status.alarms import Alarm, Level, alarm_days, alarms, apology_offered, days_left
from gongkai.foi.status.consulting import Consultation, Meaning
from gongkai.foi.status.possible import chance, chances, require_possible
from gongkai.foi.status.reading import Phase, Status, status

__all__ = [
    "Act",
    "Alarm",
    "Chance",
    "Clock",
    "Consultation",
    "How",
    "ImpossibleAct",
    "Level",
    "Meaning",
    "Phase",
    "Status",
    "UnlawfulAct",
    "alarm_days",
    "alarms",
    "apology_offered",
    "chance",
    "chances",
    "days_left",
    "require_possible",
    "status",
]
