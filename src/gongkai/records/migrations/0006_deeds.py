"""What is done to records besides facts, revisions and decisions is kept, and only added to."""

from functools import partial
from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

append_only = import_module("gongkai.records.migrations.0002_append_only")
TABLES = ("records_deed",)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0005_public_by_number"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Deed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.CharField(max_length=30, verbose_name="事项")),
                ("text", models.TextField(blank=True, verbose_name="说明")),
                ("post", models.CharField(max_length=60, verbose_name="岗位")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deeds",
                        to="records.record",
                        verbose_name="信息",
                    ),
                ),
            ],
            options={"db_table": "records_deed"},
        ),
        migrations.RunPython(
            partial(append_only.forwards, tables=TABLES), partial(append_only.backwards, tables=TABLES)
        ),
    ]
