"""Signed exceptions (勾稽关系例外): where tables break a rule, and the head signed that they may and why.

An exception is signed for two sums as they are: with other figures it covers nothing and is signed anew. The
report says in section 六 what does not add up, why, and who signed. Law: OGI 50
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.ledger import reading
from gongkai.ledger.kinds import Entered
from gongkai.organs.acting import post_names
from gongkai.reports.findings import Finding
from gongkai.reports.findings.finding import said
from gongkai.reports.format import Check, load_format
from gongkai.reports.models import Filing

SIGNED = "reports.exception_signed"
HEAD = "勾稽关系例外说明（规则"
"""How the paragraph of an exception begins."""


@dataclass(frozen=True, slots=True)
class SignedException:
    """A broken rule with the fact by which it was signed: reason, day and post are the fact's."""

    finding: Finding
    fact: Entered

    def text(self, rule: Check, post_name: str) -> str:
        """The paragraph for section 六: what does not add up, why, who signed on which day."""
        what = self.finding.message.removesuffix(rule.to_do)
        on = self.fact.happened_on
        reason = str(self.fact.body["reason"]).strip().removesuffix("。")
        return (
            f"{HEAD}{rule.id}）：{what}原因：{reason}。（{post_name}{on.year}年{on.month}月{on.day}日签批）"
        )


def rules_of(format_id: str) -> dict[str, Check]:
    """The rules of an edition within one report, by id: what differs from last year asks for a reason."""
    checks = load_format(format_id).checks
    return {each.id: each for each in checks if not looks_back(each)}


def looks_back(check: Check) -> bool:
    """Whether a check takes a cell from last year's report."""
    return any(each.lstrip("-").startswith("prior.") for each in check.left + check.right)


def signed_for(region: str, broken: Iterable[Finding]) -> tuple[SignedException, ...]:
    """The broken rules that were signed as exceptions, with the very sums that they show now."""
    found = {f"finding:{each.fingerprint}": each for each in broken}
    facts = reading.facts(region, kinds=[SIGNED], subjects=list(found))
    last = {each.subject: each for each in sorted(facts, key=lambda one: (one.entered_at, one.seq))}
    return tuple(
        SignedException(finding, last[subject])
        for subject, finding in found.items()
        if subject in last and sums_of(last[subject]) == (said(finding.left), said(finding.right))
    )


def sums_of(signed: Entered) -> tuple[str, str]:
    """The two sums for which an exception was signed."""
    return str(signed.body["left"]), str(signed.body["right"])


def told(section: str, exceptions: Sequence[SignedException], format_id: str) -> str:
    """Section 六 with its signed exceptions before whatever else it says; those of an earlier filing go."""
    rules = rules_of(format_id)
    posts = post_names({each.fact.entered_by for each in exceptions})
    lines = [
        each.text(rules[each.finding.check], posts.get(each.fact.entered_by, each.fact.entered_by))
        for each in exceptions
    ]
    return "\n".join([*lines, *(each for each in section.splitlines() if not each.startswith(HEAD))])


def exceptions_of(filing: Filing) -> list[Entered]:
    """The signed exceptions under which a report was filed, also where one was taken back since."""
    entered = reading.timeline(filing.region, f"report:{filing.year}")
    filed = next(each for each in entered if each.seq == filing.fact_seq)
    kept = set(filed.body.get("exceptions", ()))
    if not kept:
        return []
    signed = reading.facts(filing.region, kinds=[SIGNED], organs=[filing.organ], with_voided=True)
    return [each for each in signed if each.seq in kept]
