import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0007_one_way_to_number"),
    ]

    operations = [
        migrations.AlterField(
            model_name="record",
            name="column",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to="records.column",
                verbose_name="栏目",
            ),
        ),
    ]
