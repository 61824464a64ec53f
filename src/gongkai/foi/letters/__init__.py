"""Letters (文书) of an application: composed from Word templates, as DOCX and PDF, numbered. Pure: no Django.

    letter = letters.compose("reply_granted", matter)
    letters.docx(letter), letters.pdf(letter)

A clerk may edit the Word document of a letter; ``read_letter`` makes a letter of it again.
"""

from gongkai.foi.letters.as_pdf import typeset_letter as pdf
from gongkai.foi.letters.catalogue import LetterForm, letter_form, letter_forms, reply_key
from gongkai.foi.letters.composing import compose
from gongkai.foi.letters.letter import Letter, read_letter
from gongkai.foi.letters.marks import DAY_MARK, NUMBER_MARK, opened_for_signing, signed
from gongkai.foi.letters.matter import LetterMatter
from gongkai.foi.letters.numbers import number_text, series_of

__all__ = [
    "DAY_MARK",
    "NUMBER_MARK",
    "Letter",
    "LetterForm",
    "LetterMatter",
    "compose",
    "docx",
    "letter_form",
    "letter_forms",
    "number_text",
    "opened_for_signing",
    "pdf",
    "read_letter",
    "reply_key",
    "series_of",
    "signed",
]


def docx(letter: Letter) -> bytes:
    """The letter as a Word document."""
    return letter.word
