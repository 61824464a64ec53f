"""Holds on a case (保全): what a pending dispute has need of is not erased before it ends. Law: RECON 48."""

from gongkai.casework import facts
from gongkai.casework.cases import kind_of
from gongkai.casework.errors import RefusedParty
from gongkai.casework.holding import holds
from gongkai.casework.services.door import By, Case, opened


def keep(subject: str, because: str, by: By, *, pending: bool) -> bool:
    """Hold a case for another one while that is ``pending``, release it afterwards; whether anything changed.

    Asked again nothing happens twice. Raises as the door.
    """
    with opened(subject, "casework.hold", by=by.actor, at=by.at) as case:
        if (because in holds(case.facts)) == pending:
            return False
        case.enter(facts.Held(because=because) if pending else facts.HoldReleased(because=because))
        return True


def require_none(case: Case) -> None:
    """Refuse to erase anything of a case that is held, naming what holds it. Raises ``RefusedParty``."""
    if found := holds(case.facts):
        named = "、".join(f"{kind_of(each).title} {each.partition(':')[2]}" for each in found)
        raise RefusedParty(
            "held",
            f"本件的个人信息和材料因{named}尚未审结，必须保存，现在不能删除。审结以后按保存期限办理。",
            law="RECON 48",
            because=found,
        )
