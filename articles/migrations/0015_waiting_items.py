"""When items that wait for the end of an embargo are read again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_corrections"),
    ]

    operations = [
        migrations.AddField(
            model_name="importitem",
            name="waits_until",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="When an item that its sender holds back is tried again.",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="importitem",
            index=models.Index(
                models.F("waits_until"), condition=models.Q(("waits_until__isnull", False)), name="import_item_waiting"
            ),
        ),
    ]
