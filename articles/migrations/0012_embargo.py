"""Embargoes of stories; where feeds moved from, and when they last listed their entries."""

import datetime

import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_members"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
        migrations.AddField(
            model_name="article",
            name="embargoed_until",
            field=models.DateTimeField(
                blank=True,
                help_text="Readers may not have it before. Empty it to end the embargo now.",
                null=True,
                verbose_name="under embargo until",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="publishes_itself",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Within a minute of that moment, if the story then has a headline and a date.",
                verbose_name="publish when the embargo ends",
            ),
        ),
        migrations.AddField(
            model_name="articleevent",
            name="embargoed_until",
            field=models.DateTimeField(
                blank=True,
                help_text="Readers may not have it before. Empty it to end the embargo now.",
                null=True,
                verbose_name="under embargo until",
            ),
        ),
        migrations.AddField(
            model_name="articleevent",
            name="publishes_itself",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Within a minute of that moment, if the story then has a headline and a date.",
                verbose_name="publish when the embargo ends",
            ),
        ),
        migrations.AddField(
            model_name="subscribedentry",
            name="seen_at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AddField(
            model_name="subscription",
            name="moved_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="moved"),
        ),
        migrations.AddField(
            model_name="subscription",
            name="moved_from",
            field=models.CharField(blank=True, editable=False, max_length=2000, verbose_name="moved from"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                models.F("embargoed_until"),
                condition=models.Q(("embargoed_until__isnull", False)),
                name="article_by_embargo",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="article",
            trigger=pgtrigger.compiler.Trigger(
                name="count_versions",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."body_html" IS DISTINCT FROM (NEW."body_html") OR OLD."body_text" IS DISTINCT FROM (NEW."body_text") OR OLD."changeset_id" IS DISTINCT FROM (NEW."changeset_id") OR OLD."credit" IS DISTINCT FROM (NEW."credit") OR OLD."dateline" IS DISTINCT FROM (NEW."dateline") OR OLD."embargoed_until" IS DISTINCT FROM (NEW."embargoed_until") OR OLD."excerpt" IS DISTINCT FROM (NEW."excerpt") OR OLD."guid" IS DISTINCT FROM (NEW."guid") OR OLD."headline" IS DISTINCT FROM (NEW."headline") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_precision" IS DISTINCT FROM (NEW."published_precision") OR OLD."published_printed" IS DISTINCT FROM (NEW."published_printed") OR OLD."published_zone" IS DISTINCT FROM (NEW."published_zone") OR OLD."publishes_itself" IS DISTINCT FROM (NEW."publishes_itself") OR OLD."section_id" IS DISTINCT FROM (NEW."section_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."standfirst" IS DISTINCT FROM (NEW."standfirst") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."text_digest" IS DISTINCT FROM (NEW."text_digest") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason") OR OLD."word_count" IS DISTINCT FROM (NEW."word_count"))',
                    func="NEW.version = OLD.version + 1; NEW.changed_at = statement_timestamp(); RETURN NEW;",
                    hash="311dfefe7bd11c4206bdbb79781f674a71feed67",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articleevent" ("added_at", "added_by_id", "body_html", "body_text", "changed_at", "changeset_id", "credit", "dateline", "embargoed_until", "excerpt", "guid", "headline", "id", "kind", "language", "merged_into_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_precision", "published_printed", "published_zone", "publishes_itself", "section_id", "slug", "source_id", "standfirst", "status", "text_digest", "updated_at", "version", "withdrawn_reason", "word_count") SELECT new_values."added_at", new_values."added_by_id", new_values."body_html", new_values."body_text", new_values."changed_at", new_values."changeset_id", new_values."credit", new_values."dateline", new_values."embargoed_until", new_values."excerpt", new_values."guid", new_values."headline", new_values."id", new_values."kind", new_values."language", new_values."merged_into_id", NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_precision", new_values."published_printed", new_values."published_zone", new_values."publishes_itself", new_values."section_id", new_values."slug", new_values."source_id", new_values."standfirst", new_values."status", new_values."text_digest", new_values."updated_at", new_values."version", new_values."withdrawn_reason", new_values."word_count" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="490614410ac2ab5e9f1bf4bd57381899b7425fea",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articleevent" ("added_at", "added_by_id", "body_html", "body_text", "changed_at", "changeset_id", "credit", "dateline", "embargoed_until", "excerpt", "guid", "headline", "id", "kind", "language", "merged_into_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_precision", "published_printed", "published_zone", "publishes_itself", "section_id", "slug", "source_id", "standfirst", "status", "text_digest", "updated_at", "version", "withdrawn_reason", "word_count") SELECT new_values."added_at", new_values."added_by_id", new_values."body_html", new_values."body_text", new_values."changed_at", new_values."changeset_id", new_values."credit", new_values."dateline", new_values."embargoed_until", new_values."excerpt", new_values."guid", new_values."headline", new_values."id", new_values."kind", new_values."language", new_values."merged_into_id", NOW(), \'update\', new_values."id", new_values."published_at", new_values."published_precision", new_values."published_printed", new_values."published_zone", new_values."publishes_itself", new_values."section_id", new_values."slug", new_values."source_id", new_values."standfirst", new_values."status", new_values."text_digest", new_values."updated_at", new_values."version", new_values."withdrawn_reason", new_values."word_count" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fef7e73948301ff1a99510df00d4aad7b514b861",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articleevent" ("added_at", "added_by_id", "body_html", "body_text", "changed_at", "changeset_id", "credit", "dateline", "embargoed_until", "excerpt", "guid", "headline", "id", "kind", "language", "merged_into_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_precision", "published_printed", "published_zone", "publishes_itself", "section_id", "slug", "source_id", "standfirst", "status", "text_digest", "updated_at", "version", "withdrawn_reason", "word_count") SELECT old_values."added_at", old_values."added_by_id", old_values."body_html", old_values."body_text", old_values."changed_at", old_values."changeset_id", old_values."credit", old_values."dateline", old_values."embargoed_until", old_values."excerpt", old_values."guid", old_values."headline", old_values."id", old_values."kind", old_values."language", old_values."merged_into_id", NOW(), \'delete\', old_values."id", old_values."published_at", old_values."published_precision", old_values."published_printed", old_values."published_zone", old_values."publishes_itself", old_values."section_id", old_values."slug", old_values."source_id", old_values."standfirst", old_values."status", old_values."text_digest", old_values."updated_at", old_values."version", old_values."withdrawn_reason", old_values."word_count" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7666463bd2441f8af8f4ff2be28e19b12fdb12c3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ddb9c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="articles_article",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("embargoed_until", None),
                    models.Q(
                        ("embargoed_until__gte", datetime.datetime(1600, 1, 1, 0, 0, tzinfo=datetime.UTC)),
                        ("embargoed_until__lt", datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.UTC)),
                    ),
                    _connector="OR",
                ),
                name="article_embargo_in_calendar",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "published"), _negated=True), ("embargoed_until", None), _connector="OR"
                ),
                name="article_published_has_no_embargo",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("publishes_itself", False), ("embargoed_until__isnull", False), _connector="OR"),
                name="article_publishes_itself_after_embargo",
            ),
        ),
    ]
