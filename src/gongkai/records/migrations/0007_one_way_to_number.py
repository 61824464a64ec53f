"""Serials of records are counted where all serials are: one way to number."""

from django.db import migrations

COPY = "INSERT INTO casework_counter (series, last) SELECT series, last FROM records_counter"
BACK = (
    "INSERT INTO records_counter (series, last) SELECT series, last FROM casework_counter "
    "WHERE series LIKE 'subject/%' OR series LIKE 'index_no/%'"
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("records", "0006_deeds")]
    operations = [
        migrations.RunSQL(COPY, BACK),
        migrations.DeleteModel("Counter"),
    ]
