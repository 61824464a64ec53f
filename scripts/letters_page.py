"""The reference page of letters, made from their catalogue."""

from gongkai.foi.letters.catalogue import LetterForm, label, letter_forms
from gongkai.law.deadlines import deadlines
from gongkai.law.sources import cite

TOP = """# Letters · 文书

Made by `make docs` from `src/gongkai/foi/letters/letters.toml`. Each letter is a Word template of its key in
`src/gongkai/foi/letters/templates/`; how to change one is told in
[its own page](../how-to/edit-a-letter.md). What a letter must hold is refused by name when it is missing.

| Key | 文书 | 写给 | 字号 | 依据 | 对期限的作用 | 必须写明 |
|---|---|---|---|---|---|---|
"""
AUDIENCES = {"applicant": "申请人", "third_party": "第三方", "organ": "其他机关", "internal": "内部"}
EFFECTS = {
    "starts": "起算",
    "restarts": "收到回应后重新起算",
    "extends": "延长",
    "pauses": "扣除",
    "stops": "终止",
    "none": "",
}


def page() -> str:
    """The whole page in Markdown."""
    return TOP + "".join(_row(form) for form in letter_forms().values())


def _row(form: LetterForm) -> str:
    laws = "、".join(cite(each).short for each in form.laws)
    needs = "、".join(label(each) for each in form.requires)
    cells = (f"`{form.key}`", form.title, AUDIENCES[form.to], form.series, laws, _clock(form), needs)
    return f"| {' | '.join(each or '–' for each in cells)} |\n"


def _clock(form: LetterForm) -> str:
    said = [EFFECTS[form.effect]] if EFFECTS[form.effect] else []
    if form.within:
        said.append(f"在{deadlines()[form.within].title}内发出")
    if form.answer:
        said.append(f"对方：{deadlines()[form.answer].title}")
    return "；".join(said)
