"""The deeds on reconsiderations and lawsuits (复议、诉讼的办理). All go through casework's one door."""

from gongkai.casework.services.door import By
from gongkai.casework.services.papers import File
from gongkai.oversight.services.concluding import appeal, conclude, judge, take_back
from gongkai.oversight.services.filing import (
    Disputed,
    file_answer,
    file_lawsuit,
    file_reconsideration,
    receive_notice,
)

__all__ = [
    "By",
    "Disputed",
    "File",
    "appeal",
    "conclude",
    "file_answer",
    "file_lawsuit",
    "file_reconsideration",
    "judge",
    "receive_notice",
    "take_back",
]
