"""What became of the pages that stories were taken from."""

import django.db.models.deletion
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def _permissions(apps, model):
    # Django makes permissions after the last migration, and the group needs them now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", content_type__model=model
    )


def give_rights(apps, schema_editor):
    rights = _permissions(apps, "linkcheck")
    groups = apps.get_model("auth", "Group").objects
    for group in groups.filter(name="Editor"):
        group.permissions.add(*rights.filter(codename__startswith="view_"))
    for group in groups.filter(name="Contributor"):
        group.permissions.add(*rights.filter(codename__startswith="view_"))


def take_rights(apps, schema_editor):
    _permissions(apps, "linkcheck").delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_subscriptions")]

    operations = [
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="link_check",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("url", models.URLField(max_length=4000, verbose_name="address")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("alive", "There"),
                            ("moved", "Moved"),
                            ("changed", "Another page now"),
                            ("missing", "Not found, once so far"),
                            ("gone", "Gone"),
                            ("untold", "Could not be looked at"),
                        ],
                        max_length=16,
                    ),
                ),
                ("moved_to", models.URLField(blank=True, max_length=4000)),
                ("told", models.TextField(blank=True, verbose_name="what was found")),
                ("missing_since", models.DateTimeField(blank=True, null=True)),
                ("checked_at", models.DateTimeField(db_index=True, verbose_name="last looked at")),
            ],
            options={
                "verbose_name": "original",
                "ordering": ["-checked_at"],
                "indexes": [models.Index(models.F("state"), name="link_check_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["alive", "moved", "changed", "missing", "gone", "untold"])),
                        name="link_check_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["missing", "gone"]), _negated=True),
                            ("missing_since__isnull", False),
                            _connector="OR",
                        ),
                        name="link_check_missing_since",
                    ),
                ],
            },
        ),
        migrations.RunPython(give_rights, take_rights),
    ]
