"""The page of a record: what it says, its clearance, checks, timeline, revisions side by side, its files."""

import re
from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from gongkai.desk.comparing import Pair, pairs, words
from gongkai.desk.timeline import Event, Wording, facts_of, in_order
from gongkai.organs.permissions import may
from gongkai.records import files, record_page
from gongkai.records.act_forms import EXPLAINER, SECRECY, TAKE_DOWN
from gongkai.records.acts import next_acts
from gongkai.records.clearance import State
from gongkai.records.content import Content
from gongkai.records.markup import text_of
from gongkai.records.record_page import RecordPage
from gongkai.records.tables import OPENNESS
from gongkai.records.types import FIELDS
from gongkai.records.views.shared import crumbs, page_of, url_of

VALUES = {
    **{key.value: title for key, title in EXPLAINER.items()},
    **OPENNESS,
    **{key.value: title for key, title in TAKE_DOWN.items()},
    "replaced": _("被新文件代替"),
    "cleaned_up": _("文件清理"),
    "lapsed": _("有效期满"),
}
WORDING = {
    "records.made": Wording(_("制作"), {"doc_no": _("文号")}, {}),
    "records.cleared": Wording(_("审查通过"), {"openness": _("公开属性"), "ground": _("依据")}, VALUES),
    "records.published": Wording(_("公开发布"), {}, VALUES),
    "records.taken_down": Wording(_("撤下"), {"reason": _("原因")}, VALUES),
    "records.repealed": Wording(_("废止、失效"), {"reason": _("原因"), "by": _("依据")}, VALUES),
    "records.explained": Wording(_("发布解读"), {"form": _("形式"), "explainer": _("解读")}, VALUES),
    "records.reassessed": Wording(_("定期评估"), {"openness": _("公开属性"), "ground": _("依据")}, VALUES),
}
_FILE = re.compile(r'(src|href)="/files/([0-9a-f]{64})(\.[a-z0-9]{1,8})?"')
LATEST = 12


@require_GET
def record(request: HttpRequest, number: str) -> HttpResponse:
    """A record with everything about it, and the acts that may come next."""
    page = page_of(request, number)
    looking = page.in_work and page.edition_state in (State.DRAFT, State.RETURNED)
    shown = {
        "page": page,
        "acts": next_acts(page, request.actor),
        "body": body_of(page),
        "facts": labelled(page),
        "events": _events(page),
        "findings": record_page.findings_of(request.actor, page.subject, request.today) if looking else None,
        "secrecy": {key.value: title for key, title in SECRECY.items()},
        "crumbs": crumbs(),
        "latest": LATEST,
        "may_edit": page.in_work and may(request.actor, "records.revise", page.organ),
    }
    return render(request, "records/record.html", shown)


@require_GET
def timeline(request: HttpRequest, number: str) -> HttpResponse:
    """The whole timeline."""
    page = page_of(request, number)
    shown = {"page": page, "events": _events(page), "crumbs": crumbs((page.title, url_of(number)))}
    return render(request, "records/timeline.html", shown)


@require_GET
def compare(request: HttpRequest, number: str) -> HttpResponse:
    """Two revisions side by side."""
    page = page_of(request, number)
    names = [each.name for each in page.revisions]
    new = request.GET.get("new") or names[0]
    old = request.GET.get("old") or (names[names.index(new) + 1] if new in names[:-1] else new)
    before, after = (record_page.content_named(request.actor, page.subject, name) for name in (old, new))
    if before is None or after is None:
        raise Http404
    shown = {
        "page": page,
        "old": old,
        "new": new,
        "parts": compared(before, after),
        "crumbs": crumbs((page.title, url_of(number))),
    }
    return render(request, "records/compare.html", shown)


@require_GET
def revision(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """An old revision as it was, with what was decided on it."""
    page = page_of(request, number)
    content = record_page.content_named(request.actor, page.subject, name)
    about = record_page.revision_named(page, name)
    if content is None or about is None:
        raise Http404
    shown = {
        "page": page,
        "about": about,
        "content": content,
        "body": body_of(page, content),
        "decisions": [each for each in page.decisions if each.revision == name],
        "crumbs": crumbs((page.title, url_of(number))),
    }
    return render(request, "records/revision.html", shown)


@require_GET
def file(request: HttpRequest, number: str, sha256: str) -> FileResponse:
    """A file of a record, published or not, for those who may read the record."""
    page = page_of(request, number)
    kept = record_page.file_of(request.actor, page.subject, sha256)
    path = files.path_of(sha256)
    if kept is None or not path.exists():
        raise Http404
    name = next((each.name for each in page.content.attachments if each.sha256 == sha256), kept.name)
    picture = kept.media_type.startswith("image/")
    return FileResponse(
        path.open("rb"), as_attachment=not picture, filename=name, content_type=kept.media_type
    )


def body_of(page: RecordPage, content: Content | None = None) -> SafeString:
    """The text for a page of the desk, pictures and files from where unpublished ones are.

    It was cleaned when it was kept (``markup.clean_html``): no script or style is in it.
    """
    base = reverse("records:page", args=[page.number])
    body = (content or page.content).body
    text = _FILE.sub(lambda found: f'{found[1]}="{base}files/{found[2]}/"', body)
    return mark_safe(text)  # noqa: S308 - cleaned by our own cleaner when it was kept


def labelled(page: RecordPage) -> list[tuple[str, object]]:
    """What the directory says of a record. Law: OGI 12."""
    content = page.content
    return [
        (_("索引号"), page.index_no or _("发布时编制")),
        (_("发布机构"), page.organ_name),
        (_("类型"), page.kind.title),
        (_("发文字号"), content.doc_no),
        (_("主题分类"), content.topic),
        (_("栏目"), page.column_name),
        (
            _("公开属性"),
            OPENNESS[content.openness.value] + (f"（{content.ground}）" if content.ground else ""),
        ),
        (_("成文日期"), content.made_on),
        (_("发布日期"), page.published_on),
        (_("施行日期"), content.in_force_from),
        (_("有效期至"), content.valid_until),
        (_("效力"), page.validity.title if page.validity else ""),
        (_("信息来源"), content.source),
        (_("公开对象"), content.audience),
        (_("关键词"), "、".join(content.keywords)),
        (_("责任编辑"), content.editor),
    ]


def _events(page: RecordPage) -> list[Event]:
    facts = facts_of(page.region, page.subject, WORDING)
    revised = (
        Event(
            at=each.at,
            title=_("第{edition}版第{number}稿").format(edition=each.edition, number=each.number),
            text=each.note,
            person=each.person,
        )
        for each in page.revisions
    )
    decided = (
        Event(
            at=each.at,
            title=f"{each.title}：{each.verdict}" if each.verdict else each.title,
            text=each.remarks,
            person=each.person,
        )
        for each in page.decisions
    )
    done = (Event(at=each.at, title=each.title, text=each.text, person=each.person) for each in page.deeds)
    return in_order(facts, revised, decided, done)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a comparison: a field or the text, with its paragraphs side by side."""

    title: str
    pairs: list[Pair]


def compared(before: Content, after: Content) -> list[Part]:
    """What differs between two contents, field by field, then the text; what is the same is left out."""
    labels = FIELDS | {
        "openness": _("公开属性"),
        "ground": _("不公开的依据"),
        "made_on": _("成文日期"),
        "editor": _("责任编辑"),
    }
    parts = []
    for name, label in labels.items():
        if name == "body":
            continue
        old, new = _plain(getattr(before, name)), _plain(getattr(after, name))
        if old != new:
            parts.append(Part(label, [words(old, new)]))
    for key in sorted({*before.elements, *after.elements}):
        old, new = before.elements.get(key, ""), after.elements.get(key, "")
        if old != new:
            parts.append(Part(key, pairs(old, new)))
    old, new = text_of(before.body), text_of(after.body)
    if old != new:
        parts.append(Part(_("正文"), pairs(old, new)))
    elif before.body != after.body:
        same = str(_("（文字相同，版式、链接或者图片有改动）"))
        parts.append(Part(_("正文"), [words(same, same)]))
    old, new = (_plain([each.name for each in one.attachments]) for one in (before, after))
    if [each.sha256 for each in before.attachments] != [each.sha256 for each in after.attachments]:
        parts.append(Part(_("附件"), [words(old, new)]))
    return parts


def _plain(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "、".join(str(each) for each in value)
    return str(OPENNESS.get(str(value), value)) if value is not None else ""
