"""One migration for each application made by others: it makes what their tables are now."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from gongkai.config import migrations


def test_no_table_waits_for_a_migration(sqlite):
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out, stderr=out)
    except SystemExit:
        pytest.fail(f"run `python -m scripts.foreign_migrations`, or make yours: {out.getvalue()}")


def test_the_structure_begins_with_its_root(sqlite):
    from wagtail.models import Collection, Locale, Page, Site

    assert Page.objects.get(depth=1).numchild == 1
    assert Site.objects.get(is_default_site=True).root_page.depth == 2
    assert Collection.objects.get(depth=1).name == "Root"
    assert Locale.objects.get().language_code == "zh-hans"
    assert Page.find_problems() == ([], [], [], [], [])


def test_they_stand_for_every_migration_that_others_ship(sqlite):
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from scripts.foreign_migrations import histories

    loader = MigrationLoader(connection)
    for label, names in histories(migrations.FOREIGN).items():
        replaced = {
            name for app, name in loader.disk_migrations[label, "0001_whole"].replaces if app == label
        }
        assert set(names) <= replaced, f"{label} ships migrations that are not accounted for"
        assert apps.is_installed(apps.get_app_config(label).name)
