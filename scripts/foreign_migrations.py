"""Write migrations for the tables of applications made by others: `python -m scripts.foreign_migrations`.

See ``gongkai.config.migrations``. With ``--anew`` the whole first migration of each is written again, which
is for the time before a first installation only.
"""

import os
import sys
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter
from django.utils import translation

from gongkai.config import migrations as foreign
from gongkai.ledger.home import SETTINGS

NAME = "0001_whole"


def histories(labels: tuple[str, ...]) -> dict[str, list[str]]:
    """The names of all migrations that each application ships."""
    kept, settings.MIGRATION_MODULES = settings.MIGRATION_MODULES, {}
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    settings.MIGRATION_MODULES = kept
    names: dict[str, set[str]] = {label: set() for label in labels}
    for (label, name), migration in loader.disk_migrations.items():
        if label in names:
            names[label] |= {name, *(each for _, each in migration.replaces)}
    return {label: sorted(each) for label, each in names.items()}


def write_whole(folder: Path, labels: tuple[str, ...]) -> None:
    """Write one migration for each application: its tables as they are now."""
    graph = MigrationGraph()
    asked = NonInteractiveMigrationQuestioner(specified_apps=set(labels))
    found = MigrationAutodetector(ProjectState(), ProjectState.from_apps(apps), asked).changes(graph)
    past = histories(labels)
    for label in labels:
        (whole,) = found[label]
        whole.name, whole.initial = NAME, True
        whole.replaces = [(label, name) for name in past[label]]
        # Of two steps that stay as they are, what comes later needs the second.
        types = ("contenttypes", "0002_remove_content_type_name")
        whole.dependencies = [types if each[0] == "contenttypes" else each for each in whole.dependencies]
        text = MigrationWriter(whole, include_header=False).as_string()
        if label == "wagtailcore":
            text = (
                "from gongkai.config.migrations import root_rows\n" + text.rstrip().removesuffix("]").rstrip()
            )
            text += "\n        migrations.RunPython(root_rows, migrations.RunPython.noop),\n    ]\n"
        place = folder / label
        place.mkdir(exist_ok=True)
        (place / "__init__.py").write_text("", "utf-8")
        (place / f"{NAME}.py").write_text(text, "utf-8")
        print(place / NAME)


def main(arguments: list[str]) -> int:
    """Write what is missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    # Migrations hold the words of the source, whatever language the site speaks.
    translation.deactivate_all()
    if "--anew" in arguments:
        write_whole(Path(foreign.__file__).parent, foreign.FOREIGN)
    else:
        call_command("makemigrations", *foreign.FOREIGN)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
