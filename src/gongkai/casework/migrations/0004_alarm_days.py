from django.db import migrations, models
from django.db.models.lookups import IsNull


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_urgent_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="statusrow",
            name="look_on",
            field=models.DateField(null=True, verbose_name="应查看之日"),
        ),
        migrations.AddField(
            model_name="statusrow",
            name="alarm_days",
            field=models.JSONField(default=dict, verbose_name="告警起始日"),
        ),
        migrations.AddIndex(
            model_name="statusrow",
            index=models.Index(
                condition=models.Q(("look_on__isnull", False)),
                fields=["region", "app", "look_on"],
                name="status_look",
            ),
        ),
        migrations.AddIndex(
            model_name="statusrow",
            index=models.Index(
                models.F("region"),
                models.F("app"),
                models.OrderBy(IsNull(models.F("closed_on"), True), descending=True),
                models.F("due_on"),
                models.F("subject"),
                name="status_register",
            ),
        ),
    ]
