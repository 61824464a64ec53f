from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="UnansweredQuery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=60, verbose_name="检索词")),
                ("asked_on", models.DateField(verbose_name="日期")),
                ("times", models.PositiveIntegerField(default=1, verbose_name="次数")),
                ("nearest", models.BooleanField(default=False, verbose_name="有相近结果")),
            ],
            options={
                "db_table": "search_unanswered_query",
                "constraints": [
                    models.UniqueConstraint(fields=("asked_on", "text"), name="unanswered_of_a_day")
                ],
            },
        ),
    ]
