"""The desk calls a story a story."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0015_waiting_items"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-published_at", "-id"],
                "permissions": [
                    ("publish_article", "Can publish and withdraw articles"),
                    ("import_article", "Can import stories"),
                ],
                "verbose_name": "story",
                "verbose_name_plural": "stories",
            },
        ),
    ]
