"""Two texts side by side: which paragraphs are the same, which were changed, and inside them which words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

LIKE = 0.3
"""From this likeness on two paragraphs are one that was changed; below it one went and another came."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of the old and of the new text; ``None`` where there is none."""

    old: SafeString | None
    new: SafeString | None
    same: bool = False


def pairs(old: str, new: str) -> list[Pair]:
    """The paragraphs of two plain texts beside each other.

    >>> [each.same for each in pairs("一、目标\\n覆盖百分之八十", "一、目标\\n覆盖百分之九十")]
    [True, False]
    """
    before, after = old.split("\n") if old else [], new.split("\n") if new else []
    found: list[Pair] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [
                Pair(conditional_escape(each), conditional_escape(each), same=True) for each in before[a:b]
            ]
        else:
            found += _changed(before[a:b], after[c:d])
    return found


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """Changed paragraphs: each old one beside the first new one that is like it."""
    waiting = list(after)
    for old in before:
        like = next((n for n, new in enumerate(waiting) if _alike(old, new)), None)
        if like is None:
            yield Pair(format_html("<del>{}</del>", old), None)
            continue
        for new in waiting[:like]:
            yield Pair(None, format_html("<ins>{}</ins>", new))
        yield words(old, waiting[like])
        waiting = waiting[like + 1 :]
    for new in waiting:
        yield Pair(None, format_html("<ins>{}</ins>", new))


def _alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.quick_ratio() >= LIKE and matcher.ratio() >= LIKE


def words(old: str, new: str) -> Pair:
    """One changed text: what went is struck out on the left, what came is marked on the right.

    >>> print(words("二十个工作日", "十五个工作日").new)
    十<ins>五</ins>个工作日
    """
    left: list[tuple[str, str]] = []
    right: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if a < b:
            left.append(("" if kind == "equal" else "del", old[a:b]))
        if c < d:
            right.append(("" if kind == "equal" else "ins", new[c:d]))
    return Pair(_marked(left), _marked(right), same=old == new)


def _marked(parts: Sequence[tuple[str, str]]) -> SafeString:
    return format_html_join("", "{}", ((_mark(tag, text),) for tag, text in parts))


def _mark(tag: str, text: str) -> SafeString:
    if tag == "del":
        return format_html("<del>{}</del>", text)
    return format_html("<ins>{}</ins>", text) if tag == "ins" else conditional_escape(text)
