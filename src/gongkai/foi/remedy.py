"""The remedy paragraph (救济告知): by outcome, organ, day and manner of delivery. Pure.

The class of each outcome is data of the law (`law.outcomes`), so is the organ that decides
(`law.reconsideration`); this module puts them into the words of a letter. Every item is told its own remedy.
Law: OGI 51; RECON 20; RECON 22; RECON 23; LITIG 45; LITIG 46.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.foi.facts import Manner
from gongkai.law.errors import GongkaiError
from gongkai.law.outcomes import remedy_of
from gongkai.law.parameters import parameter
from gongkai.law.reconsideration import body_for, online_on
from gongkai.law.sources import numeral

FIRST, FIRST_FOR_WITHHELD, EITHER, NONE = "review_first", "review_first_for_withheld", "either", "none"
_RECONSIDERATION = "oversight.reconsideration_natural_days"
_PLACES = {
    "region": "本级人民政府",
    "upper": "上一级人民政府",
    "superior": "上一级主管部门",
    "parent": "主管部门",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """The organ that decides, with the names of those above it that may have to be named.

    ``kind`` is the organ's kind (`organs.kinds`); ``region`` its government, ``upper`` the next higher
    government, ``superior`` the next higher organ of its line, ``parent`` the organ that founded or runs it.
    """

    name: str
    kind: str
    region: str = ""
    upper: str = ""
    superior: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a letter tells: ``paragraphs``, the class of each item in order, who decides, the articles."""

    paragraphs: tuple[str, ...]
    classes: tuple[str, ...]
    body: str
    laws: tuple[str, ...]


def remedy(
    outcomes: Sequence[str], decider: Decider, *, decided_on: date, manner: str, letter: str = "本答复"
) -> Remedy:
    """The remedies against a letter that decides items with these outcomes.

    ``manner`` is how the letter will be delivered (`foi.facts.Manner`), ``letter`` what it calls itself.

    >>> bureau = Decider(name="某县民政局", kind="department", region="某县人民政府")
    >>> told = remedy(["denied_process_info"], bureau, decided_on=date(2025, 11, 5), manner="post")
    >>> told.classes, told.body
    (('review_first',), '某县人民政府')
    >>> told.paragraphs[0][:37]
    '如不服本答复，应当自收到本答复之日起60日内，先向某县人民政府申请行政复议'

    Raises: GongkaiError where the organ to be named is not known.
    """
    classes = tuple(remedy_of(each, decided_on=decided_on).key for each in outcomes)
    rule = body_for(decider.kind, decider.name, on=decided_on)
    body = "或者".join(_named(place, decider, rule.law) for place in rule.to)
    if not set(classes) - {NONE}:
        return Remedy((), classes, body, ("OGI 51",))
    if rule.way == "appeal":
        return Remedy((_appeal(letter, body),), classes, body, (rule.law,))
    first, rest = _targets(classes, letter)
    told = [_first_then(first, letter, body, decided_on)] if first else []
    told += [_either(rest, letter, body, decided_on)] if rest else []
    online = online_on(decided_on) if manner == Manner.ELECTRONIC else None
    if online:
        words = (
            f"{letter}通过互联网送达。申请行政复议的，也可以在{online.title}（{online.address}）提交申请书。"
        )
        told.append((words, (online.law,)))
    laws = ["OGI 51", rule.law, *(law for _, cited in told for law in cited)]
    return Remedy(tuple(words for words, _ in told), classes, body, tuple(dict.fromkeys(laws)))


def _first_then(what: str, letter: str, body: str, on: date) -> tuple[str, tuple[str, ...]]:
    """Reconsideration first, then court. The organ must say so: RECON 23.2."""
    within = parameter(_RECONSIDERATION).on(on)
    after = parameter("oversight.lawsuit_after_reconsideration_natural_days").on(on)
    words = (
        f"如不服{what}，应当自收到{letter}之日起{within.value}日内，先向{body}申请行政复议；"
        f"对行政复议决定不服的，可以自收到行政复议决定书之日起{after.value}日内，"
        "向有管辖权的人民法院提起行政诉讼。"
    )
    return words, (within.law, "RECON 23", after.law)


def _either(what: str, letter: str, body: str, on: date) -> tuple[str, tuple[str, ...]]:
    """Reconsideration or court, as the applicant chooses."""
    within = parameter(_RECONSIDERATION).on(on)
    months = parameter("oversight.lawsuit_direct_months").on(on)
    words = (
        f"如不服{what}，可以自收到{letter}之日起{within.value}日内向{body}申请行政复议，"
        f"或者自收到{letter}之日起{months.value}个月内向有管辖权的人民法院提起行政诉讼。"
    )
    return words, (within.law, months.law)


def _targets(classes: Sequence[str], letter: str) -> tuple[str, str]:
    """What has to go to reconsideration first and what may go either way, in words; empty for none."""
    if len(classes) == 1 and classes[0] == FIRST_FOR_WITHHELD:
        return f"{letter}中不予公开的部分", f"{letter}的其他部分"
    if len(set(classes)) == 1:
        return (letter, "") if classes[0] == FIRST else ("", letter)
    whole = [numeral(n) for n, each in enumerate(classes, 1) if each == FIRST]
    parts = [numeral(n) for n, each in enumerate(classes, 1) if each == FIRST_FOR_WITHHELD]
    first = []
    if whole:
        first.append(f"第{'、'.join(whole)}项")
    if parts:
        first.append(f"第{'、'.join(parts)}项中不予公开的部分")
    others = {EITHER, FIRST_FOR_WITHHELD} & set(classes)
    if not first:
        return "", letter
    return f"{letter}{'和'.join(first)}", f"{letter}的其他内容" if others else ""


def _appeal(letter: str, body: str) -> str:
    return f"如不服{letter}，可以向{body}申诉；接受申诉的部门应当及时调查处理，并将处理结果告知你（你单位）。"


def _named(place: str, decider: Decider, law: str) -> str:
    name: str = getattr(decider, place)
    if not name:
        what = _PLACES[place]
        raise GongkaiError(
            "body_not_named",
            f"“{decider.name}”的{what}名称没有填写，答复书无法写明行政复议机关。请先在机关资料中补充后再拟答复。",
            law=law,
            place=place,
        )
    return name
