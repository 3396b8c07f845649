"""The record: every table, with its constraints, indexes and triggers."""

import articles.models.changes
import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # For the index that finds words of headlines.
        TrigramExtension(),
        migrations.CreateModel(
            name='Appearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(blank=True, max_length=4000, verbose_name='address')),
                ('url_digest', models.BinaryField(max_length=32, null=True)),
                ('headline', models.CharField(blank=True, max_length=500, verbose_name='headline there')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='when')),
            ],
            options={
                'ordering': ['published_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AuthorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_changeset', models.BigIntegerField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('newsarchive.changeset'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), db_index=True, null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=160)),
                ('slug', models.SlugField(allow_unicode=True, db_index=False, max_length=80)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=160), blank=True, default=list, help_text='Other spellings in bylines.', size=None)),
                ('about', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Byline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='BylineEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_changeset', models.BigIntegerField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('newsarchive.changeset'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), db_index=True, null=True)),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ChangeSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('import', 'Import'), ('edit', 'Edit'), ('tag', 'Tagging'), ('country', 'Countries'), ('publish', 'Publishing'), ('withdraw', 'Withdrawal'), ('merge', 'Merge'), ('undo', 'Undo')], max_length=16)),
                ('title', models.CharField(help_text='What was done, in words: “Added topic ‘Quad’ to 12 stories”.', max_length=300)),
                ('note', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('counts', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'verbose_name': 'change-set',
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True)),
                ('columns', models.JSONField(default=dict, help_text='Column heading to field.')),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Country',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=4, unique=True)),
                ('alpha2', models.CharField(blank=True, db_index=True, max_length=2, verbose_name='former alpha-2 code')),
                ('alpha3', models.CharField(blank=True, max_length=3)),
                ('numeric', models.CharField(blank=True, max_length=3)),
                ('name', models.CharField(max_length=80)),
                ('official_name', models.CharField(blank=True, max_length=160)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None)),
                ('case_sensitive_aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, help_text='Abbreviations that are words in small letters: US, UK.', size=None)),
                ('adjectives', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('not_in', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, help_text='Phrases in which the name means something else: Latin America.', size=None)),
                ('ambiguous', models.BooleanField(default=False, help_text='The bare name often means something else: Georgia, Jordan.')),
                ('continent', models.CharField(blank=True, max_length=20)),
                ('region', models.CharField(blank=True, help_text="Sub-region of the UN's M49 standard.", max_length=60)),
                ('from_year', models.SmallIntegerField(blank=True, null=True)),
                ('to_year', models.SmallIntegerField(blank=True, help_text='Empty for a country that exists.', null=True)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'verbose_name_plural': 'countries',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='CountryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_changeset', models.BigIntegerField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('newsarchive.changeset'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), db_index=True, null=True)),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=4)),
                ('alpha2', models.CharField(blank=True, max_length=2, verbose_name='former alpha-2 code')),
                ('alpha3', models.CharField(blank=True, max_length=3)),
                ('numeric', models.CharField(blank=True, max_length=3)),
                ('name', models.CharField(max_length=80)),
                ('official_name', models.CharField(blank=True, max_length=160)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None)),
                ('case_sensitive_aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, help_text='Abbreviations that are words in small letters: US, UK.', size=None)),
                ('adjectives', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('not_in', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, help_text='Phrases in which the name means something else: Latin America.', size=None)),
                ('ambiguous', models.BooleanField(default=False, help_text='The bare name often means something else: Georgia, Jordan.')),
                ('continent', models.CharField(blank=True, max_length=20)),
                ('region', models.CharField(blank=True, help_text="Sub-region of the UN's M49 standard.", max_length=60)),
                ('from_year', models.SmallIntegerField(blank=True, null=True)),
                ('to_year', models.SmallIntegerField(blank=True, help_text='Empty for a country that exists.', null=True)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DailySalt',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('salt', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(allow_unicode=True, max_length=80, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='FormerSlugEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_changeset', models.BigIntegerField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('newsarchive.changeset'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), db_index=True, null=True)),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(allow_unicode=True, db_index=False, max_length=80)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Image',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('file', models.ImageField(blank=True, height_field='height', help_text="The stored picture. It is served from here, never from the publisher's site.", max_length=200, upload_to='images/', width_field='width')),
                ('width', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('height', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('source_url', models.URLField(blank=True, max_length=4000, verbose_name='address it came from')),
                ('caption', models.TextField(blank=True)),
                ('credit', models.CharField(blank=True, max_length=300)),
                ('alt', models.CharField(blank=True, help_text='What the picture shows, for who cannot see it.', max_length=500, verbose_name='alternative text')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ImageEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_changeset', models.BigIntegerField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('newsarchive.changeset'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), db_index=True, null=True)),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('file', models.ImageField(blank=True, height_field='height', help_text="The stored picture. It is served from here, never from the publisher's site.", max_length=200, upload_to='images/', width_field='width')),
                ('width', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('height', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('source_url', models.URLField(blank=True, max_length=4000, verbose_name='address it came from')),
                ('caption', models.TextField(blank=True)),
                ('credit', models.CharField(blank=True, max_length=300)),
                ('alt', models.CharField(blank=True, help_text='What the picture shows, for who cannot see it.', max_length=500, verbose_name='alternative text')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('preview', 'In preview'), ('queued', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('cancelled', 'Cancelled'), ('failed', 'Stopped by a fault')], default='preview', max_length=16)),
                ('format', models.CharField(default='auto', max_length=32)),
                ('mapping', models.JSONField(blank=True, help_text='Column heading to field, for tables.', null=True)),
                ('defaults', models.JSONField(blank=True, default=dict, help_text='Source, topics and so on for items that state none.')),
                ('publish', models.BooleanField(default=False, help_text='Publish what is complete, instead of keeping it as drafts.')),
                ('total', models.PositiveIntegerField(blank=True, help_text='Items, once counted.', null=True)),
                ('cancel_requested', models.BooleanField(default=False)),
                ('fault', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ImportFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=255)),
                ('url', models.URLField(blank=True, max_length=4000)),
                ('position', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ImportItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(help_text='Place in the file, from 1.')),
                ('outcome', models.CharField(choices=[('pending', 'Pending'), ('created', 'Created'), ('updated', 'Updated'), ('unchanged', 'Unchanged'), ('duplicate', 'Duplicate'), ('rejected', 'Rejected')], default='pending', max_length=16)),
                ('reason', models.TextField(blank=True)),
                ('headline', models.CharField(blank=True, max_length=500)),
                ('edited', models.JSONField(blank=True, help_text='The item as the editor left it in the preview.', null=True)),
                ('skipped', models.BooleanField(default=False, help_text='The editor chose to leave it out.')),
            ],
            options={
                'ordering': ['file__position', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Original',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.BinaryField(max_length=32, unique=True)),
                ('compressed', models.BinaryField()),
                ('size', models.PositiveBigIntegerField(editable=False, help_text='Bytes, before compression.')),
                ('received_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='ReadCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('readers', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='ReadMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('digest', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('slug', models.SlugField(allow_unicode=True, max_length=80, unique=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='SectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_changeset', models.BigIntegerField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('newsarchive.changeset'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), db_index=True, null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('slug', models.SlugField(allow_unicode=True, db_index=False, max_length=80)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160)),
                ('slug', models.SlugField(allow_unicode=True, max_length=80, unique=True)),
                ('kind', models.CharField(choices=[('agency', 'News agency'), ('newspaper', 'Newspaper'), ('broadcaster', 'Broadcaster'), ('magazine', 'Magazine'), ('website', 'Website'), ('government', 'Government'), ('archive', 'This archive')], default='website', max_length=16)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=160), blank=True, default=list, help_text='Other names: “Agence France-Presse” for AFP.', size=None)),
                ('home_page', models.URLField(blank=True, max_length=500)),
                ('time_zone', models.CharField(blank=True, help_text='Where its printed times have no zone, they are read in this one: Asia/Karachi.', max_length=64)),
                ('about', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='SourceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_changeset', models.BigIntegerField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('newsarchive.changeset'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), db_index=True, null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=160)),
                ('slug', models.SlugField(allow_unicode=True, db_index=False, max_length=80)),
                ('kind', models.CharField(choices=[('agency', 'News agency'), ('newspaper', 'Newspaper'), ('broadcaster', 'Broadcaster'), ('magazine', 'Magazine'), ('website', 'Website'), ('government', 'Government'), ('archive', 'This archive')], default='website', max_length=16)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=160), blank=True, default=list, help_text='Other names: “Agence France-Presse” for AFP.', size=None)),
                ('home_page', models.URLField(blank=True, max_length=500)),
                ('time_zone', models.CharField(blank=True, help_text='Where its printed times have no zone, they are read in this one: Asia/Karachi.', max_length=64)),
                ('about', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('topic', 'Topic'), ('person', 'Person'), ('organisation', 'Organisation'), ('place', 'Place'), ('event', 'Event')], default='topic', max_length=16)),
                ('name', models.CharField(max_length=160)),
                ('slug', models.SlugField(allow_unicode=True, max_length=80, unique=True)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=160), blank=True, default=list, help_text='Other names, former names, abbreviations.', size=None)),
                ('introduction', models.TextField(blank=True, help_text="Shown at the top of the tag's page. Plain paragraphs.")),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='TagEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_changeset', models.BigIntegerField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('newsarchive.changeset'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), db_index=True, null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('topic', 'Topic'), ('person', 'Person'), ('organisation', 'Organisation'), ('place', 'Place'), ('event', 'Event')], default='topic', max_length=16)),
                ('name', models.CharField(max_length=160)),
                ('slug', models.SlugField(allow_unicode=True, db_index=False, max_length=80)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=160), blank=True, default=list, help_text='Other names, former names, abbreviations.', size=None)),
                ('introduction', models.TextField(blank=True, help_text="Shown at the top of the tag's page. Plain paragraphs.")),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ArchiveIdentity',
            fields=[
                ('only', models.BooleanField(default=True, primary_key=True, serialize=False)),
                ('identity', models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('only', True)), name='identity_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('review', 'In review'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=16)),
                ('kind', models.CharField(choices=[('news', 'News'), ('opinion', 'Opinion'), ('analysis', 'Analysis'), ('feature', 'Feature')], default='news', max_length=16)),
                ('slug', models.CharField(help_text='The readable part of the address. The number after it does the finding.', max_length=80)),
                ('headline', models.CharField(max_length=500)),
                ('standfirst', models.TextField(blank=True, help_text='The summary under the headline.')),
                ('dateline', models.CharField(blank=True, help_text='As printed before the first paragraph: WASHINGTON, March 25.', max_length=160)),
                ('body_html', models.TextField(blank=True, help_text='Simple HTML. What is not allowed is taken out on saving.', verbose_name='body')),
                ('body_text', models.TextField(blank=True, editable=False)),
                ('credit', models.CharField(blank=True, help_text='The credit under the story: AFP, (With inputs from agencies).', max_length=300)),
                ('language', models.CharField(default='en', help_text='BCP 47 tag: en, ja, pt-BR.', max_length=35)),
                ('published_at', models.DateTimeField(blank=True, help_text='By the publisher. A date with no hour stands at noon.', null=True, verbose_name='published')),
                ('published_precision', models.CharField(choices=[('year', 'Year'), ('month', 'Month'), ('day', 'Day'), ('minute', 'Minute'), ('second', 'Second')], default='minute', max_length=8)),
                ('published_zone', models.CharField(blank=True, help_text='The zone the page states: PKT, +05:00. Empty where it states none.', max_length=64)),
                ('published_printed', models.CharField(blank=True, help_text='The date as the page prints it.', max_length=160)),
                ('updated_at', models.DateTimeField(blank=True, help_text='By the publisher, where stated.', null=True, verbose_name='updated')),
                ('withdrawn_reason', models.TextField(blank=True, help_text="Shown to readers in the story's place.")),
                ('guid', models.CharField(blank=True, help_text="The story's identifier in the system it came from.", max_length=500)),
                ('text_digest', models.BinaryField(default=bytes, max_length=32)),
                ('simhash', models.BigIntegerField(default=0, editable=False)),
                ('word_count', models.PositiveIntegerField(default=0, editable=False)),
                ('excerpt', models.CharField(blank=True, editable=False, max_length=400)),
                ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, editable=False)),
                ('added_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='articles.article')),
            ],
            options={
                'ordering': ['-published_at', '-id'],
                'permissions': [('publish_article', 'Can publish and withdraw articles'), ('import_article', 'Can import stories')],
            },
        ),
        migrations.CreateModel(
            name='AppearanceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_changeset', models.BigIntegerField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('newsarchive.changeset'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), db_index=True, null=True)),
                ('id', models.BigIntegerField()),
                ('url', models.URLField(blank=True, max_length=4000, verbose_name='address')),
                ('url_digest', models.BinaryField(max_length=32, null=True)),
                ('headline', models.CharField(blank=True, max_length=500, verbose_name='headline there')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='when')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='event', to='articles.appearance')),
                ('article', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.article')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='appearance',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appearances', to='articles.article'),
        ),
        migrations.CreateModel(
            name='ArticleChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article_id', models.BigIntegerField()),
                ('transaction', articles.models.changes.TransactionId(db_default=models.Func(function='pg_current_xact_id'))),
                ('logged_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'indexes': [models.Index(models.F('transaction'), name='change_by_transaction')],
            },
        ),
        migrations.CreateModel(
            name='ArticleCountry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(choices=[('editor', 'An editor'), ('source', "The source's own label"), ('name', 'A name in the text')], default='editor', max_length=16)),
                ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('evidence', models.TextField(blank=True, help_text='The sentence of the story that shows it.')),
                ('added_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_countries', to='articles.article')),
            ],
            options={
                'verbose_name': 'country of a story',
                'verbose_name_plural': 'countries',
            },
        ),
        migrations.CreateModel(
            name='ArticleCountryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_changeset', models.BigIntegerField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('newsarchive.changeset'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), db_index=True, null=True)),
                ('id', models.BigIntegerField()),
                ('origin', models.CharField(choices=[('editor', 'An editor'), ('source', "The source's own label"), ('name', 'A name in the text')], default='editor', max_length=16)),
                ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('evidence', models.TextField(blank=True, help_text='The sentence of the story that shows it.')),
                ('added_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('article', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.article')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='event', to='articles.articlecountry')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ArticleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_changeset', models.BigIntegerField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('newsarchive.changeset'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), db_index=True, null=True)),
                ('id', models.BigIntegerField()),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('review', 'In review'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=16)),
                ('kind', models.CharField(choices=[('news', 'News'), ('opinion', 'Opinion'), ('analysis', 'Analysis'), ('feature', 'Feature')], default='news', max_length=16)),
                ('slug', models.CharField(help_text='The readable part of the address. The number after it does the finding.', max_length=80)),
                ('headline', models.CharField(max_length=500)),
                ('standfirst', models.TextField(blank=True, help_text='The summary under the headline.')),
                ('dateline', models.CharField(blank=True, help_text='As printed before the first paragraph: WASHINGTON, March 25.', max_length=160)),
                ('body_html', models.TextField(blank=True, help_text='Simple HTML. What is not allowed is taken out on saving.', verbose_name='body')),
                ('body_text', models.TextField(blank=True, editable=False)),
                ('credit', models.CharField(blank=True, help_text='The credit under the story: AFP, (With inputs from agencies).', max_length=300)),
                ('language', models.CharField(default='en', help_text='BCP 47 tag: en, ja, pt-BR.', max_length=35)),
                ('published_at', models.DateTimeField(blank=True, help_text='By the publisher. A date with no hour stands at noon.', null=True, verbose_name='published')),
                ('published_precision', models.CharField(choices=[('year', 'Year'), ('month', 'Month'), ('day', 'Day'), ('minute', 'Minute'), ('second', 'Second')], default='minute', max_length=8)),
                ('published_zone', models.CharField(blank=True, help_text='The zone the page states: PKT, +05:00. Empty where it states none.', max_length=64)),
                ('published_printed', models.CharField(blank=True, help_text='The date as the page prints it.', max_length=160)),
                ('updated_at', models.DateTimeField(blank=True, help_text='By the publisher, where stated.', null=True, verbose_name='updated')),
                ('withdrawn_reason', models.TextField(blank=True, help_text="Shown to readers in the story's place.")),
                ('guid', models.CharField(blank=True, help_text="The story's identifier in the system it came from.", max_length=500)),
                ('text_digest', models.BinaryField(default=bytes, max_length=32)),
                ('simhash', models.BigIntegerField(default=0, editable=False)),
                ('word_count', models.PositiveIntegerField(default=0, editable=False)),
                ('excerpt', models.CharField(blank=True, editable=False, max_length=400)),
                ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('version', models.PositiveIntegerField(db_default=1, editable=False)),
                ('added_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.article')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='event', to='articles.article')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ArticleTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(choices=[('editor', 'An editor'), ('source', "The source's own label"), ('name', 'A name in the text')], default='editor', max_length=16)),
                ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('evidence', models.TextField(blank=True, help_text='The sentence of the story that shows it.')),
                ('added_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_tags', to='articles.article')),
            ],
            options={
                'verbose_name': 'tag of a story',
                'verbose_name_plural': 'tags',
            },
        ),
        migrations.CreateModel(
            name='ArticleTagEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_changeset', models.BigIntegerField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.comparison.NullIf(models.Func(models.Value('newsarchive.changeset'), models.Value(True), function='current_setting', output_field=models.TextField()), models.Value('')), models.BigIntegerField()), db_index=True, null=True)),
                ('id', models.BigIntegerField()),
                ('origin', models.CharField(choices=[('editor', 'An editor'), ('source', "The source's own label"), ('name', 'A name in the text')], default='editor', max_length=16)),
                ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('evidence', models.TextField(blank=True, help_text='The sentence of the story that shows it.')),
                ('added_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('article', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.article')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='event', to='articles.articletag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160)),
                ('slug', models.SlugField(allow_unicode=True, max_length=80, unique=True)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=160), blank=True, default=list, help_text='Other spellings in bylines.', size=None)),
                ('about', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='author_name_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='author_has_name')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='author',
            trigger=pgtrigger.compiler.Trigger(name='log_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) SELECT article_id FROM articles_byline WHERE author_id IN (SELECT id FROM rows); RETURN NULL;', hash='e9c23cbd67ab8910e55e6f7f8873cf1d229ac4a0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_log_update_f29df', referencing='REFERENCING NEW TABLE AS rows ', table='articles_author', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='author',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_authorevent" ("about", "aliases", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."about", new_values."aliases", new_values."id", new_values."name", NOW(), \'insert\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='18b29f542c94610aa1e04d210d85c8480a5a88a6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f35c5', referencing='REFERENCING NEW TABLE AS new_values ', table='articles_author', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='author',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_authorevent" ("about", "aliases", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."about", new_values."aliases", new_values."id", new_values."name", NOW(), \'update\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2e7a77c6f2828b6e887bd10bb400d7bdc2d08af7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_42dc2', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='articles_author', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='author',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_authorevent" ("about", "aliases", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT old_values."about", old_values."aliases", old_values."id", old_values."name", NOW(), \'delete\', old_values."id", old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='30c99aafb11628d9fe1a4411281814cc6f97b7b6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_41638', referencing='REFERENCING OLD TABLE AS old_values ', table='articles_author', when='AFTER')),
        ),
        migrations.AddField(
            model_name='authorevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='event', to='articles.author'),
        ),
        migrations.AddField(
            model_name='byline',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='articles.article'),
        ),
        migrations.AddField(
            model_name='byline',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='articles.author'),
        ),
        migrations.AddField(
            model_name='article',
            name='authors',
            field=models.ManyToManyField(blank=True, related_name='articles', through='articles.Byline', to='articles.author'),
        ),
        migrations.AddField(
            model_name='bylineevent',
            name='article',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.article'),
        ),
        migrations.AddField(
            model_name='bylineevent',
            name='author',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.author'),
        ),
        migrations.AddField(
            model_name='bylineevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='event', to='articles.byline'),
        ),
        migrations.AddField(
            model_name='changeset',
            name='undoes',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='articles.changeset'),
        ),
        migrations.AddField(
            model_name='changeset',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='changesets', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='articletagevent',
            name='changeset',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.changeset'),
        ),
        migrations.AddField(
            model_name='articletag',
            name='changeset',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.changeset'),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='changeset',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.changeset'),
        ),
        migrations.AddField(
            model_name='articlecountryevent',
            name='changeset',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.changeset'),
        ),
        migrations.AddField(
            model_name='articlecountry',
            name='changeset',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.changeset'),
        ),
        migrations.AddField(
            model_name='article',
            name='changeset',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.changeset'),
        ),
        migrations.AddField(
            model_name='country',
            name='successors',
            field=models.ManyToManyField(blank=True, related_name='predecessors', to='articles.country'),
        ),
        migrations.AddField(
            model_name='articlecountryevent',
            name='country',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.country'),
        ),
        migrations.AddField(
            model_name='articlecountry',
            name='country',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='article_countries', to='articles.country'),
        ),
        migrations.AddField(
            model_name='article',
            name='countries',
            field=models.ManyToManyField(blank=True, related_name='articles', through='articles.ArticleCountry', to='articles.country'),
        ),
        migrations.AddField(
            model_name='countryevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='event', to='articles.country'),
        ),
        migrations.AddField(
            model_name='formerslugevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='event', to='articles.formerslug'),
        ),
        migrations.AddField(
            model_name='image',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='images', to='articles.article'),
        ),
        migrations.AddField(
            model_name='imageevent',
            name='article',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.article'),
        ),
        migrations.AddField(
            model_name='imageevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='event', to='articles.image'),
        ),
        migrations.AddField(
            model_name='import',
            name='changeset',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='import_run', to='articles.changeset'),
        ),
        migrations.AddField(
            model_name='import',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='importfile',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='articles.import'),
        ),
        migrations.AddField(
            model_name='importitem',
            name='article',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='import_items', to='articles.article'),
        ),
        migrations.AddField(
            model_name='importitem',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='articles.importfile'),
        ),
        migrations.AddField(
            model_name='importitem',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='articles.import'),
        ),
        migrations.AddField(
            model_name='importfile',
            name='original',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.original'),
        ),
        migrations.AddField(
            model_name='readcount',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_counts', to='articles.article'),
        ),
        migrations.AddConstraint(
            model_name='readmark',
            constraint=models.UniqueConstraint(models.F('day'), models.F('digest'), name='read_mark_once'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='section_name_once'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='section_has_name'),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='section',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.section'),
        ),
        migrations.AddField(
            model_name='article',
            name='section',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.section'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='log_edition', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) VALUES (0); RETURN NULL;', hash='3c840d50f1a3a74dc53e7d8a8b3cfbc68df4787f', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_log_edition_6bca2', table='articles_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_sectionevent" ("id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."id", new_values."name", NOW(), \'insert\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='082eb957275c3dc45049f2d3705d965f2dd18486', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8dd70', referencing='REFERENCING NEW TABLE AS new_values ', table='articles_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_sectionevent" ("id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."id", new_values."name", NOW(), \'update\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='304888475154fc8665ca0c53c6aacf96a11846fc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f1e8f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='articles_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_sectionevent" ("id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT old_values."id", old_values."name", NOW(), \'delete\', old_values."id", old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5c86f4f6b1a444ee1c3fa1ee12d5973ed1492771', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ff0f9', referencing='REFERENCING OLD TABLE AS old_values ', table='articles_section', when='AFTER')),
        ),
        migrations.AddField(
            model_name='sectionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='event', to='articles.section'),
        ),
        migrations.AddField(
            model_name='source',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='articles.country'),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='source',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Who reported it: an agency such as AFP, or the publication itself.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.source'),
        ),
        migrations.AddField(
            model_name='article',
            name='source',
            field=models.ForeignKey(blank=True, help_text='Who reported it: an agency such as AFP, or the publication itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.source'),
        ),
        migrations.AddField(
            model_name='appearanceevent',
            name='outlet',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.source'),
        ),
        migrations.AddField(
            model_name='appearance',
            name='outlet',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appearances', to='articles.source'),
        ),
        migrations.AddField(
            model_name='sourceevent',
            name='country',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.country'),
        ),
        migrations.AddField(
            model_name='sourceevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='event', to='articles.source'),
        ),
        migrations.AddField(
            model_name='tag',
            name='parent',
            field=models.ForeignKey(blank=True, help_text='The wider tag. A story under this tag is found under the wider one, too.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='articles.tag'),
        ),
        migrations.AddField(
            model_name='formerslugevent',
            name='tag',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.tag'),
        ),
        migrations.AddField(
            model_name='formerslug',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='articles.tag'),
        ),
        migrations.AddField(
            model_name='articletagevent',
            name='tag',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.tag'),
        ),
        migrations.AddField(
            model_name='articletag',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='article_tags', to='articles.tag'),
        ),
        migrations.AddField(
            model_name='article',
            name='tags',
            field=models.ManyToManyField(blank=True, related_name='articles', through='articles.ArticleTag', to='articles.tag'),
        ),
        migrations.AddField(
            model_name='tagevent',
            name='parent',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The wider tag. A story under this tag is found under the wider one, too.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.tag'),
        ),
        migrations.AddField(
            model_name='tagevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='event', to='articles.tag'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='authorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9ae6f041d96db6bcbfa08e7ba939aca09b1f5b74', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8f42b', table='articles_authorevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='byline',
            constraint=models.UniqueConstraint(models.F('article'), models.F('author'), name='byline_author_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='byline',
            trigger=pgtrigger.compiler.Trigger(name='log_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) SELECT DISTINCT article_id FROM rows; RETURN NULL;', hash='d5072d8e51a1ec267dd0581683174d78db5dc597', level='STATEMENT', operation='INSERT', pgid='pgtrigger_log_insert_aaeab', referencing='REFERENCING NEW TABLE AS rows ', table='articles_byline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='byline',
            trigger=pgtrigger.compiler.Trigger(name='log_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) SELECT DISTINCT article_id FROM rows; RETURN NULL;', hash='106bb5c375e141c1f44a5a54b6f57a05218c78c1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_log_update_66008', referencing='REFERENCING NEW TABLE AS rows ', table='articles_byline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='byline',
            trigger=pgtrigger.compiler.Trigger(name='log_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) SELECT DISTINCT article_id FROM rows; RETURN NULL;', hash='9968730caf089c9d404947d6bc647c7e807cc12a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_log_delete_f9b85', referencing='REFERENCING OLD TABLE AS rows ', table='articles_byline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='byline',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_bylineevent" ("article_id", "author_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."article_id", new_values."author_id", new_values."id", NOW(), \'insert\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='244b1c9590c136ea50d7db7b01c9a324e248a9f1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7b987', referencing='REFERENCING NEW TABLE AS new_values ', table='articles_byline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='byline',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_bylineevent" ("article_id", "author_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."article_id", new_values."author_id", new_values."id", NOW(), \'update\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2245526de5bf0fbee90629e05f0cb92280458c06', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_462de', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='articles_byline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='byline',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_bylineevent" ("article_id", "author_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."article_id", old_values."author_id", old_values."id", NOW(), \'delete\', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1a755de4b13be15d20b3304d41f52ff4770bff9a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_730cd', referencing='REFERENCING OLD TABLE AS old_values ', table='articles_byline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bylineevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f133b6c44c6fae4d4a8530593efc0c8321359c59', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d0185', table='articles_bylineevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='changeset',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='changeset_has_title'),
        ),
        migrations.AddConstraint(
            model_name='changeset',
            constraint=models.CheckConstraint(condition=models.Q(('undoes', None), ('kind', 'undo'), _connector='OR'), name='changeset_only_undo_undoes'),
        ),
        migrations.AddConstraint(
            model_name='country',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[A-Z]{2}([A-Z]{2})?$')), name='country_code_shape'),
        ),
        migrations.AddConstraint(
            model_name='country',
            constraint=models.CheckConstraint(condition=models.Q(('from_year', None), ('to_year', None), ('from_year__lte', models.F('to_year')), _connector='OR'), name='country_years_in_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='log_edition', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) VALUES (0); RETURN NULL;', hash='8f427ef27ea7f52a3c66b4889c2aebe0a7065ffb', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_log_edition_845ef', table='articles_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_countryevent" ("adjectives", "aliases", "alpha2", "alpha3", "ambiguous", "case_sensitive_aliases", "code", "continent", "from_year", "id", "name", "not_in", "note", "numeric", "official_name", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "to_year") SELECT new_values."adjectives", new_values."aliases", new_values."alpha2", new_values."alpha3", new_values."ambiguous", new_values."case_sensitive_aliases", new_values."code", new_values."continent", new_values."from_year", new_values."id", new_values."name", new_values."not_in", new_values."note", new_values."numeric", new_values."official_name", NOW(), \'insert\', new_values."id", new_values."region", new_values."to_year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='70f7ea307c200df5c3e5f629e5698168e6cfcbfa', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9b227', referencing='REFERENCING NEW TABLE AS new_values ', table='articles_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_countryevent" ("adjectives", "aliases", "alpha2", "alpha3", "ambiguous", "case_sensitive_aliases", "code", "continent", "from_year", "id", "name", "not_in", "note", "numeric", "official_name", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "to_year") SELECT new_values."adjectives", new_values."aliases", new_values."alpha2", new_values."alpha3", new_values."ambiguous", new_values."case_sensitive_aliases", new_values."code", new_values."continent", new_values."from_year", new_values."id", new_values."name", new_values."not_in", new_values."note", new_values."numeric", new_values."official_name", NOW(), \'update\', new_values."id", new_values."region", new_values."to_year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5fac8babc23d8e5b2ebb0802ad16f5eb5fb440d8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ea7fb', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='articles_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='country',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_countryevent" ("adjectives", "aliases", "alpha2", "alpha3", "ambiguous", "case_sensitive_aliases", "code", "continent", "from_year", "id", "name", "not_in", "note", "numeric", "official_name", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "to_year") SELECT old_values."adjectives", old_values."aliases", old_values."alpha2", old_values."alpha3", old_values."ambiguous", old_values."case_sensitive_aliases", old_values."code", old_values."continent", old_values."from_year", old_values."id", old_values."name", old_values."not_in", old_values."note", old_values."numeric", old_values."official_name", NOW(), \'delete\', old_values."id", old_values."region", old_values."to_year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='789bc112bafd8e9f2989049da22e51caf99200ce', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_cd3e3', referencing='REFERENCING OLD TABLE AS old_values ', table='articles_country', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articlecountryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8e9a71e6f9e950e9e8c380b2807c347a473fb93a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5e16e', table='articles_articlecountryevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='articlecountry',
            constraint=models.UniqueConstraint(models.F('article'), models.F('country'), name='article_country_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articlecountry',
            trigger=pgtrigger.compiler.Trigger(name='log_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) SELECT DISTINCT article_id FROM rows; RETURN NULL;', hash='60b9db93dafd562973d88cfd4f57166f51e5433a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_log_insert_d70c2', referencing='REFERENCING NEW TABLE AS rows ', table='articles_articlecountry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articlecountry',
            trigger=pgtrigger.compiler.Trigger(name='log_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) SELECT DISTINCT article_id FROM rows; RETURN NULL;', hash='825dcd5c273ceee9063024fa0317bf6faffcdba9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_log_update_99774', referencing='REFERENCING NEW TABLE AS rows ', table='articles_articlecountry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articlecountry',
            trigger=pgtrigger.compiler.Trigger(name='log_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) SELECT DISTINCT article_id FROM rows; RETURN NULL;', hash='381db0453e97a6c3e784f2568ce150dc04d0f096', level='STATEMENT', operation='DELETE', pgid='pgtrigger_log_delete_68a70', referencing='REFERENCING OLD TABLE AS rows ', table='articles_articlecountry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articlecountry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articlecountryevent" ("added_at", "added_by_id", "article_id", "changeset_id", "country_id", "evidence", "id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."added_at", new_values."added_by_id", new_values."article_id", new_values."changeset_id", new_values."country_id", new_values."evidence", new_values."id", new_values."origin", NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0ac122fca78e70a3a423d3f0810f005eebc3d300', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_86973', referencing='REFERENCING NEW TABLE AS new_values ', table='articles_articlecountry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articlecountry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articlecountryevent" ("added_at", "added_by_id", "article_id", "changeset_id", "country_id", "evidence", "id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."added_at", new_values."added_by_id", new_values."article_id", new_values."changeset_id", new_values."country_id", new_values."evidence", new_values."id", new_values."origin", NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0ba3c06437d7d8942aefa55f5f2d9679b7dff8ad', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bff12', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='articles_articlecountry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articlecountry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articlecountryevent" ("added_at", "added_by_id", "article_id", "changeset_id", "country_id", "evidence", "id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."added_at", old_values."added_by_id", old_values."article_id", old_values."changeset_id", old_values."country_id", old_values."evidence", old_values."id", old_values."origin", NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c9b298f8d8606a30ce070b7c8f0a7e2b4499c06e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6d8c5', referencing='REFERENCING OLD TABLE AS old_values ', table='articles_articlecountry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='countryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4e7ddbf0f55f9068bb6b1a9f34cd56ccfec44f94', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b3976', table='articles_countryevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='image',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file', ''), _negated=True), models.Q(('source_url', ''), _negated=True), models.Q(('caption', ''), _negated=True), _connector='OR'), name='image_says_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='image',
            trigger=pgtrigger.compiler.Trigger(name='log_edition', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) VALUES (0); RETURN NULL;', hash='3aa14a56330b2675a5f3b6289ee1e804b1f56818', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_log_edition_bf654', table='articles_image', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='image',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_imageevent" ("alt", "article_id", "caption", "credit", "file", "height", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_url", "width") SELECT new_values."alt", new_values."article_id", new_values."caption", new_values."credit", new_values."file", new_values."height", new_values."id", NOW(), \'insert\', new_values."id", new_values."position", new_values."source_url", new_values."width" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='44273e5fd30ec16ff4391c347bead4851772f135', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e84af', referencing='REFERENCING NEW TABLE AS new_values ', table='articles_image', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='image',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_imageevent" ("alt", "article_id", "caption", "credit", "file", "height", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_url", "width") SELECT new_values."alt", new_values."article_id", new_values."caption", new_values."credit", new_values."file", new_values."height", new_values."id", NOW(), \'update\', new_values."id", new_values."position", new_values."source_url", new_values."width" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3f7a9095be1b6cff50730f6b3d248b94122826a8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_8735f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='articles_image', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='image',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_imageevent" ("alt", "article_id", "caption", "credit", "file", "height", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_url", "width") SELECT old_values."alt", old_values."article_id", old_values."caption", old_values."credit", old_values."file", old_values."height", old_values."id", NOW(), \'delete\', old_values."id", old_values."position", old_values."source_url", old_values."width" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d80006b3ade9afd6d32773506f4244e17a785b32', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_35937', referencing='REFERENCING OLD TABLE AS old_values ', table='articles_image', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='imageevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0aa2b1e84b3223583170c72c3c796fb663faab63', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c7d1d', table='articles_imageevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'preview'), ('changeset__isnull', False), _connector='OR'), name='import_confirmed_has_changeset'),
        ),
        migrations.AddIndex(
            model_name='importitem',
            index=models.Index(models.F('run'), models.F('outcome'), name='import_item_by_outcome'),
        ),
        migrations.AddConstraint(
            model_name='importitem',
            constraint=models.UniqueConstraint(models.F('file'), models.F('position'), name='import_item_once'),
        ),
        migrations.AddConstraint(
            model_name='importitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['rejected', 'duplicate']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='import_item_says_why'),
        ),
        migrations.AddIndex(
            model_name='readcount',
            index=models.Index(models.F('day'), name='read_count_by_day'),
        ),
        migrations.AddConstraint(
            model_name='readcount',
            constraint=models.UniqueConstraint(models.F('article'), models.F('day'), name='read_count_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sectionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0d8ec170e1d73e250a6c6620cefb07a77c8ef6b3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7c236', table='articles_sectionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='source_name_once'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='source_has_name'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='log_edition', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) VALUES (0); RETURN NULL;', hash='60af2d35257288a9165a3b2e7272184e4d3d924c', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_log_edition_14f37', table='articles_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_sourceevent" ("about", "aliases", "country_id", "home_page", "id", "kind", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "time_zone") SELECT new_values."about", new_values."aliases", new_values."country_id", new_values."home_page", new_values."id", new_values."kind", new_values."name", NOW(), \'insert\', new_values."id", new_values."slug", new_values."time_zone" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='227dcdc456f8cb356a10442ac4bbd6c175e99161', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e4235', referencing='REFERENCING NEW TABLE AS new_values ', table='articles_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_sourceevent" ("about", "aliases", "country_id", "home_page", "id", "kind", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "time_zone") SELECT new_values."about", new_values."aliases", new_values."country_id", new_values."home_page", new_values."id", new_values."kind", new_values."name", NOW(), \'update\', new_values."id", new_values."slug", new_values."time_zone" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f4d251e4565e716d7d4fe9d8a3afabec34f6792a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_365a8', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='articles_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_sourceevent" ("about", "aliases", "country_id", "home_page", "id", "kind", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "time_zone") SELECT old_values."about", old_values."aliases", old_values."country_id", old_values."home_page", old_values."id", old_values."kind", old_values."name", NOW(), \'delete\', old_values."id", old_values."slug", old_values."time_zone" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0a4832591f98d8c6bf777a2444df952a25034470', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_07439', referencing='REFERENCING OLD TABLE AS old_values ', table='articles_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='97e38e30f4f2ced7f80fc829b7756986ceddd8a6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2e536', table='articles_articleevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appearanceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7a1ada393d7d619fd7ed5c961e9494f44444ae0e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a82f2', table='articles_appearanceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='appearance',
            constraint=models.UniqueConstraint(models.F('url_digest'), name='appearance_address_once'),
        ),
        migrations.AddConstraint(
            model_name='appearance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('url', ''), ('url_digest', None)), models.Q(models.Q(('url', ''), _negated=True), ('url_digest__isnull', False)), _connector='OR'), name='appearance_address_has_digest'),
        ),
        migrations.AddConstraint(
            model_name='appearance',
            constraint=models.CheckConstraint(condition=models.Q(('outlet__isnull', False), models.Q(('url', ''), _negated=True), _connector='OR'), name='appearance_says_where'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appearance',
            trigger=pgtrigger.compiler.Trigger(name='log_edition', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) VALUES (0); RETURN NULL;', hash='a745ed2d528121b2be5cf741d9c05f651526925c', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_log_edition_77ce1', table='articles_appearance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appearance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_appearanceevent" ("article_id", "headline", "id", "outlet_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "url", "url_digest") SELECT new_values."article_id", new_values."headline", new_values."id", new_values."outlet_id", NOW(), \'insert\', new_values."id", new_values."published_at", new_values."url", new_values."url_digest" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6e2ed5c90a60cdbd450cad66b071181860db2fd1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_997d9', referencing='REFERENCING NEW TABLE AS new_values ', table='articles_appearance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appearance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_appearanceevent" ("article_id", "headline", "id", "outlet_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "url", "url_digest") SELECT new_values."article_id", new_values."headline", new_values."id", new_values."outlet_id", NOW(), \'update\', new_values."id", new_values."published_at", new_values."url", new_values."url_digest" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5820751e3c599bc79886e1e9dc6eb00e4160d33a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3ea03', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='articles_appearance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appearance',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_appearanceevent" ("article_id", "headline", "id", "outlet_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "url", "url_digest") SELECT old_values."article_id", old_values."headline", old_values."id", old_values."outlet_id", NOW(), \'delete\', old_values."id", old_values."published_at", old_values."url", old_values."url_digest" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2da840e1348263d4ec51b313d74dc1cf1f40dcab', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_2311c', referencing='REFERENCING OLD TABLE AS old_values ', table='articles_appearance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e9730fb735902e4ea577448ced0e34f1aa9850ea', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_dd193', table='articles_sourceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.UniqueConstraint(models.F('kind'), django.db.models.functions.text.Lower('name'), name='tag_name_once_per_kind'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='tag_has_name'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='tag_not_its_own_parent'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tag',
            trigger=pgtrigger.compiler.Trigger(name='log_edition', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) VALUES (0); RETURN NULL;', hash='be38d34b7e825f83892849ebad305034ad856e38', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_log_edition_d081a', table='articles_tag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tag',
            trigger=pgtrigger.compiler.Trigger(name='log_moved', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) \n    WITH RECURSIVE below AS (\n        SELECT rows.id FROM rows JOIN before_rows ON before_rows.id = rows.id\n        WHERE rows.parent_id IS DISTINCT FROM before_rows.parent_id OR rows.kind <> before_rows.kind\n        UNION SELECT tag.id FROM articles_tag tag JOIN below ON tag.parent_id = below.id\n    ) SELECT DISTINCT article_id FROM articles_articletag WHERE tag_id IN (SELECT id FROM below)\n; RETURN NULL;', hash='dae81f30bbf9ae8e7b995f5435a238ae20d30e7f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_log_moved_c9f59', referencing='REFERENCING OLD TABLE AS before_rows  NEW TABLE AS rows ', table='articles_tag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tag',
            trigger=pgtrigger.compiler.Trigger(name='no_cycle', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."parent_id" IS NOT NULL)', func="\n                    IF EXISTS (\n                        WITH RECURSIVE above AS (\n                            SELECT parent_id AS id FROM articles_tag WHERE id = NEW.parent_id\n                            UNION SELECT tag.parent_id FROM articles_tag tag JOIN above ON tag.id = above.id\n                        ) SELECT 1 FROM above WHERE id = NEW.id\n                    ) THEN\n                        RAISE EXCEPTION 'tag % would be above itself', NEW.name USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='607185a5febc07df0f810fe2c5b78b3406826201', operation='INSERT OR UPDATE OF "parent_id"', pgid='pgtrigger_no_cycle_4602f', table='articles_tag', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tag',
            trigger=pgtrigger.compiler.Trigger(name='keep_slug', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func='\n                    DELETE FROM articles_formerslug WHERE slug = NEW.slug;\n                    INSERT INTO articles_formerslug (slug, tag_id) VALUES (OLD.slug, NEW.id)\n                        ON CONFLICT (slug) DO UPDATE SET tag_id = excluded.tag_id;\n                    RETURN NEW;\n                ', hash='a62e5b356be6517b62513d5ffbab9215c504f7df', operation='UPDATE OF "slug"', pgid='pgtrigger_keep_slug_76ae0', table='articles_tag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tag',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_tagevent" ("aliases", "id", "introduction", "kind", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."aliases", new_values."id", new_values."introduction", new_values."kind", new_values."name", new_values."parent_id", NOW(), \'insert\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='56307dc6411d5a50336d0b7852e2f1e03c9cf19b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3fa83', referencing='REFERENCING NEW TABLE AS new_values ', table='articles_tag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tag',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_tagevent" ("aliases", "id", "introduction", "kind", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."aliases", new_values."id", new_values."introduction", new_values."kind", new_values."name", new_values."parent_id", NOW(), \'update\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='48e6a538cd197ec32bb96959d97ead56c62c8223', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e76da', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='articles_tag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tag',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_tagevent" ("aliases", "id", "introduction", "kind", "name", "parent_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT old_values."aliases", old_values."id", old_values."introduction", old_values."kind", old_values."name", old_values."parent_id", NOW(), \'delete\', old_values."id", old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7139601589b49be5475a082c224538e7ede7ffb6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ae38d', referencing='REFERENCING OLD TABLE AS old_values ', table='articles_tag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formerslugevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='94e497b3b23193bd081fe5163e9ba47709a01983', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_01c73', table='articles_formerslugevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formerslug',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_formerslugevent" ("id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "tag_id") SELECT new_values."id", NOW(), \'insert\', new_values."id", new_values."slug", new_values."tag_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='aac49a2abc3d2bef2f033f7a39b7037736d89510', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0d8e6', referencing='REFERENCING NEW TABLE AS new_values ', table='articles_formerslug', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formerslug',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_formerslugevent" ("id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "tag_id") SELECT new_values."id", NOW(), \'update\', new_values."id", new_values."slug", new_values."tag_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3bbae86e0a06c3643c1471a6b58b8fa08e77df0b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6941a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='articles_formerslug', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formerslug',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_formerslugevent" ("id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "tag_id") SELECT old_values."id", NOW(), \'delete\', old_values."id", old_values."slug", old_values."tag_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='745e4f2c5cd25db029d607cf29a55e12f9bcf4bb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a18ad', referencing='REFERENCING OLD TABLE AS old_values ', table='articles_formerslug', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articletagevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ac9f507114945f9c48f8e85e0edb38b3b5679c8c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0988f', table='articles_articletagevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='articletag',
            constraint=models.UniqueConstraint(models.F('article'), models.F('tag'), name='article_tag_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articletag',
            trigger=pgtrigger.compiler.Trigger(name='log_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) SELECT DISTINCT article_id FROM rows; RETURN NULL;', hash='d861e7a1ada0a9164b3c4a18af07f0d8bcd943c8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_log_insert_a9128', referencing='REFERENCING NEW TABLE AS rows ', table='articles_articletag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articletag',
            trigger=pgtrigger.compiler.Trigger(name='log_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) SELECT DISTINCT article_id FROM rows; RETURN NULL;', hash='f1579ee035752be422cd12bb491f0951060a14fe', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_log_update_ceeae', referencing='REFERENCING NEW TABLE AS rows ', table='articles_articletag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articletag',
            trigger=pgtrigger.compiler.Trigger(name='log_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) SELECT DISTINCT article_id FROM rows; RETURN NULL;', hash='c8b5ed2fef0f19eac3338374529e480c7aa8d762', level='STATEMENT', operation='DELETE', pgid='pgtrigger_log_delete_53f70', referencing='REFERENCING OLD TABLE AS rows ', table='articles_articletag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articletag',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articletagevent" ("added_at", "added_by_id", "article_id", "changeset_id", "evidence", "id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id", "tag_id") SELECT new_values."added_at", new_values."added_by_id", new_values."article_id", new_values."changeset_id", new_values."evidence", new_values."id", new_values."origin", NOW(), \'insert\', new_values."id", new_values."tag_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2752bfc2d1f09b58a0f2389e17a044016712da57', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_40b01', referencing='REFERENCING NEW TABLE AS new_values ', table='articles_articletag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articletag',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articletagevent" ("added_at", "added_by_id", "article_id", "changeset_id", "evidence", "id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id", "tag_id") SELECT new_values."added_at", new_values."added_by_id", new_values."article_id", new_values."changeset_id", new_values."evidence", new_values."id", new_values."origin", NOW(), \'update\', new_values."id", new_values."tag_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='efbb218a7803acac97b83a933687f1d42719c96e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_89420', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='articles_articletag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articletag',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articletagevent" ("added_at", "added_by_id", "article_id", "changeset_id", "evidence", "id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id", "tag_id") SELECT old_values."added_at", old_values."added_by_id", old_values."article_id", old_values."changeset_id", old_values."evidence", old_values."id", old_values."origin", NOW(), \'delete\', old_values."id", old_values."tag_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='053a944b7b8316d52599adaa0e3cb5d0fcac06fc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_89560', referencing='REFERENCING OLD TABLE AS old_values ', table='articles_articletag', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.F('status'), models.OrderBy(models.F('published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='article_by_status'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.OrderBy(models.F('published_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='article_by_date'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.OrderBy(models.F('changed_at'), descending=True), name='article_by_change'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.F('text_digest'), name='article_by_text'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.F('language'), name='article_by_language'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('headline'), name='gin_trgm_ops'), name='article_by_words_of_headline'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='article_has_slug'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('published_at', None), models.Q(('published_at__gte', datetime.datetime(1600, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('published_at__lt', datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), _connector='OR'), name='article_published_in_calendar'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('updated_at', None), models.Q(('updated_at__gte', datetime.datetime(1600, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)), ('updated_at__lt', datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc))), _connector='OR'), name='article_updated_in_calendar'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('published_at__isnull', False), models.Q(('headline', ''), _negated=True)), _connector='OR'), name='article_published_is_complete'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='article_withdrawn_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), ('status', 'withdrawn'), _connector='OR'), name='article_merged_is_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'published', 'withdrawn'])), name='article_status_known'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['news', 'opinion', 'analysis', 'feature'])), name='article_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(models.F('guid'), condition=models.Q(('guid', ''), _negated=True), name='article_guid_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='log_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) SELECT id FROM rows; RETURN NULL;', hash='2ce494cb31b6b2af242103d19b836ecef4d24660', level='STATEMENT', operation='INSERT', pgid='pgtrigger_log_insert_c5734', referencing='REFERENCING NEW TABLE AS rows ', table='articles_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='log_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) SELECT id FROM rows; RETURN NULL;', hash='ca4efaf7ed8190e33c75be5eeacc4e4afb957004', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_log_update_d9dee', referencing='REFERENCING NEW TABLE AS rows ', table='articles_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='log_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO articles_articlechange (article_id) SELECT id FROM rows; RETURN NULL;', hash='7379cfb760c90c1adbc94d821068b3f4d2e7034f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_log_delete_270e5', referencing='REFERENCING OLD TABLE AS rows ', table='articles_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='count_versions', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."body_html" IS DISTINCT FROM (NEW."body_html") OR OLD."body_text" IS DISTINCT FROM (NEW."body_text") OR OLD."changeset_id" IS DISTINCT FROM (NEW."changeset_id") OR OLD."credit" IS DISTINCT FROM (NEW."credit") OR OLD."dateline" IS DISTINCT FROM (NEW."dateline") OR OLD."excerpt" IS DISTINCT FROM (NEW."excerpt") OR OLD."guid" IS DISTINCT FROM (NEW."guid") OR OLD."headline" IS DISTINCT FROM (NEW."headline") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_precision" IS DISTINCT FROM (NEW."published_precision") OR OLD."published_printed" IS DISTINCT FROM (NEW."published_printed") OR OLD."published_zone" IS DISTINCT FROM (NEW."published_zone") OR OLD."section_id" IS DISTINCT FROM (NEW."section_id") OR OLD."simhash" IS DISTINCT FROM (NEW."simhash") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."standfirst" IS DISTINCT FROM (NEW."standfirst") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."text_digest" IS DISTINCT FROM (NEW."text_digest") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason") OR OLD."word_count" IS DISTINCT FROM (NEW."word_count"))', func='NEW.version = OLD.version + 1; NEW.changed_at = statement_timestamp(); RETURN NEW;', hash='824c163c512ec1697b8546dcd2056833f47cc1da', operation='UPDATE', pgid='pgtrigger_count_versions_6247b', table='articles_article', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articleevent" ("added_at", "added_by_id", "body_html", "body_text", "changed_at", "changeset_id", "credit", "dateline", "excerpt", "guid", "headline", "id", "kind", "language", "merged_into_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_precision", "published_printed", "published_zone", "section_id", "simhash", "slug", "source_id", "standfirst", "status", "text_digest", "updated_at", "version", "withdrawn_reason", "word_count") SELECT new_values."added_at", new_values."added_by_id", new_values."body_html", new_values."body_text", new_values."changed_at", new_values."changeset_id", new_values."credit", new_values."dateline", new_values."excerpt", new_values."guid", new_values."headline", new_values."id", new_values."kind", new_values."language", new_values."merged_into_id", NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_precision", new_values."published_printed", new_values."published_zone", new_values."section_id", new_values."simhash", new_values."slug", new_values."source_id", new_values."standfirst", new_values."status", new_values."text_digest", new_values."updated_at", new_values."version", new_values."withdrawn_reason", new_values."word_count" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='26be6ea587bdf650bf2e34f71cd58cf83abc0c71', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b6ebd', referencing='REFERENCING NEW TABLE AS new_values ', table='articles_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articleevent" ("added_at", "added_by_id", "body_html", "body_text", "changed_at", "changeset_id", "credit", "dateline", "excerpt", "guid", "headline", "id", "kind", "language", "merged_into_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_precision", "published_printed", "published_zone", "section_id", "simhash", "slug", "source_id", "standfirst", "status", "text_digest", "updated_at", "version", "withdrawn_reason", "word_count") SELECT new_values."added_at", new_values."added_by_id", new_values."body_html", new_values."body_text", new_values."changed_at", new_values."changeset_id", new_values."credit", new_values."dateline", new_values."excerpt", new_values."guid", new_values."headline", new_values."id", new_values."kind", new_values."language", new_values."merged_into_id", NOW(), \'update\', new_values."id", new_values."published_at", new_values."published_precision", new_values."published_printed", new_values."published_zone", new_values."section_id", new_values."simhash", new_values."slug", new_values."source_id", new_values."standfirst", new_values."status", new_values."text_digest", new_values."updated_at", new_values."version", new_values."withdrawn_reason", new_values."word_count" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='10870db17b538ed53e803f98784590aa2b3ec3c7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d7697', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='articles_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "articles_articleevent" ("added_at", "added_by_id", "body_html", "body_text", "changed_at", "changeset_id", "credit", "dateline", "excerpt", "guid", "headline", "id", "kind", "language", "merged_into_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_precision", "published_printed", "published_zone", "section_id", "simhash", "slug", "source_id", "standfirst", "status", "text_digest", "updated_at", "version", "withdrawn_reason", "word_count") SELECT old_values."added_at", old_values."added_by_id", old_values."body_html", old_values."body_text", old_values."changed_at", old_values."changeset_id", old_values."credit", old_values."dateline", old_values."excerpt", old_values."guid", old_values."headline", old_values."id", old_values."kind", old_values."language", old_values."merged_into_id", NOW(), \'delete\', old_values."id", old_values."published_at", old_values."published_precision", old_values."published_printed", old_values."published_zone", old_values."section_id", old_values."simhash", old_values."slug", old_values."source_id", old_values."standfirst", old_values."status", old_values."text_digest", old_values."updated_at", old_values."version", old_values."withdrawn_reason", old_values."word_count" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='be72792d881b632987e72ce9b1ce066f9e3f631b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ddb9c', referencing='REFERENCING OLD TABLE AS old_values ', table='articles_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tagevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b160ef5256dbc4c5a7c7a2322b0c44ff86109bbc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4a7f5', table='articles_tagevent', when='BEFORE')),
        ),
    ]
