"""Originals in chunks instead of one row each; where a file was fetched; what stopped an item; what becomes of duplicates."""

import hashlib
import zlib

import django.db.models.deletion
from django.db import migrations, models

PIECE = 1_000_000


def into_chunks(apps, schema_editor):
    """Cut each original into chunks, one original in memory at a time."""
    Original = apps.get_model("articles", "Original")
    Chunk = apps.get_model("articles", "Chunk")
    Part = apps.get_model("articles", "OriginalPart")
    for key in list(Original.objects.values_list("pk", flat=True)):
        content = zlib.decompress(Original.objects.values_list("compressed", flat=True).get(pk=key))
        for number, start in enumerate(range(0, len(content), PIECE)):
            piece = content[start : start + PIECE]
            chunk, _ = Chunk.objects.get_or_create(
                digest=hashlib.sha256(piece).digest(), defaults={"compressed": zlib.compress(piece, 1)}
            )
            Part.objects.create(original_id=key, number=number, chunk=chunk)


def into_rows(apps, schema_editor):
    """Put each original together again."""
    Original = apps.get_model("articles", "Original")
    Part = apps.get_model("articles", "OriginalPart")
    for original in Original.objects.all():
        parts = Part.objects.filter(original=original).order_by("number").values_list("chunk__compressed", flat=True)
        original.compressed = zlib.compress(b"".join(zlib.decompress(part) for part in parts))
        original.save(update_fields=["compressed"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_reprints")]

    operations = [
        migrations.CreateModel(
            name="Chunk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("compressed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="OriginalPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "chunk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.chunk"
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="articles.original"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("original"), models.F("number"), name="original_part_once")
                ],
            },
        ),
        # The column stays nullable until its rows are gone or filled: both ways the data moves in between.
        migrations.AlterField("original", "compressed", models.BinaryField(null=True)),
        migrations.RunPython(into_chunks, into_rows),
        migrations.RemoveField("original", "compressed"),
        migrations.AddField(
            "import",
            "duplicates",
            models.CharField(
                choices=[
                    ("skip", "Leave it out"),
                    ("update", "Bring the story held up to date with it"),
                    ("add", "Store it as well, as another printing"),
                ],
                default="skip",
                help_text="What becomes of an item whose text another story has. The same item again always updates "
                "its story.",
                max_length=8,
                verbose_name="same text elsewhere",
            ),
        ),
        migrations.AddField(
            "import",
            "bytes_read",
            models.PositiveBigIntegerField(default=0, editable=False, help_text="Of all files, so far."),
        ),
        migrations.AddField(
            "importfile",
            "final_url",
            models.URLField(blank=True, help_text="Where redirects led.", max_length=4000),
        ),
        migrations.AddField("importfile", "fetched_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "importfile",
            "headers",
            models.JSONField(blank=True, help_text="The answer's HTTP headers, where it was fetched.", null=True),
        ),
        migrations.AddField(
            "importitem",
            "traceback",
            models.TextField(blank=True, editable=False, help_text="Of the fault that stopped it, if one did."),
        ),
    ]
