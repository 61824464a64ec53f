"""Words of secrecy review (保密审查). Pure Python."""

from enum import StrEnum


class SecrecyLevel(StrEnum):
    """What the secrecy reviewer found (密级判定). Law: SECRETS 14, SECRETS 35."""

    NONE = "none"  # 不涉密，可以公开
    WORK = "work"  # 工作秘密
    CONFIDENTIAL = "confidential"  # 秘密
    SECRET = "secret"  # noqa: S105  # 机密: a level, not a password
    TOP_SECRET = "top_secret"  # noqa: S105  # 绝密: a level, not a password
    UNCLEAR = "unclear"  # 不明确，报请确定
