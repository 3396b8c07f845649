"""Editors' rules for tags, and what was learned from tagged stories."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def _permissions(apps, model):
    # Django makes permissions after the last migration, and the groups need them now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", content_type__model=model
    )


def give_rights(apps, schema_editor):
    """Rules are for those who have tags in their care: editors change them, contributors see them."""
    rules, trainings = _permissions(apps, "tagrule"), _permissions(apps, "suggestionmodel")
    groups = apps.get_model("auth", "Group").objects
    for group in groups.filter(name="Editor"):
        group.permissions.add(*rules, *trainings.filter(codename__startswith="view_"))
    for group in groups.filter(name="Contributor"):
        group.permissions.add(
            *rules.filter(codename__startswith="view_"), *trainings.filter(codename__startswith="view_")
        )


def take_rights(apps, schema_editor):
    _permissions(apps, "tagrule").delete()
    _permissions(apps, "suggestionmodel").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_link_checks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="articlecountry",
            name="origin",
            field=models.CharField(
                choices=[
                    ("editor", "An editor"),
                    ("source", "The source's own label"),
                    ("name", "A name in the text"),
                    ("rule", "An editor's rule"),
                    ("model", "The trained model"),
                ],
                default="editor",
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="articlecountryevent",
            name="origin",
            field=models.CharField(
                choices=[
                    ("editor", "An editor"),
                    ("source", "The source's own label"),
                    ("name", "A name in the text"),
                    ("rule", "An editor's rule"),
                    ("model", "The trained model"),
                ],
                default="editor",
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="articletag",
            name="origin",
            field=models.CharField(
                choices=[
                    ("editor", "An editor"),
                    ("source", "The source's own label"),
                    ("name", "A name in the text"),
                    ("rule", "An editor's rule"),
                    ("model", "The trained model"),
                ],
                default="editor",
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="articletagevent",
            name="origin",
            field=models.CharField(
                choices=[
                    ("editor", "An editor"),
                    ("source", "The source's own label"),
                    ("name", "A name in the text"),
                    ("rule", "An editor's rule"),
                    ("model", "The trained model"),
                ],
                default="editor",
                max_length=16,
            ),
        ),
        migrations.CreateModel(
            name="TagRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "query",
                    models.CharField(
                        help_text="As in the search box: words, “phrases”, OR, -not, (groups), begin*, “near each other”~5, headline:, standfirst:, body:, byline:, source:.",
                        max_length=200,
                    ),
                ),
                ("active", models.BooleanField(default=True, help_text="Its tag is offered where it finds a story.")),
                (
                    "automatic",
                    models.BooleanField(
                        default=False,
                        help_text="New stories of an import that it finds are tagged without being asked about.",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="For the desk: why it is so, and what it leaves out on purpose."
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="articles.country",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule",
                "ordering": ["tag__name", "country__name", "id"],
            },
        ),
        migrations.CreateModel(
            name="TagRuleEvent",
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
                    "query",
                    models.CharField(
                        help_text="As in the search box: words, “phrases”, OR, -not, (groups), begin*, “near each other”~5, headline:, standfirst:, body:, byline:, source:.",
                        max_length=200,
                    ),
                ),
                ("active", models.BooleanField(default=True, help_text="Its tag is offered where it finds a story.")),
                (
                    "automatic",
                    models.BooleanField(
                        default=False,
                        help_text="New stories of an import that it finds are tagged without being asked about.",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="For the desk: why it is so, and what it leaves out on purpose."
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="articles.country",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="event",
                        to="articles.tagrule",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
        migrations.CreateModel(
            name="SuggestionModel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "trained_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("stories", models.PositiveIntegerField(default=0)),
                ("topics", models.PositiveIntegerField(default=0)),
                ("countries", models.PositiveIntegerField(default=0)),
                ("seconds", models.FloatField(default=0)),
                ("topics_score", models.FloatField(blank=True, null=True, verbose_name="topics, F1")),
                ("countries_score", models.FloatField(blank=True, null=True, verbose_name="countries, F1")),
                ("tested_on", models.PositiveIntegerField(default=0, verbose_name="stories tested on")),
                ("fault", models.TextField(blank=True, verbose_name="why there is none")),
                ("content", models.BinaryField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "training",
                "ordering": ["-trained_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("content__isnull", True), ("fault", ""), _connector="OR"),
                        name="suggestion_model_or_fault",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="tagrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("country__isnull", False), ("tag", None)),
                    models.Q(("country", None), ("tag__isnull", False)),
                    _connector="OR",
                ),
                name="tag_rule_of_one_thing",
                violation_error_message="Choose a tag or a country, one of the two.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tagrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("query", ""), _negated=True), name="tag_rule_has_query"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tagrule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_tagruleevent" ("active", "added_at", "added_by_id", "automatic", "country_id", "id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "tag_id") SELECT new_values."active", new_values."added_at", new_values."added_by_id", new_values."automatic", new_values."country_id", new_values."id", new_values."note", NOW(), \'insert\', new_values."id", new_values."query", new_values."tag_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d5b05bd0807ab7ba831f46cc45c327e95fa2a913",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_782c6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="articles_tagrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tagrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_tagruleevent" ("active", "added_at", "added_by_id", "automatic", "country_id", "id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "tag_id") SELECT new_values."active", new_values."added_at", new_values."added_by_id", new_values."automatic", new_values."country_id", new_values."id", new_values."note", NOW(), \'update\', new_values."id", new_values."query", new_values."tag_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c7a11ed1a1f5bb16bf7defb47623fec44701b3d0",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_702e1",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="articles_tagrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tagrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_tagruleevent" ("active", "added_at", "added_by_id", "automatic", "country_id", "id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "tag_id") SELECT old_values."active", old_values."added_at", old_values."added_by_id", old_values."automatic", old_values."country_id", old_values."id", old_values."note", NOW(), \'delete\', old_values."id", old_values."query", old_values."tag_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1e82543a8b44008f35b7f2ef238e0cb7076b256c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a7e88",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="articles_tagrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tagruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="070b6d0d010647847c07f7084b887b0132806dd6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d14d7",
                    table="articles_tagruleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(give_rights, take_rights),
    ]
