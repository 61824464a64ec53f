"""What the clock does by itself (自动办理): reminders, due days after a new notice, erasure in time."""

from collections.abc import Callable, Sized
from dataclasses import dataclass
from datetime import datetime

from gongkai.casework.services import calendars, notices, papers, parties, status

Duty = Callable[[datetime], Sized]
DUTIES: list[Duty] = []
"""What apps have the clock do for their own cases."""


def announce(duty: Duty) -> None:
    """Let the clock do something for the cases of an app: it returns what it entered. To be called when the
    app gets ready; done again at the same instant, it enters nothing.
    """
    DUTIES.append(duty)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done."""

    moved: int
    entered: int
    sent: notices.Sent
    erased: int
    swept: int

    @property
    def line(self) -> str:
        """All of it in one line."""
        failed = f"，{self.sent.failed}条外发未成、稍后再发" if self.sent.failed else ""
        return (
            f"期限重新计算{self.moved}件；到期登记{self.entered}项；"
            f"发出提醒{self.sent.inbox}条，外发{self.sent.outside}条{failed}；"
            f"到期删除个人信息{self.erased}份，清理无主文件{self.swept}个。"
        )


def carry_out(at: datetime) -> Done:
    """Do all that the clock asks for at an instant. Asked again at the same instant, there is nothing left.

    Due days come first, then what is true by lapse of time, so that reminders speak of what holds.
    """
    moved = status.recompute(at)
    entered = sum(len(duty(at)) for duty in DUTIES)
    calendars.warn(at)
    return Done(len(moved), entered, notices.send_due(at), parties.erase_due(at), papers.sweep(at))
