"""Reprints, and the shingles they are found by, in place of one fingerprint that every story was compared with."""

import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reprint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", models.BigIntegerField(blank=True, db_index=True, null=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[("text", "Its text"), ("editor", "An editor")], default="text", max_length=16
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReprintEvent",
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
                ("group", models.BigIntegerField(blank=True, null=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[("text", "Its text"), ("editor", "An editor")], default="text", max_length=16
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Shingle",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key", "article_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("article_id", models.BigIntegerField(db_index=True)),
                ("key", models.IntegerField()),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="article",
            name="count_versions",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="article",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="article",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="article",
            name="delete_delete",
        ),
        migrations.RemoveField(
            model_name="article",
            name="simhash",
        ),
        migrations.RemoveField(
            model_name="articleevent",
            name="simhash",
        ),
        migrations.AlterField(
            model_name="changeset",
            name="kind",
            field=models.CharField(
                choices=[
                    ("import", "Import"),
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
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="forget_shingles",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="DELETE FROM articles_shingle USING rows WHERE article_id = rows.id; RETURN NULL;",
                    hash="4b4862608f06ab874f1cbae9872327c281646927",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_forget_shingles_a1a19",
                    referencing="REFERENCING OLD TABLE AS rows ",
                    table="articles_article",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="count_versions",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."body_html" IS DISTINCT FROM (NEW."body_html") OR OLD."body_text" IS DISTINCT FROM (NEW."body_text") OR OLD."changeset_id" IS DISTINCT FROM (NEW."changeset_id") OR OLD."credit" IS DISTINCT FROM (NEW."credit") OR OLD."dateline" IS DISTINCT FROM (NEW."dateline") OR OLD."excerpt" IS DISTINCT FROM (NEW."excerpt") OR OLD."guid" IS DISTINCT FROM (NEW."guid") OR OLD."headline" IS DISTINCT FROM (NEW."headline") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_precision" IS DISTINCT FROM (NEW."published_precision") OR OLD."published_printed" IS DISTINCT FROM (NEW."published_printed") OR OLD."published_zone" IS DISTINCT FROM (NEW."published_zone") OR OLD."section_id" IS DISTINCT FROM (NEW."section_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."standfirst" IS DISTINCT FROM (NEW."standfirst") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."text_digest" IS DISTINCT FROM (NEW."text_digest") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason") OR OLD."word_count" IS DISTINCT FROM (NEW."word_count"))',
                    func="NEW.version = OLD.version + 1; NEW.changed_at = statement_timestamp(); RETURN NEW;",
                    hash="22ba98317382aaf74b77f9bc5374f8ce58f5261e",
                    operation="UPDATE",
                    pgid="pgtrigger_count_versions_6247b",
                    table="articles_article",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articleevent" ("added_at", "added_by_id", "body_html", "body_text", "changed_at", "changeset_id", "credit", "dateline", "excerpt", "guid", "headline", "id", "kind", "language", "merged_into_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_precision", "published_printed", "published_zone", "section_id", "slug", "source_id", "standfirst", "status", "text_digest", "updated_at", "version", "withdrawn_reason", "word_count") SELECT new_values."added_at", new_values."added_by_id", new_values."body_html", new_values."body_text", new_values."changed_at", new_values."changeset_id", new_values."credit", new_values."dateline", new_values."excerpt", new_values."guid", new_values."headline", new_values."id", new_values."kind", new_values."language", new_values."merged_into_id", NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_precision", new_values."published_printed", new_values."published_zone", new_values."section_id", new_values."slug", new_values."source_id", new_values."standfirst", new_values."status", new_values."text_digest", new_values."updated_at", new_values."version", new_values."withdrawn_reason", new_values."word_count" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="dd3755303e408da3e534f79c7edfc35953888b1e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b6ebd",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="articles_article",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articleevent" ("added_at", "added_by_id", "body_html", "body_text", "changed_at", "changeset_id", "credit", "dateline", "excerpt", "guid", "headline", "id", "kind", "language", "merged_into_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_precision", "published_printed", "published_zone", "section_id", "slug", "source_id", "standfirst", "status", "text_digest", "updated_at", "version", "withdrawn_reason", "word_count") SELECT new_values."added_at", new_values."added_by_id", new_values."body_html", new_values."body_text", new_values."changed_at", new_values."changeset_id", new_values."credit", new_values."dateline", new_values."excerpt", new_values."guid", new_values."headline", new_values."id", new_values."kind", new_values."language", new_values."merged_into_id", NOW(), \'update\', new_values."id", new_values."published_at", new_values."published_precision", new_values."published_printed", new_values."published_zone", new_values."section_id", new_values."slug", new_values."source_id", new_values."standfirst", new_values."status", new_values."text_digest", new_values."updated_at", new_values."version", new_values."withdrawn_reason", new_values."word_count" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3963f27bc21ba81f9ee4fa49ac1b9ad54bb8e098",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d7697",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="articles_article",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articleevent" ("added_at", "added_by_id", "body_html", "body_text", "changed_at", "changeset_id", "credit", "dateline", "excerpt", "guid", "headline", "id", "kind", "language", "merged_into_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_precision", "published_printed", "published_zone", "section_id", "slug", "source_id", "standfirst", "status", "text_digest", "updated_at", "version", "withdrawn_reason", "word_count") SELECT old_values."added_at", old_values."added_by_id", old_values."body_html", old_values."body_text", old_values."changed_at", old_values."changeset_id", old_values."credit", old_values."dateline", old_values."excerpt", old_values."guid", old_values."headline", old_values."id", old_values."kind", old_values."language", old_values."merged_into_id", NOW(), \'delete\', old_values."id", old_values."published_at", old_values."published_precision", old_values."published_printed", old_values."published_zone", old_values."section_id", old_values."slug", old_values."source_id", old_values."standfirst", old_values."status", old_values."text_digest", old_values."updated_at", old_values."version", old_values."withdrawn_reason", old_values."word_count" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4d612413d303b47cc44dd52e9868b777170205cf",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ddb9c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="articles_article",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="reprint",
            name="article",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="reprint", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="reprintevent",
            name="article",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="reprintevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                related_query_name="event",
                to="articles.reprint",
            ),
        ),
        migrations.AddConstraint(
            model_name="reprint",
            constraint=models.CheckConstraint(
                condition=models.Q(("group__isnull", False), ("origin", "editor"), _connector="OR"),
                name="reprint_alone_by_an_editor",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reprint",
            trigger=pgtrigger.compiler.Trigger(
                name="log_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO articles_articlechange (article_id) SELECT article_id FROM rows; RETURN NULL;",
                    hash="e25b2dffaab9de5baf3159c97c95d30485e61d56",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_log_insert_d543e",
                    referencing="REFERENCING NEW TABLE AS rows ",
                    table="articles_reprint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reprint",
            trigger=pgtrigger.compiler.Trigger(
                name="log_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO articles_articlechange (article_id) SELECT article_id FROM rows; RETURN NULL;",
                    hash="1ffc4358b8fc5e6172963a50911377ac913fd0d5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_log_update_18aa7",
                    referencing="REFERENCING NEW TABLE AS rows ",
                    table="articles_reprint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reprint",
            trigger=pgtrigger.compiler.Trigger(
                name="log_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="INSERT INTO articles_articlechange (article_id) SELECT article_id FROM rows; RETURN NULL;",
                    hash="91b0307a41e35522749ce5f4fbdad30764060c58",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_log_delete_9efe2",
                    referencing="REFERENCING OLD TABLE AS rows ",
                    table="articles_reprint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reprint",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_reprintevent" ("article_id", "group", "id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."article_id", new_values."group", new_values."id", new_values."origin", NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8725988ecbcf6872adf798701df0a313c09ca334",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f14c7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="articles_reprint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reprint",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_reprintevent" ("article_id", "group", "id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."article_id", new_values."group", new_values."id", new_values."origin", NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="258719ddf7710c1033e4de81771ba48bb540675c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e2d31",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="articles_reprint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reprint",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_reprintevent" ("article_id", "group", "id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."article_id", old_values."group", old_values."id", old_values."origin", NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="310ede4ddc2e2ec5ed38b4150490d14104ae6b71",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0537f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="articles_reprint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reprintevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="223c36225532c66ce9f54c159fbd4e9245a1ce57",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1ede3",
                    table="articles_reprintevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
