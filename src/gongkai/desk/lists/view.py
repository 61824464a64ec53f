"""The one view of which every list is made: a list says what its rows are, the rest is the same for all."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from gongkai.desk import queries
from gongkai.desk.lists import excel
from gongkai.desk.lists.bulk import MOST_AT_ONCE, BulkAct, Told
from gongkai.desk.lists.filters import Filters
from gongkai.desk.lists.paging import paged
from gongkai.desk.lists.tables import Table
from gongkai.organs.permissions import may, require

SIZES = (30, 60, 120)


@dataclass(frozen=True, slots=True)
class Button:
    """A button at the head of a list, shown to posts that may use it."""

    title: str
    url_name: str
    verb: str = ""
    icon: str = "new"
    main: bool = False

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name)


class ListView(View):
    """A list: search, filters in the address, sorting, pages, columns, saved views, bulk acts, Excel.

    A subclass gives ``key`` (for what people keep of it), ``title``, ``table_class``, ``filter_class``,
    ``rows()``, and says what an empty list means. ``verb`` is what a post needs to open it at all.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    note: ClassVar[str] = ""
    table_class: ClassVar[type[Table]]
    filter_class: ClassVar[type[Filters]]
    acts: ClassVar[tuple[BulkAct, ...]] = ()
    buttons: ClassVar[tuple[Button, ...]] = ()
    verb: ClassVar[str] = ""
    empty: ClassVar[str] = _("这里还没有内容。")
    then: ClassVar[str] = ""
    template_name: ClassVar[str] = "desk/lists/list.html"

    def rows(self) -> QuerySet[Any]:
        """All rows that the acting post may see."""
        raise NotImplementedError

    def more(self) -> dict[str, Any]:
        """What else the page shows."""
        return {}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for posts that may open the list."""
        if self.verb:
            require(request.actor, self.verb)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The list, a part of it for a page that is already there, or Excel."""
        filters, table = self.laid(request.GET)
        if request.GET.get("export") == "xlsx":
            return self._excel(table)
        page = paged(table.rows, self._size(request.GET), request.GET.get("page"))
        shown = self._shown(filters, table, page)
        whole = not (request.htmx and request.htmx.target == "list")
        return render(request, self.template_name if whole else "desk/lists/part.html", shown)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """A bulk act: asked about first, then done, then told about."""
        act = next((each for each in self.acts if each.key == request.POST.get("act")), None)
        if act is None:
            raise Http404
        require(request.actor, act.verb)
        back = request.POST.get("back") or request.get_full_path()
        picked = self._picked(request.POST, QueryDict(back.partition("?")[2]))
        if not picked:
            messages.warning(request, _("没有选中任何一条。请在列表左侧勾选后再操作。"))
            return redirect(self._here(back))
        confirmed = "confirmed" in request.POST
        form = act.form_class(request.POST if confirmed else None) if act.form_class else None
        if not confirmed or (form is not None and not form.is_valid()):
            titles = dict(self.names(picked[:200]))
            shown = {"act": act, "picked": picked, "titles": titles, "form": form, "list": self, "back": back}
            return render(request, "desk/lists/confirm.html", shown)
        self._tell(request, act, act.run(request, picked, form.cleaned_data if form else {}))
        return redirect(self._here(back))

    def names(self, keys: list[str]) -> list[tuple[str, str]]:
        """Keys and titles of picked rows, for the question."""
        table = self.table_class([])
        return [(table.row_key(each), str(getattr(each, "title", each))) for each in self.by_keys(keys)]

    def by_keys(self, keys: list[str]) -> QuerySet[Any]:
        """The rows of these keys, of those that the acting post may see."""
        return self.rows().filter(pk__in=[key for key in keys if key.isdigit()])

    def laid(self, query: QueryDict) -> tuple[Any, Table]:
        """The filters as an address says them, and the table of what passes. A list whose rows come from no
        table of the database lays both itself; its filters have ``form`` and ``active``.
        """
        filters = self.filter_class(query, queryset=self.rows(), request=self.request)
        rows = filters.qs if filters.is_valid() else self.rows()
        table = self.table_class(rows, order_by=query.get("sort") or None, request=self.request)
        table.show(queries.columns_of(self.request.actor, self.key))
        return filters, table

    def _size(self, query: QueryDict) -> int:
        asked = query.get("size", "")
        return int(asked) if asked.isdigit() and int(asked) in SIZES else SIZES[0]

    def _shown(self, filters: Filters, table: Table, page: Any) -> dict[str, Any]:
        request = self.request
        query = request.GET.copy()
        for passing in ("page", "export"):
            query.pop(passing, None)
        return {
            "list": self,
            "filters": filters,
            "table": table,
            "page": page,
            "views": queries.views_of(request.actor, self.key),
            "query": query.urlencode(),
            "acts": [each for each in self.acts if may(request.actor, each.verb)],
            "links": [each for each in self.buttons if not each.verb or may(request.actor, each.verb)],
            "sizes": SIZES,
            "size": page.paginator.per_page,
            "most_at_once": MOST_AT_ONCE,
            **self.more(),
        }

    def _excel(self, table: Table) -> HttpResponse:
        if (count := len(table.rows)) > excel.MOST_ROWS:
            messages.error(
                self.request,
                _("共{count}条，一次最多导出{n}条。请先用筛选缩小范围。").format(
                    count=count, n=excel.MOST_ROWS
                ),
            )
            return redirect(self.request.path)
        file = excel.book(self.title, table.titles(), table.excel_rows())
        return excel.answer(f"{self.title}{self.request.today:%Y%m%d}", file)

    def _picked(self, form: QueryDict, query: QueryDict) -> list[str]:
        if "all" in form:
            table = self.laid(query)[1]
            rows = [row.record for row in table.rows[:MOST_AT_ONCE]]
            return [table.row_key(each) for each in rows]
        return form.getlist("pick")[:MOST_AT_ONCE]

    def _here(self, back: str) -> str:
        query = back.partition("?")[2]
        return self.request.path + (f"?{query}" if query else "")

    def _tell(self, request: HttpRequest, act: BulkAct, told: Told) -> None:
        if told.done:
            messages.success(request, _("{title}：已办理{done}条。").format(title=act.title, done=told.done))
        for title, reason in told.refused[:20]:
            messages.error(request, _("“{title}”没有办理：{reason}").format(title=title, reason=reason))
        if len(told.refused) > 20:
            messages.error(request, _("另有{n}条没有办理，原因同类。").format(n=len(told.refused) - 20))
