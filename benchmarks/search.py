"""How fast search answers and how fast an index is built: JSON lines, on SQLite and on PostgreSQL.

python -m benchmarks.search [--documents 100000] [--engines sqlite,postgresql]

Documents are made up: about 900 characters each, words by a Zipf law (the most common in a third of all
texts), names that do not repeat. Each query asks for what a page of results needs: the total and the first
twenty. Each is asked three times; p50 and p95 are taken over the best of each, and over all askings.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from gongkai.search.documents import IndexDoc, Upsert
from gongkai.search.engines import engine_at
from gongkai.search.engines.seam import Engine
from gongkai.search.plans import plan
from gongkai.search.results import Filters, Sort

ROOT = Path(__file__).resolve().parent.parent
EVERYBODY = frozenset({"public"})
TARGET_MS = 25
TIMES = 3
EVERYTHING = Filters()
_CHARACTERS = (
    "尉氏县人民政府办公室关于印发的通知各乡镇街道工作委员会直部门单位根据国务院省市要求经研究决定现将有事项"
    "下年月日加强农村土地管理建设项目安全生产检查环境保护城市规划教育卫生计划社会保障救助住房交通路水利财预算"
    "收入支出审统信访法治司民族宗文化旅游体招商引资企业改革发展服务群众活质量监督标准申请条件材料流程时间地点"
)
_KINDS = ("通知", "公告", "实施方案", "意见", "办法", "公示")


class Words:
    """Words by a Zipf law, and documents made of them; the same for a seed."""

    def __init__(self, seed: int = 3) -> None:
        self.chance = random.Random(seed)
        self.words = [
            "".join(self.chance.choices(_CHARACTERS, k=self.chance.choice((2, 2, 2, 3, 4))))
            for _ in range(12_000)
        ]
        self.weights = list(accumulate(1 / (n + 30) for n in range(len(self.words))))

    def run(self, count: int) -> list[str]:
        """So many words."""
        return self.chance.choices(self.words, cum_weights=self.weights, k=count)

    def name(self) -> str:
        """A person's name with a rare character."""
        return "".join((self.chance.choice("张王李赵刘"), chr(self.chance.randrange(0x4E00, 0x9FA5))))

    def docs(self, count: int) -> Iterator[IndexDoc]:
        """Documents of fifteen years, the oldest first."""
        chance = self.chance
        for number in range(1, count + 1):
            day = date(2010, 1, 1) + timedelta(days=number * 5600 // count)
            about = "".join(self.run(chance.randint(3, 6)))
            title = f"尉氏县人民政府关于{about}的{chance.choice(_KINDS)}"
            sentences = ["".join(self.run(chance.randint(5, 12))) for _ in range(chance.randint(20, 55))]
            body = (
                f"各乡镇人民政府、县直各单位：{'，'.join(sentences)}。联系人：{self.name()}，{day.year}年。"
            )
            yield IndexDoc(
                id=number,
                subject=f"record:{number}",
                title=title,
                body_text=body,
                doc_no=f"尉政办〔{day.year}〕{chance.randrange(1, 300)}号" if number % 5 == 0 else "",
                index_no=f"WS001-0204-{day.year}-{number:06}",
                organ=f"organ-{chance.randrange(40)}",
                topic=f"topic-{chance.randrange(20)}",
                genre=chance.choice(("notice", "plan", "normative_document")),
                column=f"column-{chance.randrange(41)}",
                validity=chance.choice(("", "", "", "in_force", "repealed")),
                published_on=day,
            )


def queries(words: Words, sample: list[IndexDoc]) -> list[str]:
    """75 queries: common and rare words, phrases cut anywhere, several at once, numbers, names, mistakes."""
    chance = random.Random(5)

    def cut() -> str:
        text = chance.choice(sample).body_text
        at = chance.randrange(20, len(text) - 40)
        piece = text[at : at + chance.randint(2, 6)]
        return piece if piece.isalpha() else cut()

    common = [words.words[chance.randrange(60)] for _ in range(15)]
    middling = [words.words[chance.randrange(60, 2000)] for _ in range(12)]
    both = [f"{chance.choice(words.words[:300])} {chance.choice(words.words[:1500])}" for _ in range(10)]
    names = [chance.choice(sample).body_text[-8:-6] for _ in range(6)]
    numbers = chance.choices([doc.doc_no for doc in sample if doc.doc_no], k=4)
    numbers += [chance.choice(sample).index_no for _ in range(2)]
    mistakes = [cut()[:2] + chance.choice("犇骉赟") + cut()[:2] for _ in range(4)]
    return [*common, *middling, *both, *names, *numbers, *mistakes, *"办表检审", *(cut() for _ in range(18))]


def say(name: str, value: float, unit: str, target: str = "") -> None:
    """Print one measure."""
    print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, "target": target}), flush=True)


def asked(
    engine: Engine,
    text: str,
    *,
    sort: Sort = Sort.RELEVANCE,
    filters: Filters = EVERYTHING,
    facets: bool = False,
) -> float:
    """Milliseconds of one search."""
    begun = time.perf_counter()
    engine.search(
        plan(text),
        filters=filters,
        sort=sort,
        visible_to=EVERYBODY,
        number=1,
        size=20,
        want_facets=facets,
    )
    return (time.perf_counter() - begun) * 1000


def quantile(values: list[float], share: float) -> float:
    """The value that a share of all does not exceed.

    >>> quantile([3.0, 1.0, 2.0, 4.0], 0.5)
    2.0
    """
    return sorted(values)[max(0, round(share * len(values)) - 1)]


def measure_queries(label: str, texts: list[str], once: Callable[[str], float], target: str = "") -> None:
    """Ask all queries, several times round, and print the quantiles."""
    samples = [[once(text) for text in texts] for _ in range(TIMES)]
    best = [min(each) for each in zip(*samples, strict=True)]
    every = [each for part in samples for each in part]
    say(f"{label}, p50", quantile(best, 0.5), "ms")
    say(f"{label}, p95", quantile(best, 0.95), "ms", target)
    say(f"{label}, p95 of all askings", quantile(every, 0.95), "ms")


def measure(kind: str, engine: Engine, count: int) -> None:
    """Build, ask, change."""
    words = Words()
    sample = built(kind, engine, words, count)
    of = f"{kind}, {count:,} documents"
    texts = queries(words, sample)
    narrow = Filters(genre=("notice",), published_from=date(2012, 1, 1), published_to=date(2022, 12, 31))
    ways: dict[str, tuple[dict[str, Any], str]] = {
        "total and first 20": ({}, f"<= {TARGET_MS}"),
        "newest first": ({"sort": Sort.DATE}, ""),
        "narrowed": ({"filters": narrow}, ""),
        "with counts beside filters": ({"facets": True}, ""),
    }
    for name, (way, target) in ways.items():
        measure_queries(f"{of}: {name}", texts, partial(asked, engine, **way), target)
    measure_changes(of, engine, sample)


def built(kind: str, engine: Engine, words: Words, count: int) -> list[IndexDoc]:
    """Build the index and print how fast, without the making of documents; some of these."""
    sample: list[IndexDoc] = []
    making = 0.0

    def all_docs() -> Iterator[IndexDoc]:
        nonlocal making
        begun = time.perf_counter()
        for doc in words.docs(count):
            if doc.id % 97 == 0:
                sample.append(doc)
            making += time.perf_counter() - begun
            yield doc
            begun = time.perf_counter()

    begun = time.perf_counter()
    engine.rebuild(all_docs(), seq=0)
    spent = time.perf_counter() - begun - making
    say(f"{kind}: documents indexed a second (of {count:,})", count / spent, "docs/s")
    return sample


def measure_changes(of: str, engine: Engine, sample: list[IndexDoc]) -> None:
    """From the change of one document until it is found."""
    spent = []
    for number, doc in enumerate(sample[:100], 1):
        changed = IndexDoc(
            **{name: getattr(doc, name) for name in doc.__slots__} | {"title": f"新题{number}朝夕"}
        )
        begun = time.perf_counter()
        engine.apply([Upsert(changed)], after=number - 1, seq=number)
        asked(engine, f"新题{number}朝夕")
        spent.append((time.perf_counter() - begun) * 1000)
    say(f"{of}: one change, until found, p95", quantile(spent, 0.95), "ms", "<= 1000")
    typed = ["d", "nc", "weishi", "尉", "guany", "尉氏县人民"]
    times = []
    for each in typed * TIMES:
        begun = time.perf_counter()
        engine.suggest(each, limit=8)
        times.append((time.perf_counter() - begun) * 1000)
    say(f"{of}: suggestions, longest", max(times), "ms")


def main() -> None:
    """Measure the engines asked for."""
    asked_for = argparse.ArgumentParser(description="measure search")
    asked_for.add_argument("--documents", type=int, default=100_000)
    asked_for.add_argument("--engines", default="sqlite,postgresql")
    chosen = asked_for.parse_args()
    kinds = chosen.engines.split(",")
    if "sqlite" in kinds:
        with tempfile.TemporaryDirectory(prefix="gongkai-search-") as folder:
            engine = engine_at(f"sqlite:///{folder}")
            measure("SQLite", engine, chosen.documents)
            size = sum(each.stat().st_size for each in Path(folder).glob("index-*")) / 1e6
            say(f"SQLite, {chosen.documents:,} documents: size of the index", size, "MB")
            engine.close()
    if "postgresql" in kinds:
        sys.path.insert(0, str(ROOT / "tests"))
        from postgres import Cluster

        cluster = Cluster(shared_buffers="512MB")
        cluster.start()
        try:
            cluster.execute("CREATE DATABASE search")
            engine = engine_at(f"postgresql:///search?host={cluster.folder}&user=gongkai")
            measure("PostgreSQL", engine, chosen.documents)
            engine.close()
        finally:
            cluster.stop()


if __name__ == "__main__":
    main()
