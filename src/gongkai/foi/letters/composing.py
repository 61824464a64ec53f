"""Composing a letter (生成文书): its Word template filled with what it speaks of.

The words stand in the template, which a county can edit in Word; its own ones go before ours. What is missing
is refused with its name; whoever is not the addressee is not in the letter. Law: OGI 36; OGI 45; PIPL 34.
"""

from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from gongkai.casework.gb9704.wording import clean, day
from gongkai.foi.letters.catalogue import LetterForm, label, letter_form
from gongkai.foi.letters.finishing import finished
from gongkai.foi.letters.letter import Letter, read_letter
from gongkai.foi.letters.matter import Applicant, Item, LetterMatter
from gongkai.law.deadlines import GIVEN_UNITS, deadline
from gongkai.law.errors import GongkaiError
from gongkai.law.outcomes import outcome
from gongkai.law.parameters import UNITS
from gongkai.law.sources import cite, numeral

_NOT_FOR = {
    "applicant": ("approval", "delivery", "papers", "record_list", "assistance"),
    "third_party": (
        "applicant",
        "items",
        "item",
        "application_no",
        "charge",
        "approval",
        "delivery",
        "papers",
    ),
    "organ": ("applicant", "items", "item", "charge", "approval", "delivery", "papers"),
    "internal": (),
}
"""What is kept from a letter by its audience: a template that asks for it is refused."""


def compose(key: str, matter: LetterMatter, *, templates: Path | None = None) -> Letter:
    """Compose a letter. ``templates`` is a folder with the county's own templates, by the key of the letter.

    Raises: GongkaiError ``letter_incomplete`` naming what is missing, ``names_another_party``,
    ``broken_template``.
    """
    form = letter_form(key)
    _require_complete(form, matter)
    word = _filled(form, _context(form, matter, templates), templates)
    letter = read_letter(key, finished(word, matter, form.title))
    _require_discreet(form, matter, letter)
    return letter


def _require_complete(form: LetterForm, matter: LetterMatter) -> None:
    free = bool(matter.items) and all(_tells_no_remedy(each) for each in matter.items)
    missing = [
        label(path) for path in form.requires if not _value(matter, path) and not (free and path == "remedy")
    ]
    if missing:
        raise GongkaiError(
            "letter_incomplete",
            f"“{form.title}”还缺少：{'、'.join(missing)}。请补充后再生成。",
            law=form.laws[0] if form.laws else "OGI 45",
            missing=missing,
        )


def _tells_no_remedy(item: Item) -> bool:
    return bool(item.outcome) and outcome(item.outcome).remedy == "none"


def _value(matter: LetterMatter, path: str) -> object:
    found: Any = matter
    for name in path.split("."):
        found = _only_item(matter) if name == "item" else getattr(found, name, None)
    return found


def _only_item(matter: LetterMatter) -> Item | None:
    return matter.items[0] if len(matter.items) == 1 else None


def _context(form: LetterForm, matter: LetterMatter, templates: Path | None) -> dict[str, Any]:
    applicant = matter.applicant or Applicant(name="")
    context: dict[str, Any] = {name: getattr(matter, name) for name in matter.__dataclass_fields__}
    context |= {
        "applicant": applicant,
        "you": applicant.you,
        "you_there": "贵单位" if matter.consulted.organisation else "你",
    }
    context |= {"item": _only_item(matter) or Item(asked=""), "decisions": []}
    context |= _words(matter)
    if form.key == "reply":
        context["decisions"] = [
            {"ordinal": numeral(n), "asked": item.asked, "lines": _decision(item, matter, templates)}
            for n, item in enumerate(matter.items, 1)
        ]
    if form.to == "applicant":
        context["consulted"] = replace(matter.consulted, party="")
    for name in _NOT_FOR[form.to]:
        del context[name]
    if form.to in ("third_party", "organ"):
        del context["you"]
    return context


def _words(matter: LetterMatter) -> dict[str, Any]:
    """What every template may call."""
    return {
        "day": day,
        "iso": lambda on: on.isoformat() if on else "",
        "law": lambda citation: cite(citation).text,
        "listed": listed,
        "numeral": numeral,
        "quoted": quoted,
        "sentence": sentence,
        "term": lambda key: _term(key, matter),
    }


def _decision(item: Item, matter: LetterMatter, templates: Path | None) -> tuple[str, ...]:
    """What is decided about one item of several, in the words of the letter for it alone."""
    alone = replace(matter, items=(item,), remedy=matter.remedy or ("",))
    return compose(f"reply_{item.outcome}", alone, templates=templates).of("decision")


def _term(key: str, matter: LetterMatter) -> str:
    """The length of a clock in words on the day of the letter: 20个工作日."""
    clock = deadline(key)
    assert clock.parameter and clock.unit in GIVEN_UNITS
    return f"{clock.length(matter.dated_on).value}{UNITS[clock.unit]}"


def sentence(text: str) -> str:
    """The text as a whole sentence.

    >>> sentence("已作为附件提供"), sentence("见附件。"), sentence("")
    ('已作为附件提供。', '见附件。', '')
    """
    text = text.strip()
    return text if not text or text[-1] in "。！？；.!?" else f"{text}。"


def quoted(items: tuple[Item, ...]) -> str:
    """What was asked for, each in quotation marks.

    >>> quoted((Item(asked="甲"), Item(asked="乙")))
    '“甲”“乙”'
    """
    return "".join(f"“{each.asked}”" for each in items)


def listed(items: tuple[Item, ...]) -> str:
    """What was asked for, one a line, numbered where there are several."""
    if len(items) == 1:
        return items[0].asked
    return "\n".join(f"{n}. {each.asked}" for n, each in enumerate(items, 1))


def _filled(form: LetterForm, context: dict[str, Any], templates: Path | None) -> bytes:
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    source = files("gongkai.foi.letters") / "templates" / f"{form.key}.docx"
    own = templates / f"{form.key}.docx" if templates else None
    content = own.read_bytes() if own and own.is_file() else source.read_bytes()
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=lambda value: _printed(value)
    )
    template = DocxTemplate(BytesIO(content))
    try:
        template.render(context, environment, autoescape=True)
    except TemplateError as error:
        raise GongkaiError(
            "broken_template",
            f"文书模板“{form.title}”（{form.key}.docx）有误：{error}。"
            "请用 Word 改正模板，或者删去自定义模板。",
            key=form.key,
        ) from error
    stream = BytesIO()
    template.save(stream)
    return stream.getvalue()


def _printed(value: object) -> object:
    return clean(value) if type(value) is str else value


def _require_discreet(form: LetterForm, matter: LetterMatter, letter: Letter) -> None:
    """Refuse a letter that names somebody else than its addressee: free text may carry a name."""
    asked = "".join(each.asked for each in matter.items)
    strangers = {
        "applicant": [matter.consulted.party] if matter.consulted.party not in asked else [],
        "third_party": [matter.applicant.name] if matter.applicant else [],
        "organ": [matter.applicant.name] if matter.applicant else [],
        "internal": [],
    }[form.to]
    for name in strangers:
        if name and name in letter.text:
            raise GongkaiError(
                "names_another_party",
                f"“{form.title}”中出现了其他当事人的姓名或者名称，不得写给收件人。请改写相关内容后重新生成。",
                law="PIPL 34",
                key=form.key,
            )
