"""What the clock does by itself (自动办理): reminders, due days after a new notice, erasure in time."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.casework.services import notices, papers, parties, status


@dataclass(frozen=True, slots=True)
class Done:
    """What was done."""

    moved: int
    sent: notices.Sent
    erased: int
    swept: int

    @property
    def line(self) -> str:
        """All of it in one line."""
        failed = f"，{self.sent.failed}条外发未成、稍后再发" if self.sent.failed else ""
        return (
            f"期限重新计算{self.moved}件；发出提醒{self.sent.inbox}条，外发{self.sent.outside}条{failed}；"
            f"到期删除个人信息{self.erased}份，清理无主文件{self.swept}个。"
        )


def carry_out(at: datetime) -> Done:
    """Do all that the clock asks for at an instant. Asked again at the same instant, there is nothing left.

    Due days come first, so that reminders speak of the days that hold.
    """
    moved = status.recompute(at)
    return Done(len(moved), notices.send_due(at), parties.erase_due(at), papers.sweep(at))
