"""What organs write under (机关资料), for administrators: the list, and the page of one organ."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from gongkai.desk.fields import day, text
from gongkai.desk.lists.filters import Filters, one_of, words
from gongkai.desk.lists.tables import Table, link, state, title_column, word_column
from gongkai.desk.lists.view import ListView
from gongkai.law.errors import GongkaiError
from gongkai.organs import letterheads
from gongkai.organs.kinds import Letterhead, OrganKind

VERB = letterheads.VERB


class OrganTable(Table):
    """Organs: name, code, kind, word in numbers, telephone."""

    title = title_column(verbose_name=gettext_lazy("机关"), accessor="name", order_by="name")
    code = word_column(verbose_name=gettext_lazy("代码"))
    kind = word_column(verbose_name=gettext_lazy("类别"))
    code_word = word_column(verbose_name=gettext_lazy("机关代字"), empty_values=())
    phone = word_column(verbose_name=gettext_lazy("联系电话"))

    def row_key(self, record: Any) -> str:
        """The code."""
        return str(record.code)

    def row_url(self, record: Any) -> str:
        """The page of the organ."""
        return reverse("desk:organ", args=[record.code])

    def render_title(self, value: str, record: Any) -> SafeString:
        """The name leads to the page."""
        return link(self.row_url(record), value)

    def render_code_word(self, value: str | None) -> SafeString | str:
        """The word, or that letters cannot be numbered yet."""
        return value or state(_("未填写"), "soon")

    def excel_kind(self, record: Any) -> str:
        """The kind in words."""
        return OrganKind(record.kind).label

    def excel_code_word(self, record: Any) -> str:
        """The word."""
        return record.code_word or ""


class OrganFilters(Filters):
    """By name or code, by kind."""

    q = words("search", gettext_lazy("机关名称、代码"))
    kind = one_of(gettext_lazy("类别"), [(each.value, each.label) for each in OrganKind])

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """By name or code."""
        return rows.filter(Q(name__contains=value) | Q(code__contains=value))


class Organs(ListView):
    """All organs within reach of the administrator."""

    key = "organs"
    title = gettext_lazy("机关资料")
    verb = VERB
    table_class = OrganTable
    filter_class = OrganFilters
    empty = gettext_lazy("没有符合条件的机关。")
    then = gettext_lazy("请清除筛选条件。")

    def rows(self) -> QuerySet[Any]:
        """Organs as they are called and write today."""
        return letterheads.organs_for(self.request.actor, self.request.today)

    def by_keys(self, keys: list[str]) -> Any:
        """Organs are named by their codes."""
        return self.rows().filter(pk__in=keys)


class LetterheadForm(forms.Form):
    """What an organ writes under, and from which day on."""

    code_word = text(
        gettext_lazy("机关代字"),
        most=10,
        hint=gettext_lazy("文书编号用，例如“尉政办”编为 尉政办公复〔2026〕1号。"),
    )
    phone = text(gettext_lazy("联系电话"), most=60, hint=gettext_lazy("写在征求意见书、告知书上。"))
    address = text(gettext_lazy("通信地址"), most=200)
    postcode = text(gettext_lazy("邮政编码"), most=10)
    email = forms.EmailField(
        label=gettext_lazy("电子邮箱"),
        required=False,
        max_length=100,
        widget=forms.EmailInput(attrs={"class": "form-control"}),
    )
    upper_government = text(
        gettext_lazy("上一级人民政府"),
        most=100,
        hint=gettext_lazy("仅本地区的人民政府填写；救济告知中写明。"),
    )
    how_to_pay = text(gettext_lazy("信息处理费缴纳方式"), most=300, rows=2)
    templates = text(
        gettext_lazy("文书模板文件夹"),
        most=40,
        hint=gettext_lazy("有自己的文书模板的填写；不填的，用系统自带的模板。"),
    )
    valid_from = day(gettext_lazy("自何日起"), required=True, hint=gettext_lazy("此前的文书仍用原来的资料。"))

    def given(self) -> Letterhead:
        """What the service gets."""
        return Letterhead(**{name: self.cleaned_data[name] for name in letterheads.NAMES})


@require_http_methods(["GET", "POST"])
def organ(request: HttpRequest, code: str) -> HttpResponse:
    """An organ: what it writes under today, and did before; entered anew from a day on."""
    found = letterheads.organs_for(request.actor, request.today).filter(pk=code).first()
    if found is None:
        raise Http404(code)
    form = LetterheadForm(request.POST or None, initial=_first(request, code))
    if request.method == "POST" and form.is_valid():
        try:
            letterheads.describe(
                code,
                form.given(),
                valid_from=form.cleaned_data["valid_from"],
                by=request.actor,
                at=request.at,
            )
        except GongkaiError as problem:
            form.add_error(None, problem.message)
        else:
            messages.success(request, _("已登记机关资料。"))
            return redirect("desk:organ", code)
    shown = {
        "organ": found,
        "kind": OrganKind(found.kind).label,
        "form": form,
        "history": letterheads.history(code),
        "crumbs": [(_("机关资料"), reverse("desk:organs"))],
    }
    return render(request, "desk/staff/organ.html", shown, status=422 if request.method == "POST" else 200)


def _first(request: HttpRequest, code: str) -> dict[str, Any]:
    now = letterheads.letterhead(code, as_of=request.today)
    return {name: getattr(now, name) for name in letterheads.NAMES} | {"valid_from": request.today}
