"""The register of the sample year: every record that was published, as rows for the bulk door.

Records of the county office are those that its report counts, and they are as many as `sample.toml` says.
Departments and towns have notices, guides and approval results of their own beside them.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

from gongkai.demo.content.documents import document, explainer
from gongkai.demo.content.entries import Entry, Paper, entries, finished
from gongkai.demo.content.guides import Owned, approval_results, service_guides
from gongkai.demo.content.news import news
from gongkai.demo.content.notices import Draft, county_pages, drafts, letter, notices
from gongkai.demo.content.phrases import Phrases
from gongkai.demo.content.pictures import draw
from gongkai.demo.sample_year import BEIJING, SampleYear, organ_of
from gongkai.demo.words import Words
from gongkai.records.content import AttachmentRef, Content
from gongkai.records.facts import ExplainerForm
from gongkai.records.files import address
from gongkai.records.services import ImportRow

Keep = Callable[[bytes, str], AttachmentRef]
"""Keeps a file and tells how records refer to it."""

APPROVALS = 96
VARIANTS = 3
_FORMS = (ExplainerForm.TEXT, ExplainerForm.QUESTIONS)


class Register:
    """Makes the rows, group by group; the same rows on every run."""

    def __init__(self, year: SampleYear, keep: Keep) -> None:
        self.year, self._keep = year, keep
        self.seed: int = year.figures["seed"]
        self._pictures: dict[tuple[str, int], tuple[AttachmentRef, str]] = {}
        self._asked = 0

    def groups(self) -> list[tuple[str, Callable[[], Iterator[ImportRow]]]]:
        """Name and maker of each group, in the order in which they come in."""
        return [
            ("政务动态", self._news),
            ("信息公开目录", self._entries),
            ("规范性文件与解读", self._policies),
            ("来信选登", self._letters),
            ("通知公告与便民信息", self._notices),
            ("办事指南", self._guides),
            ("审批结果", self._approvals),
            (
                "征求意见",
                lambda: (self._owned(each.owned, f"draft-{n}") for n, each in self.comment_drafts()),
            ),
            ("魅力尉氏", self._county),
        ]

    def subject(self, name: str) -> str:
        """The subject of a record by its name within the sample, such as ``document-0004``."""
        return f"record:{self.year.year}-{name}"

    def comment_drafts(self) -> list[tuple[int, Draft]]:
        """The drafts that the public was asked about, with their numbers."""
        days = [self.year.days[(n * 2 + 1) * len(self.year.days) // 10] for n in range(4)]
        return list(enumerate(drafts(days), 1))

    def _row(
        self, name: str, type_key: str, content: Content, on: date, *, whose: str = "office", **more: str
    ) -> ImportRow:
        return ImportRow(
            external_id=self.subject(name).partition(":")[2],
            subject=self.subject(name),
            type=type_key,
            organ=organ_of(whose),
            content=content,
            published_on=on,
            entered_at=datetime.combine(on, time(17, 0), BEIJING),
            place=f"样例{name}",
            **more,
        )

    def _news(self) -> Iterator[ImportRow]:
        for number, on in enumerate(self.year.spread(self.year.figures["records"]["news"]), start=1):
            content = news(self.seed, number, on, self.picture)
            yield self._row(f"news-{number:04d}", "news", content, on)

    def _entries(self) -> Iterator[ImportRow]:
        figures = self.year.figures["records"]
        made = list(entries(self.seed))
        assert len(made) == figures["directory"] - figures["normative_documents"], "as the report says"
        for number, entry in enumerate(made, start=1):
            on = self._day_of(entry)
            content = self._with(finished(entry, self._made_on(f"entry-{number}", on)), entry.paper)
            yield self._row(f"entry-{number:04d}", entry.type, content, on)

    def _policies(self) -> Iterator[ImportRow]:
        figures, later = self.year.figures["records"], []
        for number, on in enumerate(self.year.spread(figures["normative_documents"]), start=1):
            content, paper = document(number, self._made_on(f"document-{number}", on))
            yield self._row(f"document-{number:04d}", "normative_document", self._with(content, paper), on)
            if number <= figures["explainers"]:
                lag = (0, 0, 2, 6)[number % 4]  # the report admits that explainers lag behind
                later.append((number, self.year.later(on, lag)))
        for number, on in later:
            yield self._row(
                f"explainer-{number:04d}",
                "explainer",
                explainer(number, on),
                on,
                explains=self.subject(f"document-{number:04d}"),
                form=_FORMS[number % 2],
            )

    def _letters(self) -> Iterator[ImportRow]:
        for number, on in enumerate(self.year.spread(self.year.figures["records"]["exchanges"]), start=1):
            title = Words(self.seed + number).question()
            content = letter(self.seed, number, title, on)
            following = f"exchange:{self.year.year}-{number:03d}"
            yield self._row(f"letter-{number:04d}", "other", content, on, following=following)

    def _notices(self) -> Iterator[ImportRow]:
        for number, each in enumerate(notices(self.seed, self.year.days, self.picture), start=1):
            yield self._owned(each, f"notice-{number:04d}")

    def _guides(self) -> Iterator[ImportRow]:
        for number, each in enumerate(service_guides(self.seed, self.year.days), start=1):
            yield self._owned(each, f"guide-{number:04d}")

    def _approvals(self) -> Iterator[ImportRow]:
        for number, each in enumerate(approval_results(self.seed, self.year.spread(APPROVALS)), start=1):
            yield self._owned(each, f"approval-{number:04d}")

    def _county(self) -> Iterator[ImportRow]:
        on = self.year.days[2]
        for number, content in enumerate(county_pages(on, self.picture), start=1):
            yield self._row(f"county-{number:04d}", "other", content, on, whose="county")

    def _owned(self, each: Owned, name: str) -> ImportRow:
        content = self._with(each.content, each.paper)
        return self._row(name, each.type, content, each.published_on, whose=each.whose)

    def _with(self, content: Content, paper: Paper | None) -> Content:
        if paper is None:
            return content
        return content.but(attachments=(*content.attachments, self._keep(paper.data, paper.name)))

    def _made_on(self, name: str, on: date) -> date:
        return Phrases(f"{self.seed}/made/{name}").days_before(on, 3)

    def _day_of(self, entry: Entry) -> date:
        days = [day for day in self.year.days if not entry.months or day.month in entry.months]
        return days[int(entry.within * len(days))]

    def picture(self, scene: str) -> tuple[AttachmentRef, str]:
        """A kept picture of a scene, one variant after the other."""
        self._asked += 1
        key = (scene, self._asked % VARIANTS)
        if key not in self._pictures:
            ref = self._keep(draw(*key), f"图片-{scene}-{key[1] + 1}.png")
            self._pictures[key] = (ref, address(ref.sha256, ref.name))
        return self._pictures[key]
