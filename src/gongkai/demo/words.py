"""Invented titles and matters, plausible for a county, from a seeded generator. No person is named."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))


def bureaus() -> list[str]:
    """Names of the county's departments, without the county's name."""
    return list(_lists()["bureaus"])


def towns() -> list[str]:
    """Names of the county's towns and townships, all invented."""
    return list(_lists()["towns"])


def roads() -> list[str]:
    """Names of roads of the county town."""
    return list(_lists()["roads"])


class Words:
    """One generator for a whole sample; the same seed gives the same words."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  (invented titles, not secrets)

    def _pick(self, name: str) -> str:
        return str(self.random.choice(_lists()[name]))

    def news(self) -> str:
        """Title of a news item (政务动态)."""
        place = self._pick("towns") if self.random.random() < 0.5 else f"县{self._pick('bureaus')}"
        return f"{place}{self._pick('topics')}工作{self._pick('deeds')}"

    def entry(self, number: int) -> str:
        """Title of an entry of the information directory (信息公开目录)."""
        return f"县{self._pick('bureaus')}{self._pick('papers')}（第{number}号）"

    def policy(self, number: int) -> str:
        """Title of a normative document (规范性文件)."""
        policies = _lists()["policies"]
        return f"关于印发《{policies[number % len(policies)]}》的通知"

    def question(self) -> str:
        """Title of a public exchange (互动交流)."""
        return f"关于{self.matter()[1]}的咨询"

    def matter(self) -> tuple[str, str]:
        """Category and matter of a hotline ticket."""
        matters = _lists()["matters"]
        category = self.random.choice(tuple(matters))
        text = self.random.choice(matters[category])
        return category, text.format(road=self._pick("roads"), town=self._pick("towns"))
