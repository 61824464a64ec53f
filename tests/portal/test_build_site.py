"""Building the site: once, again, and after a site editor was at work."""

from dataclasses import replace

import pytest
from wagtail.models import Page

from gongkai.portal import queries
from gongkai.portal.layout import layout
from gongkai.portal.models import BoardPage, SectionPage
from gongkai.portal.services import Built, build_site
from gongkai.records.queries import columns
from records.office import COUNTY


def test_building_again_changes_nothing(site):
    before = list(Page.objects.order_by("path").values_list("path", "title", "slug"))
    assert build_site() == Built(0, 0, 0)
    assert list(Page.objects.order_by("path").values_list("path", "title", "slug")) == before
    assert not any(Page.find_problems())


def test_every_column_of_the_register_has_its_page(site):
    planned = layout().columns
    rows = {each.code: each for each in columns(COUNTY)}
    pages = {each.code: each for each in SectionPage.objects.all()}
    assert set(pages) == set(planned) <= set(rows)
    for code, column in planned.items():
        assert (rows[code].name, rows[code].board, rows[code].stale_working_days) == (
            column.name,
            column.board,
            column.limit,
        )
        assert pages[code].place == f"/{column.board}/{code}/"


def test_what_a_site_editor_wrote_stays(site):
    section = SectionPage.objects.get(code="weishi-yaowen")
    section.description = "编辑改过的说明"
    section.save()
    build_site()
    assert SectionPage.objects.get(code="weishi-yaowen").description == "编辑改过的说明"


def test_a_column_follows_the_layout_to_another_board(site):
    plan = layout()
    first, second, *rest = plan.boards
    moved = replace(first.columns[-1], board=second.code)
    changed = replace(
        plan,
        boards=(
            replace(first, columns=first.columns[:-1]),
            replace(second, columns=(*second.columns, moved)),
            *rest,
        ),
    )
    build_site(changed)
    page = SectionPage.objects.get(code=moved.code)
    assert page.get_parent().slug == second.code
    assert not any(Page.find_problems())


def test_the_structure_is_read_by_few_queries(site, django_assert_num_queries):
    with django_assert_num_queries(4):
        seen = queries.structure()
    assert [board.code for board in seen.boards] == [board.code for board in layout().boards]
    assert seen.column("weishi-yaowen").address == "/xinwen/weishi-yaowen/"
    assert [topic.title for topic in seen.board("zhuanti").topics] == ["三农工作"]


@pytest.mark.parametrize("verb", ["delete", "unpublish", "move", "copy"])
def test_pages_of_the_layout_stay_whoever_asks(site, verb, django_user_model):
    root = django_user_model(login="root", is_superuser=True, is_active=True)
    for page in [BoardPage.objects.first(), SectionPage.objects.first()]:
        asked = page.permissions_for_user(root)
        assert not getattr(asked, f"can_{verb}")()
        assert asked.can_edit()
