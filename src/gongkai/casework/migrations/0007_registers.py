"""A status row tells whether its case began here, and registers are read from status rows alone."""

from django.db import migrations, models

BEGUN = """
    UPDATE casework_status SET begun = FALSE
    WHERE NOT EXISTS (SELECT 1 FROM casework_deed d WHERE d.subject = casework_status.subject AND d.begins)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0006_notice_letter"),
    ]

    operations = [
        migrations.AddField(
            model_name="statusrow",
            name="begun",
            field=models.BooleanField(default=True, verbose_name="在本系统立案"),
        ),
        migrations.RunSQL(BEGUN, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="statusrow", name="status_register"),
        migrations.AddIndex(
            model_name="statusrow",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", False)),
                fields=["region", "app", "due_on", "subject"],
                name="status_closed_due",
            ),
        ),
    ]
