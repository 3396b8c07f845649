"""What editors put in front of readers: stories of the front page, and key stories of topics."""

import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def _permissions(apps):
    # Django makes permissions after the last migration, and the groups need them now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", content_type__model__in=["frontpick", "keystory"]
    )


def give_rights(apps, schema_editor):
    """Editors choose what stands before readers, contributors see it."""
    permissions = _permissions(apps)
    groups = apps.get_model("auth", "Group").objects
    for group in groups.filter(name="Editor"):
        group.permissions.add(*permissions)
    for group in groups.filter(name="Contributor"):
        group.permissions.add(*permissions.filter(codename__startswith="view_"))


def take_rights(apps, schema_editor):
    _permissions(apps).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0012_embargo"),
    ]

    operations = [
        migrations.CreateModel(
            name="FrontPick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=1, help_text="The smallest number leads.")),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="After this day it leaves the front page. Empty: until taken off.",
                        null=True,
                        verbose_name="last day",
                    ),
                ),
                (
                    "article",
                    models.OneToOneField(
                        help_text="It is shown once it is published.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="front_pick",
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "story of the front page",
                "verbose_name_plural": "front page",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FrontPickEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_changeset",
                    models.BigIntegerField(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("newsarchive.changeset"),
                                    models.Value(True),
                                    function="current_setting",
                                    output_field=models.TextField(),
                                ),
                                models.Value(""),
                            ),
                            models.BigIntegerField(),
                        ),
                        db_index=True,
                        null=True,
                    ),
                ),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveSmallIntegerField(default=1, help_text="The smallest number leads.")),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="After this day it leaves the front page. Empty: until taken off.",
                        null=True,
                        verbose_name="last day",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="It is shown once it is published.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="event",
                        to="articles.frontpick",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KeyStory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        help_text="Readers see it below the headline: “The treaty text that later agreements build on.”",
                        max_length=200,
                        verbose_name="why it matters",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="key_stories", to="articles.tag"
                    ),
                ),
            ],
            options={
                "verbose_name": "key story",
                "verbose_name_plural": "key stories",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="KeyStoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_changeset",
                    models.BigIntegerField(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("newsarchive.changeset"),
                                    models.Value(True),
                                    function="current_setting",
                                    output_field=models.TextField(),
                                ),
                                models.Value(""),
                            ),
                            models.BigIntegerField(),
                        ),
                        db_index=True,
                        null=True,
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "reason",
                    models.CharField(
                        help_text="Readers see it below the headline: “The treaty text that later agreements build on.”",
                        max_length=200,
                        verbose_name="why it matters",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1)),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="event",
                        to="articles.keystory",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frontpick",
            trigger=pgtrigger.compiler.Trigger(
                name="log_edition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO articles_articlechange (article_id) VALUES (0); RETURN NULL;",
                    hash="053a16db376a73af5b48bdc114e452df9a3512e7",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_log_edition_d18e5",
                    table="articles_frontpick",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frontpick",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_frontpickevent" ("article_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "until") SELECT new_values."article_id", new_values."id", NOW(), \'insert\', new_values."id", new_values."position", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d1906dde30020b39dda83b05e2d811696cc99682",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_331b5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="articles_frontpick",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frontpick",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_frontpickevent" ("article_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "until") SELECT new_values."article_id", new_values."id", NOW(), \'update\', new_values."id", new_values."position", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c57200a3ca2501de58d88c4f59ae522eed8b1c62",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9a453",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="articles_frontpick",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frontpick",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_frontpickevent" ("article_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "until") SELECT old_values."article_id", old_values."id", NOW(), \'delete\', old_values."id", old_values."position", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1dfb1aeb927f061e7dba12f888ad9cabd25641fe",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4fa54",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="articles_frontpick",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frontpickevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0b5a02b4769ec9902b70217ab059df2e05cc6c04",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_68aa6",
                    table="articles_frontpickevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="keystory",
            constraint=models.UniqueConstraint(fields=("tag", "article"), name="key_story_once_per_tag"),
        ),
        migrations.AddConstraint(
            model_name="keystory",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="key_story_has_reason"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keystory",
            trigger=pgtrigger.compiler.Trigger(
                name="log_edition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO articles_articlechange (article_id) VALUES (0); RETURN NULL;",
                    hash="1db3968f4f53998d3e70a25ce242a03d5fcbc3bd",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_log_edition_b69d5",
                    table="articles_keystory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keystory",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_keystoryevent" ("article_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "tag_id") SELECT new_values."article_id", new_values."id", NOW(), \'insert\', new_values."id", new_values."position", new_values."reason", new_values."tag_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7c227d12237382e559582e769d92fe4aa4e93963",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_47b8c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="articles_keystory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keystory",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_keystoryevent" ("article_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "tag_id") SELECT new_values."article_id", new_values."id", NOW(), \'update\', new_values."id", new_values."position", new_values."reason", new_values."tag_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="526191b7bdb2d963e7945ec427ae10986deed15b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_834eb",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="articles_keystory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keystory",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_keystoryevent" ("article_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "tag_id") SELECT old_values."article_id", old_values."id", NOW(), \'delete\', old_values."id", old_values."position", old_values."reason", old_values."tag_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="18497d22e21379446fb52cce71492cdb3aca18f5",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_49a61",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="articles_keystory",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keystoryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0e3920d2ed40c9de9789e5c12e83ec0a7702052e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_89c77",
                    table="articles_keystoryevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(give_rights, take_rights),
    ]
