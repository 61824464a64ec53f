"""Reconsiderations and lawsuits."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("casework", "0003_urgent_notices")]

    operations = [
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "status",
                    models.OneToOneField(
                        db_column="subject",
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="dispute",
                        serialize=False,
                        to="casework.statusrow",
                    ),
                ),
                ("region", models.CharField(max_length=20, verbose_name="地区")),
                (
                    "kind",
                    models.CharField(
                        choices=[("reconsideration", "reconsideration"), ("lawsuit", "lawsuit")],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="登记号")),
                ("title", models.CharField(max_length=100, verbose_name="标题")),
                ("about", models.CharField(blank=True, max_length=120, verbose_name="争议事项")),
                ("body", models.CharField(max_length=100, verbose_name="审理机关")),
                ("case_no", models.CharField(blank=True, max_length=60, verbose_name="案号")),
                ("after_reconsideration", models.BooleanField(default=False, verbose_name="复议后起诉")),
                ("after", models.CharField(blank=True, max_length=120, verbose_name="此前的复议")),
                ("registered_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "claimant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="casework.party",
                        verbose_name="申请人、原告",
                    ),
                ),
            ],
            options={
                "db_table": "oversight_dispute",
                "indexes": [
                    models.Index(
                        condition=models.Q(("about", ""), _negated=True),
                        fields=["about"],
                        name="dispute_about",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("region", "kind", "number"), name="dispute_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("case_no", ""), _negated=True),
                        fields=("region", "body", "case_no"),
                        name="dispute_case_no",
                    ),
                ],
            },
        ),
    ]
