"""A notice knows when its mail went out, so that a gateway that fails does not send the mail again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0005_gate_checks"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="letter_at",
            field=models.DateTimeField(null=True, verbose_name="邮件发出时间"),
        ),
    ]
