import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("axes", "0001_initial"),
        ("axes", "0002_auto_20151217_2044"),
        ("axes", "0003_auto_20160322_0929"),
        ("axes", "0004_auto_20181024_1538"),
        ("axes", "0005_remove_accessattempt_trusted"),
        ("axes", "0006_remove_accesslog_trusted"),
        ("axes", "0007_alter_accessattempt_unique_together"),
        ("axes", "0008_accessfailurelog"),
        ("axes", "0009_add_session_hash"),
        ("axes", "0010_accessattemptexpiration"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AccessAttempt",
            fields=[
                (
                    "id",
                    models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("user_agent", models.CharField(db_index=True, max_length=255, verbose_name="User Agent")),
                (
                    "ip_address",
                    models.GenericIPAddressField(db_index=True, null=True, verbose_name="IP Address"),
                ),
                (
                    "username",
                    models.CharField(db_index=True, max_length=255, null=True, verbose_name="Username"),
                ),
                ("http_accept", models.CharField(max_length=1025, verbose_name="HTTP Accept")),
                ("path_info", models.CharField(max_length=255, verbose_name="Path")),
                ("attempt_time", models.DateTimeField(auto_now_add=True, verbose_name="Attempt Time")),
                ("get_data", models.TextField(verbose_name="GET Data")),
                ("post_data", models.TextField(verbose_name="POST Data")),
                ("failures_since_start", models.PositiveIntegerField(verbose_name="Failed Logins")),
            ],
            options={
                "verbose_name": "access attempt",
                "verbose_name_plural": "access attempts",
                "unique_together": {("username", "ip_address", "user_agent")},
            },
        ),
        migrations.CreateModel(
            name="AccessFailureLog",
            fields=[
                (
                    "id",
                    models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("user_agent", models.CharField(db_index=True, max_length=255, verbose_name="User Agent")),
                (
                    "ip_address",
                    models.GenericIPAddressField(db_index=True, null=True, verbose_name="IP Address"),
                ),
                (
                    "username",
                    models.CharField(db_index=True, max_length=255, null=True, verbose_name="Username"),
                ),
                ("http_accept", models.CharField(max_length=1025, verbose_name="HTTP Accept")),
                ("path_info", models.CharField(max_length=255, verbose_name="Path")),
                ("attempt_time", models.DateTimeField(auto_now_add=True, verbose_name="Attempt Time")),
                (
                    "locked_out",
                    models.BooleanField(blank=True, default=False, verbose_name="Access lock out"),
                ),
            ],
            options={
                "verbose_name": "access failure",
                "verbose_name_plural": "access failures",
            },
        ),
        migrations.CreateModel(
            name="AccessLog",
            fields=[
                (
                    "id",
                    models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("user_agent", models.CharField(db_index=True, max_length=255, verbose_name="User Agent")),
                (
                    "ip_address",
                    models.GenericIPAddressField(db_index=True, null=True, verbose_name="IP Address"),
                ),
                (
                    "username",
                    models.CharField(db_index=True, max_length=255, null=True, verbose_name="Username"),
                ),
                ("http_accept", models.CharField(max_length=1025, verbose_name="HTTP Accept")),
                ("path_info", models.CharField(max_length=255, verbose_name="Path")),
                ("attempt_time", models.DateTimeField(auto_now_add=True, verbose_name="Attempt Time")),
                ("logout_time", models.DateTimeField(blank=True, null=True, verbose_name="Logout Time")),
                (
                    "session_hash",
                    models.CharField(
                        blank=True, default="", max_length=64, verbose_name="Session key hash (sha256)"
                    ),
                ),
            ],
            options={
                "verbose_name": "access log",
                "verbose_name_plural": "access logs",
            },
        ),
        migrations.CreateModel(
            name="AccessAttemptExpiration",
            fields=[
                (
                    "access_attempt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="expiration",
                        serialize=False,
                        to="axes.accessattempt",
                        verbose_name="Access Attempt",
                    ),
                ),
                (
                    "expires_at",
                    models.DateTimeField(
                        help_text="The time when access attempt expires and is no longer valid.",
                        verbose_name="Expires At",
                    ),
                ),
            ],
            options={
                "verbose_name": "access attempt expiration",
                "verbose_name_plural": "access attempt expirations",
            },
        ),
    ]
