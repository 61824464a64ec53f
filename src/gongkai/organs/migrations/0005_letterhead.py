"""What an organ writes under is kept with the organ, with its day."""

import os

import django.db.models.deletion
from django.db import migrations, models


def take_over_setting(apps, schema_editor):
    """What the setting named before belongs to the governments that have nobody above them here."""
    upper = os.environ.get("GONGKAI_UPPER_GOVERNMENT", "").strip()
    if not upper:
        return
    names = apps.get_model("organs", "OrganName")
    letterheads = apps.get_model("organs", "LetterheadRow")
    for each in names.objects.filter(organ__kind="government", parent=None, valid_to=None):
        letterheads.objects.create(
            organ_id=each.organ_id, valid_from=each.organ.founded_on, upper_government=upper[:100]
        )


class Migration(migrations.Migration):
    dependencies = [
        ("organs", "0004_staff_deed"),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterheadRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="起")),
                ("code_word", models.CharField(blank=True, max_length=10, verbose_name="机关代字")),
                (
                    "upper_government",
                    models.CharField(blank=True, max_length=100, verbose_name="上一级人民政府"),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="通信地址")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="邮政编码")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="联系电话")),
                ("email", models.CharField(blank=True, max_length=100, verbose_name="电子邮箱")),
                ("how_to_pay", models.CharField(blank=True, max_length=300, verbose_name="缴费方式")),
                ("templates", models.CharField(blank=True, max_length=40, verbose_name="文书模板文件夹")),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letterheads",
                        to="organs.organrow",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "db_table": "organs_letterhead",
            },
        ),
        migrations.AddConstraint(
            model_name="letterheadrow",
            constraint=models.UniqueConstraint(fields=("organ", "valid_from"), name="letterhead_start"),
        ),
        migrations.RunPython(take_over_setting, migrations.RunPython.noop),
    ]
