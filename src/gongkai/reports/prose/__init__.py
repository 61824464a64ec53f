"""Prose (文字部分): sections 一, 五 and 六 composed from sentences whose numbers are slots that cite cells.

No number is typed: every figure in a sentence names the cell or the sum of cells that it comes from, so text
and tables cannot disagree, and each sentence can be traced to its cells and they to their facts.
Law: OGI 50.
"""

from gongkai.reports.prose.composing import Sentence, compose, sentences
from gongkai.reports.prose.slots import Condition, Slot, fill_slots

__all__ = ["Condition", "Sentence", "Slot", "compose", "fill_slots", "sentences"]
