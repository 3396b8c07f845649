"""The roles: editors do everything but manage users; contributors work on drafts."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

CURATED = (
    "article", "byline", "articletag", "articlecountry", "appearance", "image", "tag", "formerslug", "author", "source",
    "section", "country", "columnmapping",
)  # fmt: skip
OF_A_STORY = ("byline", "articletag", "articlecountry", "appearance", "image")
RECORDED = ("changeset", "import", "importfile", "importitem")

EDITOR = [
    *(f"{act}_{model}" for act in ("add", "change", "delete", "view") for model in CURATED),
    *(f"view_{model}" for model in RECORDED),
    "publish_article",
    "import_article",
]
CONTRIBUTOR = [
    *(f"view_{model}" for model in (*CURATED, *RECORDED)),
    *(f"{act}_{model}" for act in ("add", "change", "delete") for model in OF_A_STORY),
    "add_article",
    "change_article",
    "import_article",
]
ROLES = {"Editor": EDITOR, "Contributor": CONTRIBUTOR}


def make_roles(apps, schema_editor):
    # Django makes permissions after the last migration, and these groups need them now.
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set(Permission.objects.filter(content_type__app_label="articles", codename__in=codenames))


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_countries"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles)]
