"""Chunks as the expressions of FTS5: only quoted tokens of ours, never a reader's own characters."""

from collections.abc import Sequence

from gongkai.search.plans import Chunk
from gongkai.search.results import Scope


def fts5(chunks: Sequence[Chunk], scope: Scope, columns: str) -> str:
    """The expression for documents that have all the chunks, within a scope.

    >>> from gongkai.search.plans import plan
    >>> fts5(plan("低保标准").chunks[:1], Scope(groups=(("·p01",),), live=(0, 0), lapsed=(0, 0)), "b")
    '{b}:("低保 保标 标准" OR "最低 低生 生活 活保 保障 障标 标准") AND k:("·p01")'
    """
    parts = [f"{{{columns}}}:({_any(chunk)})" for chunk in chunks]
    parts += ["k:(" + " OR ".join(f'"{token}"' for token in group) + ")" for group in scope.groups]
    return " AND ".join(parts)


def _any(chunk: Chunk) -> str:
    if chunk.character:
        return f'"{chunk.character}" *'
    return " OR ".join('"' + " ".join(tokens) + '"' for tokens in chunk.phrases)
