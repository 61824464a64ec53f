"""What became of the sample's records after the year: terms extended, documents amended, repealed, withdrawn.

These acts are of later days, so they change no figure of the sample year.
"""

from datetime import date, datetime

from gongkai.demo.people import CLERK, acting
from gongkai.demo.register import Register
from gongkai.demo.sample_year import BEIJING, sample
from gongkai.demo.services import TAKEN_IN_AT
from gongkai.records import services
from gongkai.records.facts import TakeDownReason
from gongkai.records.services import Manner


def follow_up(register: Register) -> None:
    """Carry the acts out, once: after the records came in."""
    clerk = acting(CLERK, TAKEN_IN_AT.date())
    for number, draft in register.comment_drafts():
        subject = register.subject(f"draft-{number}")
        services.open_comment(
            subject,
            opens_on=draft.owned.published_on,
            closes_on=draft.closes_on,
            address=draft.address,
            by=clerk,
            at=TAKEN_IN_AT,
        )
        services.publish_result(subject, result=draft.result, by=clerk, at=TAKEN_IN_AT)
    for name, reason, manner, text in (
        ("notice-0005", TakeDownReason.RELOCATED, Manner.BANNER, "本公告事项已经办结，调整栏目另行发布。"),
        ("notice-0009", TakeDownReason.ERROR, Manner.GONE, "公告内容有误，已撤下更正。"),
    ):
        subject = register.subject(name)
        services.withdraw(subject, reason=reason, text=text, manner=manner, by=clerk, at=TAKEN_IN_AT)
    _documents(register)


def _documents(register: Register) -> None:
    amended_at = datetime(2022, 6, 1, 9, 0, tzinfo=BEIJING)
    services.amend(
        register.subject("document-0004"),
        changed_on=date(2022, 6, 1),
        basis="《尉氏县人民政府关于修改部分行政规范性文件的决定》（尉政〔2022〕6号）",
        by=acting(CLERK, amended_at.date()),
        at=amended_at,
    )
    repealed_at = datetime(2023, 8, 1, 9, 0, tzinfo=BEIJING)
    services.repeal(
        register.subject("document-0003"),
        changed_on=date(2023, 8, 1),
        basis="《尉氏县人民政府关于公布行政规范性文件清理结果的通知》（尉政〔2023〕9号）",
        by=acting(CLERK, repealed_at.date()),
        at=repealed_at,
    )
    extended_at = datetime(2024, 12, 2, 9, 0, tzinfo=BEIJING)
    for number in (1, 2):
        services.extend_validity(
            register.subject(f"document-{number:04d}"),
            valid_until=date(2029, 12, 31),
            basis="行政规范性文件评估结果（尉政办〔2024〕31号）",
            by=acting(CLERK, extended_at.date()),
            at=extended_at,
        )


def carry_out(now: datetime) -> list[str]:
    """Enter what has come by its day since: terms that ran out."""
    return services.carry_out_due(now, region=sample()["region"])
