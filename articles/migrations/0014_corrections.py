"""Corrections of stories."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
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
        content_type__app_label="articles", content_type__model="correction"
    )


def give_rights(apps, schema_editor):
    """A published story is the editors', and so are its corrections; contributors see them."""
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
        ("articles", "0013_featured"),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "text",
                    models.TextField(help_text="What was wrong, and what is right. Readers see it with the story."),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="corrections", to="articles.article"
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="CorrectionEvent",
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
                    "text",
                    models.TextField(help_text="What was wrong, and what is right. Readers see it with the story."),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="event",
                        to="articles.correction",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="correction_has_text"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="log_edition",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO articles_articlechange (article_id) VALUES (0); RETURN NULL;",
                    hash="0c1cd41f8d38a6cd5aaea42cf5cba4e3802f0606",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_log_edition_b70b1",
                    table="articles_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_correctionevent" ("article_id", "id", "made_at", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT new_values."article_id", new_values."id", new_values."made_at", NOW(), \'insert\', new_values."id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="03870ddbd50c8aaf48fd176d6ce1fafbeb5a5e70",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_195a7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="articles_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_correctionevent" ("article_id", "id", "made_at", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT new_values."article_id", new_values."id", new_values."made_at", NOW(), \'update\', new_values."id", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bdf1c5a6bcf213e13fe90e80ffc0f88757e5a8d4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_efab7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="articles_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_correctionevent" ("article_id", "id", "made_at", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT old_values."article_id", old_values."id", old_values."made_at", NOW(), \'delete\', old_values."id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8bb81dddd205ec3cf0a883f5248e6f1d42d01985",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4a60c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="articles_correction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correctionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b7cc5fab6d092edeecc31b0a4e71e40c59c4c891",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_24b3d",
                    table="articles_correctionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(give_rights, take_rights),
    ]
