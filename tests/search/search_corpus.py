"""Documents made up at random, with the characters that break search engines, and the truth about them.

Words are random characters, some common, some rare, some of the supplementary planes, some traditional. A
text is as the county writes: numbers, Latin letters, brackets, paragraphs. The truth about a query is a scan
over every folded text.
"""

import random
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

from gongkai.search.documents import IndexDoc
from gongkai.search.folding import fold
from gongkai.search.plans import plan
from gongkai.search.tokens import runs

COMMON = (
    "尉氏县人民政府办公室关于印发的通知各乡镇街道工作委员会直部门单位根据国务院省市要求经研究决定现将有事项"
    "下年月日加强农村土地管理建设项目安全生产检查环境保护城市规划教育卫生计划生育社会保障救助住房交通道路水利"
    "财政预算收入支出审计统计信访法治公安司法民族宗教文化旅游体育招商引资企业改革发展服务群众生活质量监督"
)
RARE = "𬭎𠅤㛃䶮祎翀彧垚淼犇骉赟昶旻曌顼奭髙𫖯𬸦𠮷"
TRADITIONAL = "縣長開關門業衛護農鄉鎮車馬龍鳳產學習"
LATIN = ("PM2.5", "ＡＢＣ", "GDP", "CT", "A4", "covid", "12345", "5G", "ppp")
MARKS = "，，，。；、：“”（）《》！？ \n"
ORGANS = [f"organ-{n}" for n in range(12)]
GENRES = ("notice", "normative_document", "plan", "letter")
VALIDITIES = ("", "", "in_force", "repealed", "expired")
FIRST = date(2010, 1, 4)


class Corpus:
    """So many documents of a seed; the same for all who ask."""

    def __init__(self, size: int, *, seed: int = 1, sentences: int = 3) -> None:
        self.chance = random.Random(seed)
        self.sentences = sentences
        self.words = [self._word() for _ in range(2500)]
        self.weights = list(accumulate(1 / (n + 8) for n in range(len(self.words))))
        self.docs = [self._doc(n) for n in range(1, size + 1)]
        self._folded: list[tuple[str, ...]] = []

    def _word(self) -> str:
        chance = self.chance
        pool = COMMON if chance.random() < 0.93 else TRADITIONAL if chance.random() < 0.6 else RARE
        return "".join(chance.choice(pool) for _ in range(chance.choice((1, 2, 2, 2, 3, 4))))

    def _text(self, words: int) -> str:
        chance = self.chance
        pieces = []
        for word in chance.choices(self.words, cum_weights=self.weights, k=words):
            pieces.append(word)
            luck = chance.random()
            if luck < 0.12:
                pieces.append(chance.choice(MARKS))
            elif luck < 0.17:
                pieces.append(chance.choice(("2020年", "第3条", "１２", "50", "3.5%")))
            elif luck < 0.19:
                pieces.append(chance.choice(LATIN))
        return "".join(pieces)

    def _doc(self, number: int) -> IndexDoc:
        chance = self.chance
        day = FIRST + timedelta(days=chance.randrange(4000))
        return IndexDoc(
            id=number,
            subject=f"record:{day.year}-{number:06}",
            title=self._text(chance.randint(4, 12)),
            doc_no=f"尉{chance.choice('政水教林')}办〔{day.year}〕{chance.randrange(1, 400)}号"
            if chance.random() < 0.3
            else "",
            index_no=f"WS{chance.randrange(1, 40):03}-0204-{day.year}-{number:06}",
            body_text="\n".join(self._text(chance.randint(4, 14)) for _ in range(self.sentences)),
            organ=chance.choice(ORGANS),
            topic=f"topic-{chance.randrange(8)}",
            genre=chance.choice(GENRES),
            column=f"column-{chance.randrange(5)}",
            other_columns=("column-extra",) if chance.random() < 0.1 else (),
            validity=chance.choice(VALIDITIES),
            published_on=day,
            visible=frozenset({"public"} if chance.random() < 0.97 else {"organ:3"}),
        )

    def folded(self) -> list[tuple[str, ...]]:
        """The folded fields of each document."""
        if not self._folded:
            self._folded = [
                tuple(map(fold, (doc.title, doc.doc_no, doc.index_no, doc.body_text))) for doc in self.docs
            ]
        return self._folded

    def phrases(self, count: int, *, seed: int = 7) -> Iterator[str]:
        """Phrases of 2 to 6 characters cut out of random documents wherever it falls, letters and numbers
        whole: no marks, no word with synonyms.
        """
        chance = random.Random(seed)
        while count:
            doc = self.public(chance)
            text = chance.choice((doc.title, doc.body_text, doc.body_text, doc.doc_no))
            start = chance.randrange(max(1, len(text)))
            piece = text[start : start + chance.randint(2, 6)]
            if is_phrase(text, start, piece):
                count -= 1
                yield piece

    def public(self, chance: random.Random) -> IndexDoc:
        """A document that everybody may see."""
        while "public" not in (doc := chance.choice(self.docs)).visible:
            pass
        return doc

    def truth(self, pieces: Sequence[str], *, marks: frozenset[str] = frozenset({"public"})) -> set[str]:
        """The subjects of all documents in which every piece stands."""
        wanted = [_whole(fold(piece)) for piece in pieces]
        return {
            doc.subject
            for doc, fields in zip(self.docs, self.folded(), strict=True)
            if doc.visible & marks and all(any(one(field) for field in fields) for one in wanted)
        }


def is_phrase(text: str, start: int, piece: str) -> bool:
    if len(piece) < 2 or not piece.isalnum() or len(plan(piece).chunks[0].texts) > 1:
        return False
    for begin, run, is_han in runs(fold(text)):
        end = begin + len(run)
        if not is_han and (begin < start < end or begin < start + len(piece) < end):
            return False
    return True


def _whole(piece: str):
    """A scan for a piece, whose first or last letter or digit is not within a longer word."""
    if not re.search(r"^[a-z0-9]|[a-z0-9]$", piece):
        return lambda field: piece in field
    shape = re.compile(
        rf"(?<![a-z0-9]){re.escape(piece)}" if re.match("[a-z0-9]", piece) else re.escape(piece)
    )
    ends = re.compile(shape.pattern + (r"(?![a-z0-9])" if re.search("[a-z0-9]$", piece) else ""))
    return lambda field: ends.search(field) is not None
