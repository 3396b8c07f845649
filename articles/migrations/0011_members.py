from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_rereadings")]

    operations = [
        migrations.AddField(
            model_name="importitem",
            name="member",
            field=models.CharField(
                blank=True, editable=False, help_text="Where it stood inside the file.", max_length=500
            ),
        ),
    ]
