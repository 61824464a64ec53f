"""A letter as PDF (文书排版): typeset from the same structured letter as its Word document."""

import json
from dataclasses import asdict
from importlib.resources import files

from gongkai.casework.gb9704.typesetting import typeset
from gongkai.foi.letters.letter import Letter


def typeset_letter(letter: Letter) -> bytes:
    """The letter on A4, tagged, with its own fonts.

    Raises: GongkaiError as ``typeset``.
    """
    content = {
        "title": letter.title,
        "organ": letter.head,
        "head": letter.head,
        "blocks": [asdict(each) for each in letter.blocks],
    }
    source = (files("gongkai.foi.letters") / "letter.typ").read_text("utf-8")
    return typeset(source, {"letter": json.dumps(content, ensure_ascii=False)})
