"""What may be done to records. Each service asks who may, whether it can be, and enters what happened.

A service takes ``by`` (the actor) and ``at`` (the instant) and returns where the record then stands.
"""

from gongkai.records.services.arranging import ColumnPlan, arrange_columns
from gongkai.records.services.attaching import attach, detach, keep, keep_picture
from gongkai.records.services.clearing import decide, return_, submit
from gongkai.records.services.commenting import (
    answer_comment,
    open_comment,
    publish_result,
    receive_comment,
    register_comment,
)
from gongkai.records.services.drafting import (
    begin_edition,
    describe_change,
    discard,
    draft,
    restore,
    revise,
)
from gongkai.records.services.editions import Standing
from gongkai.records.services.explaining import (
    exempt_explainer,
    link_explainer,
    plan_explainer,
    unlink_explainer,
)
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
from gongkai.records.services.reassessing import reassess
from gongkai.records.services.uploading import (
    draft_from_word,
    import_sheet,
    read_word,
    sheet_template,
)
from gongkai.records.services.validating import amend, carry_out_due, extend_validity, repeal
from gongkai.records.services.withdrawing import Manner, withdraw

__all__ = [
    "ColumnPlan",
    "ImportRow",
    "Manner",
    "Standing",
    "Told",
    "amend",
    "answer_comment",
    "arrange_columns",
    "attach",
    "begin_edition",
    "cancel",
    "carry_out_due",
    "clear_forced",
    "decide",
    "describe_change",
    "detach",
    "discard",
    "draft",
    "draft_from_word",
    "exempt_explainer",
    "extend_validity",
    "force_publish",
    "import_drafts",
    "import_published",
    "import_sheet",
    "keep",
    "keep_picture",
    "link_explainer",
    "open_comment",
    "plan_explainer",
    "publish",
    "publish_due",
    "publish_many",
    "publish_result",
    "read_word",
    "reassess",
    "receive_comment",
    "register_comment",
    "repeal",
    "restore",
    "return_",
    "revise",
    "sheet_template",
    "submit",
    "unlink_explainer",
    "withdraw",
]
