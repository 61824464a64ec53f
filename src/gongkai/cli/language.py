"""The command line speaks Chinese, and English when asked to (`--lang en`)."""

_language = "zh"


def speak(language: str) -> None:
    """Choose the language of messages for this process: ``zh`` or ``en``."""
    global _language
    _language = language


def english() -> bool:
    """Whether messages are wanted in English."""
    return _language == "en"


def say(chinese: str, in_english: str) -> str:
    """The message in the chosen language."""
    return in_english if english() else chinese
