"""How the tables of applications made by others begin: one migration for each, in place of two hundred.

A fresh installation needs the tables as they are today, not the history of how Wagtail and the others came
to them: running that history took five times as long as making the tables. Each ``0001_whole`` stands for
all migrations of the version that the lock file names (``replaces``), so an installation that ran them is
up to date as well. After a newer version is taken ``python -m scripts.foreign_migrations`` writes what is new
as further migrations; ``tests/desk/test_foreign_migrations.py`` fails until it has.
"""

from importlib import import_module

FOREIGN = (
    "account",
    "auth",
    "axes",
    "mfa",
    "socialaccount",
    "taggit",
    "wagtailadmin",
    "wagtailcore",
    "wagtaildocs",
    "wagtailembeds",
    "wagtailimages",
    "wagtailusers",
)
MODULES = {label: f"{__name__}.{label}" for label in FOREIGN}


def root_rows(apps, schema_editor):
    """The rows that Wagtail expects from the start: root page, first site, root collection, language."""
    started = import_module("wagtail.migrations.0001_squashed_0016_change_page_url_path_to_text_field")
    types, pages = apps.get_model("contenttypes.ContentType"), apps.get_model("wagtailcore.Page")
    page_type, _ = types.objects.get_or_create(model="page", app_label="wagtailcore")
    locale = apps.get_model("wagtailcore.Locale").objects.create(language_code="zh-hans")
    same = {"content_type": page_type, "locale": locale}
    pages.objects.create(
        title="Root", draft_title="Root", slug="root", path="0001", depth=1, numchild=1, url_path="/", **same
    )
    home = pages.objects.create(
        title="首页", draft_title="首页", slug="home", path="00010001", depth=2, url_path="/home/", **same
    )
    apps.get_model("wagtailcore.Site").objects.create(
        hostname="localhost", root_page_id=home.pk, is_default_site=True
    )
    apps.get_model("wagtailcore.Collection").objects.create(name="Root", path="0001", depth=1)
    # The order of a tree's paths must not depend on the language of the database server.
    started.set_page_path_collation(apps, schema_editor)
    import_module("wagtail.migrations.0027_fix_collection_path_collation").set_collection_path_collation(
        apps, schema_editor
    )
