"""The table in which attempts are counted for all server processes."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor) -> None:
    """Make the table that the settings name, where it is not there yet."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
