"""A request that two organs report, as a consolidation needs it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.reports.report import Number


@dataclass(frozen=True, slots=True)
class Repeat:
    """One request under two numbers: ``subject`` of ``organ`` repeats ``of``, which ``of_organ`` passed on.

    Organs are named; ``cells`` is what ``subject`` adds to the cells of a year, and to a sum too much.
    """

    subject: str
    organ: str
    of: str
    of_organ: str
    cells: Mapping[str, Number]

    @property
    def text(self) -> str:
        """Both, and where it is counted."""
        here, there = (each.partition(":")[2] for each in (self.of, self.subject))
        return (
            f"{self.of_organ}的申请{here}转办{self.organ}，{self.organ}又登记为{there}："
            f"是同一件申请，合计只计一次，计在{self.of_organ}。"
        )
