"""The database itself refuses to change or remove what was done, filed and reviewed, whoever asks.

Of a paper one thing may be noted: when its content was erased.
"""

from django.db import migrations

TEXT = "办理记录、文书和保密审查只能追加，不能修改、删除"
KEPT = (
    "subject, region, kind, title, number, sha256, size, name, media_type, visibility, party_id, made_at, by"
)
TABLES = {
    "casework_deed": "UPDATE",
    "casework_paper_review": "UPDATE",
    "casework_paper": f"UPDATE OF {', '.join(chr(34) + each + chr(34) for each in KEPT.split(', '))}",
}


def forwards(apps, editor):
    for table, update in TABLES.items():
        if editor.connection.vendor == "sqlite":
            for deed in (update, "DELETE"):
                editor.execute(
                    f"CREATE TRIGGER {table}_no_{deed[:6].lower()} BEFORE {deed} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
                )
        else:
            editor.execute(
                f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"RAISE EXCEPTION '{TEXT}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            editor.execute(
                f"CREATE TRIGGER {table}_no_change BEFORE DELETE OR {update} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
            )
            editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
            )


def backwards(apps, editor):
    for table in TABLES:
        if editor.connection.vendor == "sqlite":
            for deed in ("update", "delete"):
                editor.execute(f"DROP TRIGGER {table}_no_{deed}")
        else:
            editor.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
            editor.execute(f"DROP TRIGGER {table}_no_change ON {table}")
            editor.execute(f"DROP FUNCTION {table}_refuse()")


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
