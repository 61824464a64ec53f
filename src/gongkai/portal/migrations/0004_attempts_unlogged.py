"""Attempts are counted without waiting for the disk: after a crash of the database counting begins anew."""

from django.db import migrations


def count_in_passing(apps, editor):
    """On PostgreSQL the table needs no log: nobody is worse off for a limit that was forgotten in a crash."""
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE portal_attempts SET UNLOGGED")


def count_for_good(apps, editor):
    """The table is logged as any other."""
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE portal_attempts SET LOGGED")


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0003_report_on_site"),
    ]

    operations = [migrations.RunPython(count_in_passing, count_for_good)]
