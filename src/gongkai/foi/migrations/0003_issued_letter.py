"""Letters of procedure are kept; the code word that was typed at each signature belongs to the organ."""

import django.db.models.deletion
from django.db import migrations, models

SERIES = "公复"


def take_over_code_words(apps, schema_editor):
    """An organ that has signed letters has the word of the last one, from its founding on."""
    replies = apps.get_model("foi", "Reply").objects.filter(signed_at__isnull=False).order_by("signed_at")
    organs = apps.get_model("organs", "OrganRow").objects.in_bulk()
    letterheads = apps.get_model("organs", "LetterheadRow").objects
    last = dict(replies.values_list("application__status__organ", "number"))
    for code, number in last.items():
        word = number.partition(SERIES)[0][:10]
        if not word or code not in organs or letterheads.filter(organ=code).exclude(code_word="").exists():
            continue
        letterheads.update_or_create(
            organ_id=code, valid_from=organs[code].founded_on, defaults={"code_word": word}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("foi", "0002_released_answers"),
        ("organs", "0005_letterhead"),
    ]

    operations = [
        migrations.CreateModel(
            name="IssuedLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="种类")),
                ("number", models.CharField(blank=True, max_length=80, verbose_name="文号")),
                ("ref", models.CharField(blank=True, max_length=10, verbose_name="编号")),
                ("issued_on", models.DateField(verbose_name="成文日期")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="foi.application",
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.paper",
                        verbose_name="PDF 文书",
                    ),
                ),
                (
                    "word",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.paper",
                        verbose_name="Word 文书",
                    ),
                ),
            ],
            options={"db_table": "foi_issued_letter"},
        ),
        migrations.AlterField(
            model_name="application",
            name="number",
            field=models.CharField(max_length=40, verbose_name="登记号"),
        ),
        migrations.RunPython(take_over_code_words, migrations.RunPython.noop),
    ]
