"""Reading again: what read an item, what a story was last read with, and rereadings of many stories."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_tag_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="importitem",
            name="importer",
            field=models.CharField(blank=True, editable=False, help_text="The format that read it.", max_length=32),
        ),
        migrations.AddField(
            model_name="importitem",
            name="importer_version",
            field=models.PositiveIntegerField(default=0, editable=False, help_text="0 where nobody noted it."),
        ),
        migrations.AlterField(
            model_name="changeset",
            name="kind",
            field=models.CharField(
                choices=[
                    ("import", "Import"),
                    ("reread", "Read again"),
                    ("edit", "Edit"),
                    ("tag", "Tagging"),
                    ("country", "Countries"),
                    ("publish", "Publishing"),
                    ("withdraw", "Withdrawal"),
                    ("merge", "Merge"),
                    ("reprint", "Reprints"),
                    ("undo", "Undo"),
                ],
                max_length=16,
            ),
        ),
        migrations.CreateModel(
            name="LastReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("importer", models.CharField(max_length=32)),
                ("importer_version", models.PositiveIntegerField()),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="last_reading", to="articles.article"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LastReadingEvent",
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
                ("importer", models.CharField(max_length=32)),
                ("importer_version", models.PositiveIntegerField()),
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
                        to="articles.lastreading",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Rereading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("running", "Reading"),
                            ("done", "Read"),
                            ("applying", "Being applied"),
                            ("applied", "Applied"),
                            ("stopped", "Stopped"),
                            ("failed", "Stopped by a fault"),
                        ],
                        default="queued",
                        max_length=16,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "importer",
                    models.CharField(blank=True, help_text="Only stories that this importer reads.", max_length=32),
                ),
                ("stop_requested", models.BooleanField(default=False)),
                ("fault", models.TextField(blank=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "changeset",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rereading",
                        to="articles.changeset",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="rereadings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="RereadItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting"),
                            ("unchanged", "Unchanged"),
                            ("differs", "Differs"),
                            ("failed", "Failed"),
                            ("applied", "Applied"),
                        ],
                        default="pending",
                        max_length=16,
                    ),
                ),
                ("fields", models.JSONField(default=list)),
                ("reason", models.TextField(blank=True)),
                (
                    "is_clear",
                    models.BooleanField(
                        default=False, help_text="It can be applied with no editor's own change concerned."
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.importitem"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="articles.rereading"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lastreading",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_lastreadingevent" ("article_id", "id", "importer", "importer_version", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."article_id", new_values."id", new_values."importer", new_values."importer_version", NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8b20365e55c2dfd2c08d201263aa2856d4576ca9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b24b4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="articles_lastreading",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lastreading",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_lastreadingevent" ("article_id", "id", "importer", "importer_version", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."article_id", new_values."id", new_values."importer", new_values."importer_version", NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3d7b0736b2fbf57697433fd4c622f58445a3d6cb",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_80627",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="articles_lastreading",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lastreading",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_lastreadingevent" ("article_id", "id", "importer", "importer_version", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."article_id", old_values."id", old_values."importer", old_values."importer_version", NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="346dbfe225aafdf6176d2bfee76f1107cd539b8c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4385f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="articles_lastreading",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lastreadingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b8eb7857408a355b768c18de1b1b35dd85f6cb33",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f8748",
                    table="articles_lastreadingevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="rereading",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["applying", "applied"]), _negated=True),
                    ("changeset__isnull", False),
                    _connector="OR",
                ),
                name="rereading_applied_has_changeset",
            ),
        ),
        migrations.AddIndex(
            model_name="rereaditem",
            index=models.Index(models.F("run"), models.F("outcome"), name="reread_item_by_outcome"),
        ),
        migrations.AddConstraint(
            model_name="rereaditem",
            constraint=models.UniqueConstraint(models.F("run"), models.F("article"), name="reread_item_once"),
        ),
        migrations.AddConstraint(
            model_name="rereaditem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "failed"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="reread_item_says_why",
            ),
        ),
    ]
