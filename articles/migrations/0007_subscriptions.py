"""Feeds that are polled: subscriptions, what was seen of each, and the imports that they make."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
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
    rights = _permissions(apps, "subscription")
    groups = apps.get_model("auth", "Group").objects
    for group in groups.filter(name="Editor"):
        group.permissions.add(*rights)
    for group in groups.filter(name="Contributor"):
        group.permissions.add(*rights.filter(codename__startswith="view_"))


def take_rights(apps, schema_editor):
    _permissions(apps, "subscription").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_tokens"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="importfile",
            name="only",
            field=models.JSONField(
                blank=True, help_text="Places of the items to import, where it is not all.", null=True
            ),
        ),
        migrations.AddField(
            model_name="importfile",
            name="page_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pages",
                to="articles.importfile",
            ),
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="What its imports are named after: “Daily Wharf, world”.", max_length=160
                    ),
                ),
                ("address", models.URLField(max_length=2000, unique=True, verbose_name="address of the feed")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("stopped", "Stopped after failures"),
                            ("gone", "Ended by its site"),
                        ],
                        default="active",
                        max_length=16,
                    ),
                ),
                (
                    "interval",
                    models.PositiveIntegerField(
                        choices=[
                            (15, "every 15 minutes"),
                            (30, "every half hour"),
                            (60, "every hour"),
                            (180, "every 3 hours"),
                            (360, "every 6 hours"),
                            (720, "every 12 hours"),
                            (1440, "every day"),
                        ],
                        default=60,
                        verbose_name="polled",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True, help_text="Such as en, ja, pt-BR. Otherwise recognised.", max_length=35
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("news", "News"),
                            ("opinion", "Opinion"),
                            ("analysis", "Analysis"),
                            ("feature", "Feature"),
                        ],
                        max_length=16,
                        verbose_name="type",
                    ),
                ),
                (
                    "makes_topics",
                    models.BooleanField(
                        default=False,
                        help_text="Otherwise only those of the feed's labels are used that the archive has a topic for.",
                        verbose_name="its labels may become topics",
                    ),
                ),
                (
                    "whole_pages",
                    models.BooleanField(
                        default=True,
                        help_text="Where the feed has only a summary, the page it links to is fetched as well.",
                        verbose_name="fetch the whole story",
                    ),
                ),
                (
                    "publish",
                    models.BooleanField(
                        default=False,
                        help_text="Otherwise stories are drafts.",
                        verbose_name="publish what is complete",
                    ),
                ),
                ("etag", models.CharField(blank=True, editable=False, max_length=1000)),
                ("last_modified", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "next_due_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="next poll"
                    ),
                ),
                (
                    "succeeded_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last success"),
                ),
                (
                    "failures",
                    models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="failures in a row"),
                ),
                ("failed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="last failure")),
                ("failure", models.TextField(blank=True, editable=False, verbose_name="why")),
                ("remark", models.TextField(blank=True, editable=False, verbose_name="left out last")),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "countries",
                    models.ManyToManyField(
                        blank=True, help_text="Put on each story.", related_name="subscriptions", to="articles.country"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="articles.section",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="articles.source",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Put on each story.",
                        limit_choices_to={"kind": "topic"},
                        related_name="subscriptions",
                        to="articles.tag",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="subscriptions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": [django.db.models.functions.text.Lower("name"), "id"],
            },
        ),
        migrations.CreateModel(
            name="SubscribedEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.BinaryField(max_length=32)),
                ("content", models.BinaryField(max_length=32)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="articles.subscription"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="import",
            name="subscription",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="imports",
                to="articles.subscription",
            ),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(
                models.F("next_due_at"), condition=models.Q(("state", "active")), name="subscription_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="subscription_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["active", "paused", "stopped", "gone"])),
                name="subscription_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscribedentry",
            constraint=models.UniqueConstraint(models.F("subscription"), models.F("key"), name="subscribed_entry_once"),
        ),
        migrations.RunPython(give_rights, take_rights),
    ]
