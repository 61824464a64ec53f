"""What may be done to records. Each service asks who may, whether it can be, and enters what happened.

A service takes ``by`` (the actor) and ``at`` (the instant) and returns where the record then stands.
"""

from gongkai.records.services.arranging import ColumnPlan, arrange_columns
from gongkai.records.services.attaching import attach, detach, keep
from gongkai.records.services.clearing import decide, return_, submit
from gongkai.records.services.drafting import begin_edition, describe_change, discard, draft, revise
from gongkai.records.services.editions import Standing
from gongkai.records.services.importing import ImportRow, import_drafts, import_published
from gongkai.records.services.publishing import (
    Told,
    cancel,
    clear_forced,
    force_publish,
    publish,
    publish_due,
    publish_many,
)
from gongkai.records.services.withdrawing import Manner, withdraw

__all__ = [
    "ColumnPlan",
    "ImportRow",
    "Manner",
    "Standing",
    "Told",
    "arrange_columns",
    "attach",
    "begin_edition",
    "cancel",
    "clear_forced",
    "decide",
    "describe_change",
    "detach",
    "discard",
    "draft",
    "force_publish",
    "import_drafts",
    "import_published",
    "keep",
    "publish",
    "publish_due",
    "publish_many",
    "return_",
    "revise",
    "submit",
    "withdraw",
]
